#include "services/dynamodb/expression/legacy.h"

#include <algorithm>
#include <deque>
#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/make.h"
#include "services/dynamodb/values/key_bytes.h"

namespace snowglobe::dynamodb {
namespace {

using Values = std::vector<Value>;

// A tree with the values that its operands are, which live as long as the tree.
template <class Expression>
struct Owned {
  Expression expression;
  std::deque<Value> values;  // does not move what it holds
  Bindings bindings;

  Operand operand(Value value) {
    values.push_back(std::move(value));
    bindings.values.push_back(&values.back());
    Operand operand;
    operand.kind = Operand::Kind::kValue;
    operand.value = static_cast<std::uint32_t>(bindings.values.size() - 1);
    return operand;
  }
};

template <class Expression>
std::shared_ptr<const Expression> share(std::shared_ptr<Owned<Expression>> owned) {
  const Expression* const tree = &owned->expression;
  return {std::move(owned), tree};
}

// Names stand for themselves here: a dot in one is no path.
struct Operator {
  std::string_view name;
  std::size_t operands_min, operands_max;
  std::string_view types;  // of its operands, each between spaces; empty: all
};
constexpr std::size_t any_number = SIZE_MAX;
constexpr Operator operators[] = {
    {"EQ", 1, 1, ""},
    {"NE", 1, 1, ""},
    {"LE", 1, 1, " S N B "},
    {"LT", 1, 1, " S N B "},
    {"GE", 1, 1, " S N B "},
    {"GT", 1, 1, " S N B "},
    {"NOT_NULL", 0, 0, ""},
    {"NULL", 0, 0, ""},
    {"CONTAINS", 1, 1, " S N B "},
    {"NOT_CONTAINS", 1, 1, " S N B "},
    {"BEGINS_WITH", 1, 1, " S B "},
    {"IN", 1, any_number, " S N B "},
    {"BETWEEN", 2, 2, " S N B "},
};

void check_operands(std::string_view name, const Values& operands) {
  const Operator& found = *std::find_if(std::begin(operators), std::end(operators),
                                        [&](const Operator& one) { return one.name == name; });
  if (operands.size() < found.operands_min || operands.size() > found.operands_max) {
    throw invalid_parameter("Invalid number of argument(s) for the " + std::string(name) +
                            " ComparisonOperator");
  }
  for (const Value& operand : operands) {
    const std::string type(type_name(operand.type));
    if (!found.types.empty() && found.types.find(" " + type + " ") == std::string::npos) {
      throw invalid_parameter("ComparisonOperator " + std::string(name) + " is not valid for " +
                              type + " AttributeValue type");
    }
    if (operand.type != operands[0].type) {
      throw invalid_parameter("AttributeValues inside AttributeValueList must be of same type");
    }
  }
  if (name == "BETWEEN" && *compare(operands[0], operands[1]) > 0) {
    throw invalid(
        "The BETWEEN condition was provided a range where the lower bound is greater than the "
        "upper bound");
  }
}

Condition function(Function function, const std::string& name) {
  return function_condition(function, {attribute_operand(name)});
}

std::optional<Comparator> comparator_of(std::string_view name) {
  constexpr std::string_view names[] = {"EQ", "NE", "LT", "LE", "GT", "GE"};  // as Comparator
  const auto at = std::find(std::begin(names), std::end(names), name);
  if (at == std::end(names)) return std::nullopt;
  return static_cast<Comparator>(at - std::begin(names));
}

// Several conditions under one operator, with the values in them.
class ConditionBuilder {
 public:
  // REQUIRES: the operator is one of `operators`.
  void add(const std::string& attribute, std::string_view name, Values operands) {
    check_operands(name, operands);
    children().push_back(condition_of(attribute, name));
    Condition& condition = children().back();
    Condition& takes = name == "NOT_CONTAINS" ? condition.children[1].children[0] : condition;
    for (Value& operand : operands) takes.operands.push_back(owned_->operand(std::move(operand)));
  }

  std::optional<BoundCondition> finish(Condition::Kind kind) {
    if (children().empty()) return std::nullopt;
    owned_->expression.root.kind = kind;
    Bindings bindings = owned_->bindings;
    return BoundCondition{share(std::move(owned_)), std::move(bindings)};
  }

