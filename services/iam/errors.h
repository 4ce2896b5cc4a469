// IAM's errors, in AWS's wording and with the codes of the Query protocol.
#pragma once

#include <string>

#include "emulator/base/error.h"

namespace snowglobe::iam {

inline AwsError no_such_entity(const std::string& message) {
  return AwsError("NoSuchEntity", message, 404);
}

inline AwsError no_such_role(const std::string& name) {
  return no_such_entity("The role with name " + name + " cannot be found.");
}

inline AwsError no_such_role_policy(const std::string& name) {
  return no_such_entity("The role policy with name " + name + " cannot be found.");
}

inline AwsError no_such_policy(const std::string& arn) {
  return no_such_entity("Policy " + arn + " was not found.");
}

inline AwsError no_such_attachable_policy(const std::string& arn) {
  return no_such_entity("Policy " + arn + " does not exist or is not attachable.");
}

inline AwsError role_exists(const std::string& name) {
  return AwsError("EntityAlreadyExists", "Role with name " + name + " already exists.", 409);
}

inline AwsError policy_exists(const std::string& name) {
  return AwsError("EntityAlreadyExists",
                  "A policy called " + name + " already exists. Duplicate names are not allowed.",
                  409);
}

inline AwsError delete_conflict(const std::string& message) {
  return AwsError("DeleteConflict", message, 409);
}

inline AwsError malformed_policy(const std::string& message) {
  return AwsError("MalformedPolicyDocument", message);
}

inline AwsError limit_exceeded(const std::string& message) {
  return AwsError("LimitExceeded", message, 409);
}

inline AwsError invalid_input_value(const std::string& message) {
  return AwsError("InvalidInput", message);
}

inline AwsError validation(const std::string& path, const std::string& value,
                           const std::string& constraint) {
  return AwsError("ValidationError", "1 validation error detected: Value '" + value + "' at '" +
                                         path + "' failed to satisfy constraint: " + constraint);
}

}  // namespace snowglobe::iam
