// One function per error of Step Functions, in AWS's wording.
#pragma once

#include <string>

#include "emulator/base/error.h"

namespace snowglobe::states {

inline AwsError invalid_arn(const std::string& why) {
  return AwsError("InvalidArn", "Invalid Arn: '" + why + "'");
}
inline AwsError invalid_role_arn(const std::string& arn) {
  return AwsError("InvalidArn", "Invalid Role Arn: '" + arn + "'");
}
inline AwsError invalid_name(const std::string& name) {
  return AwsError("InvalidName", "Invalid Name: '" + name + "'");
}
inline AwsError invalid_definition(const std::string& problems) {
  return AwsError("InvalidDefinition", "Invalid State Machine Definition: " + problems);
}
inline AwsError invalid_execution_input(const std::string& why) {
  return AwsError("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
}
inline AwsError invalid_output(const std::string& why) {
  return AwsError("InvalidOutput", "Invalid Output: '" + why + "'");
}
inline AwsError invalid_token() {
  return AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
}
inline AwsError machine_exists(const std::string& arn) {
  return AwsError("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
}
inline AwsError no_such_machine(const std::string& arn) {
  return AwsError("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
}
inline AwsError execution_exists(const std::string& arn) {
  return AwsError("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
}
inline AwsError no_such_execution(const std::string& arn) {
  return AwsError("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
}
inline AwsError no_such_resource(const std::string& arn) {
  AwsError error("ResourceNotFound", "Resource not found: '" + arn + "'");
  error.members["resourceName"] = arn;
  return error;
}
inline AwsError too_many_tags(const std::string& arn) {
  AwsError error("TooManyTags", "Too many tags: '" + arn + "' can have 50 at most");
  error.members["resourceName"] = arn;
  return error;
}
inline AwsError type_not_supported() {
  return AwsError("StateMachineTypeNotSupported",
                  "This operation is not supported by this type of state machine");
}
inline AwsError task_timed_out() {
  return AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
}
inline AwsError missing_update() {
  return AwsError("MissingRequiredParameter",
                  "Either the definition, the role ARN, the LoggingConfiguration, the "
                  "TracingConfiguration or the EncryptionConfiguration must be specified");
}
inline AwsError invalid(const std::string& message) {
  return AwsError("ValidationException", message);
}
// An execution calls an operation that would change it while one of its own states is being run.
inline AwsError acts_on_itself() {
  return AwsError("ConflictException",
                  "Snowglobe does not let an execution's own task stop or answer it", 409);
}

}  // namespace snowglobe::states
