// The rows that a key condition names.
#pragma once

#include "services/dynamodb/expression/key_condition.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

// Throws AWS's errors for operands of another type than the schema's, empty or too long.
void check_operands(const KeySchema& key, const KeyCondition& condition);

// REQUIRES: check_operands has passed.
Span span_of(const KeySchema& key, const KeyCondition& condition);

// Leaves of the span what lies behind the start key, in the direction of the query. Throws AWS's
// error for a start key outside the span.
void start_behind(Span& span, const Position& start, Direction direction);

}  // namespace snowglobe::dynamodb
