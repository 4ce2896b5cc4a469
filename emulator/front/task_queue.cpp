#include "emulator/front/task_queue.h"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

namespace snowglobe {
namespace {

constexpr std::chrono::seconds idle_max{10};
constexpr std::size_t threads_kept = 2;

}  // namespace

void TaskQueue::add(Task task) {
  const std::lock_guard guard(mutex_);
  if (is_stopping_) return;
  tasks_.push_back(std::move(task));
  if (tasks_.size() <= waiting_) {
    changed_.notify_one();
    return;
  }
  if (threads_ >= threads_max_) return;
  try {
    // Detached, since it may end whenever it is idle; stop() waits for the count.
    std::thread([this] { run(); }).detach();
    ++threads_;
  } catch (const std::system_error&) {
    // The machine has no more threads: one of those at work takes the task when it is free.
  }
}

void TaskQueue::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    if (tasks_.empty()) {
      ++waiting_;
      const bool is_woken =
          changed_.wait_for(lock, idle_max, [this] { return is_stopping_ || !tasks_.empty(); });
      --waiting_;
      if (!is_woken && threads_ > threads_kept) break;
      continue;
    }
    Task task = std::exchange(tasks_.front(), nullptr);
    tasks_.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
  --threads_;
  ended_.notify_all();  // under the lock: the queue may be gone right after
}

void TaskQueue::stop() {
  std::deque<Task> dropped;
  std::unique_lock lock(mutex_);
  is_stopping_ = true;
  dropped.swap(tasks_);
  changed_.notify_all();
  ended_.wait(lock, [this] { return threads_ == 0; });
}

std::size_t TaskQueue::threads() {
  const std::lock_guard guard(mutex_);
  return threads_;
}

}  // namespace snowglobe
