// One function per error of DynamoDB, in AWS's wording.
#pragma once

#include <string>

#include "emulator/base/error.h"

namespace snowglobe::dynamodb {

inline AwsError invalid(const std::string& message) {
  return AwsError("ValidationException", message);
}

inline AwsError invalid_parameter(const std::string& why) {
  return invalid("One or more parameter values were invalid: " + why);
}

// JSON of another type than the model's, found by AWS before anything is validated.
inline AwsError wrong_json(const std::string& message) {
  return AwsError("SerializationException", message);
}

inline AwsError no_such_table() {
  return AwsError("ResourceNotFoundException", "Requested resource not found");
}

inline AwsError no_such_table(const std::string& name) {
  return AwsError("ResourceNotFoundException",
                  "Requested resource not found: Table: " + name + " not found");
}

inline AwsError no_such_resource(const std::string& arn) {
  return AwsError("ResourceNotFoundException",
                  "Requested resource not found: ResourcArn: " + arn + " not found");
}

inline AwsError table_exists(const std::string& name) {
  return AwsError("ResourceInUseException", "Table already exists: " + name);
}

inline AwsError condition_failed() {
  return AwsError("ConditionalCheckFailedException", "The conditional request failed");
}

inline AwsError key_does_not_match() {
  return invalid("The provided key element does not match the schema");
}

inline AwsError item_too_large() {
  return invalid("Item size has exceeded the maximum allowed size");
}

inline AwsError updated_item_too_large() {
  return invalid("Item size to update has exceeded the maximum allowed size");
}

inline AwsError nested_too_deep() {
  return invalid(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
      "beyond supported limit");
}

}  // namespace snowglobe::dynamodb
