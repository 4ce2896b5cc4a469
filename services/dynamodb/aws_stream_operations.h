// The operations of Amazon DynamoDB Streams in AWS's own model. Written by scripts/shapes --write.
#pragma once

#include "emulator/api/operation.h"

namespace snowglobe::dynamodb {

// clang-format off
inline constexpr AwsOperation aws_stream_operations[] = {
    {"DescribeStream"},
    {"GetRecords"},
    {"GetShardIterator"},
    {"ListStreams"},
};
// clang-format on

}  // namespace snowglobe::dynamodb
