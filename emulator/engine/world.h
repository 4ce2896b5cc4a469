// A world: one database, one clock, one seed, one set of faults, one journal, one set of services.
// It is a monitor: any thread may call it, one turn runs at a time, on the thread that brought the
// call.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "emulator/engine/core.h"

namespace snowglobe {

class World {
 public:
  // Opens the world in options.directory, or makes one. Throws std::runtime_error when the
  // directory cannot be used.
  // The table outlives it.
  World(WorldOptions options, const ServiceTable& services);
  ~World();  // stops

  // Carries out a call; returns when it is answered and committed. Waits while the call is parked:
  // on a manual clock at most as long in real time as the call would wait on the world's.
  Outcome call(Call call);
  // The same without waiting. The ticket must be asked with the world's threads off
  // (Threads::kNone).
  std::shared_ptr<Ticket> submit(Call call);

  // Ends every parked call (each answers as at its deadline) and the background thread. Calls that
  // come later are still carried out, but do not wait.
  void stop();

  const ServiceTable& services() const { return services_; }
  const WorldOptions& options() const { return options_; }

  // What the control API does, each in a turn of its own. They answer JSON, and throw AwsError with
  // a message that says what to do.
  Json clock();
  Json set_clock(ClockMode mode, std::optional<Moment> moment);
  // Moves a manual clock, visiting every due moment on the way in order, and settles at each.
  Json advance(Duration duration);
  Json advance_to(Moment moment);
  // Runs all that is due at the present moment, and what that makes due.
  Json settle();
  Json faults();
  Json add_fault(const Json& rule);
  Json remove_fault(std::int64_t id);
  Json clear_faults();
  Json journal(const JournalFilter& filter);
  Json info();
  // Empties the world: as it was when it was made, its clock and seed included.
  Json reset();
  Json snapshot(const std::string& path);

 private:
  using Lock = std::unique_lock<std::mutex>;

  Lock lock();
  void run_calls(std::span<Ticket* const> tickets);
  void wait_for(Ticket& ticket, Lock& lock);
  void run_background();
  void wake_background();
  std::int64_t settle_at_present(Lock& lock);
  void make_core_anew() noexcept;
  Json clock_json();
  Json put_off_rows();
  void require_manual_clock();
  std::vector<Ticket*> take_queue();
  // Runs `change` in a transaction under the lock; rolls back when it throws.
  template <class Change>
  auto in_transaction(Change change);

  WorldOptions options_;
  const ServiceTable& services_;

  std::mutex mutex_;  // guards all below but the queue
  std::unique_ptr<Core> core_;
  bool is_stopping_ = false;
  std::condition_variable background_wakes_;
  Moment background_until_ = never;  // when the background thread looks again by itself
  std::thread background_;

  std::vector<std::shared_ptr<Ticket>> submitted_;  // kept while they may be parked

  // Calls that wait for the lock, when their commits are shared (Durability::kFull).
  std::mutex queue_mutex_;
  std::vector<Ticket*> queue_;
};

}  // namespace snowglobe
