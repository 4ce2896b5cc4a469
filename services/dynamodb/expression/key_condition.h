// A KeyConditionExpression: one value of the partition key, and a range of the sort key.
#pragma once

#include <optional>
#include <string_view>

#include "services/dynamodb/expression/bind.h"
#include "services/dynamodb/expression/tree.h"

namespace snowglobe::dynamodb {

struct KeyCondition {
  enum class Range {
    kAll,
    kEqual,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kBetween,
    kBeginsWith,
  };
  const Value* hash = nullptr;
  Range range = Range::kAll;
  const Value* low = nullptr;   // the operand, unless kAll
  const Value* high = nullptr;  // of kBetween
};

// The range `a OP :v`. Throws AWS's error for <>.
KeyCondition::Range range_of(Comparator comparator);
// :v < a means a > :v.
Comparator mirrored(Comparator comparator);

// `range_name` is empty for a key without sort key. Throws AWS's ValidationException. The values'
// types are not compared with the schema's. REQUIRES: check_condition has passed.
KeyCondition read_key_condition(const ConditionExpression& expression, const Bindings& bindings,
                                std::string_view hash_name, std::string_view range_name);

}  // namespace snowglobe::dynamodb
