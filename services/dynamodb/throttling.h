// What a call is answered when a fault rule throttles it.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::dynamodb {

// ProvisionedThroughputExceededException for a call that reads or writes items, with a reason for
// each table (or the index) that the call names; ThrottlingException for a call about tables.
// A PartiQL statement names its table in its text, which is not read here: it gets no reason.
// Source: ThrottlingReason in the API reference, "Error handling with DynamoDB".
AwsError throttled(const Call& call);

}  // namespace snowglobe::dynamodb
