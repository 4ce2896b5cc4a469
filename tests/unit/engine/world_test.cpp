#include <gtest/gtest.h>

#include "tests/unit/engine/post.h"

namespace snowglobe {
namespace {

TEST(World, A_call_that_fails_leaves_nothing_behind) {
  World world(options(), services());
  const Outcome outcome = world.call(call("Put", {{"Box", "a"}, {"Letter", "bomb"}}));
  EXPECT_EQ(outcome.error->code, "Exploded");
  EXPECT_EQ(letters(world), 0);
}

TEST(World, A_bug_in_a_handler_is_a_500_that_names_itself_and_is_undone) {
  World world(options(), services());
  const Outcome outcome = world.call(call("Put", {{"Box", "a"}, {"Letter", "bug"}}));
  EXPECT_EQ(outcome.error->http_status, 500);
  EXPECT_NE(outcome.error->message.find("post.Put"), std::string::npos);
  EXPECT_EQ(letters(world), 0);
}

TEST(World, An_unknown_operation_answers_an_honest_error) {
  World world(options(), services());
  const Outcome outcome = world.call(call("Fly", Json::object()));
  EXPECT_EQ(outcome.error->http_status, 501);
  EXPECT_NE(outcome.error->message.find("Fly"), std::string::npos);
}

TEST(World, A_parked_call_is_answered_when_its_topic_is_woken) {
  World world(options(), services());
  const auto first = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  const auto second = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  EXPECT_FALSE(first->is_done());
  world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  ASSERT_TRUE(first->is_done());  // who came first is served first
  EXPECT_EQ(first->outcome().output["Letter"], "hi");
  EXPECT_FALSE(second->is_done());
}

TEST(World, A_parked_call_ends_at_its_deadline_on_the_worlds_clock) {
  World world(options(), services());
  const auto poll = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 20}}));
  world.advance(Duration{19'999});
  EXPECT_FALSE(poll->is_done());
  world.advance(Duration{1});
  ASSERT_TRUE(poll->is_done());
  EXPECT_FALSE(poll->outcome().output.contains("Letter"));
}

// Else whoever waits for the topic that became ready first may wait for all that came after it.
TEST(World, Topics_are_served_in_the_order_in_which_they_became_ready) {
  World world(options(), services());
  const auto second = world.submit(call("Take", {{"Box", "second"}, {"WaitSeconds", 20}}));
  const auto first = world.submit(call("Take", {{"Box", "first"}, {"WaitSeconds", 20}}));
  world.call(call("PutIntoBoth", {{"Box", "second"}, {"Letter", "first"}}));
  EXPECT_EQ(first->outcome().output["Order"], 1);
  EXPECT_EQ(second->outcome().output["Order"], 2);
}

// It would wait for ever; on a manual clock it would be run again and again under the world's lock.
TEST(World, A_handler_that_parks_in_its_last_run_is_a_bug_and_answers_500) {
  WorldOptions logging = options();
  int told = 0;
  logging.log = [&](std::string_view line) {
    if (line.find("post.Stay failed: it parked in its last run") != std::string_view::npos) ++told;
  };
  World world(logging, services());
  const Outcome at_once = world.call(call("Stay", {{"Box", "a"}}));
  ASSERT_TRUE(at_once.error);
  EXPECT_EQ(at_once.error->code, "InternalFailure");
  EXPECT_EQ(at_once.error->http_status, 500);
  const auto later = world.submit(call("Stay", {{"Box", "a"}, {"WaitSeconds", 5}}));
  world.call(call("AskToStay", {{"Box", "a"}, {"WaitSeconds", 5}}));
  world.advance(Duration{5000});
  ASSERT_TRUE(later->is_done());
  EXPECT_EQ(later->outcome().error->code, "InternalFailure");
  EXPECT_EQ(world.call(call("Take", {{"Box", "echo"}})).output["Letter"], "asked InternalFailure");
  EXPECT_EQ(told, 3);
}

// The clock must stop at every due moment, or a letter would be seen too late by whoever waits.
TEST(World, Advance_visits_every_due_moment_in_order) {
  World world(options(), services());
  world.call(call("Put", {{"Box", "a"}, {"Letter", "late"}, {"AfterSeconds", 40}}));
  world.call(call("Put", {{"Box", "a"}, {"Letter", "early"}, {"AfterSeconds", 5}}));
  const auto first = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 10}}));
  const auto second = world.submit(call("Take", {{"Box", "a"}, {"WaitSeconds", 10}}));
  const Json moved = world.advance(std::chrono::hours(1));
  EXPECT_EQ(first->outcome().output["Letter"], "early");
  EXPECT_FALSE(second->outcome().output.contains("Letter"));  // it ended at 10 s, before 40 s
  EXPECT_EQ(moved["moments"], 3);
  EXPECT_EQ(moved["now"], "2026-01-01T01:00:00.000Z");
}

