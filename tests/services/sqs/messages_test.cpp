#include "tests/services/sqs/sqs_world.h"

namespace snowglobe::sqs {
namespace {

TEST(Message, Comes_back_with_what_was_asked_for) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const Json color = {{"DataType", "String"}, {"StringValue", "red"}};
  const Json raw = {{"DataType", "Binary"}, {"BinaryValue", "AP8="}};
  const Json sent =
      world.send(url, "m",
                 {{"MessageAttributes", {{"raw", raw}, {"color", color}}},
                  {"MessageSystemAttributes",
                   {{"AWSTraceHeader", {{"DataType", "String"}, {"StringValue", "Root=1"}}}}}});
  EXPECT_EQ(sent.at("MD5OfMessageBody"), "6f8f57715090da2632453988d9a1501b");
  EXPECT_TRUE(sent.contains("MD5OfMessageSystemAttributes"));
  const Json all = world.receive(url, {{"MessageAttributeNames", {"All"}},
                                       {"AttributeNames", {"All"}},
                                       {"VisibilityTimeout", 0}})[0];
  EXPECT_EQ(all.at("MessageId"), sent.at("MessageId"));
  EXPECT_EQ(all.at("MD5OfMessageAttributes"), sent.at("MD5OfMessageAttributes"));
  EXPECT_EQ(all.at("MessageAttributes").at("raw").at("BinaryValue"), "AP8=");
  EXPECT_EQ(all.at("Attributes").at("SentTimestamp"), "1767225600000");
  EXPECT_EQ(all.at("Attributes").at("AWSTraceHeader"), "Root=1");
  EXPECT_EQ(all.at("Attributes").at("SenderId"), "000000000000");
  const Json some = world.receive(url, {{"MessageAttributeNames", {"col.*"}},
                                        {"MessageSystemAttributeNames", {"SnowglobeCause"}},
                                        {"VisibilityTimeout", 0}})[0];
  EXPECT_EQ(some.at("MessageAttributes").size(), 1U);
  EXPECT_NE(some.at("MD5OfMessageAttributes"), sent.at("MD5OfMessageAttributes"));
  EXPECT_EQ(some.at("Attributes").size(), 1U);
  EXPECT_NE(some.at("Attributes").at("SnowglobeCause"), "0");
  const Json bare = world.receive(url)[0];
  EXPECT_FALSE(bare.contains("Attributes"));
  EXPECT_FALSE(bare.contains("MessageAttributes"));
}

// The reference lists this name for both parameters, and clients send what it lists.
TEST(Message, May_be_asked_for_the_encryption_of_its_queue) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.send(url, "m");
  for (const char* parameter : {"AttributeNames", "MessageSystemAttributeNames"}) {
    const Json message =
        world.receive(url, {{parameter, {"SqsManagedSseEnabled"}}, {"VisibilityTimeout", 0}})[0];
    EXPECT_FALSE(message.contains("Attributes"));
  }
}

TEST(Message, Has_numbers_of_38_digits_and_of_any_size_down_to_10_to_the_minus_128) {
  SqsWorld world;
  const std::string url = world.queue("q");
  for (const char* number :
       {"12345678901234567890123456789012345678", "0", "-1e-128", "1e-128", "9.9e125", "007.50"}) {
    const Json value = {{"DataType", "Number"}, {"StringValue", number}};
    world.send(url, number, {{"MessageAttributes", {{"n", value}}}});
    const Json message = world.receive(url, {{"MessageAttributeNames", {"n"}}})[0];
    EXPECT_EQ(message.at("MessageAttributes").at("n").at("StringValue"), number);
  }
}

TEST(Message, Is_invisible_until_its_timeout_ends) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.send(url, "m");
  EXPECT_EQ(world.bodies(url), Bodies{"m"});
  world.advance("29999ms");
  EXPECT_EQ(world.bodies(url), Bodies{});
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessagesNotVisible"), "1");
  world.advance("1ms");
  const Json again = world.receive(url, {{"AttributeNames", {"All"}}});
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].at("Attributes").at("ApproximateReceiveCount"), "2");
  EXPECT_EQ(again[0].at("Attributes").at("ApproximateFirstReceiveTimestamp"), "1767225600000");
  world.remove(url, again[0]);
  world.advance("12h");
  EXPECT_EQ(world.bodies(url), Bodies{});
}

TEST(Message, Waits_for_its_delay) {
  SqsWorld world;
  const std::string url = world.queue("q", {{"DelaySeconds", "10"}});
  world.send(url, "late");
  world.send(url, "now", {{"DelaySeconds", 0}});
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessagesDelayed"), "1");
  EXPECT_EQ(world.bodies(url), Bodies{"now"});
  world.advance("10s");
  EXPECT_EQ(world.bodies(url), Bodies{"late"});
}

