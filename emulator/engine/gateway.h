// The gateway: the one way to carry out a call, for clients and between services. In this order:
// find the operation, apply at most one fault rule, run the handler in a savepoint, write the
// journal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>

#include "emulator/engine/faults.h"
#include "emulator/engine/journal.h"
#include "emulator/engine/services.h"

namespace snowglobe {

// A call on its way: what has to be known of it between one run and the next.
struct Attempt {
  Call call;
  std::int64_t id = 0;     // in the journal; given in the first run
  Json memo = nullptr;     // of its last Park
  std::int64_t fault = 0;  // the rule that struck it, and what that does beside running it:
  bool loses_reply = false;
  bool is_twice = false;
  double partial_chance = 0;
  // It waits out a fault's delay, or has run: no rule strikes it again.
  bool is_past_faults = false;
  bool has_run = false;  // its handler has run and parked
  bool is_last_run = false;
};

Json attempt_to_json(const Attempt& attempt);
Attempt attempt_from_json(const Json& json);

using AttemptResult = std::variant<Outcome, Park>;

class Gateway {
 public:
  using Log = std::function<void(std::string_view)>;

  Gateway(Database& database, const Services& services, Faults& faults, Journal& journal,
          Random& random, Log log);

  // Runs the call once, at `now`. Throws StorageFull only. REQUIRES: a transaction is open.
  AttemptResult run(Attempt& attempt, Moment now);

  // The journal id of the call whose handler runs, the innermost one; 0 when none does.
  std::int64_t present_call() const { return present_call_; }

 private:
  // What happens instead of the call, when a fault rule that strikes it says so.
  std::optional<AttemptResult> strike(Attempt& attempt, const ServiceInfo& info,
                                      const std::string& resource, Moment now);
  AttemptResult run_handler(Attempt& attempt, const ServiceTable::Entry& service,
                            const Operation& operation);
  void write_journal(const Attempt& attempt, const std::string& resource,
                     const AttemptResult& result, Moment now);

  Database& database_;
  const Services& services_;
  Faults& faults_;
  Journal& journal_;
  Random& random_;
  Log log_;
  int depth_ = 0;
  std::int64_t present_call_ = 0;
};

}  // namespace snowglobe