TEST(World, A_real_clock_cannot_be_advanced) {
  WorldOptions real = options();
  real.clock = ClockMode::kReal;
  World world(real, services());
  EXPECT_THROW(world.advance(Duration{1}), AwsError);
}

// `never` stands for "nothing is due": at that moment everything would be, and for ever.
TEST(World, A_clock_never_reaches_the_last_moment) {
  World world(options(), services());
  EXPECT_THROW(world.advance_to(never), AwsError);
  EXPECT_THROW(world.advance(*parse_duration("2925000d")), AwsError);
  EXPECT_THROW(world.set_clock(ClockMode::kManual, never), AwsError);
  world.advance_to(never - Duration{1});
  EXPECT_EQ(world.settle()["turns"], 0);
}

// It would stand still until the machine has caught up, and every long poll with it.
TEST(World, A_clock_that_was_ahead_goes_back_to_the_machines_time) {
  World world(options(), services());
  world.set_clock(ClockMode::kManual, parse_iso8601("2500-01-01T00:00:00Z"));
  EXPECT_LT(world.set_clock(ClockMode::kReal, std::nullopt)["now"].get<std::string>(), "2500");
}

TEST(World, A_call_between_services_that_parks_is_answered_later) {
  World world(options(), services());
  world.call(call("Ask", {{"Box", "a"}, {"WaitSeconds", 20}}));
  world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  world.settle();
  EXPECT_EQ(world.call(call("Take", {{"Box", "echo"}})).output["Letter"], "asked hi");
}

// What a handler wakes and then takes back leaves those who wait as they were.
TEST(World, A_waiting_call_between_services_hears_its_topic_after_a_call_that_failed) {
  World world(options(), services());
  world.call(call("Ask", {{"Box", "a"}, {"WaitSeconds", 20}}));
  EXPECT_TRUE(world.call(call("Tease", {{"Box", "a"}})).error);
  world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}}));
  world.settle();
  EXPECT_EQ(world.call(call("Take", {{"Box", "echo"}})).output["Letter"], "asked hi");
}

TEST(World, The_same_seed_gives_the_same_run) {
  const auto draw = [](std::uint64_t seed) {
    WorldOptions seeded = options();
    seeded.seed = seed;
    World world(seeded, services());
    return world.call(call("Draw", Json::object())).output["Letter"];
  };
  EXPECT_EQ(draw(7), draw(7));
  EXPECT_NE(draw(7), draw(8));
}

TEST(World, Calls_that_form_a_circle_fail_and_the_world_goes_on) {
  World world(options(), services());
  for (int i = 0; i < 20; ++i) {
    const Outcome outcome = world.call(call("Circle", Json::object()));
    ASSERT_TRUE(outcome.error);
    EXPECT_NE(outcome.error->message.find("circle"), std::string::npos);
  }
  EXPECT_EQ(letters(world), 0);
}

// A reply must not wait for a flood that its client did not ask for.
TEST(World, A_turn_does_a_bounded_part_of_what_is_due) {
  World world(options(), services());
  for (int i = 0; i < 300; ++i) {
    world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}, {"AfterSeconds", 1}}));
  }
  world.set_clock(ClockMode::kManual, parse_iso8601("2026-01-01T00:00:01Z"));
  world.call(call("Count", Json::object()));
  EXPECT_EQ(world.settle()["turns"], 1);
}

// One row that always fails must not keep all others of its table from being done.
TEST(World, A_due_row_that_fails_is_put_off_alone_and_told) {
  WorldOptions logging = options();
  int failures = 0;
  logging.log = [&](std::string_view line) {
    if (line.find("post.courier failed: a bug") != std::string_view::npos) ++failures;
  };
  World world(logging, services());
  world.call(call("Put", {{"Box", "jammed"}, {"Letter", "x"}, {"AfterSeconds", 1}}));
  world.call(call("Put", {{"Box", "good"}, {"Letter", "y"}, {"AfterSeconds", 1}}));
  world.advance(Duration{1000});
  EXPECT_EQ(world.call(call("Take", {{"Box", "good"}})).output["Letter"], "y");
  EXPECT_EQ(failures, 1);
  JournalFilter filter;
  filter.operation = "due row put off";
  const Json told = world.journal(filter);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0]["service"], "post");
  EXPECT_EQ(told[0]["resource"], "post.courier/1");
  EXPECT_EQ(told[0]["message"], "a bug");
  const Json put_off = world.info()["putOffRows"];
  ASSERT_EQ(put_off.size(), 1U);
  EXPECT_EQ(put_off[0], parse_json(R"({"job": "post.courier", "row": 1, "failures": 1,
                                       "nextTry": "2026-01-01T00:00:02.000Z", "error": "a bug"})"));
}