TEST(Message, Is_kept_as_long_as_the_queue_says) {
  SqsWorld world;
  const std::string url = world.queue("q", {{"MessageRetentionPeriod", "60"}});
  world.send(url, "old");
  world.advance("30s");
  world.send(url, "young");
  world.advance("30s");
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessages"), "1");
  EXPECT_EQ(world.bodies(url), Bodies{"young"});
  world.advance("1h");
  EXPECT_EQ(world.bodies(url), Bodies{});
}

TEST(VisibilityTimeout, Can_be_changed_while_a_message_is_in_flight) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.send(url, "m");
  const Json handle = world.receive(url)[0].at("ReceiptHandle");
  const auto change = [&](int seconds) {
    return Json{{"QueueUrl", url}, {"ReceiptHandle", handle}, {"VisibilityTimeout", seconds}};
  };
  world.call("ChangeMessageVisibility", change(60));
  world.advance("59s");
  EXPECT_EQ(world.bodies(url), Bodies{});
  // AWS counts the twelve hours from the receive.
  EXPECT_EQ(world.refused("ChangeMessageVisibility", change(43'200)).code,
            "InvalidParameterValueException");
  world.call("ChangeMessageVisibility", change(0));
  world.call("ChangeMessageVisibility", change(60));  // no longer in flight: nothing happens
  EXPECT_EQ(world.bodies(url), Bodies{"m"});
  EXPECT_EQ(world.refused("ChangeMessageVisibility", change(60)).message,
            "Value " + handle.get<std::string>() +
                " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not "
                "available for visibility timeout change.");
}

// A worker that was too slow must not delete the message that another one has by now.
TEST(ReceiptHandle, Of_an_earlier_receive_deletes_nothing) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.send(url, "m");
  const Json first = world.receive(url, {{"VisibilityTimeout", 0}})[0];
  const Json second = world.receive(url, {{"VisibilityTimeout", 0}})[0];
  world.remove(url, first);
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessages"), "1");
  world.remove(url, second);
  world.remove(url, second);  // again: fine
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessages"), "0");
}

