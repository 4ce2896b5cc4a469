// The words that cannot be a name in PartiQL unless they stand in double quotes.
#pragma once

#include <string_view>

namespace snowglobe::dynamodb::partiql {

// REQUIRES: the word is in lower case.
bool is_reserved(std::string_view word);

}  // namespace snowglobe::dynamodb::partiql
