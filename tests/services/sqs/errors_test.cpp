#include "tests/services/sqs/sqs_world.h"

namespace snowglobe::sqs {
namespace {

struct ErrorCase {
  const char* operation;
  const char*
      input;  // JSON; the world has the queues q (with the dead-letter queue dead) and f.fifo
  const char* code;
  const char* message;
};

constexpr const char* no_queue = "The specified queue does not exist.";

// clang-format off
constexpr ErrorCase cases[] = {
    {"CreateQueue", R"({})", "InvalidParameterValueException", "Value for parameter QueueName is invalid. Reason: Must specify a queue name."},
    {"GetQueueUrl", R"({})", "InvalidParameterValueException", "Value for parameter QueueName is invalid. Reason: Must specify a queue name."},
    {"SendMessage", R"({"MessageBody": "m"})", "QueueDoesNotExist", no_queue},
    {"PurgeQueue", R"({})", "QueueDoesNotExist", no_queue},
    {"CreateQueue", R"({"QueueName": "a b"})", "InvalidParameterValueException", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"X": "1"}})", "InvalidAttributeName", "Unknown Attribute X."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"QueueArn": "1"}})", "InvalidAttributeName", "Unknown Attribute QueueArn."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"DelaySeconds": "901"}})", "InvalidAttributeValue", "Invalid value for the parameter DelaySeconds."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"DelaySeconds": ""}})", "InvalidAttributeValue", "Invalid value for the parameter DelaySeconds."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"MaximumMessageSize": "1023"}})", "InvalidAttributeValue", "Invalid value for the parameter MaximumMessageSize."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"MaximumMessageSize": "1048577"}})", "InvalidAttributeValue", "Invalid value for the parameter MaximumMessageSize."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"MessageRetentionPeriod": "59"}})", "InvalidAttributeValue", "Invalid value for the parameter MessageRetentionPeriod."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"MessageRetentionPeriod": "1209601"}})", "InvalidAttributeValue", "Invalid value for the parameter MessageRetentionPeriod."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"ReceiveMessageWaitTimeSeconds": "21"}})", "InvalidAttributeValue", "Invalid value for the parameter ReceiveMessageWaitTimeSeconds."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"VisibilityTimeout": "-1"}})", "InvalidAttributeValue", "Invalid value for the parameter VisibilityTimeout."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"KmsDataKeyReusePeriodSeconds": "59"}})", "InvalidAttributeValue", "Invalid value for the parameter KmsDataKeyReusePeriodSeconds."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"SqsManagedSseEnabled": "yes"}})", "InvalidAttributeValue", "Invalid value for the parameter SqsManagedSseEnabled."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"SqsManagedSseEnabled": "true", "KmsMasterKeyId": "alias/aws/sqs"}})", "InvalidAttributeName", "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"ContentBasedDeduplication": "true"}})", "InvalidAttributeName", "Unknown Attribute ContentBasedDeduplication."},
    {"CreateQueue", R"({"QueueName": "n.fifo", "Attributes": {"FifoQueue": "true", "FifoThroughputLimit": "perMessageGroupId"}})", "InvalidParameterValueException", "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup"},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"Policy": "no json"}})", "InvalidAttributeValue", "Invalid value for the parameter Policy."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"Policy": "{\"Statement\": []}"}})", "InvalidAttributeValue", "Invalid value for the parameter Policy."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"Policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\"}}"}})", "InvalidAttributeValue", "Invalid value for the parameter Policy."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {"Policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\"]}}"}})", "OverLimit", "8 actions were found in a statement from the submitted policy, max allowed is 7"},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"RedrivePolicy": "{\"maxReceiveCount\": 1}"}})", "InvalidParameterValueException", R"(Value {"maxReceiveCount": 1} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: deadLetterTargetArn.)"},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"RedrivePolicy": "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:000000000000:dead\", \"maxReceiveCount\": 1001}"}})", "InvalidParameterValueException", R"(Value {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:dead", "maxReceiveCount": 1001} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.)"},
    {"CreateQueue", R"({"QueueName": "n", "tags": {"": "v"}})", "InvalidParameterValueException", "Tag keys must be between 1 and 128 characters in length."},
    {"CreateQueue", R"({"QueueName": "q", "Attributes": {"DelaySeconds": "7"}})", "QueueNameExists", "A queue already exists with the same name and a different value for attribute DelaySeconds"},
    {"GetQueueUrl", R"({"QueueName": "x"})", "QueueDoesNotExist", no_queue},
    {"DeleteQueue", R"({"QueueUrl": "x"})", "QueueDoesNotExist", no_queue},
    {"DeleteQueue", R"({"QueueUrl": "http://localhost/"})", "InvalidAddress", "The address http://localhost/ is not valid for this endpoint."},
    {"SendMessage", R"({"QueueUrl": "arn:aws:sqs:us-east-1:000000000000:q", "MessageBody": "m"})", "InvalidAddress", "The address arn:aws:sqs:us-east-1:000000000000:q is not valid for this endpoint."},
    {"PurgeQueue", R"({"QueueUrl": "x"})", "QueueDoesNotExist", no_queue},
    {"ListQueues", R"({"MaxResults": 0})", "InvalidParameterValueException", "Value 0 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided."},
    {"ListQueues", R"({"NextToken": "?"})", "InvalidParameterValueException", "MaxResults is a mandatory parameter when you provide a value for NextToken."},
    {"ListQueues", R"({"MaxResults": 1, "NextToken": "?"})", "InvalidParameterValueException", "Invalid or expired next token."},
    {"ListDeadLetterSourceQueues", R"({"QueueUrl": "q", "MaxResults": 1001})", "InvalidParameterValueException", "Value 1001 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided."},
    {"GetQueueAttributes", R"({"QueueUrl": "q", "AttributeNames": ["x"]})", "InvalidAttributeName", "Unknown Attribute x."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {}})", "MissingRequiredParameterException", "The request must contain the parameter Attribute.Name."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {"FifoQueue": "true"}})", "InvalidAttributeName", "Unknown Attribute FifoQueue."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {"RedriveAllowPolicy": "{}"}})", "InvalidParameterValueException", "Value {} for parameter RedriveAllowPolicy is invalid. Reason: RedriveAllowPolicy does not contain mandatory attribute: redrivePermission."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {"RedriveAllowPolicy": "{\"redrivePermission\": \"byQueue\", \"sourceQueueArns\": [\"q\"]}"}})", "InvalidParameterValueException", R"(Value {"redrivePermission": "byQueue", "sourceQueueArns": ["q"]} for parameter RedriveAllowPolicy is invalid. Reason: Invalid value for sourceQueueArns.)"},
    {"SetQueueAttributes", R"({"QueueUrl": "f.fifo", "Attributes": {"FifoThroughputLimit": "perMessageGroupId"}})", "InvalidParameterValueException", "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup"},
    {"TagQueue", R"({"QueueUrl": "q", "Tags": {}})", "MissingRequiredParameterException", "The request must contain the parameter Tags."},
    {"TagQueue", R"({"QueueUrl": "q", "Tags": {"aws:x": "v"}})", "InvalidParameterValueException", "Tag keys must not start with aws:"},
    {"TagQueue", R"({"QueueUrl": "q", "Tags": {"x": "aws:v"}})", "InvalidParameterValueException", "Tag values must not start with aws:"},
    {"TagQueue", R"({"QueueUrl": "q", "Tags": {"a*": "v"}})", "InvalidParameterValueException", "Tag keys and values can only include letters, digits, whitespace and _ . : / = + - @"},
    {"UntagQueue", R"({"QueueUrl": "q", "TagKeys": []})", "InvalidParameterValueException", "Tag keys must be between 1 and 128 characters in length."},
    {"ListQueueTags", R"({"QueueUrl": "x"})", "QueueDoesNotExist", no_queue},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": [], "Actions": ["*"]})", "MissingRequiredParameterException", "The request must contain the parameter AWSAccountIds."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["7"], "Actions": ["*"]})", "InvalidParameterValueException", "Value [7] for parameter PrincipalId is invalid. Reason: Unable to verify."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": []})", "MissingRequiredParameterException", "The request must contain the parameter Actions."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["1", "2", "3", "4", "5", "6", "7", "8"]})", "OverLimit", "8 Actions were found, maximum allowed is 7."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["DeleteQueue"]})", "InvalidParameterValueException", "Value SQS:DeleteQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["Fly"]})", "InvalidParameterValueException", "Value SQS:Fly for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions."},
    {"RemovePermission", R"({"QueueUrl": "q", "Label": "l"})", "InvalidParameterValueException", "Value l for parameter Label is invalid. Reason: can't find label on existing policy."},
    {"SendMessage", R"({"QueueUrl": "q"})", "MissingRequiredParameterException", "The request must contain the parameter MessageBody."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "\u0000"})", "InvalidMessageContents", "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "DelaySeconds": -1})", "InvalidParameterValueException", "Value -1 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageGroupId": ""})", "InvalidParameterValueException", "Value  for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Number", "StringValue": "1x"}}})", "InvalidParameterValueException", "Can't cast the value of message (user) attribute 'a' to a number."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Number", "StringValue": "1e126"}}})", "InvalidParameterValueException", "Can't cast the value of message (user) attribute 'a' to a number."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Number", "StringValue": "-9e-129"}}})", "InvalidParameterValueException", "Can't cast the value of message (user) attribute 'a' to a number."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Number", "StringValue": "123456789012345678901234567890123456789"}}})", "InvalidParameterValueException", "Can't cast the value of message (user) attribute 'a' to a number."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Number.int", "StringValue": ""}}})", "InvalidParameterValueException", "Message (user) attribute 'a' must contain a non-empty value of type 'Number'."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "String"}}})", "InvalidParameterValueException", "Message (user) attribute 'a' must contain a non-empty value of type 'String'."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Binary", "StringValue": "x"}}})", "InvalidParameterValueException", "Message (user) attribute 'a' must contain a non-empty value of type 'Binary'."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "", "StringValue": "x"}}})", "InvalidParameterValueException", "Message (user) attribute 'a' must contain a non-empty attribute type."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Text", "StringValue": "x"}}})", "InvalidParameterValueException", "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a b": {"DataType": "String", "StringValue": "x"}}})", "InvalidParameterValueException", "Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. "},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"Amazon.a": {"DataType": "String", "StringValue": "x"}}})", "InvalidParameterValueException", "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {".a": {"DataType": "String", "StringValue": "x"}}})", "InvalidParameterValueException", "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "String.\u0000", "StringValue": "x"}}})", "InvalidMessageContents", "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "String", "StringListValues": ["x"]}}})", "UnsupportedOperation", "Message attribute lists in SendMessage operations are not supported."},
    {"SendMessage", R"({"QueueUrl": "f.fifo", "MessageBody": "m"})", "MissingRequiredParameterException", "The request must contain the parameter MessageGroupId."},
    {"SendMessage", R"({"QueueUrl": "f.fifo", "MessageBody": "m", "MessageGroupId": "g", "MessageDeduplicationId": "d", "DelaySeconds": 1})", "InvalidParameterValueException", "Value 1 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type."},
    {"SendMessageBatch", R"({"QueueUrl": "f.fifo", "Entries": [{"Id": "a", "MessageBody": "m", "MessageGroupId": "g", "MessageDeduplicationId": "d"}, {"Id": "b", "MessageBody": "m"}]})", "MissingRequiredParameterException", "The request must contain the parameter MessageGroupId."},
    {"SendMessageBatch", R"({"QueueUrl": "f.fifo", "Entries": [{"Id": "a", "MessageBody": "m", "MessageGroupId": "g"}]})", "InvalidParameterValueException", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"},
    {"SendMessageBatch", R"({"QueueUrl": "f.fifo", "Entries": [{"Id": "1", "MessageBody": "m"}, {"Id": "2", "MessageBody": "m"}, {"Id": "3", "MessageBody": "m"}, {"Id": "4", "MessageBody": "m"}, {"Id": "5", "MessageBody": "m"}, {"Id": "6", "MessageBody": "m"}, {"Id": "7", "MessageBody": "m"}, {"Id": "8", "MessageBody": "m"}, {"Id": "9", "MessageBody": "m"}, {"Id": "10", "MessageBody": "m"}, {"Id": "11", "MessageBody": "m"}]})", "TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent 11."},
    {"SendMessageBatch", R"({"QueueUrl": "f.fifo", "Entries": [{"Id": "?", "MessageBody": "m"}]})", "InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."},
    {"DeleteMessageBatch", R"({"QueueUrl": "q", "Entries": []})", "EmptyBatchRequest", "There should be at least one DeleteMessageBatchRequestEntry in the request."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "MaxNumberOfMessages": 0})", "InvalidParameterValueException", "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "VisibilityTimeout": 43201})", "InvalidParameterValueException", "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "ReceiveRequestAttemptId": "a"})", "InvalidParameterValueException", "Value a for parameter ReceiveRequestAttemptId is invalid. Reason: The request include parameter that is not valid for this queue type."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "MessageSystemAttributeNames": ["x"]})", "InvalidAttributeName", "Unknown Attribute x."},
    {"DeleteMessage", R"({"QueueUrl": "q", "ReceiptHandle": "x"})", "ReceiptHandleIsInvalid", R"(The input receipt handle "x" is not a valid receipt handle.)"},
    {"ChangeMessageVisibility", R"({"QueueUrl": "q", "ReceiptHandle": "x", "VisibilityTimeout": 43201})", "InvalidParameterValueException", "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided."},
    {"StartMessageMoveTask", R"({})", "MissingRequiredParameterException", "The request must contain the parameter SourceArn."},
    {"StartMessageMoveTask", R"({"SourceArn": "q"})", "InvalidParameterValueException", "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>"},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:x"})", "ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:q"})", "InvalidParameterValueException", "Source queue must be configured as a Dead Letter Queue."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "DestinationArn": "arn:aws:sqs:us-east-1:000000000000:x"})", "ResourceNotFoundException", "The resource that you specified for the DestinationArn parameter doesn't exist."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "DestinationArn": "arn:aws:sqs:us-east-1:000000000000:dead"})", "InvalidParameterValueException", "The source queue and destination queue must be different queues."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "DestinationArn": "arn:aws:sqs:us-east-1:000000000000:f.fifo"})", "InvalidParameterValueException", "The source queue and destination queue must be of the same queue type."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "MaxNumberOfMessagesPerSecond": 501})", "InvalidParameterValueException", "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and 500."},
    {"ListMessageMoveTasks", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "MaxResults": 11})", "InvalidParameterValueException", "Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and 10."},
    {"ListMessageMoveTasks", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:x"})", "ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist."},
    {"CancelMessageMoveTask", R"({"TaskHandle": "x"})", "InvalidParameterValueException", "Value for parameter TaskHandle is invalid."},
    {"CancelMessageMoveTask", R"({"TaskHandle": "eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6dXMtZWFzdC0xOjAwMDAwMDAwMDAwMDpkZWFkIn0="})", "ResourceNotFoundException", "Task does not exist."},
};
// clang-format on

