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
    {"CreateQueue", R"({})", "MissingParameter", "The request must contain the parameter QueueName."},
    {"CreateQueue", R"({"QueueName": "a b"})", "InvalidParameterValue", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"},
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
    {"CreateQueue", R"({"QueueName": "n.fifo", "Attributes": {"FifoQueue": "true", "FifoThroughputLimit": "perMessageGroupId"}})", "InvalidParameterValue", "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup"},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"Policy": "no json"}})", "InvalidAttributeValue", "Invalid value for the parameter Policy."},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"RedrivePolicy": "{\"maxReceiveCount\": 1}"}})", "InvalidParameterValue", R"(Value {"maxReceiveCount": 1} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: deadLetterTargetArn.)"},
    {"CreateQueue", R"({"QueueName": "n", "Attributes": {"RedrivePolicy": "{\"deadLetterTargetArn\": \"arn:aws:sqs:us-east-1:000000000000:dead\", \"maxReceiveCount\": 1001}"}})", "InvalidParameterValue", R"(Value {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:dead", "maxReceiveCount": 1001} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.)"},
    {"CreateQueue", R"({"QueueName": "n", "tags": {"": "v"}})", "InvalidParameterValue", "Tag keys must be between 1 and 128 characters in length."},
    {"CreateQueue", R"({"QueueName": "q", "Attributes": {"DelaySeconds": "7"}})", "QueueNameExists", "A queue already exists with the same name and a different value for attribute DelaySeconds"},
    {"GetQueueUrl", R"({"QueueName": "x"})", "QueueDoesNotExist", no_queue},
    {"DeleteQueue", R"({"QueueUrl": "x"})", "QueueDoesNotExist", no_queue},
    {"DeleteQueue", R"({"QueueUrl": "http://localhost/"})", "InvalidAddress", "The address http://localhost/ is not valid for this endpoint."},
    {"PurgeQueue", R"({"QueueUrl": "x"})", "QueueDoesNotExist", no_queue},
    {"ListQueues", R"({"MaxResults": 0})", "InvalidParameterValue", "Value 0 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided."},
    {"ListQueues", R"({"NextToken": "?"})", "InvalidParameterValue", "MaxResults is a mandatory parameter when you provide a value for NextToken."},
    {"ListQueues", R"({"MaxResults": 1, "NextToken": "?"})", "InvalidParameterValue", "Invalid or expired next token."},
    {"ListDeadLetterSourceQueues", R"({"QueueUrl": "q", "MaxResults": 1001})", "InvalidParameterValue", "Value 1001 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided."},
    {"GetQueueAttributes", R"({"QueueUrl": "q", "AttributeNames": ["x"]})", "InvalidAttributeName", "Unknown Attribute x."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {}})", "MissingParameter", "The request must contain the parameter Attribute.Name."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {"FifoQueue": "true"}})", "InvalidAttributeName", "Unknown Attribute FifoQueue."},
    {"SetQueueAttributes", R"({"QueueUrl": "q", "Attributes": {"RedriveAllowPolicy": "{}"}})", "InvalidParameterValue", "Value {} for parameter RedriveAllowPolicy is invalid. Reason: RedriveAllowPolicy does not contain mandatory attribute: redrivePermission."},
    {"SetQueueAttributes", R"({"QueueUrl": "f.fifo", "Attributes": {"FifoThroughputLimit": "perMessageGroupId"}})", "InvalidParameterValue", "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup"},
    {"TagQueue", R"({"QueueUrl": "q", "Tags": {}})", "MissingParameter", "The request must contain the parameter Tags."},
    {"TagQueue", R"({"QueueUrl": "q", "Tags": {"aws:x": "v"}})", "InvalidParameterValue", "Tag keys must not start with aws:"},
    {"UntagQueue", R"({"QueueUrl": "q", "TagKeys": []})", "InvalidParameterValue", "Tag keys must be between 1 and 128 characters in length."},
    {"ListQueueTags", R"({"QueueUrl": "x"})", "QueueDoesNotExist", no_queue},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": [], "Actions": ["*"]})", "MissingParameter", "The request must contain the parameter AWSAccountIds."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["7"], "Actions": ["*"]})", "InvalidParameterValue", "Value [7] for parameter PrincipalId is invalid. Reason: Unable to verify."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": []})", "MissingParameter", "The request must contain the parameter Actions."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["1", "2", "3", "4", "5", "6", "7", "8"]})", "OverLimit", "8 Actions were found, maximum allowed is 7."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["DeleteQueue"]})", "InvalidParameterValue", "Value SQS:DeleteQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action."},
    {"AddPermission", R"({"QueueUrl": "q", "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": ["Fly"]})", "InvalidParameterValue", "Value SQS:Fly for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions."},
    {"RemovePermission", R"({"QueueUrl": "q", "Label": "l"})", "InvalidParameterValue", "Value l for parameter Label is invalid. Reason: can't find label on existing policy."},
    {"SendMessage", R"({"QueueUrl": "q"})", "MissingParameter", "The request must contain the parameter MessageBody."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "\u0000"})", "InvalidMessageContents", "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "DelaySeconds": -1})", "InvalidParameterValue", "Value -1 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageGroupId": ""})", "InvalidParameterValue", "Value  for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Number", "StringValue": "1x"}}})", "InvalidParameterValue", "Can't cast the value of message (user) attribute 'a' to a number."},
    {"SendMessage", R"({"QueueUrl": "q", "MessageBody": "m", "MessageAttributes": {"a": {"DataType": "String", "StringListValues": ["x"]}}})", "UnsupportedOperation", "Message attribute lists in SendMessage operations are not supported."},
    {"SendMessage", R"({"QueueUrl": "f.fifo", "MessageBody": "m"})", "MissingParameter", "The request must contain the parameter MessageGroupId."},
    {"SendMessage", R"({"QueueUrl": "f.fifo", "MessageBody": "m", "MessageGroupId": "g", "MessageDeduplicationId": "d", "DelaySeconds": 1})", "InvalidParameterValue", "Value 1 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type."},
    {"SendMessageBatch", R"({"QueueUrl": "f.fifo", "Entries": [{"Id": "a", "MessageBody": "m", "MessageGroupId": "g", "MessageDeduplicationId": "d"}, {"Id": "b", "MessageBody": "m"}]})", "MissingParameter", "The request must contain the parameter MessageGroupId."},
    {"SendMessageBatch", R"({"QueueUrl": "f.fifo", "Entries": [{"Id": "a", "MessageBody": "m", "MessageGroupId": "g"}]})", "InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"},
    {"DeleteMessageBatch", R"({"QueueUrl": "q", "Entries": []})", "EmptyBatchRequest", "There should be at least one DeleteMessageBatchRequestEntry in the request."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "MaxNumberOfMessages": 0})", "InvalidParameterValue", "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "VisibilityTimeout": 43201})", "InvalidParameterValue", "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "ReceiveRequestAttemptId": "a"})", "InvalidParameterValue", "Value a for parameter ReceiveRequestAttemptId is invalid. Reason: The request include parameter that is not valid for this queue type."},
    {"ReceiveMessage", R"({"QueueUrl": "q", "MessageSystemAttributeNames": ["x"]})", "InvalidAttributeName", "Unknown Attribute x."},
    {"DeleteMessage", R"({"QueueUrl": "q", "ReceiptHandle": "x"})", "ReceiptHandleIsInvalid", R"(The input receipt handle "x" is not a valid receipt handle.)"},
    {"ChangeMessageVisibility", R"({"QueueUrl": "q", "ReceiptHandle": "x", "VisibilityTimeout": 43201})", "InvalidParameterValue", "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided."},
    {"StartMessageMoveTask", R"({})", "MissingParameter", "The request must contain the parameter SourceArn."},
    {"StartMessageMoveTask", R"({"SourceArn": "q"})", "InvalidParameterValue", "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>"},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:x"})", "ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:q"})", "InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "DestinationArn": "arn:aws:sqs:us-east-1:000000000000:x"})", "ResourceNotFoundException", "The resource that you specified for the DestinationArn parameter doesn't exist."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "DestinationArn": "arn:aws:sqs:us-east-1:000000000000:f.fifo"})", "InvalidParameterValue", "The source queue and destination queue must be of the same queue type."},
    {"StartMessageMoveTask", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "MaxNumberOfMessagesPerSecond": 501})", "InvalidParameterValue", "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and 500."},
    {"ListMessageMoveTasks", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead", "MaxResults": 11})", "InvalidParameterValue", "Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and 10."},
    {"ListMessageMoveTasks", R"({"SourceArn": "arn:aws:sqs:us-east-1:000000000000:x"})", "ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist."},
    {"CancelMessageMoveTask", R"({"TaskHandle": "x"})", "InvalidParameterValue", "Value for parameter TaskHandle is invalid."},
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

TEST(Errors, Keep_their_older_codes_in_the_Query_protocol) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.call("DeleteQueue", {{"QueueUrl", url}});
  const AwsError recent = world.refused("CreateQueue", {{"QueueName", "q"}});
  EXPECT_EQ(recent.query_code, "AWS.SimpleQueueService.QueueDeletedRecently");
  EXPECT_EQ(recent.message,
            "You must wait 60 seconds after deleting a queue before you can create another with "
            "the same name.");
}

}  // namespace
}  // namespace snowglobe::sqs
