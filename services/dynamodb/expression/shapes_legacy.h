// The shapes of the parameters from before expressions: "Legacy conditional parameters" in the
// Developer Guide.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"
#include "services/dynamodb/values/attribute_value.h"

namespace snowglobe::dynamodb {

namespace fields {

inline constexpr std::initializer_list<const char*> comparison_operators = {
    "IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",      "GT",
    "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS"};

inline void conditional_operator(auto& field, std::optional<std::string>& value) {
  field("ConditionalOperator", value).one_of({"OR", "AND"});
}

}  // namespace fields

// Of Expected: Value and Exists, or ComparisonOperator and AttributeValueList.
struct ExpectedAttributeValue {
  std::optional<AttributeValueView> value;
  std::optional<bool> exists;
  std::optional<std::string> comparison_operator;
  std::optional<std::vector<AttributeValueView>> attribute_value_list;
  void describe(auto& field) {
    field("Value", value);
    field("Exists", exists);
    field("ComparisonOperator", comparison_operator).one_of(fields::comparison_operators);
    field("AttributeValueList", attribute_value_list);
  }
};
using ExpectedMap = std::map<std::string, ExpectedAttributeValue>;

// Of KeyConditions, QueryFilter and ScanFilter.
struct LegacyCondition {
  std::optional<std::vector<AttributeValueView>> attribute_value_list;
  std::string comparison_operator;
  void describe(auto& field) {
    field("AttributeValueList", attribute_value_list);
    field("ComparisonOperator", comparison_operator).one_of(fields::comparison_operators);
  }
};
using ConditionMap = std::map<std::string, LegacyCondition>;

// Of AttributeUpdates.
struct AttributeValueUpdate {
  std::optional<AttributeValueView> value;
  std::optional<std::string> action;
  void describe(auto& field) {
    field("Value", value);
    field("Action", action).one_of({"ADD", "DELETE", "PUT"});
  }
};
using UpdateMap = std::map<std::string, AttributeValueUpdate>;

using AttributeNames = std::vector<std::string>;

}  // namespace snowglobe::dynamodb
