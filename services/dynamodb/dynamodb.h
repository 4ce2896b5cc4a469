// Amazon DynamoDB: tables, items, indexes, expressions, transactions, time to live.
#pragma once

#include <memory>

#include "emulator/api/service.h"

namespace snowglobe::dynamodb {

std::unique_ptr<Service> make_dynamodb(Host& host);

}  // namespace snowglobe::dynamodb
