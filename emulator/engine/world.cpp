#include "emulator/engine/world.h"

#include <filesystem>

namespace snowglobe {
namespace {

// A turn is some tens of microseconds, and putting a thread to sleep costs about as much.
constexpr int spins_max = 2000;

// Turns at one and the same moment before settle() gives up: something makes work for itself.
constexpr std::int64_t turns_max = 100'000;

// Of the due rows that failed info() tells so many.
constexpr std::size_t put_off_rows_told_max = 100;

// No wait is longer at a time: the machine's clock counts nanoseconds, and some moments that a
// world waits for are farther away than they reach.
constexpr Duration wait_max = std::chrono::hours(24);

AwsError control_error(const std::string& code, const std::string& message) {
  return AwsError(code, message);
}

void make_directory(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error || !std::filesystem::is_directory(directory)) {
    throw std::runtime_error("cannot keep a world in " + directory + ": " +
                             (error ? error.message() : "it is no directory") +
                             " (name a directory that is there or can be made)");
  }
}

AwsError beyond_the_last_moment() {
  return control_error("InvalidMoment", "A clock ends before " + iso8601_seconds(never) + ".");
}

}  // namespace

World::World(WorldOptions options, const ServiceTable& services)
    : options_(std::move(options)), services_(services) {
  if (!options_.directory.empty()) make_directory(options_.directory);
  core_ = std::make_unique<Core>(options_, services_);
  if (options_.threads == Threads::kBackground)
    background_ = std::thread([this] { run_background(); });
}

World::~World() { stop(); }

