// The words that cannot be attribute names in an expression.
#pragma once

#include <string_view>

namespace snowglobe::dynamodb {

// Case does not count. Source: "Reserved words in DynamoDB" in the Developer Guide.
bool is_reserved_word(std::string_view word);

}  // namespace snowglobe::dynamodb
