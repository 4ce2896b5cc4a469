// What is wrong with a condition whatever the item.
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/expression/parser.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::string_view attribute_types = "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}";

class Checker {
 public:
  Checker(const Bindings& bindings, ExpressionKind kind) : bindings_(bindings), kind_(kind) {}

  void check(const Condition& condition) const {
    for (const Condition& child : condition.children) check(child);
    for (const Operand& operand : condition.operands) check_size(operand);
    switch (condition.kind) {
      case Condition::Kind::kCompare:
        return check_comparison(condition);
      case Condition::Kind::kBetween:
        return check_between(condition);
      case Condition::Kind::kFunction:
        return check_function(condition);
      default:
        return;
    }
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw wrong_expression(kind_, message);
  }

  [[noreturn]] void wrong_type(std::string_view name, std::string_view type) const {
    fail("Incorrect operand type for operator or function; operator or function: " +
         std::string(name) + ", operand type: " + std::string(type));
  }

  const Value* value_of(const Operand& operand) const {
    return operand.kind == Operand::Kind::kValue ? bindings_.values[operand.value] : nullptr;
  }

  void need_scalar(std::string_view name, const Operand& operand) const {
    const Value* value = value_of(operand);
    if (value != nullptr && !is_scalar(value->type)) wrong_type(name, type_name(value->type));
  }

  void need_distinct(std::string_view name, const Operand& a, const Operand& b) const {
    if (a.kind == Operand::Kind::kPath && b.kind == Operand::Kind::kPath &&
        same_path(a.path, b.path, bindings_)) {
      fail(
          "The first operand must be distinct from the remaining operands for this operator or "
          "function; operator: " +
          std::string(name) + ", first operand: " + print_path(a.path, bindings_));
    }
  }

  void check_size(const Operand& operand) const {
    if (operand.kind != Operand::Kind::kFunction) return;
    const Value* value = value_of(operand.arguments[0]);
    if (value == nullptr) return;
    const Type type = value->type;
    if (type == Type::kNumber || type == Type::kBool || type == Type::kNull) {
      wrong_type("size", type_name(type));
    }
  }

  void check_comparison(const Condition& condition) const {
    const std::string_view name = comparator_text(condition.comparator);
    need_distinct(name, condition.operands[0], condition.operands[1]);
    if (condition.comparator == Comparator::kEqual ||
        condition.comparator == Comparator::kNotEqual) {
      return;
    }
    need_scalar(name, condition.operands[0]);
    need_scalar(name, condition.operands[1]);
  }

  void check_between(const Condition& condition) const {
    for (const Operand& operand : condition.operands) need_scalar("BETWEEN", operand);
    const Value* low = value_of(condition.operands[1]);
    const Value* high = value_of(condition.operands[2]);
    if (low == nullptr || high == nullptr) return;
    const auto order = compare(*low, *high);
    if (order && *order <= 0) return;
    fail(std::string("The BETWEEN operator requires ") +
         (order ? "upper bound to be greater than or equal to lower bound"
                : "same data type for lower and upper bounds") +
         "; lower bound operand: AttributeValue: " + debug_text(*low) +
         ", upper bound operand: AttributeValue: " + debug_text(*high));
  }

  void check_function(const Condition& condition) const {
    const std::string_view name = function_name(condition.function);
    if (condition.function == Function::kBeginsWith) {
      for (const Operand& operand : condition.operands) {
        const Value* value = value_of(operand);
        if (value != nullptr && value->type != Type::kString && value->type != Type::kBinary) {
          wrong_type(name, type_name(value->type));
        }
      }
    }
    if (condition.operands.size() > 1) {
      need_distinct(name, condition.operands[0], condition.operands[1]);
    }
    if (condition.function != Function::kAttributeType) return;
    const Value* type = value_of(condition.operands[1]);
    if (type == nullptr) wrong_type(name, attribute_types);
    if (type->type != Type::kString) wrong_type(name, type_name(type->type));
    if (!parse_type_name(type->text())) {
      fail("Invalid attribute type name found; type: " + type->text() +
           ", valid types: " + std::string(attribute_types));
    }
  }

  const Bindings& bindings_;
  ExpressionKind kind_;
};

}  // namespace

void check_condition(const ConditionExpression& expression, const Bindings& bindings,
                     ExpressionKind kind) {
  Checker(bindings, kind).check(expression.root);
}

}  // namespace snowglobe::dynamodb