// A worker that takes longer than a message can be in flight must learn that it was too slow.
TEST(ReceiptHandle, Is_good_for_twelve_hours) {
  SqsWorld world;
  const std::string url = world.queue("q");
  for (const char* body : {"a", "b"}) world.send(url, body);
  const Json both = world.receive(url);
  world.advance("43199s");
  world.remove(url, both[0]);
  world.advance("1s");
  const Json handle = both[1].at("ReceiptHandle");
  EXPECT_EQ(world.refused("DeleteMessage", {{"QueueUrl", url}, {"ReceiptHandle", handle}}).message,
            "Value " + handle.get<std::string>() +
                " for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
  world.remove(url, world.receive(url)[0]);
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessages"), "0");
}

TEST(ReceiptHandle, That_is_forged_or_of_another_queue_is_refused) {
  SqsWorld world;
  const std::string a = world.queue("a"), b = world.queue("b");
  world.send(a, "m");
  const Json message = world.receive(a)[0];
  EXPECT_EQ(world.refused("DeleteMessage", {{"QueueUrl", a}, {"ReceiptHandle", "forged"}}).code,
            "ReceiptHandleIsInvalid");
  EXPECT_EQ(world
                .refused("DeleteMessage",
                         {{"QueueUrl", b}, {"ReceiptHandle", message.at("ReceiptHandle")}})
                .code,
            "ReceiptHandleIsInvalid");
}

TEST(LongPoll, Is_answered_by_a_message_that_is_sent) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const auto poll =
      world.submit("sqs", "ReceiveMessage", {{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  EXPECT_FALSE(poll->is_done());
  world.send(url, "m");
  ASSERT_TRUE(poll->is_done());
  EXPECT_EQ(SqsWorld::bodies_of(poll->outcome().output.at("Messages")), Bodies{"m"});
}

TEST(LongPoll, Is_answered_when_a_message_becomes_visible) {
  SqsWorld world;
  const std::string url = world.queue("q", {{"ReceiveMessageWaitTimeSeconds", "20"}});
  const auto poll = world.submit("sqs", "ReceiveMessage", {{"QueueUrl", url}});
  world.send(url, "m", {{"DelaySeconds", 5}});
  world.advance("4999ms");
  EXPECT_FALSE(poll->is_done());
  world.advance("1ms");
  ASSERT_TRUE(poll->is_done());
  EXPECT_EQ(poll->outcome().output.at("Messages").size(), 1U);
}

TEST(LongPoll, Ends_empty_at_its_deadline) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const auto poll =
      world.submit("sqs", "ReceiveMessage", {{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  world.advance("19999ms");
  EXPECT_FALSE(poll->is_done());
  world.advance("1ms");
  ASSERT_TRUE(poll->is_done());
  EXPECT_EQ(poll->outcome().output, Json::object());
}

// A consumer that is stopped during its long poll would else take the next message with it.
TEST(LongPoll, Of_a_client_that_has_left_takes_no_message) {
  SqsWorld world;
  const std::string url = world.queue("q");
  Call call{.service = "sqs", .operation = "ReceiveMessage"};
  call.input = {{"QueueUrl", url}, {"WaitTimeSeconds", 20}};
  bool has_left = false;
  call.is_abandoned = [&] { return has_left; };
  const auto left = world.world().submit(std::move(call));
  const auto stayed =
      world.submit("sqs", "ReceiveMessage", {{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  has_left = true;
  world.send(url, "m");
  ASSERT_TRUE(left->is_done());
  EXPECT_EQ(left->outcome().output, Json::object());
  ASSERT_TRUE(stayed->is_done());
  EXPECT_EQ(SqsWorld::bodies_of(stayed->outcome().output.at("Messages")), Bodies{"m"});
}

TEST(DeadLetters, Leave_on_the_receive_after_the_last_allowed_one) {
  SqsWorld world;
  const std::string dead = world.queue("dead");
  const std::string url = world.queue_with_dead_letters("q", "dead", 2);
  const Json sent = world.send(url, "poison");
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(world.bodies(url), Bodies{"poison"});
    world.advance("30s");
  }
  EXPECT_EQ(world.bodies(dead), Bodies{});
  world.send(url, "good");
  const auto poll = world.submit(
      "sqs", "ReceiveMessage",
      SqsWorld::receive_input(dead, {{"WaitTimeSeconds", 20}, {"AttributeNames", {"All"}}}));
  EXPECT_EQ(world.bodies(url), Bodies{"good"});
  ASSERT_TRUE(poll->is_done());
  const Json message = poll->outcome().output.at("Messages")[0];
  EXPECT_EQ(message.at("MessageId"), sent.at("MessageId"));
  EXPECT_EQ(message.at("Attributes").at("DeadLetterQueueSourceArn"), SqsWorld::arn("q"));
  EXPECT_EQ(message.at("Attributes").at("SentTimestamp"), "1767225600000");
  EXPECT_EQ(message.at("Attributes").at("ApproximateReceiveCount"), "3");  // in all queues
}

TEST(Message, May_be_as_long_as_the_queue_allows) {
  SqsWorld world;
  const std::string url = world.queue("q", {{"MaximumMessageSize", "1024"}});
  world.send(url, std::string(1024, 'x'));
  EXPECT_EQ(
      world.refused("SendMessage", {{"QueueUrl", url}, {"MessageBody", std::string(1025, 'x')}})
          .message,
      "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.");
  const std::string large = world.queue("large");
  world.send(large, std::string(1 << 20, 'x'));
  EXPECT_EQ(world
                .refused("SendMessage",
                         {{"QueueUrl", large}, {"MessageBody", std::string((1 << 20) + 1, 'x')}})
                .code,
            "InvalidParameterValueException");
}

TEST(Message, That_AWS_would_refuse_is_refused) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const auto code = [&](const Json& more) {
    Json input = {{"QueueUrl", url}, {"MessageBody", "m"}};
    for (const auto& [key, value] : more.items()) input[key] = value;
    return world.refused("SendMessage", input).code;
  };
  EXPECT_EQ(code({{"MessageBody", ""}}), "MissingRequiredParameterException");
  EXPECT_EQ(code({{"MessageBody", "\x01"}}), "InvalidMessageContents");
  EXPECT_EQ(code({{"DelaySeconds", 901}}), "InvalidParameterValueException");
  EXPECT_EQ(code({{"DelaySeconds", "1"}}), "SerializationException");
  EXPECT_EQ(code({{"MessageDeduplicationId", "d"}}), "InvalidParameterValueException");
  const auto attribute = [&](const std::string& name, const std::string& type,
                             const std::string& value) {
    return code({{"MessageAttributes", {{name, {{"DataType", type}, {"StringValue", value}}}}}});
  };
  EXPECT_EQ(attribute("n", "Number", "1x"), "InvalidParameterValueException");
  EXPECT_EQ(attribute("n", "Text", "1"), "InvalidParameterValueException");
  EXPECT_EQ(attribute("n", "String", ""), "InvalidParameterValueException");
  EXPECT_EQ(attribute("AWS.n", "String", "1"), "InvalidParameterValueException");
  EXPECT_EQ(attribute("a..b", "String", "1"), "InvalidParameterValueException");
  EXPECT_EQ(
      world.refused("ReceiveMessage", {{"QueueUrl", url}, {"MaxNumberOfMessages", 11}}).message,
      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and "
      "10, if provided.");
}

TEST(Batch, Fails_entry_by_entry) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const Json sent = world.call("SendMessageBatch",
                               {{"QueueUrl", url},
                                {"Entries",
                                 {{{"Id", "good"}, {"MessageBody", "m"}},
                                  {{"Id", "bad"}, {"MessageBody", "m"}, {"DelaySeconds", 901}}}}});
  EXPECT_EQ(sent.at("Successful").size(), 1U);
  EXPECT_EQ(sent.at("Failed")[0].at("Id"), "bad");
  EXPECT_EQ(sent.at("Failed")[0].at("SenderFault"), true);
  EXPECT_EQ(sent.at("Failed")[0].at("Code"), "InvalidParameterValue");
  const Json handle = world.receive(url)[0].at("ReceiptHandle");
  const Json changed =
      world.call("ChangeMessageVisibilityBatch",
                 {{"QueueUrl", url},
                  {"Entries",
                   {{{"Id", "a"}, {"ReceiptHandle", handle}, {"VisibilityTimeout", 1}},
                    {{"Id", "b"}, {"ReceiptHandle", "forged"}, {"VisibilityTimeout", 1}}}}});
  EXPECT_EQ(changed.at("Successful")[0].at("Id"), "a");
  EXPECT_EQ(changed.at("Failed")[0].at("Code"), "ReceiptHandleIsInvalid");
  const Json deleted =
      world.call("DeleteMessageBatch",
                 {{"QueueUrl", url}, {"Entries", {{{"Id", "a"}, {"ReceiptHandle", handle}}}}});
  EXPECT_EQ(deleted.at("Successful")[0].at("Id"), "a");
  EXPECT_FALSE(deleted.contains("Failed"));
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessagesNotVisible"), "0");
}

TEST(Batch, Has_one_to_ten_entries_with_names_of_their_own) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const auto code = [&](const std::vector<std::string>& ids, const std::string& body = "m") {
    Json entries = Json::array();
    for (const auto& id : ids) entries.push_back({{"Id", id}, {"MessageBody", body}});
    return world.refused("SendMessageBatch", {{"QueueUrl", url}, {"Entries", entries}}).query_code;
  };
  const std::string prefix = "AWS.SimpleQueueService.";
  EXPECT_EQ(code({}), prefix + "EmptyBatchRequest");
  EXPECT_EQ(world.refused("SendMessageBatch", {{"QueueUrl", url}}).query_code,
            prefix + "EmptyBatchRequest");
  EXPECT_EQ(code(std::vector<std::string>(11, "a")), prefix + "TooManyEntriesInBatchRequest");
  EXPECT_EQ(code({"a", "a"}), prefix + "BatchEntryIdsNotDistinct");
  EXPECT_EQ(code({"a b"}), prefix + "InvalidBatchEntryId");
  EXPECT_EQ(code({"a", "b"}, std::string(600'000, 'x')), prefix + "BatchRequestTooLong");
}

TEST(Batch, Can_fail_in_part_by_a_fault_rule) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.world().add_fault({{"service", "sqs"}, {"effect", "partial"}, {"chance", 1.0}});
  const Json sent = world.call(
      "SendMessageBatch", {{"QueueUrl", url}, {"Entries", {{{"Id", "a"}, {"MessageBody", "m"}}}}});
  EXPECT_FALSE(sent.contains("Successful"));
  EXPECT_EQ(sent.at("Failed")[0].at("Code"), "InternalError");
  EXPECT_EQ(sent.at("Failed")[0].at("SenderFault"), false);
}

// Neither a message nor the fact that it is in flight may get lost with the process.
TEST(Messages, Are_as_they_were_after_a_restart) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.send(url, "in flight");
  const Json message = world.receive(url)[0];
  world.send(url, "waiting");
  world.restart();
  EXPECT_EQ(world.bodies(url, {{"VisibilityTimeout", 100}}), Bodies{"waiting"});
  world.remove(url, message);
  world.advance("30s");
  EXPECT_EQ(world.bodies(url), Bodies{});
}

}  // namespace
}  // namespace snowglobe::sqs
