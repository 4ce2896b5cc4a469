// One function per error of Amazon SQS, in AWS's wording. Where the Query protocol knows an error
// by another code than its shape's name, both are given.
#pragma once

#include <cstdint>
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

inline AwsError queue_deleted_recently() {
  return prefixed_error("QueueDeletedRecently",
                        "You must wait 60 seconds after deleting a queue before you can create "
                        "another with the same name.");
}

inline AwsError over_limit(std::string message) {
  return AwsError("OverLimit", std::move(message), 403);
}

inline AwsError too_many_in_flight(std::int64_t limit) {
  return over_limit("The maximum number of in flight messages is reached, maximum allowed is " +
                    std::to_string(limit) + ".");
}

inline AwsError too_many(std::size_t count, std::string_view what, std::size_t limit) {
  return over_limit(std::to_string(count) + " " + std::string(what) +
                    " were found, maximum allowed is " + std::to_string(limit) + ".");
}

// Of a policy that was set. The second text is not confirmed, but built like the first.
inline AwsError statement_too_large(std::size_t actions, std::size_t limit) {
  return over_limit(
      std::to_string(actions) +
      " actions were found in a statement from the submitted policy, max allowed is " +
      std::to_string(limit));
}

inline AwsError policy_too_large(std::size_t count, std::string_view what, std::size_t limit) {
  return over_limit(std::to_string(count) + " " + std::string(what) +
                    " were found in the submitted policy, max allowed is " + std::to_string(limit));
}

inline AwsError unsupported_operation(std::string message) {
  return prefixed_error("UnsupportedOperation", std::move(message));
}

// This error and the next are not in the service's model: the layer below it answers them.
inline AwsError missing_parameter(std::string_view name) {
  AwsError error("MissingRequiredParameterException",
                 "The request must contain the parameter " + std::string(name) + ".");
  error.query_code = "MissingParameter";
  return error;
}

inline AwsError invalid_parameter(std::string message) {
  AwsError error("InvalidParameterValueException", std::move(message));
  error.query_code = "InvalidParameterValue";
  return error;
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

inline AwsError no_queue_name() {
  return invalid_parameter(
      "Value for parameter QueueName is invalid. Reason: Must specify a queue name.");
}

inline AwsError invalid_address(std::string_view url) {
  return AwsError("InvalidAddress",
                  "The address " + std::string(url) + " is not valid for this endpoint.", 404);
}

inline AwsError unknown_attribute(std::string_view name) {
  return AwsError("InvalidAttributeName", "Unknown Attribute " + std::string(name) + ".");
}

inline AwsError invalid_attribute_value(std::string_view name) {
  return AwsError("InvalidAttributeValue",
                  "Invalid value for the parameter " + std::string(name) + ".");
}

// ---- message move tasks

inline AwsError no_such_resource(std::string_view parameter) {
  return AwsError("ResourceNotFoundException",
                  "The resource that you specified for the " + std::string(parameter) +
                      " parameter doesn't exist.",
                  404);
}

inline AwsError wrong_arn(std::string_view parameter) {
  return invalid_parameter("You must use this format to specify the " + std::string(parameter) +
                           ": arn:<partition>:<service>:<region>:<account-id>:<resource-id>");
}

inline AwsError not_between(std::string_view parameter, int min, int max) {
  return invalid_parameter("Value for parameter " + std::string(parameter) +
                           " is invalid. Reason: You must enter a number that's between " +
                           std::to_string(min) + " and " + std::to_string(max) + ".");
}

inline AwsError not_a_dead_letter_queue() {
  return invalid_parameter("Source queue must be configured as a Dead Letter Queue.");
}

inline AwsError move_between_types() {
  return invalid_parameter(
      "The source queue and destination queue must be of the same queue type.");
}

inline AwsError move_to_itself() {
  return invalid_parameter("The source queue and destination queue must be different queues.");
}

inline AwsError move_task_is_running() {
  return invalid_parameter(
      "There is already a task running. Only one active task is allowed for a source queue arn at "
      "a given time.");
}

inline AwsError too_many_move_tasks(std::int64_t limit) {
  return over_limit("There are already " + std::to_string(limit) +
                    " active message move tasks, which is the most an account may have.");
}

inline AwsError invalid_task_handle() {
  return invalid_parameter("Value for parameter TaskHandle is invalid.");
}

inline AwsError no_such_task() {
  return AwsError("ResourceNotFoundException", "Task does not exist.", 404);
}

inline AwsError task_is_not_running(std::string_view status) {
  return unsupported_operation(
      "A message move task can only be cancelled when its status is RUNNING. Its status is " +
      std::string(status) + ".");
}

// ---- messages

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

inline AwsError wrong_attribute_name() {
  return invalid_parameter(
      "Message (user) attributes name can only contain upper and lower score characters, digits, "
      "periods, hyphens and underscores. ");
}

inline AwsError reserved_attribute_name() {
  return invalid_parameter(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are "
      "reserved for internal use. Additionally, they cannot start or end with '.'.");
}

inline AwsError wrong_attribute_type(std::string_view name) {
  return invalid_parameter("The type of message (user) attribute '" + std::string(name) +
                           "' is invalid. You must use only the following supported type "
                           "prefixes: Binary, Number, String.");
}

// `what` is missing.
inline AwsError empty_attribute(std::string_view name, std::string_view what) {
  return invalid_parameter("Message (user) attribute '" + std::string(name) +
                           "' must contain a non-empty " + std::string(what) + ".");
}

inline AwsError not_a_number(std::string_view name) {
  return invalid_parameter("Can't cast the value of message (user) attribute '" +
                           std::string(name) + "' to a number.");
}

inline AwsError message_too_long(std::int64_t bytes_max) {
  return invalid_parameter(
      "One or more parameters are invalid. Reason: Message must be shorter than " +
      std::to_string(bytes_max) + " bytes.");
}

inline AwsError receipt_handle_is_invalid(std::string_view handle) {
  return AwsError(
      "ReceiptHandleIsInvalid",
      "The input receipt handle \"" + std::string(handle) + "\" is not a valid receipt handle.",
      404);
}

inline AwsError receipt_handle_expired(std::string_view handle) {
  return invalid_parameter("ReceiptHandle", handle, "The receipt handle has expired.");
}

// What an entry of a batch has in place of the error above.
inline AwsError entry_handle_expired() {
  return AwsError("ReceiptHandleIsInvalid", "The receipt handle has expired", 404);
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
