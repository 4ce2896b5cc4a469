#include "services/dynamodb/expression/key_condition.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/parser.h"

namespace snowglobe::dynamodb {
namespace {

// One condition on one attribute.
struct Part {
  std::string_view name;
  KeyCondition::Range range = KeyCondition::Range::kAll;
  const Value* low = nullptr;
  const Value* high = nullptr;
};

AwsError bad_operator(std::string_view name) {
  return invalid("Invalid operator used in KeyConditionExpression: " + std::string(name));
}

AwsError bad_condition(std::string_view why) {
  return invalid("Invalid condition in KeyConditionExpression: " + std::string(why));
}

AwsError bad_expression(std::string_view why) {
  return invalid("Invalid KeyConditionExpression: " + std::string(why));
}

Part read_part(const Condition& condition, const Bindings& bindings) {
  const auto& operands = condition.operands;
  std::size_t path_at = operands.size(), paths = 0;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (operands[i].kind == Operand::Kind::kFunction) {
      throw bad_expression("KeyConditionExpressions cannot contain nested operations");
    }
    if (operands[i].kind != Operand::Kind::kPath) continue;
    if (operands[i].path.size() > 1) {
      throw bad_expression("KeyConditionExpressions cannot have conditions on nested attributes");
    }
    path_at = i;
    ++paths;
  }
  if (paths == 0) throw bad_condition("No key attribute specified");
  if (paths > 1) throw bad_condition("Multiple attribute names used in one condition");
  Part part;
  part.name = name_of(operands[path_at].path[0], bindings);
  const auto value = [&](std::size_t i) { return bindings.values[operands[i].value]; };
  if (condition.kind == Condition::Kind::kCompare) {
    const Comparator comparator = condition.comparator;
    part.range = range_of(path_at == 0 ? comparator : mirrored(comparator));
    part.low = value(1 - path_at);
    return part;
  }
  if (path_at != 0) {
    const bool is_between = condition.kind == Condition::Kind::kBetween;
    throw bad_condition(std::string(is_between ? "BETWEEN" : "begins_with") +
                        " operator must have the attribute name as its first operand");
  }
  part.low = value(1);
  if (condition.kind == Condition::Kind::kBetween) {
    part.range = KeyCondition::Range::kBetween;
    part.high = value(2);
  } else {
    part.range = KeyCondition::Range::kBeginsWith;
  }
  return part;
}

void read_parts(const Condition& condition, const Bindings& bindings, std::vector<Part>& parts) {
  switch (condition.kind) {
    case Condition::Kind::kAnd:
      for (const Condition& child : condition.children) read_parts(child, bindings, parts);
      return;
    case Condition::Kind::kOr:
      throw bad_operator("OR");
    case Condition::Kind::kNot:
      throw bad_operator("NOT");
    case Condition::Kind::kIn:
      throw bad_operator("IN");
    case Condition::Kind::kFunction:
      if (condition.function != Function::kBeginsWith) {
        throw bad_operator(function_name(condition.function));
      }
      break;
    default:
      break;
  }
  parts.push_back(read_part(condition, bindings));
}

AwsError missed(std::string_view name) {
  return invalid("Query condition missed key schema element: " + std::string(name));
}

}  // namespace

KeyCondition::Range range_of(Comparator comparator) {
  using Range = KeyCondition::Range;
  switch (comparator) {
    case Comparator::kEqual:
      return Range::kEqual;
    case Comparator::kLess:
      return Range::kLess;
    case Comparator::kLessOrEqual:
      return Range::kLessOrEqual;
    case Comparator::kGreater:
      return Range::kGreater;
    case Comparator::kGreaterOrEqual:
      return Range::kGreaterOrEqual;
    case Comparator::kNotEqual:
      break;
  }
  throw bad_operator("<>");
}

Comparator mirrored(Comparator comparator) {
  switch (comparator) {
    case Comparator::kLess:
      return Comparator::kGreater;
    case Comparator::kLessOrEqual:
      return Comparator::kGreaterOrEqual;
    case Comparator::kGreater:
      return Comparator::kLess;
    case Comparator::kGreaterOrEqual:
      return Comparator::kLessOrEqual;
    default:
      return comparator;
  }
}

KeyCondition read_key_condition(const ConditionExpression& expression, const Bindings& bindings,
                                std::string_view hash_name, std::string_view range_name) {
  std::vector<Part> parts;
  read_parts(expression.root, bindings, parts);
  const Part* hash = nullptr;
  const Part* range = nullptr;
  for (const Part& part : parts) {
    for (const Part* other = parts.data(); other != &part; ++other) {
      if (other->name == part.name) {
        throw bad_expression("KeyConditionExpressions must only contain one condition per key");
      }
    }
    if (part.name == hash_name) hash = &part;
    if (!range_name.empty() && part.name == range_name) range = &part;
  }
  if (parts.size() > 2) throw invalid("Conditions can be of length 1 or 2 only");
  if (hash == nullptr) throw missed(hash_name);
  if (parts.size() == 2 && range == nullptr) {
    if (range_name.empty()) throw invalid("Query key condition not supported");
    throw missed(range_name);
  }
  if (hash->range != KeyCondition::Range::kEqual) {
    throw invalid("Query key condition not supported");
  }
  KeyCondition condition;
  condition.hash = hash->low;
  if (range != nullptr) {
    condition.range = range->range;
    condition.low = range->low;
    condition.high = range->high;
  }
  return condition;
}

}  // namespace snowglobe::dynamodb
