// EventBridge's errors, in AWS's wording.
#pragma once

#include <string>

#include "emulator/base/error.h"

namespace snowglobe::events {

inline AwsError validation(const std::string& message) {
  return AwsError("ValidationException", message);
}

inline AwsError no_such_bus(const std::string& bus) {
  return AwsError("ResourceNotFoundException", "Event bus " + bus + " does not exist.");
}

inline AwsError no_such_rule(const std::string& rule, const std::string& bus) {
  return AwsError("ResourceNotFoundException",
                  "Rule " + rule + " does not exist on EventBus " + bus + ".");
}

inline AwsError bus_exists(const std::string& bus) {
  return AwsError("ResourceAlreadyExistsException", "Event bus " + bus + " already exists.");
}

inline AwsError limit_exceeded() {
  return AwsError("LimitExceededException",
                  "The requested resource exceeds the maximum number allowed.");
}

inline AwsError invalid_pattern(const std::string& reason) {
  return AwsError("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
}

// As a target would answer an input that it does not take.
inline AwsError invalid_input(const std::string& reason) {
  return AwsError("InvalidParameterValueException",
                  "The input of the target is not valid. Reason: " + reason);
}

inline AwsError not_supported(const std::string& what) {
  return AwsError("ValidationException", "Snowglobe does not support " + what + ".");
}

}  // namespace snowglobe::events
