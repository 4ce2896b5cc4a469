#include "services/dynamodb/items/key_span.h"

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

// The first key behind all that begin with `prefix`.
std::string behind_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (prefix.empty()) return beyond_all_keys;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

void check_operands(std::span<const KeyAttribute> attributes, const KeyValues& values,
                    KeyRole role) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].type != attributes[i].type) {
      throw invalid_parameter("Condition parameter type does not match schema type");
    }
  }
  check_key_values(attributes, values, role);
}

}  // namespace

void check_operands(const KeySchema& key, const KeyCondition& condition) {
  check_operands(key.hash(), condition.hash, KeyRole::kHash);
  for (const Value* operand : {condition.low, condition.high}) {
    if (operand == nullptr) continue;
    KeyValues values = condition.equal;
    values.push_back(*operand);
    check_operands(key.range(), values, KeyRole::kRange);
  }
}

Span span_of(const KeySchema& key, const KeyCondition& condition) {
  using Range = KeyCondition::Range;
  const std::size_t at = condition.equal.size();
  const Ending ending = at + 1 < key.range().size() ? Ending::kClosed : Ending::kOpen;
  std::string equal;
  for (std::size_t i = 0; i < at; ++i) {
    append_key_value(equal, condition.equal[i], Ending::kClosed);
  }
  const auto bytes = [&](const Value& operand) {
    std::string bytes = equal;
    append_key_value(bytes, operand, ending);
    return bytes;
  };
  // Behind the operand and, where more attributes follow, behind all that they can be.
  const auto behind = [&](const Value& operand) {
    return ending == Ending::kOpen ? bytes(operand) + '\0' : behind_prefix(bytes(operand));
  };
  std::string low = equal, high = behind_prefix(equal);
  switch (condition.range) {
    case Range::kAll:
      break;
    case Range::kEqual:
      low = bytes(*condition.low);
      high = behind(*condition.low);
      break;
    case Range::kLess:
      high = bytes(*condition.low);
      break;
    case Range::kLessOrEqual:
      high = behind(*condition.low);
      break;
    case Range::kGreater:
      low = behind(*condition.low);
      break;
    case Range::kGreaterOrEqual:
      low = bytes(*condition.low);
      break;
    case Range::kBetween:
      low = bytes(*condition.low);
      high = behind(*condition.high);
      break;
    case Range::kBeginsWith:
      append_key_prefix(low, *condition.low, ending);
      high = behind_prefix(low);
      break;
  }
  std::string hash = stored_hash(condition.hash);
  return {{{hash, std::move(low)}, {}}, {{hash, std::move(high)}, {}}};
}

void start_behind(Span& span, const Position& start, Direction direction) {
  if (start.key.hash != span.low.key.hash) {
    throw invalid(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  if (start.key.range < span.low.key.range || start.key.range >= span.high.key.range) {
    throw invalid("The provided starting key does not match the range key predicate");
  }
  if (direction == Direction::kForward) {
    span.low = start;
    span.low.item.range += '\0';
  } else {
    span.high = start;
  }
}

}  // namespace snowglobe::dynamodb
