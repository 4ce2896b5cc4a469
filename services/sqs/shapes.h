// Inputs and outputs of the operations of Amazon SQS.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
// xml() gives the names of the Query protocol, whose lists and maps are all flattened.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::sqs {

using StringMap = std::map<std::string, std::string>;
using StringList = std::vector<std::string>;

// ---- queues

struct CreateQueueInput {
  std::string queue_name;
  std::optional<StringMap> attributes, tags;
  void describe(auto& field) {
    field("QueueName", queue_name);
    field("Attributes", attributes).xml("Attribute");
    field("tags", tags).xml("Tag", "Key", "Value");
  }
};

struct QueueUrlOutput {
  std::string queue_url;
  void describe(auto& field) { field("QueueUrl", queue_url); }
};

struct GetQueueUrlInput {
  std::string queue_name;
  std::optional<std::string> owner;
  void describe(auto& field) {
    field("QueueName", queue_name);
    field("QueueOwnerAWSAccountId", owner);
  }
};

struct ListQueuesInput {
  std::optional<std::string> prefix, next_token;
  std::optional<int> max_results;
  void describe(auto& field) {
    field("QueueNamePrefix", prefix);
    field("NextToken", next_token);
    field("MaxResults", max_results);
  }
};

struct ListQueuesOutput {
  std::optional<StringList> queue_urls;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("QueueUrls", queue_urls).xml("QueueUrl");
    field("NextToken", next_token);
  }
};

struct QueueInput {
  std::string queue_url;
  void describe(auto& field) { field("QueueUrl", queue_url); }
};

struct GetQueueAttributesInput {
  std::string queue_url;
  std::optional<StringList> attribute_names;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("AttributeNames", attribute_names).xml("AttributeName");
  }
};

struct GetQueueAttributesOutput {
  std::optional<StringMap> attributes;
  void describe(auto& field) { field("Attributes", attributes).xml("Attribute"); }
};

struct SetQueueAttributesInput {
  std::string queue_url;
  StringMap attributes;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("Attributes", attributes).xml("Attribute");
  }
};

struct TagQueueInput {
  std::string queue_url;
  StringMap tags;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("Tags", tags).xml("Tag", "Key", "Value");
  }
};

struct UntagQueueInput {
  std::string queue_url;
  StringList tag_keys;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("TagKeys", tag_keys).xml("TagKey");
  }
};

struct ListQueueTagsOutput {
  std::optional<StringMap> tags;
  void describe(auto& field) { field("Tags", tags).xml("Tag", "Key", "Value"); }
};

struct ListDeadLetterSourceQueuesInput {
  std::string queue_url;
  std::optional<std::string> next_token;
  std::optional<int> max_results;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("NextToken", next_token);
    field("MaxResults", max_results);
  }
};

struct ListDeadLetterSourceQueuesOutput {
  std::optional<StringList> queue_urls;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("queueUrls", queue_urls).xml("QueueUrl");
    field("NextToken", next_token);
  }
};

struct AddPermissionInput {
  std::string queue_url, label;
  StringList account_ids, actions;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("Label", label);
    field("AWSAccountIds", account_ids).xml("AWSAccountId");
    field("Actions", actions).xml("ActionName");
  }
};

// What the control API asks of one queue (behavior.h); nothing of it is AWS's.
struct QueueBehavior {
  double duplicate_probability = 0;        // that a received message comes once more
  int reorder_window = 0;                  // of how many messages in front a receive takes any
  double short_poll_miss_probability = 0;  // that a short poll does not see a message
  int in_flight_max = 120'000;
  void describe(auto& field) {
    field("DuplicateProbability", duplicate_probability);
    field("ReorderWindow", reorder_window);
    field("ShortPollMissProbability", short_poll_miss_probability);
    field("InFlightMax", in_flight_max);
  }
};

// What is not given is as in a queue of which nothing was asked.
struct SetQueueBehaviorInput {
  std::string queue_url;
  std::optional<double> duplicate_probability, short_poll_miss_probability;
  std::optional<int> reorder_window, in_flight_max;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("DuplicateProbability", duplicate_probability);
    field("ReorderWindow", reorder_window);
    field("ShortPollMissProbability", short_poll_miss_probability);
    field("InFlightMax", in_flight_max);
  }
};

struct RemovePermissionInput {
  std::string queue_url, label;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("Label", label);
  }
};

// ---- message move tasks

