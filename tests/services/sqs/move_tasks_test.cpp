#include "emulator/base/text.h"
#include "tests/services/sqs/sqs_world.h"

namespace snowglobe::sqs {
namespace {

// Queues "q" and "dead", and messages that are in the second one because of the first.
struct Redrive : SqsWorld {
  std::string dead = queue("dead");
  std::string url = queue_with_dead_letters("q", "dead", 1);

  void bury(const std::string& from, const std::vector<std::string>& bodies) {
    for (const std::string& body : bodies) send(from, body);
    for (int i = 0; i < 2; ++i) receive(from, {{"VisibilityTimeout", 0}});
  }
  Json start(const Json& more = Json::object()) {
    Json input = {{"SourceArn", arn("dead")}};
    input.update(more);
    return call("StartMessageMoveTask", input);
  }
  Json newest() {
    return call("ListMessageMoveTasks", {{"SourceArn", arn("dead")}}).at("Results")[0];
  }
};

TEST(MoveTask, Takes_messages_back_to_where_they_came_from_as_new_ones) {
  Redrive world;
  const std::string other = world.queue_with_dead_letters("other", "dead", 1);
  world.bury(world.url, {"a", "b"});
  world.bury(other, {"c"});
  const Json before = world.receive(world.dead, {{"VisibilityTimeout", 0}});
  ASSERT_EQ(before.size(), 3U);
  world.advance("1s");
  const std::string handle = world.start().at("TaskHandle");
  const Json name = parse_json(*base64_decode(handle));
  EXPECT_EQ(name.at("sourceArn"), SqsWorld::arn("dead"));
  const Json task = world.newest();
  EXPECT_EQ(task.at("Status"), "COMPLETED");
  EXPECT_EQ(task.at("ApproximateNumberOfMessagesMoved"), 3);
  EXPECT_EQ(task.at("ApproximateNumberOfMessagesToMove"), 3);
  EXPECT_EQ(task.at("StartedTimestamp"), to_millis(world.now()));
  for (const char* absent : {"TaskHandle", "DestinationArn", "FailureReason"}) {
    EXPECT_FALSE(task.contains(absent)) << absent;
  }
  const Json back = world.receive(world.url, {{"AttributeNames", {"All"}}});
  EXPECT_EQ(SqsWorld::bodies_of(back), (Bodies{"a", "b"}));
  EXPECT_NE(back[0].at("MessageId"), before[0].at("MessageId"));
  EXPECT_EQ(back[0].at("Attributes").at("ApproximateReceiveCount"), "1");
  EXPECT_EQ(back[0].at("Attributes").at("SentTimestamp"), std::to_string(to_millis(world.now())));
  EXPECT_FALSE(back[0].at("Attributes").contains("DeadLetterQueueSourceArn"));
  EXPECT_EQ(world.bodies(other), Bodies{"c"});
  EXPECT_EQ(world.bodies(world.dead), Bodies{});
}

TEST(MoveTask, Goes_at_its_rate_also_after_a_restart_and_can_be_cancelled) {
  Redrive world;
  world.bury(world.url, {"a", "b", "c", "d", "e"});
  const Json handle = world.start({{"MaxNumberOfMessagesPerSecond", 2}}).at("TaskHandle");
  EXPECT_EQ(world.newest().at("ApproximateNumberOfMessagesMoved"), 2);
  EXPECT_EQ(world.newest().at("TaskHandle"), handle);
  EXPECT_EQ(world.refused("StartMessageMoveTask", {{"SourceArn", SqsWorld::arn("dead")}}).message,
            "There is already a task running. Only one active task is allowed for a source queue "
            "arn at a given time.");
  world.restart();
  world.advance("1s");
  EXPECT_EQ(world.newest().at("ApproximateNumberOfMessagesMoved"), 4);
  EXPECT_EQ(world.newest().at("Status"), "RUNNING");
  const Json input = {{"TaskHandle", handle}};
  EXPECT_EQ(world.call("CancelMessageMoveTask", input).at("ApproximateNumberOfMessagesMoved"), 4);
  EXPECT_EQ(world.newest().at("Status"), "CANCELLED");
  EXPECT_EQ(world.refused("CancelMessageMoveTask", input).code, "UnsupportedOperation");
  world.advance("10s");
  EXPECT_EQ(world.bodies(world.dead), Bodies{"e"});
}

TEST(MoveTask, Fails_where_it_cannot_say_where_a_message_belongs) {
  Redrive world;
  world.send(world.dead, "sent here");
  world.start();
  EXPECT_EQ(world.newest().at("Status"), "FAILED");
  EXPECT_EQ(world.newest().at("FailureReason"), "CouldNotDetermineMessageSource");
  const std::string custom = world.queue("custom");
  world.start({{"DestinationArn", SqsWorld::arn("custom")}});
  EXPECT_EQ(world.newest().at("DestinationArn"), SqsWorld::arn("custom"));
  EXPECT_EQ(world.bodies(custom), Bodies{"sent here"});
  const std::string gone = world.queue_with_dead_letters("gone", "dead", 1);
  world.bury(gone, {"orphan"});
  world.call("DeleteQueue", {{"QueueUrl", gone}});
  world.start();
  EXPECT_EQ(world.newest().at("FailureReason"), "AWS.SimpleQueueService.NonExistentQueue");
  EXPECT_EQ(world.bodies(world.dead), Bodies{"orphan"});
  const Json all = world.call("ListMessageMoveTasks",
                              {{"SourceArn", SqsWorld::arn("dead")}, {"MaxResults", 10}});
  EXPECT_EQ(all.at("Results").size(), 3U);
  EXPECT_EQ(all.at("Results")[0], world.newest());
}

// A long poll on the destination must not sleep through a redrive.
TEST(MoveTask, Wakes_who_waits_and_keeps_the_order_of_a_group) {
  SqsWorld world;
  const Json fifo = {{"FifoQueue", "true"}};
  const std::string dead = world.queue("dead.fifo", fifo);
  const std::string url = world.queue_with_dead_letters("q.fifo", "dead.fifo", 1, fifo);
  for (const char* body : {"1", "2", "3"}) world.send_to_group(url, "g", body);
  for (int i = 0; i < 2; ++i) world.receive(url, {{"VisibilityTimeout", 0}});
  const Json letters = world.receive(dead, {{"VisibilityTimeout", 0}, {"AttributeNames", {"All"}}});
  ASSERT_EQ(letters.size(), 3U);
  // Two messages that once had one deduplication id must both be kept.
  EXPECT_EQ(letters[0].at("Attributes").at("MessageDeduplicationId"), letters[0].at("MessageId"));
  const auto poll = world.submit("sqs", "ReceiveMessage",
                                 SqsWorld::receive_input(url, {{"WaitTimeSeconds", 20}}));
  EXPECT_FALSE(poll->is_done());
  world.call("StartMessageMoveTask", {{"SourceArn", SqsWorld::arn("dead.fifo")}});
  ASSERT_TRUE(poll->is_done());
  EXPECT_EQ(SqsWorld::bodies_of(poll->outcome().output.at("Messages")), (Bodies{"1", "2", "3"}));
}

}  // namespace
}  // namespace snowglobe::sqs
