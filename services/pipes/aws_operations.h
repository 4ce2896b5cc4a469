// The operations of Amazon EventBridge Pipes in AWS's own model. Written by scripts/shapes --write.
#pragma once

#include "emulator/api/operation.h"

namespace snowglobe::pipes {

// clang-format off
inline constexpr AwsOperation aws_operations[] = {
    {"CreatePipe", "POST /v1/pipes/{Name}"},
    {"DeletePipe", "DELETE /v1/pipes/{Name}"},
    {"DescribePipe", "GET /v1/pipes/{Name}"},
    {"ListPipes", "GET /v1/pipes"},
    {"ListTagsForResource", "GET /tags/{resourceArn}"},
    {"StartPipe", "POST /v1/pipes/{Name}/start"},
    {"StopPipe", "POST /v1/pipes/{Name}/stop"},
    {"TagResource", "POST /tags/{resourceArn}"},
    {"UntagResource", "DELETE /tags/{resourceArn}"},
    {"UpdatePipe", "PUT /v1/pipes/{Name}"},
};
// clang-format on

}  // namespace snowglobe::pipes