struct StartMessageMoveTaskInput {
  std::string source_arn;
  std::optional<std::string> destination_arn;
  std::optional<int> rate;  // messages a second
  void describe(auto& field) {
    field("SourceArn", source_arn);
    field("DestinationArn", destination_arn);
    field("MaxNumberOfMessagesPerSecond", rate);
  }
};

struct StartMessageMoveTaskOutput {
  std::string task_handle;
  void describe(auto& field) { field("TaskHandle", task_handle); }
};

struct ListMessageMoveTasksInput {
  std::string source_arn;
  std::optional<int> max_results;
  void describe(auto& field) {
    field("SourceArn", source_arn);
    field("MaxResults", max_results);
  }
};

struct MessageMoveTaskEntry {
  std::optional<std::string> task_handle;  // while it is running
  std::string status, source_arn;
  std::optional<std::string> destination_arn;
  std::optional<int> rate;
  std::int64_t moved_count = 0;
  std::optional<std::int64_t> to_move_count;
  std::optional<std::string> failure_reason;
  std::int64_t started_at_ms = 0;
  void describe(auto& field) {
    field("TaskHandle", task_handle);
    field("Status", status);
    field("SourceArn", source_arn);
    field("DestinationArn", destination_arn);
    field("MaxNumberOfMessagesPerSecond", rate);
    field("ApproximateNumberOfMessagesMoved", moved_count);
    field("ApproximateNumberOfMessagesToMove", to_move_count);
    field("FailureReason", failure_reason);
    field("StartedTimestamp", started_at_ms);
  }
};

struct ListMessageMoveTasksOutput {
  std::vector<MessageMoveTaskEntry> results;
  void describe(auto& field) { field("Results", results).xml("ListMessageMoveTasksResultEntry"); }
};

struct CancelMessageMoveTaskInput {
  std::string task_handle;
  void describe(auto& field) { field("TaskHandle", task_handle); }
};

struct CancelMessageMoveTaskOutput {
  std::int64_t moved_count = 0;
  void describe(auto& field) { field("ApproximateNumberOfMessagesMoved", moved_count); }
};

// ---- messages

struct AttributeValue {
  std::optional<std::string> string_value;
  std::optional<Blob> binary_value;
  std::optional<StringList> string_list_values;
  std::optional<std::vector<Blob>> binary_list_values;
  std::string data_type;
  void describe(auto& field) {
    field("StringValue", string_value);
    field("BinaryValue", binary_value);
    field("StringListValues", string_list_values).xml("StringListValue");
    field("BinaryListValues", binary_list_values).xml("BinaryListValue");
    field("DataType", data_type);
  }
};

using AttributeValues = std::map<std::string, AttributeValue>;

// What SendMessage and an entry of SendMessageBatch have in common.
struct MessageInput {
  std::string body;
  std::optional<int> delay_s;
  std::optional<AttributeValues> attributes, system_attributes;
  std::optional<std::string> deduplication_id, group_id;
  void describe(auto& field) {
    field("MessageBody", body);
    field("DelaySeconds", delay_s);
    field("MessageAttributes", attributes).xml("MessageAttribute");
    field("MessageSystemAttributes", system_attributes).xml("MessageSystemAttribute");
    field("MessageDeduplicationId", deduplication_id);
    field("MessageGroupId", group_id);
  }
};

struct SendMessageInput {
  std::string queue_url;
  MessageInput message;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    message.describe(field);
  }
};

// What SendMessage and a successful entry of SendMessageBatch answer.
struct SentMessage {
  std::string message_id, body_md5;
  std::optional<std::string> attributes_md5, system_attributes_md5, sequence_number;
  void describe(auto& field) {
    field("MessageId", message_id);
    field("MD5OfMessageBody", body_md5);
    field("MD5OfMessageAttributes", attributes_md5);
    field("MD5OfMessageSystemAttributes", system_attributes_md5);
    field("SequenceNumber", sequence_number);
  }
};

struct SendMessageBatchEntry {
  std::string id;
  MessageInput message;
  void describe(auto& field) {
    field("Id", id);
    message.describe(field);
  }
};

struct SendMessageBatchInput {
  std::string queue_url;
  std::vector<SendMessageBatchEntry> entries;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("Entries", entries).xml("SendMessageBatchRequestEntry");
  }
};

struct SentEntry {
  std::string id;
  SentMessage message;
  void describe(auto& field) {
    field("Id", id);
    message.describe(field);
  }
};

