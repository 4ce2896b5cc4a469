// Threads that carry out tasks, as many as there are tasks at a time: a task may wait for long (a
// long poll), and must not keep another one waiting. Idle threads end after a while.
//
// Threads have the usual 8 MB of stack: only what is touched of it becomes memory, and a handler's
// regular expressions and JSON may need much.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace snowglobe {

class TaskQueue {
 public:
  using Task = std::function<void()>;  // must not throw

  explicit TaskQueue(std::size_t threads_max) : threads_max_(threads_max) {}
  ~TaskQueue() { stop(); }

  // Any thread may. After stop() the task is dropped.
  void add(Task task);
  // Returns when every thread has ended its task. What had not begun is dropped.
  void stop();

  std::size_t threads();

 private:
  void run();

  const std::size_t threads_max_;
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::condition_variable ended_;
  std::deque<Task> tasks_;
  std::size_t threads_ = 0;
  std::size_t waiting_ = 0;  // threads without a task
  bool is_stopping_ = false;
};

}  // namespace snowglobe