// Feared: a log and a journal full of one bug, or a row that is never tried again.
TEST(World, A_row_that_fails_is_tried_again_after_growing_pauses) {
  WorldOptions logging = options();
  int failures = 0;
  logging.log = [&](std::string_view) { ++failures; };
  World world(logging, services());
  world.call(call("Put", {{"Box", "jammed"}, {"Letter", "x"}, {"AfterSeconds", 1}}));
  const std::pair<int, int> failures_after_s[] = {{1, 1}, {2, 2}, {4, 3}, {8, 4}, {15, 4}, {16, 5}};
  int passed_s = 0;
  for (const auto& [after_s, wanted] : failures_after_s) {
    world.advance(std::chrono::seconds(after_s - std::exchange(passed_s, after_s)));
    EXPECT_EQ(failures, wanted) << after_s;
  }
  world.advance(std::chrono::hours(24));
  EXPECT_EQ(failures, 13 + 22);  // the thirteenth at 4,096 s, then one an hour
  world.call(call("Clear", {{"Box", "jammed"}}));
  world.settle();
  EXPECT_EQ(world.info()["putOffRows"], Json::array());
  EXPECT_EQ(world.clock()["nextDue"], nullptr);
}

TEST(World, A_row_that_is_left_as_it_was_counts_as_failed) {
  World world(options(), services());
  world.call(call("Put", {{"Box", "lazy"}, {"Letter", "x"}, {"AfterSeconds", 1}}));
  world.call(call("Put", {{"Box", "good"}, {"Letter", "y"}, {"AfterSeconds", 1}}));
  world.advance(Duration{1000});
  EXPECT_EQ(world.call(call("Take", {{"Box", "good"}})).output["Letter"], "y");
  EXPECT_EQ(world.info()["putOffRows"][0]["error"], "it left its row as it was");
}

// A row that became due anew, at another moment, is not what failed.
TEST(World, A_row_that_is_due_at_another_moment_is_not_put_off_any_more) {
  World world(options(), services());
  world.call(call("Put", {{"Box", "jammed"}, {"Letter", "x"}, {"AfterSeconds", 1}}));
  world.advance(std::chrono::seconds(64));
  world.call(call("Mend", {{"Box", "jammed"}}));
  world.settle();
  EXPECT_EQ(world.call(call("Take", {{"Box", "mended"}})).output["Letter"], "x");
  EXPECT_EQ(world.info()["putOffRows"], Json::array());
}

// The memory of failures is bounded, and so is the time to pass over them.
TEST(World, When_too_many_rows_fail_the_whole_job_is_put_off) {
  World world(options(), services());
  for (std::size_t i = 0; i <= FailedRows::rows_max; ++i) {
    world.call(call("Put", {{"Box", "jammed"}, {"Letter", "x"}, {"AfterSeconds", 1}}));
  }
  world.call(call("Put", {{"Box", "good"}, {"Letter", "y"}, {"AfterSeconds", 1}}));
  world.advance(Duration{1000});
  EXPECT_EQ(world.clock()["nextDue"], "2026-01-01T00:00:02.000Z");
  EXPECT_FALSE(world.call(call("Take", {{"Box", "good"}})).output.contains("Letter"));
}

TEST(World, The_journal_leads_from_a_request_to_all_that_it_caused) {
  World world(options(), services());
  world.call(call("Ask", {{"Box", "a"}}));
  JournalFilter filter;
  filter.flow = 2;  // any entry of the flow will do
  const Json flow = world.journal(filter);
  ASSERT_EQ(flow.size(), 2U);
  EXPECT_EQ(flow[0]["operation"], "Ask");
  EXPECT_EQ(flow[1]["operation"], "Take");
  EXPECT_EQ(flow[1]["parent"], flow[0]["id"]);
  EXPECT_EQ(flow[1]["caller"], "post.example");
  world.call(call("Ask", {{"Box", "a"}}));
  filter.flow = 4;
  EXPECT_EQ(world.journal(filter)[0]["id"], 3);
}

// Who follows the journal asks for what came after the last entry seen, and must miss none.
TEST(World, The_journal_is_read_on_from_an_entry) {
  World world(options(), services());
  for (int i = 0; i < 5; ++i) world.call(call("Take", {{"Box", "a"}}));
  JournalFilter filter;
  filter.limit = 2;
  EXPECT_EQ(world.journal(filter)[0]["id"], 4);
  filter.after = 1;
  const Json next = world.journal(filter);
  ASSERT_EQ(next.size(), 2U);
  EXPECT_EQ(next[0]["id"], 2);
  EXPECT_EQ(next[1]["id"], 3);
}

}  // namespace
}  // namespace snowglobe