 private:
  std::vector<Condition>& children() { return owned_->expression.root.children; }

  static Condition condition_of(const std::string& attribute, std::string_view name) {
    if (name == "NOT_NULL") return function(Function::kAttributeExists, attribute);
    if (name == "NULL") return function(Function::kAttributeNotExists, attribute);
    if (name == "BEGINS_WITH") return function(Function::kBeginsWith, attribute);
    if (name == "CONTAINS") return function(Function::kContains, attribute);
    if (name == "NOT_CONTAINS") {  // false for an attribute that is not there, as CONTAINS is
      Condition both;
      both.children.push_back(function(Function::kAttributeExists, attribute));
      both.children.push_back(negation(function(Function::kContains, attribute)));
      return both;
    }
    Condition condition;
    condition.operands.push_back(attribute_operand(attribute));
    condition.kind = name == "IN" ? Condition::Kind::kIn : Condition::Kind::kBetween;
    if (const auto comparator = comparator_of(name)) {
      condition.kind = Condition::Kind::kCompare;
      condition.comparator = *comparator;
    }
    return condition;
  }

  std::shared_ptr<Owned<ConditionExpression>> owned_ =
      std::make_shared<Owned<ConditionExpression>>();
};

Condition::Kind chain_of(const std::optional<std::string>& conditional_operator,
                         std::optional<std::size_t> conditions) {
  if (!conditional_operator) return Condition::Kind::kAnd;
  if (!conditions) {
    throw invalid_parameter("ConditionalOperator cannot be used without Filter or Expected");
  }
  if (*conditions < 2) {
    throw invalid_parameter(
        "ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
  return *conditional_operator == "OR" ? Condition::Kind::kOr : Condition::Kind::kAnd;
}

template <class Conditions>
std::optional<std::size_t> size_of(const std::optional<Conditions>& conditions) {
  if (!conditions) return std::nullopt;
  return conditions->size();
}

Values read_values(const std::optional<std::vector<AttributeValueView>>& list) {
  Values values;
  if (!list) return values;
  for (const DocumentView& view : *list) values.push_back(read_value(*view.json));
  return values;
}

void check_expected(const std::string& name, const ExpectedAttributeValue& expected) {
  const auto refuse = [&](const std::string& why) {
    return invalid_parameter(why + " for Attribute: " + name);
  };
  if (expected.attribute_value_list && !expected.comparison_operator) {
    throw refuse("AttributeValueList can only be used with a ComparisonOperator");
  }
  if (expected.comparison_operator) {
    if (expected.exists) throw refuse("Exists and ComparisonOperator cannot be used together");
    if (expected.value && expected.attribute_value_list) {
      throw refuse("Value and AttributeValueList cannot be used together");
    }
    const bool needs_value =
        *expected.comparison_operator != "NULL" && *expected.comparison_operator != "NOT_NULL";
    if (needs_value && !expected.value && !expected.attribute_value_list) {
      throw refuse("Value or AttributeValueList must be used with ComparisonOperator: " +
                   *expected.comparison_operator);
    }
    return;
  }
  const bool must_exist = expected.exists.value_or(true);
  if (must_exist && !expected.value) {
    throw refuse(std::string("Value must be provided when Exists is ") +
                 (expected.exists ? "true" : "null"));
  }
  if (!must_exist && expected.value) throw refuse("Value cannot be used when Exists is false");
}

UpdateAction read_update(const std::string& name, const AttributeValueUpdate& update,
                         Owned<UpdateExpression>& owned) {
  check_attribute_name(name);
  const std::string kind = update.action.value_or("PUT");
  UpdateAction action;
  action.path = attribute_path(name);
  if (!update.value) {
    if (kind != "DELETE") {
      throw invalid_parameter("Only DELETE action is allowed when no attribute value is specified");
    }
    action.kind = UpdateAction::Kind::kRemove;
    return action;
  }
  Value value = read_value(*update.value->json);
  const std::string type(type_name(value.type));
  if (kind == "DELETE") {
    if (!is_set(value.type)) {
      throw invalid_parameter("DELETE action with value is not supported for the type " + type);
    }
    action.kind = UpdateAction::Kind::kDelete;
  } else if (kind == "ADD") {
    const bool is_number = value.type == Type::kNumber;
    if (!is_set(value.type) && !is_number && value.type != Type::kList) {
      throw invalid_parameter("ADD action is not supported for the type " + type);
    }
    action.kind = UpdateAction::Kind::kAdd;
  }
  action.operand = owned.operand(std::move(value));
  return action;
}

}  // namespace

void refuse_mixture(std::initializer_list<LegacyParameter> legacy,
                    std::initializer_list<ExpressionText> expressions) {
  const auto is_given = [](const LegacyParameter& parameter) { return parameter.is_given; };
  if (std::none_of(legacy.begin(), legacy.end(), is_given)) return;
  std::string names, texts;
  for (const LegacyParameter& parameter : legacy) {
    if (parameter.is_given) names += (names.empty() ? "" : ", ") + std::string(parameter.name);
  }
  for (const ExpressionText& expression : expressions) {
    if (*expression.text) texts += (texts.empty() ? "" : ", ") + std::string(expression.name);
  }
  if (texts.empty()) return;
  throw invalid(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {" +
      names + "} Expression parameters: {" + texts + "}");
}

std::optional<BoundCondition> read_expected(
    const std::optional<ExpectedMap>& expected,
    const std::optional<std::string>& conditional_operator) {
  if (!expected && !conditional_operator) return std::nullopt;
  ConditionBuilder builder;
  if (expected) {
    for (const auto& [name, part] : *expected) {
      check_expected(name, part);
      Values values = read_values(part.attribute_value_list);
      if (part.value) values.push_back(read_value(*part.value->json));
      const bool is_old_form = !part.comparison_operator;
      const std::string_view old_operator = part.value ? "EQ" : "NULL";
      builder.add(name, is_old_form ? old_operator : *part.comparison_operator, std::move(values));
    }
  }
  return builder.finish(chain_of(conditional_operator, size_of(expected)));
}

std::optional<BoundCondition> read_filter(const std::optional<ConditionMap>& filter,
                                          const std::optional<std::string>& conditional_operator) {
  if (!filter && !conditional_operator) return std::nullopt;
  ConditionBuilder builder;
  if (filter) {
    for (const auto& [name, part] : *filter) {
      builder.add(name, part.comparison_operator, read_values(part.attribute_value_list));
    }
  }
  return builder.finish(chain_of(conditional_operator, size_of(filter)));
}

std::optional<BoundCondition> read_key_conditions(const std::optional<ConditionMap>& conditions) {
  if (!conditions) return std::nullopt;
  constexpr std::string_view indexable = " EQ LE LT GE GT BEGINS_WITH BETWEEN ";
  if (conditions->empty() || conditions->size() > 2 * key_attributes_max) {
    throw invalid("Conditions can be of length 1 or 2 only");
  }
  ConditionBuilder builder;
  for (const auto& [name, part] : *conditions) {
    builder.add(name, part.comparison_operator, read_values(part.attribute_value_list));
    if (indexable.find(" " + part.comparison_operator + " ") == std::string::npos) {
      throw invalid("Attempted conditional constraint is not an indexable operation");
    }
  }
  return builder.finish(Condition::Kind::kAnd);
}

std::optional<BoundProjection> read_attributes_to_get(const std::optional<AttributeNames>& names) {
  if (!names) return std::nullopt;
  auto tree = std::make_shared<ProjectionExpression>();
  std::set<std::string_view> seen;
  for (const std::string& name : *names) {
    check_attribute_name(name);
    if (!seen.insert(name).second) {
      throw invalid_parameter("Duplicate value in attribute name: " + name);
    }
    tree->paths.push_back(attribute_path(name));
  }
  return bind_tree(std::move(tree), Bindings());
}

std::optional<BoundUpdate> read_attribute_updates(const std::optional<UpdateMap>& updates) {
  if (!updates) return std::nullopt;
  auto owned = std::make_shared<Owned<UpdateExpression>>();
  owned->expression.is_legacy = true;
  for (const auto& [name, update] : *updates) {
    owned->expression.actions.push_back(read_update(name, update, *owned));
  }
  Bindings bindings = owned->bindings;
  return bind_tree(share(std::move(owned)), std::move(bindings));
}

}  // namespace snowglobe::dynamodb
