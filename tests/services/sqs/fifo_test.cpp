#include "tests/services/sqs/sqs_world.h"

namespace snowglobe::sqs {
namespace {

std::string fifo_queue(SqsWorld& world, Json attributes = Json::object()) {
  attributes["FifoQueue"] = "true";
  return world.queue("q.fifo", attributes);
}

TEST(Group, Is_locked_while_one_of_its_messages_is_in_flight) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  for (const char* body : {"a0", "a1", "a2"}) world.send_to_group(url, "a", body);
  world.send_to_group(url, "b", "b0");
  const Json first = world.receive(url, {{"MaxNumberOfMessages", 1}});
  EXPECT_EQ(SqsWorld::bodies_of(first), Bodies{"a0"});
  const Json others = world.receive(url);
  EXPECT_EQ(SqsWorld::bodies_of(others), Bodies{"b0"});
  EXPECT_EQ(world.bodies(url), Bodies{});
  world.remove(url, first[0]);
  EXPECT_EQ(world.bodies(url), (Bodies{"a1", "a2"}));
}

// A consumer that looks for gaps by adding one works nowhere but here.
TEST(SequenceNumber, Grows_and_is_not_consecutive) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  const std::string first = world.send_to_group(url, "g", "1").at("SequenceNumber");
  const std::string second = world.send_to_group(url, "g", "2").at("SequenceNumber");
  EXPECT_EQ(first.size(), 20U);
  ASSERT_EQ(second.size(), first.size());
  EXPECT_GT(second, first);
  EXPECT_GT(std::stoull(second.substr(1)), std::stoull(first.substr(1)) + 1);
  const Json received = world.receive(url, {{"AttributeNames", {"SequenceNumber"}}});
  EXPECT_EQ(received[0].at("Attributes").at("SequenceNumber"), first);
}

TEST(Group, Comes_again_in_order_when_its_timeout_ends) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  for (const char* body : {"a0", "a1", "a2"}) world.send_to_group(url, "a", body);
  EXPECT_EQ(world.bodies(url, {{"MaxNumberOfMessages", 2}}), (Bodies{"a0", "a1"}));
  world.advance("30s");
  EXPECT_EQ(world.bodies(url), (Bodies{"a0", "a1", "a2"}));
}

// A message in the middle of a group may be handed back alone; nothing may overtake the others.
TEST(Group, Stays_locked_until_the_last_message_in_flight_is_back) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  for (const char* body : {"a0", "a1"}) world.send_to_group(url, "a", body);
  const Json both = world.receive(url);
  world.call("ChangeMessageVisibility", {{"QueueUrl", url},
                                         {"ReceiptHandle", both[0].at("ReceiptHandle")},
                                         {"VisibilityTimeout", 0}});
  EXPECT_EQ(world.bodies(url), Bodies{});
  world.remove(url, both[1]);
  EXPECT_EQ(world.bodies(url), Bodies{"a0"});
}

TEST(Group, Wakes_a_long_poll_when_it_is_free) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  for (const char* body : {"a0", "a1"}) world.send_to_group(url, "a", body);
  const Json first = world.receive(url, {{"MaxNumberOfMessages", 1}});
  const auto poll =
      world.submit("sqs", "ReceiveMessage", {{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  EXPECT_FALSE(poll->is_done());
  world.remove(url, first[0]);
  ASSERT_TRUE(poll->is_done());
  EXPECT_EQ(SqsWorld::bodies_of(poll->outcome().output.at("Messages")), Bodies{"a1"});
}

TEST(Deduplication, Drops_the_second_message_for_five_minutes) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  const Json first = world.send_to_group(url, "a", "m");
  const Json second = world.send_to_group(url, "b", "m");
  EXPECT_EQ(first.at("MessageId"), second.at("MessageId"));
  EXPECT_EQ(first.at("SequenceNumber"), second.at("SequenceNumber"));
  const Json received = world.receive(url);
  ASSERT_EQ(received.size(), 1U);
  world.remove(url, received[0]);  // that it is gone makes no difference
  world.advance("299s");
  EXPECT_EQ(world.send_to_group(url, "a", "m").at("MessageId"), first.at("MessageId"));
  world.advance("1s");
  const Json later = world.send_to_group(url, "a", "m");
  EXPECT_NE(later.at("MessageId"), first.at("MessageId"));
  EXPECT_GT(later.at("SequenceNumber").get<std::string>(),
            first.at("SequenceNumber").get<std::string>());
  EXPECT_EQ(world.bodies(url), Bodies{"m"});
}

TEST(Deduplication, Goes_by_content_and_group_where_the_queue_says_so) {
  SqsWorld world;
  const std::string url = fifo_queue(
      world, {{"ContentBasedDeduplication", "true"}, {"DeduplicationScope", "messageGroup"}});
  world.send(url, "m", {{"MessageGroupId", "a"}});
  world.send(url, "m", {{"MessageGroupId", "a"}});
  world.send(url, "m", {{"MessageGroupId", "b"}});
  const Json received = world.receive(url, {{"AttributeNames", {"All"}}});
  EXPECT_EQ(SqsWorld::bodies_of(received), (Bodies{"m", "m"}));
  EXPECT_EQ(received[0].at("Attributes").at("MessageDeduplicationId"),
            "62c66a7a5dd70c3146618063c344e531e6d4b59e379808443ce962b3abd63c5a");
}

TEST(FifoQueue, Wants_a_group_and_something_to_deduplicate_by) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  const auto code = [&](const Json& more) {
    Json input = {{"QueueUrl", url}, {"MessageBody", "m"}};
    input.update(more);
    return world.refused("SendMessage", input).code;
  };
  EXPECT_EQ(code({{"MessageDeduplicationId", "d"}}), "MissingRequiredParameterException");
  EXPECT_EQ(code({{"MessageGroupId", "g"}}), "InvalidParameterValueException");
  EXPECT_EQ(code({{"MessageGroupId", "g"}, {"MessageDeduplicationId", "d"}, {"DelaySeconds", 1}}),
            "InvalidParameterValueException");
  EXPECT_EQ(code({{"MessageGroupId", std::string(129, 'g')}, {"MessageDeduplicationId", "d"}}),
            "InvalidParameterValueException");
}

