// Carries out an update expression on an item.
#pragma once

#include "services/dynamodb/expression/bind.h"
#include "services/dynamodb/expression/path_tree.h"
#include "services/dynamodb/expression/tree.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {

// What AWS refuses before it looks at the item: operands of a wrong type, overlapping paths. The
// tree's paths are numbered as the actions. Throws ValidationException.
// REQUIRES: expression and bindings outlive the tree.
PathTree check_update(const UpdateExpression& expression, const Bindings& bindings);

// Every operand is the item's as it was before, and indexes of lists are those of before. Throws
// ValidationException, and then leaves the item in any state.
void apply_update(const UpdateExpression& expression, const Bindings& bindings,
                  const PathTree& tree, Item& item);

}  // namespace snowglobe::dynamodb