// SDKs and the code above them decide by code and, sadly, by message.
TEST(Errors, Have_the_codes_and_words_of_AWS) {
  SqsWorld world;
  world.queue("dead");
  world.queue_with_dead_letters("q", "dead", 3);
  world.queue("f.fifo", {{"FifoQueue", "true"}});
  for (const ErrorCase& expected : cases) {
    const AwsError error = world.refused(expected.operation, parse_json(expected.input));
    EXPECT_EQ(error.code, expected.code) << expected.operation << " " << expected.input;
    EXPECT_EQ(error.message, expected.message) << expected.operation << " " << expected.input;
  }
  EXPECT_EQ(world.attributes("q").at("ApproximateNumberOfMessages"), "0");
  EXPECT_EQ(world.attributes("f.fifo").at("ApproximateNumberOfMessages"), "0");
}

// What clients of the Query protocol decide by, and those of today's through x-amzn-query-error.
TEST(Errors, Keep_their_older_codes_in_the_Query_protocol) {
  SqsWorld world;
  const std::string url = world.queue("q");
  EXPECT_EQ(world.refused("CreateQueue", {{"QueueName", "?"}}).query_code, "InvalidParameterValue");
  const AwsError missing = world.refused("SendMessage", {{"QueueUrl", url}});
  EXPECT_EQ(missing.query_code, "MissingParameter");
  const Json entry = {{"Id", "a"}, {"MessageBody", ""}};
  const Json batch = {{"QueueUrl", url}, {"Entries", Json::array({entry})}};
  EXPECT_EQ(world.call("SendMessageBatch", batch).at("Failed")[0].at("Code"), "MissingParameter");
  const Json list = {{"DataType", "String"}, {"StringListValues", {"x"}}};
  const Json message = {
      {"QueueUrl", url}, {"MessageBody", "m"}, {"MessageAttributes", {{"a", list}}}};
  EXPECT_EQ(world.refused("SendMessage", message).query_code,
            "AWS.SimpleQueueService.UnsupportedOperation");
  world.call("DeleteQueue", {{"QueueUrl", url}});
  const AwsError recent = world.refused("CreateQueue", {{"QueueName", "q"}});
  EXPECT_EQ(recent.query_code, "AWS.SimpleQueueService.QueueDeletedRecently");
  EXPECT_EQ(recent.message,
            "You must wait 60 seconds after deleting a queue before you can create another with "
            "the same name.");
}

// Retries and alarms look at the status, and not all are 400.
TEST(Errors, Have_the_statuses_of_AWS) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const auto status = [&](const char* operation, const Json& input) {
    return world.refused(operation, input).http_status;
  };
  EXPECT_EQ(status("GetQueueUrl", {{"QueueName", "x"}}), 400);
  EXPECT_EQ(status("DeleteQueue", {{"QueueUrl", "http://localhost/"}}), 404);
  EXPECT_EQ(status("DeleteMessage", {{"QueueUrl", url}, {"ReceiptHandle", "x"}}), 404);
  EXPECT_EQ(status("SendMessage", {{"QueueUrl", url}, {"MessageBody", ""}}), 400);
  world.call("PurgeQueue", {{"QueueUrl", url}});
  EXPECT_EQ(status("PurgeQueue", {{"QueueUrl", url}}), 403);
  world.world().add_fault({{"service", "sqs"}, {"effect", "throttle"}});
  EXPECT_EQ(status("ReceiveMessage", {{"QueueUrl", url}}), 403);
}

}  // namespace
}  // namespace snowglobe::sqs
