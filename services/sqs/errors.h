// One function per error of Amazon SQS, in AWS's wording. Where the Query protocol knows an error
// by another code than its shape's name, both are given.
#pragma once

#include <string>
#include <string_view>

#include "emulator/base/error.h"

namespace snowglobe::sqs {

// REQUIRES: the Query code is `code` behind "AWS.SimpleQueueService.".
inline AwsError prefixed_error(const std::string& code, std::string message, int status = 400) {
  AwsError error(code, std::move(message), status);
  error.query_code = "AWS.SimpleQueueService." + code;
  return error;
}

inline AwsError no_such_queue() {
  AwsError error("QueueDoesNotExist", "The specified queue does not exist.");
  error.query_code = "AWS.SimpleQueueService.NonExistentQueue";
  return error;
}

inline AwsError queue_exists(std::string_view attribute) {
  AwsError error("QueueNameExists",
                 "A queue already exists with the same name and a different value for attribute " +
                     std::string(attribute));
  error.query_code = "QueueAlreadyExists";
  return error;
}

inline AwsError missing_parameter(std::string_view name) {
  return AwsError("MissingParameter",
                  "The request must contain the parameter " + std::string(name) + ".");
}

inline AwsError invalid_parameter(std::string message) {
  return AwsError("InvalidParameterValue", std::move(message));
}

inline AwsError invalid_parameter(std::string_view name, std::string_view value,
                                  std::string_view reason) {
  return invalid_parameter("Value " + std::string(value) + " for parameter " + std::string(name) +
                           " is invalid. Reason: " + std::string(reason));
}

inline AwsError not_for_this_queue_type(std::string_view name, std::string_view value) {
  return invalid_parameter(name, value,
                           "The request include parameter that is not valid for this queue type.");
}

inline AwsError invalid_address(std::string_view url) {
  return AwsError("InvalidAddress",
                  "The address " + std::string(url) + " is not valid for this endpoint.");
}

inline AwsError unknown_attribute(std::string_view name) {
  return AwsError("InvalidAttributeName", "Unknown Attribute " + std::string(name) + ".");
}

inline AwsError invalid_attribute_value(std::string_view name) {
  return AwsError("InvalidAttributeValue",
                  "Invalid value for the parameter " + std::string(name) + ".");
}

inline AwsError purge_in_progress(std::string_view queue) {
  return prefixed_error(
      "PurgeQueueInProgress",
      "Only one PurgeQueue operation on " + std::string(queue) + " is allowed every 60 seconds.",
      403);
}

inline AwsError invalid_characters() {
  return AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to "
      "#xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.");
}

inline AwsError message_too_long(std::int64_t bytes_max) {
  return invalid_parameter(
      "One or more parameters are invalid. Reason: Message must be shorter than " +
      std::to_string(bytes_max) + " bytes.");
}

inline AwsError receipt_handle_is_invalid(std::string_view handle) {
  return AwsError("ReceiptHandleIsInvalid", "The input receipt handle \"" + std::string(handle) +
                                                "\" is not a valid receipt handle.");
}

inline AwsError receipt_handle_expired(std::string_view handle) {
  return invalid_parameter("ReceiptHandle", handle, "The receipt handle has expired.");
}

inline AwsError not_available_for_change(std::string_view handle) {
  return invalid_parameter(
      "ReceiptHandle", handle,
      "Message does not exist or is not available for visibility timeout change.");
}

inline AwsError empty_batch(std::string_view entry_shape) {
  return prefixed_error("EmptyBatchRequest", "There should be at least one " +
                                                 std::string(entry_shape) + " in the request.");
}

inline AwsError too_many_entries(std::size_t count) {
  return prefixed_error(
      "TooManyEntriesInBatchRequest",
      "Maximum number of entries per request are 10. You have sent " + std::to_string(count) + ".");
}

inline AwsError entry_ids_not_distinct(std::string_view id) {
  return prefixed_error("BatchEntryIdsNotDistinct", "Id " + std::string(id) + " repeated.");
}

inline AwsError invalid_entry_id() {
  return prefixed_error("InvalidBatchEntryId",
                        "A batch entry id can only contain alphanumeric characters, hyphens and "
                        "underscores. It can be at most 80 letters long.");
}

inline AwsError batch_too_long(std::int64_t bytes_max, std::size_t bytes) {
  return prefixed_error("BatchRequestTooLong",
                        "Batch requests cannot be longer than " + std::to_string(bytes_max) +
                            " bytes. You have sent " + std::to_string(bytes) + " bytes.");
}

}  // namespace snowglobe::sqs
