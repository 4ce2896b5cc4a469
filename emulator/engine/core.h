// The core of a world: its database, clock, seed, faults, journal and services, and the turns in
// which they work. It knows no threads: whoever owns it sees to it that one turn runs at a time.
//
// A turn is one transaction with one present moment:
//   BEGIN -> rows that are due -> calls -> what those made due, and who they woke -> COMMIT ->
//   answers
// so that an answer that was seen is on disk, and its direct consequences mostly are as well.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "emulator/engine/deferred.h"
#include "emulator/engine/jobs.h"
#include "emulator/engine/options.h"
#include "emulator/engine/ticket.h"

namespace snowglobe {

class Core : public Host {
 public:
  Core(const WorldOptions& options, const ServiceTable& services);
  ~Core() override;

  // Runs one turn with these calls first come first served; each is answered or parked afterwards.
  // Returns all tickets that this turn answered (these and parked ones), committed.
  std::vector<Ticket*> run_turn(std::span<Ticket* const> calls);
  // Runs a parked ticket in a turn of its own, and for the last time, unless its handler has not
  // run yet because a fault delayed it.
  std::vector<Ticket*> run_last_time(Ticket& ticket);

  // The earliest moment at which a turn has something to do.
  Moment next_due();
  std::string_view next_due_name() { return jobs_.next_name(now_); }
  // The due rows that failed and are put off.
  std::vector<RowFailure> row_failures() const { return jobs_.failures(); }
  ParkedTickets& parked() { return parked_; }
  // Answers every parked ticket with this error.
  void answer_parked(const AwsError& error);

  Clock& clock() { return clock_; }
  // The clock's mode and moment outlive the process.
  void set_clock(ClockMode mode, Moment moment);
  Faults& faults() { return faults_; }
  Journal& journal() { return journal_; }
  const Services& services() const { return services_; }
  std::uint64_t seed() const { return seed_; }

  Database& database() override { return database_; }
  Moment now() const override { return now_; }
  Random& random() override { return random_; }
  std::int64_t present_call() const override { return gateway_.present_call(); }
  void wake(std::string_view topic) override;
  std::optional<Outcome> call(Service& self, Call call, Json tag) override;
  void cancel(Service& self, const Json& tag) override;
  std::int64_t note(std::int64_t cause, std::string_view service, std::string_view what,
                    std::string_view resource) override;
  const std::string& endpoint() const override { return options_.endpoint; }

 private:
  std::uint64_t open_state();
  void save(std::string_view key, const std::string& value);
  std::optional<std::string> load(std::string_view key);

  void work(std::span<Ticket* const> calls);
  void run_ticket(Ticket& ticket);
  void run_due(std::size_t& rows_left);
  void run_woken();
  void tell(const RowFailure& failure);
  std::vector<Ticket*> finish_turn();
  std::vector<Ticket*> abandon_turn(std::span<Ticket* const> calls, const std::string& why);

  WorldOptions options_;
  Database database_;
  std::uint64_t seed_ = 0;
  Clock clock_;
  Moment now_{};
  Random random_;
  Faults faults_;
  Journal journal_;
  Services services_;
  Gateway gateway_;
  Deferred deferred_;
  Jobs jobs_;
  ParkedTickets parked_;
  std::deque<std::string> woken_;  // topics, in the order in which they became ready
  std::vector<Ticket*> ran_;       // in this turn
};

}  // namespace snowglobe