World::Lock World::lock() {
  for (int spin = 0; spin < spins_max; ++spin) {
    if (mutex_.try_lock()) return Lock(mutex_, std::adopt_lock);
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
  return Lock(mutex_);
}

std::vector<Ticket*> World::take_queue() {
  const std::lock_guard guard(queue_mutex_);
  return std::exchange(queue_, {});
}

Outcome World::call(Call call) {
  Ticket ticket(std::move(call));
  const bool shares_commits = options_.durability == Durability::kFull;
  if (shares_commits) {
    const std::lock_guard guard(queue_mutex_);
    queue_.push_back(&ticket);
  }
  Lock held = lock();
  if (shares_commits) {
    // Whoever has the lock first runs all that waited, in one transaction: then this is empty.
    if (const std::vector<Ticket*> calls = take_queue(); !calls.empty()) run_calls(calls);
  } else {
    Ticket* const calls[] = {&ticket};
    run_calls(calls);
  }
  if (!ticket.is_done_) wait_for(ticket, held);
  return std::move(*ticket.outcome_);
}

std::shared_ptr<Ticket> World::submit(Call call) {
  auto ticket = std::make_shared<Ticket>(std::move(call));
  const Lock held = lock();
  std::erase_if(submitted_, [](const auto& earlier) { return earlier->is_done(); });
  submitted_.push_back(ticket);
  Ticket* const calls[] = {ticket.get()};
  run_calls(calls);
  return ticket;
}

void World::run_calls(std::span<Ticket* const> tickets) {
  for (Ticket* answered : core_->run_turn(tickets)) answered->changed_.notify_all();
  wake_background();
}

void World::wait_for(Ticket& ticket, Lock& lock) {
  // The background thread runs it when the world's clock says so. On a manual clock nobody may ever
  // move it, so that the same time on the machine's clock ends the wait as well.
  const MachineInstant started = machine_instant();
  const Moment parked_at = core_->now();
  while (!ticket.is_done_) {
    const bool waits_for_machine = core_->clock().mode() == ClockMode::kManual;
    const auto waited = std::chrono::floor<Duration>(machine_instant() - started);
    const Duration left = ticket.park_->deadline - parked_at - waited;
    if (is_stopping_ || (waits_for_machine && left <= Duration{0})) {
      // One that a fault delayed runs for the first time now, and may park; then its next run is
      // the last.
      for (Ticket* answered : core_->run_last_time(ticket)) answered->changed_.notify_all();
      continue;
    }
    if (waits_for_machine) {
      ticket.changed_.wait_for(lock, std::min(left, wait_max));
    } else {
      ticket.changed_.wait(lock);
    }
  }
}

void World::wake_background() {
  if (core_->next_due() < background_until_) background_wakes_.notify_one();
}

void World::run_background() {
  Lock held = lock();
  while (!is_stopping_) {
    const Moment next = core_->next_due();
    if (next <= core_->clock().read()) {
      run_calls({});
      // Let clients in between two turns.
      held.unlock();
      held = lock();
      continue;
    }
    background_until_ = next;
    if (core_->clock().mode() == ClockMode::kManual || next == never) {
      background_wakes_.wait(held);
    } else {
      background_wakes_.wait_for(held, std::min<Duration>(next - core_->clock().read(), wait_max));
    }
    background_until_ = Moment::min();  // it runs: nobody needs to wake it
  }
}

void World::stop() {
  {
    const Lock held = lock();
    is_stopping_ = true;
    background_wakes_.notify_all();
    // Each parked call's own thread ends it.
    core_->parked().notify_all();
  }
  if (background_.joinable()) background_.join();
}

template <class Change>
auto World::in_transaction(Change change) {
  const Lock held = lock();
  core_->database().begin();
  try {
    auto result = change();
    core_->database().commit();
    wake_background();
    return result;
  } catch (...) {
    core_->database().rollback();
    core_->faults().reload();
    throw;
  }
}

Json World::clock_json() {
  return {{"mode", clock_mode_name(core_->clock().mode())},
          {"now", iso8601_millis(core_->clock().read())},
          {"nextDue",
           core_->next_due() == never ? Json(nullptr) : Json(iso8601_millis(core_->next_due()))}};
}

Json World::clock() {
  const Lock held = lock();
  return clock_json();
}

Json World::set_clock(ClockMode mode, std::optional<Moment> moment) {
  const Lock held = lock();
  const Moment target = moment.value_or(core_->clock().read());
  if (target >= never) throw beyond_the_last_moment();
  core_->set_clock(mode, target);
  // Whoever waits does so by the clock that it was.
  core_->parked().notify_all();
  background_wakes_.notify_one();
  return clock_json();
}

void World::require_manual_clock() {
  if (core_->clock().mode() == ClockMode::kManual) return;
  throw control_error("ClockIsReal",
                      "Only a manual clock can be moved: stop it first (snowglobe clock manual, or "
                      "POST /_snowglobe/clock {\"mode\": \"manual\"}).");
}

Json World::advance(Duration duration) {
  Moment target;
  {
    const Lock held = lock();
    require_manual_clock();
    target = core_->clock().read() + duration;
  }
  return advance_to(target);
}

Json World::advance_to(Moment target) {
  Lock held = lock();
  require_manual_clock();
  if (target >= never) throw beyond_the_last_moment();
  if (target < core_->clock().read()) {
    throw control_error("InvalidMoment", "A clock that is advanced only moves forward.");
  }
  std::int64_t turns = 0;
  std::int64_t moments = 0;
  for (;;) {
    turns += settle_at_present(held);
    // Another thread may have let it run, or moved it, meanwhile.
    require_manual_clock();
    const Moment next = core_->next_due();
    if (next > target) break;
    if (next > core_->clock().read()) core_->set_clock(ClockMode::kManual, next);
    ++moments;
  }
  if (target > core_->clock().read()) core_->set_clock(ClockMode::kManual, target);
  Json answer = clock_json();
  answer["moments"] = moments;
  answer["turns"] = turns;
  return answer;
}

Json World::settle() {
  Lock held = lock();
  const std::int64_t turns = settle_at_present(held);
  Json answer = clock_json();
  answer["turns"] = turns;
  return answer;
}

std::int64_t World::settle_at_present(Lock& held) {
  std::int64_t turns = 0;
  while (core_->next_due() <= core_->clock().read()) {
    if (++turns > turns_max) {
      throw control_error("DoesNotSettle", "After " + std::to_string(turns_max) +
                                               " turns at one moment there is still work due: " +
                                               std::string(core_->next_due_name()));
    }
    run_calls({});
    held.unlock();
    held = lock();
  }
  return turns;
}

Json World::faults() {
  const Lock held = lock();
  return core_->faults().list();
}

Json World::add_fault(const Json& rule) {
  return in_transaction([&] { return Json{{"id", core_->faults().add(rule, services_)}}; });
}

Json World::remove_fault(std::int64_t id) {
  return in_transaction([&] {
    if (!core_->faults().remove(id)) {
      throw AwsError("NoSuchFaultRule", "There is no fault rule " + std::to_string(id), 404);
    }
    return Json::object();
  });
}

Json World::clear_faults() {
  return in_transaction([&] {
    core_->faults().clear();
    return Json::object();
  });
}

Json World::journal(const JournalFilter& filter) {
  const Lock held = lock();
  return core_->journal().find(filter);
}

Json World::put_off_rows() {
  Json rows = Json::array();
  for (RowFailure& failure : core_->row_failures()) {
    if (rows.size() == put_off_rows_told_max) break;
    rows.push_back({{"job", failure.job},
                    {"row", failure.row},
                    {"failures", failure.failures},
                    {"nextTry", iso8601_millis(failure.next_try)},
                    {"error", std::move(failure.error)}});
  }
  return rows;
}

Json World::info() {
  const Lock held = lock();
  Json services = Json::array();
  for (const ServiceTable::Entry& entry : services_.entries()) {
    services.push_back(entry.info().name);
  }
  return {{"clock", clock_json()},
          {"seed", core_->seed()},
          {"directory", options_.directory},
          {"durability", options_.durability == Durability::kFull ? "full" : "normal"},
          {"databaseBytes", core_->database().size_bytes()},
          {"parkedCalls", core_->parked().size()},
          {"faultRules", core_->faults().list().size()},
          {"putOffRows", put_off_rows()},
          {"services", services}};
}

Json World::reset() {
  const Lock held = lock();
  core_->answer_parked(AwsError("WorldReset", "The world was reset while the call waited.", 503));
  make_core_anew();
  background_wakes_.notify_one();
  return Json::object();
}

// No exception leaves it: a world without a core cannot answer anybody, so the process ends.
void World::make_core_anew() noexcept {
  core_.reset();
  if (!options_.directory.empty()) {
    for (const char* name : {"world.db", "world.db-wal"}) {
      std::filesystem::remove(std::filesystem::path(options_.directory) / name);
    }
  }
  core_ = std::make_unique<Core>(options_, services_);
}

Json World::snapshot(const std::string& path) {
  const Lock held = lock();
  try {
    core_->database().backup_to(path);
  } catch (const std::runtime_error& error) {
    throw control_error("SnapshotFailed", error.what());
  }
  // A relative path is the server's, which is not where the client is.
  return {{"path", std::filesystem::absolute(path)}, {"bytes", std::filesystem::file_size(path)}};
}

}  // namespace snowglobe
