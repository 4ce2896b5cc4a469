#include <gtest/gtest.h>

#include "tests/unit/engine/post.h"

namespace snowglobe {
namespace {

TEST(Faults, A_rule_strikes_the_calls_it_names_and_counts_them) {
  World world(options(), services());
  world.add_fault(
      parse_json(R"({"operation": "Put", "resource": "a*", "count": 1, "effect": "throttle"})"));
  EXPECT_FALSE(world.call(call("Put", {{"Box", "b"}, {"Letter", "x"}})).error);
  EXPECT_EQ(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).error->code,
            "ThrottlingException");
  EXPECT_FALSE(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).error);
}

TEST(Faults, A_lost_reply_is_lost_after_the_effect) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"operation": "Put", "every": 2, "effect": "lose_reply"})"));
  EXPECT_FALSE(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).is_lost);
  EXPECT_TRUE(world.call(call("Put", {{"Box", "a"}, {"Letter", "y"}})).is_lost);
  EXPECT_EQ(letters(world), 2);
}

// A consumer's long poll is where a lost reply hurts most: the message is taken.
TEST(Faults, The_reply_of_a_call_that_had_to_wait_is_lost_as_well) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"operation": "Take", "count": 1, "effect": "lose_reply"})"));
  const auto poll = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  ASSERT_TRUE(poll->is_done());
  EXPECT_TRUE(poll->outcome().is_lost);
  EXPECT_EQ(letters(world), 0);
}

TEST(Faults, A_delayed_call_is_carried_out_when_the_worlds_clock_says_so) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"operation": "Put", "effect": "delay", "delay": "5s"})"));
  const auto put = world.submit(call("Put", {{"Box", "a"}, {"Letter", "x"}}));
  EXPECT_FALSE(put->is_done());
  EXPECT_EQ(letters(world), 0);
  world.advance(Duration{5000});
  EXPECT_TRUE(put->is_done());
  EXPECT_EQ(letters(world), 1);
}

TEST(Faults, A_call_that_was_delayed_may_still_wait) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"operation": "Take", "effect": "delay", "delay": "5s"})"));
  const auto poll = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  world.advance(Duration{24'999});
  EXPECT_FALSE(poll->is_done());
  world.advance(Duration{1});
  EXPECT_TRUE(poll->is_done());
}

TEST(Faults, A_misspelt_rule_is_refused_with_the_reason) {
  World world(options(), services());
  try {
    world.add_fault(parse_json(R"({"operatoin": "Put", "effect": "drop"})"));
    FAIL();
  } catch (const AwsError& error) {
    EXPECT_EQ(error.message, "unknown member 'operatoin'");
  }
  for (const char* rule :
       {R"([])", R"({"effect": "delay"})", R"({"effect": "delay", "delay": "soon"})",
        R"({"effect": "drop", "probability": 1.1})", R"({"effect": "drop", "every": 0})",
        R"({"effect": "drop", "from": "now"})", R"({"effect": "error", "code": "a\r\nb: c"})",
        R"({"effect": "error", "code": ""})", R"({"effect": "error", "status": 200})", R"({})"}) {
    EXPECT_THROW(world.add_fault(parse_json(rule)), AwsError) << rule;
  }
  EXPECT_TRUE(world.faults().empty());
}

TEST(Faults, A_rule_strikes_between_its_moments_only) {
  World world(options(), services());
  world.add_fault(parse_json(
      R"({"from": "2026-01-01T00:00:01Z", "until": "2026-01-01T00:00:02Z", "effect": "throttle"})"));
  const auto fails = [&] { return world.call(call("Count", Json::object())).error.has_value(); };
  EXPECT_FALSE(fails());
  world.advance(Duration{1000});
  EXPECT_TRUE(fails());
  world.advance(Duration{999});
  EXPECT_TRUE(fails());
  world.advance(Duration{1});
  EXPECT_FALSE(fails());
}

TEST(Faults, A_duplicate_is_carried_out_twice_and_answered_once) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"operation": "Put", "effect": "duplicate"})"));
  EXPECT_FALSE(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).error);
  EXPECT_EQ(letters(world), 2);
}

// A dropped call must leave nothing, a lost reply everything.
TEST(Faults, A_dropped_call_is_not_carried_out) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"operation": "Put", "effect": "drop"})"));
  EXPECT_TRUE(world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}})).is_lost);
  EXPECT_EQ(letters(world), 0);
}

TEST(Faults, A_rule_can_strike_one_caller_and_one_attempt) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"caller": "post.example", "effect": "throttle"})"));
  world.add_fault(parse_json(R"({"caller": "client", "attempt": 2, "effect": "drop"})"));
  EXPECT_FALSE(world.call(call("Ask", {{"Box", "a"}})).error);
  EXPECT_EQ(world.call(call("Take", {{"Box", "echo"}})).output["Letter"],
            "asked ThrottlingException");
  Call second = call("Count", Json::object());
  second.attempt = 2;
  EXPECT_TRUE(world.call(std::move(second)).is_lost);
}

// Queues are called by URLs and most others by ARNs; a test knows the name.
TEST(Faults, A_resource_is_named_whole_or_by_the_name_at_its_end) {
  World world(options(), services());
  world.add_fault(parse_json(R"({"operation": "Put", "resource": "orders", "effect": "drop"})"));
  const auto is_lost = [&](const char* box) {
    return world.call(call("Put", {{"Box", box}, {"Letter", "x"}})).is_lost;
  };
  EXPECT_TRUE(is_lost("orders"));
  EXPECT_TRUE(is_lost("http://localhost:4566/000000000000/orders"));
  EXPECT_TRUE(is_lost("arn:aws:sqs:us-east-1:000000000000:orders"));
  EXPECT_FALSE(is_lost("http://localhost:4566/000000000000/orders-dead"));
  EXPECT_FALSE(is_lost("orders/2"));
}

// It would strike nothing, and a test of retries would pass without one.
TEST(Faults, A_rule_for_what_the_world_does_not_have_is_refused) {
  World world(options(), services());
  for (const auto& [rule, message] : {
           std::pair(R"({"service": "mail", "effect": "drop"})",
                     "no service matches 'mail'; there are post"),
           std::pair(R"({"operation": "Puts", "effect": "drop"})",
                     "no operation matches 'Puts' (see docs/coverage.md)"),
           std::pair(R"({"service": "po*", "operation": "put", "effect": "drop"})",
                     "no operation of po* matches 'put' (see docs/coverage.md)"),
       }) {
    try {
      world.add_fault(parse_json(rule));
      FAIL() << rule;
    } catch (const AwsError& error) {
      EXPECT_EQ(error.message, message);
    }
  }
  EXPECT_TRUE(world.faults().empty());
  world.add_fault(parse_json(R"({"service": "po?t", "operation": "P*", "effect": "drop"})"));
}

}  // namespace
}  // namespace snowglobe
