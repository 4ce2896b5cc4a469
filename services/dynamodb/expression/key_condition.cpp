#include "services/dynamodb/expression/key_condition.h"

#include "emulator/base/text.h"
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

AwsError not_supported() { return invalid("Query key condition not supported"); }

void refuse_repeated(const std::vector<Part>& parts) {
  for (const Part& part : parts) {
    for (const Part* other = parts.data(); other != &part; ++other) {
      if (other->name == part.name) {
        throw bad_expression("KeyConditionExpressions must only contain one condition per key");
      }
    }
  }
}

const Part* find_part(const std::vector<Part>& parts, std::string_view name) {
  for (const Part& part : parts) {
    if (part.name == name) return &part;
  }
  return nullptr;
}

bool is_equality(const Part* part) {
  return part != nullptr && part->range == KeyCondition::Range::kEqual;
}

// "a, b": those of the attributes that are not given one value.
std::string without_equality(const std::vector<Part>& parts,
                             std::span<const KeyAttribute> attributes) {
  std::vector<std::string> names;
  for (const KeyAttribute& attribute : attributes) {
    if (!is_equality(find_part(parts, attribute.name))) names.push_back(attribute.name);
  }
  return join(names, ", ");
}

// Every attribute of the partition key has one value, and no other attribute but the sort key's has
// a condition.
void read_hash(const std::vector<Part>& parts, const KeySchema& key, KeyCondition& condition) {
  if (key.hash_count > 1) {
    const std::string names = without_equality(parts, key.hash());
    if (!names.empty()) {
      throw invalid("HASH key attributes " + names +
                    " must have equality conditions specified in the query");
    }
  } else if (find_part(parts, key.hash()[0].name) == nullptr) {
    throw missed(key.hash()[0].name);
  }
  for (const Part& part : parts) {
    if (key.has(part.name)) continue;
    for (const KeyAttribute& attribute : key.range()) {
      if (find_part(parts, attribute.name) == nullptr) throw missed(attribute.name);
    }
    throw not_supported();
  }
  for (const KeyAttribute& attribute : key.hash()) {
    const Part* part = find_part(parts, attribute.name);
    if (!is_equality(part)) throw not_supported();
    condition.hash.push_back(*part->low);
  }
}

// The last attribute that has a condition may have any, those before it one value.
void read_range(const std::vector<Part>& parts, std::span<const KeyAttribute> attributes,
                KeyCondition& condition) {
  std::size_t count = attributes.size();
  while (count > 0 && find_part(parts, attributes[count - 1].name) == nullptr) --count;
  if (count == 0) return;
  const KeyAttribute& last = attributes[count - 1];
  const std::string names = without_equality(parts, attributes.first(count - 1));
  if (!names.empty()) {
    throw invalid("RANGE key attributes " + names +
                  " must have equality conditions specified in the query because a condition is "
                  "present on key attribute " +
                  last.name);
  }
  for (const KeyAttribute& attribute : attributes.first(count - 1)) {
    condition.equal.push_back(*find_part(parts, attribute.name)->low);
  }
  const Part& part = *find_part(parts, last.name);
  condition.range = part.range;
  condition.low = part.low;
  condition.high = part.high;
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
                                const KeySchema& key) {
  std::vector<Part> parts;
  read_parts(expression.root, bindings, parts);
  refuse_repeated(parts);
  if (parts.size() > 2 && !key.has_several()) {
    throw invalid("Conditions can be of length 1 or 2 only");
  }
  KeyCondition condition;
  read_hash(parts, key, condition);
  read_range(parts, key.range(), condition);
  return condition;
}

}  // namespace snowglobe::dynamodb
