#include <algorithm>
#include <set>

#include "tests/services/sqs/sqs_world.h"

namespace snowglobe::sqs {
namespace {

struct Unreliable : SqsWorld {
  std::string url = queue("q");

  void ask(const std::string& of, Json behavior) {
    behavior["QueueUrl"] = of;
    call("SetQueueBehavior", behavior);
  }
  void send_numbers(int count) {
    for (int i = 0; i < count; ++i) send(url, std::to_string(i));
  }
};

TEST(Duplicates, Come_again_even_when_the_message_was_deleted_and_only_once) {
  Unreliable world;
  world.ask(world.url, {{"DuplicateProbability", 1.0}});
  const Json sent = world.send(world.url, "m");
  const Json first = world.receive(world.url);
  ASSERT_EQ(first.size(), 1U);
  world.remove(world.url, first[0]);
  const Json second = world.receive(world.url);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].at("MessageId"), sent.at("MessageId"));
  world.remove(world.url, second[0]);
  EXPECT_EQ(world.bodies(world.url), Bodies{});
  EXPECT_EQ(world.attributes(world.url).at("ApproximateNumberOfMessagesNotVisible"), "0");
}

TEST(Reordering, Takes_any_of_the_messages_in_front_and_loses_none) {
  Unreliable world;
  world.ask(world.url, {{"ReorderWindow", 20}});
  world.send_numbers(40);
  Bodies got;
  for (int i = 0; i < 4; ++i) {
    for (const std::string& body : world.bodies(world.url)) got.push_back(body);
  }
  ASSERT_EQ(got.size(), 40U);
  EXPECT_EQ(std::set<std::string>(got.begin(), got.end()).size(), 40U);
  EXPECT_TRUE(std::any_of(got.begin(), got.begin() + 10,
                          [](const std::string& body) { return std::stoi(body) >= 10; }));
  EXPECT_TRUE(std::all_of(got.begin(), got.begin() + 10,
                          [](const std::string& body) { return std::stoi(body) < 20; }));
}

TEST(ShortPolls, May_miss_messages_that_a_long_poll_finds) {
  Unreliable world;
  world.ask(world.url, {{"ShortPollMissProbability", 0.5}});
  world.send_numbers(10);
  const std::size_t found = world.bodies(world.url, {{"VisibilityTimeout", 0}}).size();
  EXPECT_GT(found, 0U);
  EXPECT_LT(found, 10U);
  world.ask(world.url, {{"ShortPollMissProbability", 1.0}});
  EXPECT_EQ(world.bodies(world.url), Bodies{});
  EXPECT_EQ(world.bodies(world.url, {{"WaitTimeSeconds", 1}}).size(), 10U);
}

