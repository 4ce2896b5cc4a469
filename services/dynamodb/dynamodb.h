// Amazon DynamoDB: tables, items, indexes, expressions, transactions, time to live.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::dynamodb {

const ServiceDefinition& dynamodb_service();

}  // namespace snowglobe::dynamodb
