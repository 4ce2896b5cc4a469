// Members that a request may leave out, and what they ask for.
#pragma once

#include <optional>
#include <string>

namespace snowglobe::dynamodb {

template <class T>
using Maybe = std::optional<T>;

// Whether a parameter like ReturnValues or ReturnConsumedCapacity asks for anything.
inline bool is_asked(const Maybe<std::string>& parameter) {
  return parameter && *parameter != "NONE";
}

}  // namespace snowglobe::dynamodb
