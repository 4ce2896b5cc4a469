#include "services/dynamodb/key_span.h"

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

std::string behind(std::string key) { return key + '\0'; }

void check_operand(const KeyAttribute& attribute, const Value* value, KeyRole role) {
  if (value == nullptr) return;
  if (value->type != attribute.type) {
    throw invalid_parameter("Condition parameter type does not match schema type");
  }
  check_key_value(attribute, *value, role);
}

}  // namespace

void check_operands(const KeySchema& key, const KeyCondition& condition) {
  check_operand(key.hash, condition.hash, KeyRole::kHash);
  if (!key.range) return;
  check_operand(*key.range, condition.low, KeyRole::kRange);
  check_operand(*key.range, condition.high, KeyRole::kRange);
}

Span span_of(const KeyCondition& condition) {
  using Range = KeyCondition::Range;
  const std::string hash = stored_hash(*condition.hash);
  std::string low, high = beyond_all_keys;
  const std::string operand = condition.low != nullptr ? key_bytes(*condition.low) : "";
  switch (condition.range) {
    case Range::kAll:
      break;
    case Range::kEqual:
      low = operand;
      high = behind(operand);
      break;
    case Range::kLess:
      high = operand;
      break;
    case Range::kLessOrEqual:
      high = behind(operand);
      break;
    case Range::kGreater:
      low = behind(operand);
      break;
    case Range::kGreaterOrEqual:
      low = operand;
      break;
    case Range::kBetween:
      low = operand;
      high = behind(key_bytes(*condition.high));
      break;
    case Range::kBeginsWith:
      low = operand;
      high = behind_prefix(operand);
      break;
  }
  return {{{hash, low}, {}}, {{hash, high}, {}}};
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