struct FailedEntry {
  std::string id;
  bool is_sender_fault = true;
  std::string code;
  std::optional<std::string> message;
  void describe(auto& field) {
    field("Id", id);
    field("SenderFault", is_sender_fault);
    field("Code", code);
    field("Message", message);
  }
};

// AWS leaves out a list in which there is nothing, and clients ask `if "Failed" in answer`.
struct SendMessageBatchOutput {
  std::optional<std::vector<SentEntry>> successful;
  std::optional<std::vector<FailedEntry>> failed;
  void describe(auto& field) {
    field("Successful", successful).xml("SendMessageBatchResultEntry");
    field("Failed", failed).xml("BatchResultErrorEntry");
  }
};

struct ReceiveMessageInput {
  std::string queue_url;
  std::optional<StringList> attribute_names, system_attribute_names, message_attribute_names;
  std::optional<int> count_max, visibility_timeout_s, wait_s;
  std::optional<std::string> attempt_id;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("AttributeNames", attribute_names).xml("AttributeName");
    field("MessageSystemAttributeNames", system_attribute_names).xml("MessageSystemAttributeName");
    field("MessageAttributeNames", message_attribute_names).xml("MessageAttributeName");
    field("MaxNumberOfMessages", count_max);
    field("VisibilityTimeout", visibility_timeout_s);
    field("WaitTimeSeconds", wait_s);
    field("ReceiveRequestAttemptId", attempt_id);
  }
};

struct ReceivedMessage {
  std::string message_id, receipt_handle, body_md5, body;
  std::optional<StringMap> attributes;
  std::optional<std::string> attributes_md5;
  std::optional<AttributeValues> message_attributes;
  void describe(auto& field) {
    field("MessageId", message_id);
    field("ReceiptHandle", receipt_handle);
    field("MD5OfBody", body_md5);
    field("Body", body);
    field("Attributes", attributes).xml("Attribute");
    field("MD5OfMessageAttributes", attributes_md5);
    field("MessageAttributes", message_attributes).xml("MessageAttribute");
  }
};

struct ReceiveMessageOutput {
  std::optional<std::vector<ReceivedMessage>> messages;
  void describe(auto& field) { field("Messages", messages).xml("Message"); }
};

struct DeleteMessageInput {
  std::string queue_url, receipt_handle;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("ReceiptHandle", receipt_handle);
  }
};

struct DeleteMessageBatchEntry {
  std::string id, receipt_handle;
  void describe(auto& field) {
    field("Id", id);
    field("ReceiptHandle", receipt_handle);
  }
};

struct DeleteMessageBatchInput {
  std::string queue_url;
  std::vector<DeleteMessageBatchEntry> entries;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("Entries", entries).xml("DeleteMessageBatchRequestEntry");
  }
};

struct EntryId {
  std::string id;
  void describe(auto& field) { field("Id", id); }
};

struct DeleteMessageBatchOutput {
  std::optional<std::vector<EntryId>> successful;
  std::optional<std::vector<FailedEntry>> failed;
  void describe(auto& field) {
    field("Successful", successful).xml("DeleteMessageBatchResultEntry");
    field("Failed", failed).xml("BatchResultErrorEntry");
  }
};

struct ChangeMessageVisibilityInput {
  std::string queue_url, receipt_handle;
  int visibility_timeout_s = 0;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("ReceiptHandle", receipt_handle);
    field("VisibilityTimeout", visibility_timeout_s);
  }
};

struct ChangeMessageVisibilityBatchEntry {
  std::string id, receipt_handle;
  std::optional<int> visibility_timeout_s;
  void describe(auto& field) {
    field("Id", id);
    field("ReceiptHandle", receipt_handle);
    field("VisibilityTimeout", visibility_timeout_s);
  }
};

struct ChangeMessageVisibilityBatchInput {
  std::string queue_url;
  std::vector<ChangeMessageVisibilityBatchEntry> entries;
  void describe(auto& field) {
    field("QueueUrl", queue_url);
    field("Entries", entries).xml("ChangeMessageVisibilityBatchRequestEntry");
  }
};

struct ChangeMessageVisibilityBatchOutput {
  std::optional<std::vector<EntryId>> successful;
  std::optional<std::vector<FailedEntry>> failed;
  void describe(auto& field) {
    field("Successful", successful).xml("ChangeMessageVisibilityBatchResultEntry");
    field("Failed", failed).xml("BatchResultErrorEntry");
  }
};

}  // namespace snowglobe::sqs