TEST(Behavior, Is_kept_shown_and_checked) {
  Unreliable world;
  const Json usual = {{"DuplicateProbability", 0.0},
                      {"ReorderWindow", 0},
                      {"ShortPollMissProbability", 0.0},
                      {"InFlightMax", 120'000}};
  EXPECT_EQ(world.call("GetQueueBehavior", {{"QueueUrl", world.url}}), usual);
  world.ask(world.url, {{"ReorderWindow", 7}});
  world.restart();
  EXPECT_EQ(world.call("GetQueueBehavior", {{"QueueUrl", world.url}}).at("ReorderWindow"), 7);
  world.ask(world.url, Json::object());
  EXPECT_EQ(world.call("GetQueueBehavior", {{"QueueUrl", world.url}}), usual);
  EXPECT_EQ(
      world.refused("SetQueueBehavior", {{"QueueUrl", world.url}, {"DuplicateProbability", 1.5}})
          .code,
      "InvalidParameterValueException");
  const std::string fifo = world.queue("q.fifo", {{"FifoQueue", "true"}});
  EXPECT_EQ(world.refused("SetQueueBehavior", {{"QueueUrl", fifo}, {"ReorderWindow", 2}}).code,
            "UnsupportedOperation");
}

TEST(InFlightLimit, Refuses_short_polls_and_keeps_long_polls_waiting) {
  Unreliable world;
  world.send_numbers(12);
  world.ask(world.url, {{"InFlightMax", 5}});
  const Json taken = world.receive(world.url);
  EXPECT_EQ(taken.size(), 5U);
  EXPECT_EQ(world.refused("ReceiveMessage", {{"QueueUrl", world.url}}).code, "OverLimit");
  const auto poll = world.submit("sqs", "ReceiveMessage",
                                 SqsWorld::receive_input(world.url, {{"WaitTimeSeconds", 20}}));
  EXPECT_FALSE(poll->is_done());
  for (int i = 0; i < 2; ++i) world.remove(world.url, taken[static_cast<std::size_t>(i)]);
  world.advance("1s");
  ASSERT_TRUE(poll->is_done());
  EXPECT_EQ(poll->outcome().output.at("Messages").size(), 2U);
  world.advance("29s");  // the other three come back
  EXPECT_EQ(world.bodies(world.url).size(), 3U);
  EXPECT_EQ(world.attributes(world.url).at("ApproximateNumberOfMessagesNotVisible"), "5");
}

// The count of those in flight is not taken at each receive: it must not be forgotten either.
TEST(InFlightLimit, Holds_over_many_receives_sends_and_deletes) {
  Unreliable world;
  world.ask(world.url, {{"InFlightMax", 50}});
  int in_flight = 0;
  for (int round = 0; round < 60; ++round) {
    world.send_numbers(3);
    const Outcome outcome = [&] {
      Call call;
      call.service = "sqs";
      call.operation = "ReceiveMessage";
      call.input = SqsWorld::receive_input(
          world.url, {{"MaxNumberOfMessages", 1 + round % 10}, {"VisibilityTimeout", 1000}});
      return world.world().call(call);
    }();
    if (outcome.error) {
      EXPECT_EQ(outcome.error->code, "OverLimit");
      EXPECT_EQ(in_flight, 50);
      continue;
    }
    const Json messages = outcome.output.value("Messages", Json::array());
    in_flight += static_cast<int>(messages.size());
    EXPECT_LE(in_flight, 50);
    if (round % 7 == 0 && !messages.empty()) {
      world.remove(world.url, messages[0]);
      --in_flight;
    }
    EXPECT_EQ(world.attributes(world.url).at("ApproximateNumberOfMessagesNotVisible"),
              std::to_string(in_flight));
  }
  EXPECT_EQ(in_flight, 50);
}

TEST(InFlightLimit, Of_a_FIFO_queue_answers_nothing_instead_of_an_error) {
  Unreliable world;
  const std::string fifo = world.queue("q.fifo", {{"FifoQueue", "true"}});
  for (const char* body : {"a", "b", "c"}) world.send_to_group(fifo, body, body);
  world.ask(fifo, {{"InFlightMax", 2}});
  EXPECT_EQ(world.bodies(fifo), (Bodies{"a", "b"}));
  EXPECT_EQ(world.bodies(fifo), Bodies{});
}

TEST(FairQueue, Lets_quiet_tenants_pass_a_noisy_one) {
  Unreliable world;
  const auto send = [&](const std::string& tenant, int count) {
    for (int i = 0; i < count; ++i) {
      world.send(world.url, tenant, {{"MessageGroupId", tenant}});
    }
  };
  send("noisy", 60);
  send("quiet", 1);
  // Below 30 messages in flight nobody is noisy.
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(world.bodies(world.url), Bodies(10, "noisy"));
  }
  const Json next = world.receive(world.url, {{"AttributeNames", {"MessageGroupId"}}});
  EXPECT_EQ(next[0].at("Body"), "quiet");
  EXPECT_EQ(next[0].at("Attributes").at("MessageGroupId"), "quiet");
  EXPECT_EQ(next[1].at("Body"), "noisy");  // nobody else is waiting
  EXPECT_EQ(next.size(), 10U);
}

TEST(FairQueue, Takes_from_the_less_noisy_of_two_first) {
  Unreliable world;
  for (const char* tenant : {"loud", "less"}) {
    for (int i = 0; i < 60; ++i) world.send(world.url, tenant, {{"MessageGroupId", tenant}});
  }
  for (int i = 0; i < 3; ++i) EXPECT_EQ(world.bodies(world.url), Bodies(10, "loud"));
  // One is noisy now, then the other one as well, and from then on they take turns.
  for (int i = 0; i < 3; ++i) EXPECT_EQ(world.bodies(world.url), Bodies(10, "less"));
  EXPECT_EQ(world.bodies(world.url), Bodies(10, "loud"));
  EXPECT_EQ(world.bodies(world.url), Bodies(10, "less"));
  world.send(world.url, "quiet", {{"MessageGroupId", "quiet"}});
  EXPECT_EQ(world.bodies(world.url, {{"MaxNumberOfMessages", 2}})[0], "quiet");
}

}  // namespace
}  // namespace snowglobe::sqs
