// Reads DynamoDB's expressions into trees.
//
// Source: "Using expressions in DynamoDB" and "Constraints" in the Developer Guide: 4,096 bytes,
// 300 operators and functions, 100 operands of IN, 32 levels of a path. Each function throws AWS's
// ValidationException, which begins with "Invalid ConditionExpression: " and the like.
#pragma once

#include <string>
#include <string_view>

#include "emulator/base/error.h"
#include "services/dynamodb/expression/tree.h"

namespace snowglobe::dynamodb {

inline constexpr std::size_t expression_bytes_max = 4096;
inline constexpr int operators_max = 300;
inline constexpr std::size_t in_operands_max = 100;
inline constexpr std::size_t path_levels_max = 32;

// `kind` is kCondition, kFilter or kKeyCondition: it decides the wording.
ConditionExpression parse_condition(std::string_view text, ExpressionKind kind);
ProjectionExpression parse_projection(std::string_view text);
UpdateExpression parse_update(std::string_view text);

// AWS's ValidationException for an expression: "Invalid FilterExpression: ..."; of a statement, the
// message alone.
AwsError wrong_expression(ExpressionKind kind, const std::string& message);
std::string_view function_name(Function function);        // "size", and "+"
std::string_view comparator_text(Comparator comparator);  // "<="

}  // namespace snowglobe::dynamodb
