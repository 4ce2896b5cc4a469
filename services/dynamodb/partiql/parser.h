// Reads a PartiQL statement.
//
// Source: "PartiQL - a SQL-compatible query language for Amazon DynamoDB" in the Developer Guide.
#pragma once

#include <string_view>

#include "services/dynamodb/partiql/statement.h"

namespace snowglobe::dynamodb::partiql {

// Levels of brackets, of any kind, and of NOT.
inline constexpr int brackets_max = 64;

// Throws AWS's ValidationException. REQUIRES: the text is no longer than AWS's 8,192 characters.
Statement parse_statement(std::string_view text);

}  // namespace snowglobe::dynamodb::partiql
