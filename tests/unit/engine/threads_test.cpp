#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/engine/post.h"

namespace snowglobe {
namespace {

// With threads: many clients at once, some of whom wait for what others bring.
TEST(World, Many_threads_send_and_wait_without_losing_a_letter) {
  World world(options(Threads::kBackground), services());
  constexpr int pairs = 8;
  constexpr int each = 50;
  std::vector<std::thread> threads;
  std::atomic<int> taken = 0;
  for (int i = 0; i < pairs; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < each; ++n) world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}}));
    });
    threads.emplace_back([&] {
      for (int n = 0; n < each; ++n) {
        const Outcome outcome = world.call(call("Take", {{"Box", "a"}, {"WaitSeconds", 60}}));
        if (outcome.output.contains("Letter")) ++taken;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, pairs * each);
}

// Has one client wait for a letter at most `wait_s` seconds, and does `change` while it waits.
Outcome take_while(World& world, int wait_s, const std::function<void()>& change) {
  std::optional<Outcome> outcome;
  std::atomic<bool> is_over = false;
  std::thread client([&] {
    outcome = world.call(call("Take", {{"Box", "a"}, {"WaitSeconds", wait_s}}));
    is_over = true;
  });
  while (world.info()["parkedCalls"] != 1 && !is_over) std::this_thread::yield();
  change();
  client.join();
  return *outcome;
}

// The background thread sleeps by the clock that it saw last.
TEST(World, Whoever_waits_hears_that_the_clock_was_moved_or_let_run) {
  for (const auto& [mode, moment] :
       {std::pair{ClockMode::kManual, parse_iso8601("2026-01-01T00:00:05Z")},
        std::pair{ClockMode::kReal, std::optional<Moment>{}}}) {
    WorldOptions begin = options(Threads::kBackground);
    begin.clock_start = parse_iso8601("2020-01-01T00:00:00Z");
    World world(begin, services());
    world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}, {"AfterSeconds", 8}}));
    const Outcome outcome = take_while(
        world, 10, [&world, mode = mode, moment = moment] { world.set_clock(mode, moment); });
    EXPECT_EQ(outcome.output.value("Letter", "nothing"), "hi");
  }
}

TEST(World, What_a_call_made_due_on_a_real_clock_is_done_without_another_call) {
  WorldOptions real = options(Threads::kBackground);
  real.clock = ClockMode::kReal;
  World world(real, services());
  const Outcome outcome = take_while(world, 20, [&] {
    world.call(call("Put", {{"Box", "a"}, {"Letter", "hi"}, {"AfterSeconds", 1}}));
  });
  EXPECT_EQ(outcome.output.value("Letter", "nothing"), "hi");
}

// By then nobody moves it: the client would wait for ever.
TEST(World, A_poll_ends_although_the_clock_was_stopped_meanwhile) {
  WorldOptions real = options(Threads::kBackground);
  real.clock = ClockMode::kReal;
  World world(real, services());
  const Outcome outcome =
      take_while(world, 1, [&] { world.set_clock(ClockMode::kManual, std::nullopt); });
  EXPECT_FALSE(outcome.output.contains("Letter"));
}

// In nanoseconds that is farther away than 64 bits count: it would be over at once.
TEST(World, A_wait_of_centuries_is_a_wait) {
  World world(options(Threads::kBackground), services());
  world.add_fault(parse_json(R"({"effect": "delay", "delay": "1000000d"})"));
  take_while(world, 1, [&] {
    EXPECT_EQ(world.info()["parkedCalls"], 1);
    world.stop();
  });
}

TEST(World, Stopping_ends_parked_calls) {
  World world(options(Threads::kBackground), services());
  std::thread client([&] {
    const Outcome outcome = world.call(call("Take", {{"Box", "a"}, {"WaitSeconds", 3600}}));
    EXPECT_FALSE(outcome.error);
  });
  while (world.info()["parkedCalls"] != 1) std::this_thread::yield();
  world.stop();
  client.join();
}

// Power-loss durability shares one commit among the calls that wait: none may be forgotten.
TEST(World, Calls_that_share_a_commit_are_all_answered) {
  WorldOptions full = options(Threads::kBackground);
  full.durability = Durability::kFull;
  World world(full, services());
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 25; ++n) world.call(call("Put", {{"Box", "a"}, {"Letter", "x"}}));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(letters(world), 200);
}

}  // namespace
}  // namespace snowglobe
