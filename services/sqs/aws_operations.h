// The operations of Amazon SQS in AWS's own model. Written by scripts/shapes --write.
#pragma once

#include "emulator/api/operation.h"

namespace snowglobe::sqs {

// clang-format off
inline constexpr AwsOperation aws_operations[] = {
    {"AddPermission"},
    {"CancelMessageMoveTask"},
    {"ChangeMessageVisibility"},
    {"ChangeMessageVisibilityBatch"},
    {"CreateQueue"},
    {"DeleteMessage"},
    {"DeleteMessageBatch"},
    {"DeleteQueue"},
    {"GetQueueAttributes"},
    {"GetQueueUrl"},
    {"ListDeadLetterSourceQueues"},
    {"ListMessageMoveTasks"},
    {"ListQueueTags"},
    {"ListQueues"},
    {"PurgeQueue"},
    {"ReceiveMessage"},
    {"RemovePermission"},
    {"SendMessage"},
    {"SendMessageBatch"},
    {"SetQueueAttributes"},
    {"StartMessageMoveTask"},
    {"TagQueue"},
    {"UntagQueue"},
};
// clang-format on

}  // namespace snowglobe::sqs
