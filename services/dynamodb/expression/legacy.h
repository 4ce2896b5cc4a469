// The parameters from before expressions, read into the trees that the expressions which say the
// same are parsed into: one evaluator serves both.
//
// Source: "Legacy conditional parameters" in the Developer Guide. Each function throws AWS's
// ValidationException for what is wrong whatever the table.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/expression/shapes_legacy.h"

namespace snowglobe::dynamodb {

// A legacy parameter of a request.
struct LegacyParameter {
  const char* name;
  bool is_given;
};

// Throws when a request has both legacy parameters and expressions.
void refuse_mixture(std::initializer_list<LegacyParameter> legacy,
                    std::initializer_list<ExpressionText> expressions);

// Nothing when the parameter is absent or names no attribute: then everything fits.
std::optional<BoundCondition> read_expected(const std::optional<ExpectedMap>& expected,
                                            const std::optional<std::string>& conditional_operator);
// QueryFilter and ScanFilter.
std::optional<BoundCondition> read_filter(const std::optional<ConditionMap>& filter,
                                          const std::optional<std::string>& conditional_operator);
// For read_key_condition().
std::optional<BoundCondition> read_key_conditions(const std::optional<ConditionMap>& conditions);
std::optional<BoundProjection> read_attributes_to_get(const std::optional<AttributeNames>& names);
std::optional<BoundUpdate> read_attribute_updates(const std::optional<UpdateMap>& updates);

}  // namespace snowglobe::dynamodb
