#include "services/dynamodb/expression/evaluate.h"

#include <algorithm>
#include <cstring>

namespace snowglobe::dynamodb {
namespace {

class Evaluator {
 public:
  Evaluator(const Bindings& bindings, const Item& item) : bindings_(bindings), item_(item) {}

  bool holds(const Condition& condition) const {
    const auto child_holds = [this](const Condition& child) { return holds(child); };
    switch (condition.kind) {
      case Condition::Kind::kAnd:
        return std::all_of(condition.children.begin(), condition.children.end(), child_holds);
      case Condition::Kind::kOr:
        return std::any_of(condition.children.begin(), condition.children.end(), child_holds);
      case Condition::Kind::kNot:
        return !holds(condition.children[0]);
      case Condition::Kind::kCompare:
        return compares(condition);
      case Condition::Kind::kBetween:
        return is_between(condition);
      case Condition::Kind::kIn:
        return is_in(condition);
      case Condition::Kind::kFunction:
        return function_holds(condition);
    }
    return false;
  }

 private:
  // Nothing when the path leads to nothing, or a size is asked of what has none.
  const Value* find(const Operand& operand, Value& scratch) const {
    switch (operand.kind) {
      case Operand::Kind::kPath:
        return find_at(operand.path, bindings_, item_);
      case Operand::Kind::kValue:
        return bindings_.values[operand.value];
      case Operand::Kind::kFunction:
        break;
    }
    const Value* value = find(operand.arguments[0], scratch);
    const auto size = value != nullptr ? size_of(*value) : std::nullopt;
    if (!size) return nullptr;
    scratch = Value::number(static_cast<std::int64_t>(*size));
    return &scratch;
  }

  // AWS counts a text as Java does: a character beyond the 16-bit plane is two.
  static std::size_t utf16_units(const std::string& text) {
    std::size_t units = 0;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
  }

  static std::optional<std::size_t> size_of(const Value& value) {
    switch (value.type) {
      case Type::kString:
        return utf16_units(value.text());
      case Type::kBinary:
        return value.text().size();
      case Type::kStringSet:
      case Type::kNumberSet:
      case Type::kBinarySet:
        return value.set().size();
      case Type::kList:
        return value.list().size();
      case Type::kMap:
        return value.map().size();
      default:
        return std::nullopt;
    }
  }

  bool compares(const Condition& condition) const {
    Value scratch_a, scratch_b;
    const Value* a = find(condition.operands[0], scratch_a);
    const Value* b = find(condition.operands[1], scratch_b);
    const bool is_present = a != nullptr && b != nullptr;
    if (condition.comparator == Comparator::kEqual) return is_present && *a == *b;
    if (condition.comparator == Comparator::kNotEqual) return !is_present || !(*a == *b);
    const auto order = is_present ? compare(*a, *b) : std::nullopt;
    if (!order) return false;
    switch (condition.comparator) {
      case Comparator::kLess:
        return *order < 0;
      case Comparator::kLessOrEqual:
        return *order <= 0;
      case Comparator::kGreater:
        return *order > 0;
      default:
        return *order >= 0;
    }
  }

  bool is_between(const Condition& condition) const {
    Value scratch[3];
    const Value* value = find(condition.operands[0], scratch[0]);
    const Value* low = find(condition.operands[1], scratch[1]);
    const Value* high = find(condition.operands[2], scratch[2]);
    if (value == nullptr || low == nullptr || high == nullptr) return false;
    const auto above = compare(*value, *low);
    const auto below = compare(*value, *high);
    return above && below && *above >= 0 && *below <= 0;
  }

  bool is_in(const Condition& condition) const {
    Value scratch_a, scratch_b;
    const Value* value = find(condition.operands[0], scratch_a);
    if (value == nullptr) return false;
    return std::any_of(condition.operands.begin() + 1, condition.operands.end(),
                       [&](const Operand& operand) {
                         const Value* candidate = find(operand, scratch_b);
                         return candidate != nullptr && *candidate == *value;
                       });
  }

  bool function_holds(const Condition& condition) const {
    Value scratch_a, scratch_b;
    const Value* first = find(condition.operands[0], scratch_a);
    if (condition.function == Function::kAttributeExists) return first != nullptr;
    if (condition.function == Function::kAttributeNotExists) return first == nullptr;
    const Value* second = find(condition.operands[1], scratch_b);
    if (first == nullptr || second == nullptr) return false;
    switch (condition.function) {
      case Function::kAttributeType:
        return second->type == Type::kString && type_name(first->type) == second->text();
      case Function::kBeginsWith:
        return first->type == second->type &&
               (first->type == Type::kString || first->type == Type::kBinary) &&
               first->text().starts_with(second->text());
      default:
        return contains(*first, *second);
    }
  }

  // In linear time, which std::string::find does not promise.
  static bool has_part(const std::string& text, const std::string& part) {
    return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
  }

  static bool contains(const Value& whole, const Value& part) {
    switch (whole.type) {
      case Type::kString:
      case Type::kBinary:
        return part.type == whole.type && has_part(whole.text(), part.text());
      case Type::kStringSet:
        return part.type == Type::kString && set_contains(whole.type, whole.set(), part.text());
      case Type::kNumberSet:
        return part.type == Type::kNumber && set_contains(whole.type, whole.set(), part.text());
      case Type::kBinarySet:
        return part.type == Type::kBinary && set_contains(whole.type, whole.set(), part.text());
      case Type::kList:
        return std::find(whole.list().begin(), whole.list().end(), part) != whole.list().end();
      default:
        return false;
    }
  }

  const Bindings& bindings_;
  const Item& item_;
};

}  // namespace

bool evaluate(const ConditionExpression& expression, const Bindings& bindings, const Item& item) {
  return Evaluator(bindings, item).holds(expression.root);
}

const Value* find_at(const Path& path, const Bindings& bindings, const Item& item) {
  const Value* at = item.find(name_of(path[0], bindings));
  for (std::size_t i = 1; i < path.size() && at != nullptr; ++i) {
    if (path[i].kind == PathPart::Kind::kIndex) {
      if (at->type != Type::kList || path[i].index >= at->list().size()) return nullptr;
      at = &at->list()[path[i].index];
    } else {
      if (at->type != Type::kMap) return nullptr;
      at = at->map().find(name_of(path[i], bindings));
    }
  }
  return at;
}

}  // namespace snowglobe::dynamodb
