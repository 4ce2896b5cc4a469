#include "emulator/engine/core.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace snowglobe {
namespace {

// Due rows that one turn does at most. The rest is left to the next turn, so that a client's reply
// does not wait for a flood that it did not ask for.
constexpr std::size_t due_rows_max = 256;

std::string database_path(const WorldOptions& options) {
  return options.directory.empty() ? "" : options.directory + "/world.db";
}

}  // namespace

Core::Core(const WorldOptions& options, const ServiceTable& services)
    : options_(options),
      database_(database_path(options), options.durability),
      random_(open_state()),
      faults_(database_),
      journal_(database_, options.journal_entries_max),
      services_(services),
      gateway_(database_, services_, faults_, journal_, random_, options.log),
      deferred_(database_, services_, gateway_),
      jobs_(database_) {
  now_ = clock_.read();
  services_.make(*this);
  jobs_.add(deferred_);
  for (const auto& service : services_.all()) {
    for (Job* job : service->jobs()) jobs_.add(*job);
  }
}

Core::~Core() = default;

// Brings back clock and seed; returns the state of the generator. Each start draws from another
// stretch of the seed's sequence, so that a restarted world never gives an id twice.
std::uint64_t Core::open_state() {
  database_.migrate("state", {
                                 R"(CREATE TABLE engine_state (key TEXT PRIMARY KEY, value TEXT))",
                             });
  const auto seed = load("seed");
  seed_ = seed ? static_cast<std::uint64_t>(parse_int(*seed).value_or(0)) : options_.seed;
  const std::int64_t starts = parse_int(load("starts").value_or("0")).value_or(0) + 1;
  std::optional<Moment> stopped_at;
  if (const auto millis = parse_int(load("clock").value_or(""))) {
    stopped_at = from_millis(*millis);
  } else if (!seed && options_.clock == ClockMode::kManual) {
    stopped_at = options_.clock_start.value_or(machine_time());
  }
  // Together, or a world that was killed in between would have a seed and the wrong clock.
  database_.begin();
  save("seed", std::to_string(static_cast<std::int64_t>(seed_)));
  save("starts", std::to_string(starts));
  if (stopped_at) save("clock", std::to_string(to_millis(*stopped_at)));
  database_.commit();
  if (stopped_at) clock_.stop_at(*stopped_at);
  return seed_ + 0x632BE59BD9B4E019ULL * static_cast<std::uint64_t>(starts);
}

void Core::save(std::string_view key, const std::string& value) {
  Statement(database_, R"(INSERT OR REPLACE INTO engine_state (key, value) VALUES (?, ?))")
      .run(key, value);
}

std::optional<std::string> Core::load(std::string_view key) {
  Statement find(database_, R"(SELECT value FROM engine_state WHERE key = ?)");
  auto row = find.query(key);
  return row.next() ? row.optional_text(0) : std::nullopt;
}

void Core::set_clock(ClockMode mode, Moment moment) {
  // First on disk: when that is full the clock has not moved.
  if (mode == ClockMode::kManual) {
    save("clock", std::to_string(to_millis(moment)));
    clock_.stop_at(moment);
  } else {
    Statement(database_, R"(DELETE FROM engine_state WHERE key = 'clock')").run();
    clock_.run_real();
  }
  now_ = clock_.read();
}

Moment Core::next_due() { return std::min(jobs_.next_due(now_), parked_.next_until()); }

std::vector<Ticket*> Core::run_turn(std::span<Ticket* const> calls) {
  now_ = clock_.read();
  database_.begin();
  try {
    work(calls);
    return finish_turn();
  } catch (const StorageFull& full) {
    return abandon_turn(calls, full.what());
  }
}

std::vector<Ticket*> Core::run_last_time(Ticket& ticket) {
  parked_.remove(ticket);
  ticket.attempt_.is_last_run = ticket.attempt_.has_run;
  Ticket* const calls[] = {&ticket};
  return run_turn(calls);
}

void Core::work(std::span<Ticket* const> calls) {
  std::size_t rows_left = due_rows_max;
  run_due(rows_left);
  for (Ticket* ticket : calls) run_ticket(*ticket);
  run_woken();
  run_due(rows_left);
}

