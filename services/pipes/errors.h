// The errors of EventBridge Pipes.
#pragma once

#include <string>

#include "emulator/base/error.h"

namespace snowglobe::pipes {

inline AwsError validation(const std::string& message) {
  return AwsError("ValidationException", message);
}

inline AwsError no_such_pipe(const std::string& name) {
  return AwsError("NotFoundException", "Pipe " + name + " does not exist.", 404);
}

inline AwsError conflict(const std::string& name, const std::string& message) {
  AwsError error("ConflictException", message, 409);
  error.members = {{"resourceId", name}, {"resourceType", "pipe"}};
  return error;
}

inline AwsError not_supported(const std::string& what) {
  return AwsError("ValidationException", "Snowglobe does not support " + what + ".");
}

inline AwsError throttled() { return AwsError("ThrottlingException", "Rate exceeded", 429); }

}  // namespace snowglobe::pipes
