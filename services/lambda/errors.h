// Lambda's errors, in AWS's wording. All but a few carry "Type": whose mistake it was.
#pragma once

#include <cstdint>
#include <string>

#include "emulator/base/error.h"

namespace snowglobe::lambda {

inline AwsError user_error(const std::string& code, const std::string& message, int status) {
  AwsError error(code, message, status);
  error.members["Type"] = "User";
  return error;
}

inline AwsError invalid_parameter(const std::string& message) {
  return user_error("InvalidParameterValueException", message, 400);
}

// Names of limits are AWS's paths: "timeout".
inline AwsError above_limit(const std::string& path, std::int64_t value, std::int64_t max) {
  return AwsError("ValidationException",
                  "1 validation error detected: Value '" + std::to_string(value) + "' at '" + path +
                      "' failed to satisfy constraint: Member must have value less than or equal "
                      "to " +
                      std::to_string(max));
}

inline AwsError no_such_function(const std::string& arn) {
  const std::string message = "Function not found: " + arn;
  AwsError error = user_error("ResourceNotFoundException", message, 404);
  error.members["Message"] = message;  // capitalized in this one
  return error;
}

inline AwsError other_region(const std::string& wanted, const std::string& here) {
  const std::string message =
      "Functions from '" + wanted + "' are not reachable in this region ('" + here + "')";
  AwsError error = user_error("ResourceNotFoundException", message, 404);
  error.members["Message"] = message;
  return error;
}

inline AwsError function_exists(const std::string& name) {
  return user_error("ResourceConflictException", "Function already exist: " + name, 409);
}

inline AwsError invalid_json(const std::string& why) {
  return user_error("InvalidRequestContentException",
                    "Could not parse request body into json: " + why, 400);
}

inline AwsError request_too_large(std::size_t bytes_max) {
  return user_error("RequestEntityTooLargeException",
                    "Request must be smaller than " + std::to_string(bytes_max) +
                        " bytes for the InvokeFunction operation",
                    413);
}

inline AwsError event_too_large(std::size_t bytes, std::size_t bytes_max) {
  return user_error("RequestEntityTooLargeException",
                    std::to_string(bytes) +
                        " byte payload is too large for the Event invocation type (limit " +
                        std::to_string(bytes_max) + " bytes)",
                    413);
}

inline AwsError revision_differs() {
  return user_error("PreconditionFailedException",
                    "The Revision Id provided does not match the latest Revision Id. Call the "
                    "GetFunction/GetAlias API to retrieve the latest Revision Id",
                    412);
}

inline AwsError too_many_requests() {
  AwsError error = user_error("TooManyRequestsException", "Rate Exceeded.", 429);
  error.members["Reason"] = "ReservedFunctionConcurrentInvocationLimitExceeded";
  return error;
}

// What AWS can do and this program cannot.
inline AwsError not_supported(const std::string& what) {
  return invalid_parameter("Snowglobe does not support " + what +
                           " (see docs/services/lambda.md).");
}

}  // namespace snowglobe::lambda