TEST(FifoQueue, Refuses_a_handle_whose_timeout_is_over) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  world.send_to_group(url, "a", "m");
  const Json message = world.receive(url)[0];
  world.advance("30s");
  const AwsError error = world.refused(
      "DeleteMessage", {{"QueueUrl", url}, {"ReceiptHandle", message.at("ReceiptHandle")}});
  EXPECT_EQ(error.code, "InvalidParameterValueException");
  EXPECT_TRUE(error.message.ends_with("Reason: The receipt handle has expired.")) << error.message;
  const Json entry = {{"Id", "a"}, {"ReceiptHandle", message.at("ReceiptHandle")}};
  const Json failed =
      world.call("DeleteMessageBatch", {{"QueueUrl", url}, {"Entries", Json::array({entry})}})
          .at("Failed")[0];
  EXPECT_EQ(failed.at("Code"), "ReceiptHandleIsInvalid");
  EXPECT_EQ(failed.at("Message"), "The receipt handle has expired");
}

TEST(FifoQueue, Gives_a_poisonous_message_away_and_goes_on_with_its_group) {
  SqsWorld world;
  const std::string dead = world.queue("dead.fifo", {{"FifoQueue", "true"}});
  const std::string url =
      world.queue_with_dead_letters("q.fifo", "dead.fifo", 1, {{"FifoQueue", "true"}});
  world.send_to_group(url, "a", "poison");
  EXPECT_EQ(world.bodies(url), Bodies{"poison"});
  world.send_to_group(url, "a", "good");
  world.advance("30s");
  EXPECT_EQ(world.bodies(url), Bodies{"good"});
  const Json letters = world.receive(dead, {{"AttributeNames", {"All"}}});
  EXPECT_EQ(SqsWorld::bodies_of(letters), Bodies{"poison"});
  EXPECT_EQ(letters[0].at("Attributes").at("MessageGroupId"), "a");
}

TEST(FifoQueue, Applies_a_new_delay_to_the_messages_that_wait) {
  SqsWorld world;
  const std::string url = fifo_queue(world, {{"DelaySeconds", "60"}});
  world.send_to_group(url, "a", "m");
  EXPECT_EQ(world.bodies(url), Bodies{});
  world.call("SetQueueAttributes", {{"QueueUrl", url}, {"Attributes", {{"DelaySeconds", "0"}}}});
  EXPECT_EQ(world.bodies(url), Bodies{"m"});
}

TEST(FifoQueue, Forgets_expired_messages_and_frees_their_groups) {
  SqsWorld world;
  const std::string url = fifo_queue(world, {{"MessageRetentionPeriod", "60"}});
  world.send_to_group(url, "a", "old");
  world.advance("59s");
  world.send_to_group(url, "a", "young");
  world.advance("2s");
  EXPECT_EQ(world.bodies(url), Bodies{"young"});
}

// A worker whose answer was lost must get the same messages, and not wait for their timeout.
TEST(ReceiveAttempt, Gives_the_same_messages_again_and_hides_them_anew) {
  SqsWorld world;
  const std::string url = fifo_queue(world);
  for (const char* body : {"a0", "a1"}) world.send_to_group(url, "a", body);
  const Json attempt = {{"ReceiveRequestAttemptId", "try"}};
  const Json first = world.receive(url, attempt);
  world.advance("20s");
  EXPECT_EQ(world.receive(url, attempt), first);
  EXPECT_EQ(world.bodies(url, {{"ReceiveRequestAttemptId", "other"}}), Bodies{});
  world.advance("29s");  // 49 s after the first receive, 29 s after the second
  EXPECT_EQ(world.bodies(url), Bodies{});
  world.restart();
  EXPECT_EQ(world.receive(url, attempt), first);
  world.remove(url, first[0]);
  EXPECT_EQ(world.bodies(url, attempt), Bodies{});  // one was changed: an attempt of its own
}

TEST(ReceiveAttempt, Is_forgotten_after_five_minutes_and_when_a_timeout_was_changed) {
  SqsWorld world;
  const std::string url = fifo_queue(world, {{"VisibilityTimeout", "1000"}});
  world.send_to_group(url, "a", "m");
  const Json attempt = {{"ReceiveRequestAttemptId", "try"}};
  const Json first = world.receive(url, attempt);
  world.advance("299s");
  EXPECT_EQ(world.receive(url, attempt), first);
  world.advance("1s");
  EXPECT_EQ(world.bodies(url, attempt), Bodies{});
  world.advance("1000s");
  const Json later = world.receive(url, attempt);
  ASSERT_EQ(later.size(), 1U);
  world.call("ChangeMessageVisibility", {{"QueueUrl", url},
                                         {"ReceiptHandle", later[0].at("ReceiptHandle")},
                                         {"VisibilityTimeout", 500}});
  EXPECT_EQ(world.bodies(url, attempt), Bodies{});
}

}  // namespace
}  // namespace snowglobe::sqs
