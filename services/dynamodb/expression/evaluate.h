// Whether a condition holds for an item, and what a path or operand is in it.
#pragma once

#include "services/dynamodb/expression/bind.h"
#include "services/dynamodb/expression/tree.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {

// What AWS refuses before it looks at any item: operands of a wrong type, BETWEEN's bounds the
// wrong way round. Throws ValidationException.
void check_condition(const ConditionExpression& expression, const Bindings& bindings,
                     ExpressionKind kind);

// REQUIRES: check_condition has passed.
bool evaluate(const ConditionExpression& expression, const Bindings& bindings, const Item& item);

// What stands at the path; nullptr when nothing does.
const Value* find_at(const Path& path, const Bindings& bindings, const Item& item);

}  // namespace snowglobe::dynamodb
