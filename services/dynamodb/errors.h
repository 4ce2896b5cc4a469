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

inline AwsError invalid_request(const std::string& why) {
  return invalid("Invalid Request: " + why);
}

// Runs a check of the request alone. Where it is made with the shape's checks AWS tells its errors
// as it tells theirs: all of PutItem, UpdateItem and DeleteItem, and some of others.
template <class Check>
void validate(Check check) {
  try {
    check();
  } catch (AwsError& error) {
    if (error.code == "ValidationException") {
      error.message = "1 validation error detected: " + error.message;
    }
    throw;
  }
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

inline AwsError no_such_index(const std::string& index, const std::string& table) {
  return AwsError("ResourceNotFoundException", "Requested resource not found: Index: " + index +
                                                   " not found for table: " + table);
}

// The same of UpdateTable.
inline AwsError no_such_global_index(const std::string& index, const std::string& table) {
  return AwsError("ResourceNotFoundException",
                  "Requested resource not found: Index " + index + " for table " + table);
}

inline AwsError no_such_stream(const std::string& label, const std::string& table) {
  return AwsError("ResourceNotFoundException", "Requested resource not found: Stream: " + label +
                                                   " not found for Table: " + table);
}

inline AwsError no_such_resource(const std::string& arn) {
  return AwsError("ResourceNotFoundException",
                  "Requested resource not found: ResourceArn: " + arn + " not found");
}

// Of the operations on backups and recovery.
inline AwsError table_not_found(const std::string& name) {
  return AwsError("TableNotFoundException", "Table not found: " + name);
}

inline AwsError access_denied() { return AwsError("AccessDeniedException", "Access is denied"); }

inline AwsError table_exists(const std::string& name) {
  return AwsError("ResourceInUseException", "Table already exists: " + name);
}

// A part of an operation that is there. `what` names the parameter.
inline AwsError not_implemented(const std::string& what) {
  return AwsError("NotImplemented",
                  what + " is not implemented by Snowglobe (see docs/services/dynamodb.md)", 501);
}

// What AWS itself answers to a few requests that it should refuse.
inline AwsError internal_failure() { return AwsError("InternalFailure", "", 500); }

inline AwsError limit_exceeded(const std::string& message) {
  return AwsError("LimitExceededException", message);
}

inline AwsError condition_failed() {
  return AwsError("ConditionalCheckFailedException", "The conditional request failed");
}

// Of an INSERT.
inline AwsError duplicate_item() {
  return AwsError("DuplicateItemException", "Duplicate primary key exists in table");
}

inline AwsError key_does_not_match() {
  return invalid("The provided key element does not match the schema");
}

// Of a Query, which says less than Scan.
inline AwsError invalid_start_key() { return invalid("The provided starting key is invalid"); }

inline AwsError mismatched_start_key() {
  return invalid(
      "The provided starting key is invalid: The provided key element does not match the schema");
}

inline AwsError empty_attribute_name() { return invalid("Empty attribute name"); }

inline AwsError attribute_name_too_large() {
  return invalid("Attribute name is too large, must be less than 65536 bytes");
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

// The error's code where it stands for a part of a call: in a CancellationReason or a
// BatchStatementError.
inline std::string short_code(const AwsError& error) {
  if (error.code == "ValidationException") return "ValidationError";
  const std::size_t end = error.code.rfind("Exception");
  return error.code.substr(0, end);
}

}  // namespace snowglobe::dynamodb
