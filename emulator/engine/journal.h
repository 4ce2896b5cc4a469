// The journal: every call of a world, with the id of what caused it, so that one id leads through a
// whole flow: request, message, delivery, execution, task, item write.
//
// Entries of a turn are written with the turn (write_turn), outside every savepoint, so that a call
// that failed inside a failing call is still told. The oldest entries are dropped beyond
// `entries_max`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/base/time.h"
#include "emulator/store/database.h"

namespace snowglobe {

struct JournalEntry {
  std::int64_t id = 0;
  std::int64_t parent = 0;  // what caused it; 0: a client
  Moment at{};
  std::string service, operation, resource;
  std::string caller, caller_arn, detail;  // principal, on whose behalf, what of it
  int attempt = 1;
  std::string error, message;  // empty: it succeeded
  std::int64_t fault = 0;      // the fault rule that struck it
  bool is_waiting = false;     // parked or delayed; the entry is written again when it is answered
};

// Answered are the newest entries, or those that follow `after`, `limit` at most, by their ids.
struct JournalFilter {
  std::optional<std::int64_t> id, flow, after;  // `after`: only later ids
  std::string service, operation, resource;     // the resource as names_resource() has it
  int limit = 100;
};

class Journal {
 public:
  Journal(Database& database, std::int64_t entries_max);

  std::int64_t next_id() { return ++last_id_; }
  void add(JournalEntry entry) { turn_.push_back(std::move(entry)); }
  // Writes what was added since the last time. REQUIRES: the turn's transaction is open.
  void write_turn();
  void forget_turn() { turn_.clear(); }

  // Entries in the order of their ids, as the control API answers them. With `flow` (or the id of
  // any entry of it) all entries that one request led to. Without id and flow: the newest `limit`.
  Json find(const JournalFilter& filter);

 private:
  std::int64_t flow_of(const JournalEntry& entry);

  Database& database_;
  std::int64_t entries_max_;
  std::int64_t last_id_ = 0;
  std::int64_t dropped_below_ = 0;
  std::vector<JournalEntry> turn_;
  // The flow of the last parent looked up: consecutive entries mostly have the same one.
  std::int64_t known_parent_ = 0, known_flow_ = 0;

  Statement insert_;
  Statement find_flow_;
  Statement drop_;
};

}  // namespace snowglobe
