// A KeyConditionExpression: one value of the partition key, and a range of the sort key. Of a sort
// key of several attributes the range is one value for each of the first few, and a range of the
// next.
#pragma once

#include <optional>

#include "services/dynamodb/expression/bind.h"
#include "services/dynamodb/expression/tree.h"
#include "services/dynamodb/tables/schema.h"

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
  KeyValues hash;
  KeyValues equal;  // what the sort key's attributes before the one of `range` are
  Range range = Range::kAll;
  const Value* low = nullptr;   // the operand, unless kAll
  const Value* high = nullptr;  // of kBetween
};

// The range `a OP :v`. Throws AWS's error for <>.
KeyCondition::Range range_of(Comparator comparator);
// :v < a means a > :v.
Comparator mirrored(Comparator comparator);

// Throws AWS's ValidationException. The values' types are not compared with the schema's.
// REQUIRES: check_condition has passed.
KeyCondition read_key_condition(const ConditionExpression& expression, const Bindings& bindings,
                                const KeySchema& key);

}  // namespace snowglobe::dynamodb
