#include "emulator/front/task_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace snowglobe {
namespace {

// Parked long polls hold their threads; a new client must be served at once even so.
TEST(TaskQueueTest, Tasks_that_wait_do_not_keep_another_one_waiting) {
  constexpr int waiting = 200;
  std::latch all_wait(waiting), may_go(1), ran(1);
  TaskQueue queue(1000);
  for (int i = 0; i < waiting; ++i) {
    queue.add([&] {
      all_wait.count_down();
      may_go.wait();
    });
  }
  all_wait.wait();
  queue.add([&] { ran.count_down(); });
  ran.wait();
  may_go.count_down();
}

TEST(TaskQueueTest, No_more_threads_are_made_than_allowed_and_every_task_runs) {
  std::atomic<int> done = 0;
  std::latch all_done(100);
  TaskQueue queue(3);
  for (int i = 0; i < 100; ++i) {
    queue.add([&] {
      ++done;
      all_done.count_down();
    });
  }
  EXPECT_LE(queue.threads(), 3u);
  all_done.wait();
  EXPECT_EQ(done, 100);
}

TEST(TaskQueueTest, Stopping_waits_for_the_task_that_runs_and_drops_what_comes_later) {
  std::latch begun(1);
  std::atomic<bool> is_done = false, later = false;
  TaskQueue queue(1);
  queue.add([&] {
    begun.count_down();
    for (int i = 0; i < 1000; ++i) std::this_thread::yield();
    is_done = true;
  });
  begun.wait();
  queue.stop();
  EXPECT_TRUE(is_done);
  queue.add([&] { later = true; });
  EXPECT_FALSE(later);
}

}  // namespace
}  // namespace snowglobe