// What is due: rows, and parked tickets whose moment has come.
void Core::run_due(std::size_t& rows_left) {
  while (rows_left > 0) {
    const Moment next = next_due();
    if (next > now_) return;
    --rows_left;
    if (Ticket* ticket = parked_.first(); ticket != nullptr && parked_.next_until() == next) {
      ticket->attempt_.is_last_run = ticket->attempt_.has_run && ticket->park_->deadline <= now_;
      parked_.remove(*ticket);
      run_ticket(*ticket);
    } else {
      jobs_.run_one(now_, [this](const RowFailure& failure) { tell(failure); });
    }
    run_woken();
  }
}

void Core::run_woken() {
  while (!woken_.empty()) {
    const std::string topic = std::move(woken_.front());
    woken_.pop_front();
    while (Ticket* ticket = parked_.first_of(topic)) {
      parked_.remove(*ticket);
      run_ticket(*ticket);
      if (ticket->park_) break;  // what it could not use, the others could not either
    }
  }
}

void Core::run_ticket(Ticket& ticket) {
  ran_.push_back(&ticket);
  AttemptResult result = gateway_.run(ticket.attempt_, now_);
  if (Park* park = std::get_if<Park>(&result)) {
    parked_.add(ticket, std::move(*park));
    return;
  }
  ticket.outcome_ = std::get<Outcome>(std::move(result));
}

std::vector<Ticket*> Core::finish_turn() {
  journal_.write_turn();
  deferred_.forget_idle_topics();
  database_.commit();
  std::erase_if(ran_, [](const Ticket* ticket) { return ticket->park_.has_value(); });
  for (Ticket* ticket : ran_) ticket->is_done_ = true;
  return std::exchange(ran_, {});
}

// Nothing of this turn stays. The calls that came with it and all that ran in it are told, those
// that parked as well: what they remember of their run is no more.
std::vector<Ticket*> Core::abandon_turn(std::span<Ticket* const> calls, const std::string& why) {
  options_.log("The turn was rolled back: " + why);
  database_.rollback();
  journal_.forget_turn();
  faults_.reload();
  deferred_.reload();
  jobs_.turn_was_undone(now_);
  woken_.clear();
  std::vector<Ticket*> told = std::exchange(ran_, {});
  told.insert(told.end(), calls.begin(), calls.end());
  for (Ticket* ticket : told) {
    parked_.remove(*ticket);
    ticket->outcome_ = Outcome{
        nullptr, AwsError("InternalFailure", "The world's storage is full: " + why, 500), false};
    ticket->is_done_ = true;
  }
  return told;
}

void Core::tell(const RowFailure& failure) {
  const std::string job(failure.job);
  options_.log("The job " + job + " failed: " + failure.error);
  JournalEntry entry;
  entry.id = journal_.next_id();
  entry.at = now_;
  entry.service = job.substr(0, job.find('.'));
  entry.operation = "due row put off";
  entry.resource = job + "/" + std::to_string(failure.row);
  entry.attempt = failure.failures;
  entry.error = "InternalFailure";
  entry.message = failure.error.substr(0, 512);
  journal_.add(std::move(entry));
}

void Core::answer_parked(const AwsError& error) {
  while (Ticket* ticket = parked_.first()) {
    parked_.remove(*ticket);
    ticket->outcome_ = Outcome{nullptr, error, false};
    ticket->is_done_ = true;
    ticket->changed_.notify_all();
  }
}

void Core::wake(std::string_view topic) {
  std::string key(topic);
  if (parked_.has_topic(key) && std::find(woken_.begin(), woken_.end(), key) == woken_.end()) {
    woken_.push_back(std::move(key));
  }
  deferred_.wake(topic, now_);
}

std::optional<Outcome> Core::call(Service& self, Call call, Json tag) {
  Attempt attempt;
  attempt.call = std::move(call);
  AttemptResult result = gateway_.run(attempt, now_);
  if (const Park* park = std::get_if<Park>(&result)) {
    deferred_.add(attempt, *park, services_.name_of(self), tag);
    return std::nullopt;
  }
  return std::get<Outcome>(std::move(result));
}

void Core::cancel(Service& self, const Json& tag) {
  deferred_.cancel(services_.name_of(self), tag);
}

std::int64_t Core::note(std::int64_t cause, std::string_view service, std::string_view what,
                        std::string_view resource) {
  JournalEntry entry;
  entry.id = journal_.next_id();
  entry.parent = cause;
  entry.at = now_;
  entry.service = service;
  entry.operation = what;
  entry.resource = resource;
  const std::int64_t id = entry.id;
  journal_.add(std::move(entry));
  return id;
}

}  // namespace snowglobe
