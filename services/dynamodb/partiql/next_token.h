// The NextToken of a SELECT: where its next page begins. It holds all that this takes, so it is
// good after a restart, and only for the statement and parameters that it was given for.
#pragma once

#include <optional>
#include <string>

#include "emulator/base/json.h"

namespace snowglobe::dynamodb::partiql {

struct Continuation {
  std::size_t query = 0;    // in ReadPlan::queries
  std::optional<Json> key;  // the last item seen, as a LastEvaluatedKey; none: from the beginning
};

// `request` is the statement and its parameters as text.
std::string write_token(const Continuation& from, const std::string& request);
// Throws AWS's ValidationException for what is no token, or another request's.
Continuation read_token(const std::string& token, const std::string& request);

}  // namespace snowglobe::dynamodb::partiql
