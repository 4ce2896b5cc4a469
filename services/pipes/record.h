// A message of a queue as a pipe hands it on. Plain values.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html
#pragma once

#include <string>

#include "emulator/base/json.h"

namespace snowglobe::pipes {

// The record of a message as ReceiveMessage answers it:
//   {"messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfBody",
//    "eventSource": "aws:sqs", "eventSourceARN", "awsRegion"}
Json make_record(const Json& message, const std::string& queue_arn, const std::string& region);

// The record as filters and templates see it: a body that is a JSON object or array is read, any
// other stays text.
Json with_parsed_body(const Json& record);

}  // namespace snowglobe::pipes
