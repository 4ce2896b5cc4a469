// Fault rules: which calls go wrong, and how. They are looked up once for each call, at the
// gateway, so they strike calls over HTTP and calls between services alike. Rules are rows: they
// survive a restart.
//
// A rule as JSON; every member of the upper part narrows what it strikes (the resource as
// names_resource() has it), absent ones match all:
//   {"service": "dynamodb", "operation": "Put*", "resource": "*orders*",
//    "caller": "states.amazonaws.com" (or "client"), "attempt": 1,
//    "probability": 0.3, "every": 10, "count": 5, "from": "2026-01-01T00:00:00Z", "until": "...",
//    "effect": "throttle"}
// Effects: "error" (code, message, status), "throttle", "delay" (delay: "5s", on the world's
// clock), "lose_reply" (carried out and committed, then the connection is cut), "drop" (cut before
// it is carried out), "duplicate" (carried out twice), "partial" (chance: 0.5, of each entry of a
// batch).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/service_table.h"
#include "emulator/store/database.h"

namespace snowglobe {

enum class FaultEffect { kError, kThrottle, kDelay, kLoseReply, kDrop, kDuplicate, kPartial };

struct FaultRule {
  std::int64_t id = 0;
  Json json;                                         // as it was given
  std::string service, operation, resource, caller;  // wildcards; empty matches all
  std::optional<int> attempt;
  double probability = 1;
  std::int64_t every = 1;  // strikes every Nth call that matches
  std::optional<std::int64_t> count;
  Moment from{}, until = never;
  FaultEffect effect = FaultEffect::kError;
  std::string code, message;
  int status = 400;
  Duration delay{0};
  double chance = 1;
  std::int64_t matches = 0, strikes = 0;

  // Throws AwsError("InvalidFaultRule") saying what is wrong and what would be right.
  static FaultRule parse(const Json& json);
};

class Faults {
 public:
  explicit Faults(Database& database);

  bool is_empty() const { return rules_.empty(); }
  // The first rule that strikes this call, counted as a strike; nullptr when none does. The pointer
  // is good until the rules change.
  const FaultRule* strike(const Call& call, std::string_view resource, Moment now, Random& random);

  // Also refuses a rule for a service or an operation that the table does not have.
  std::int64_t add(const Json& rule, const ServiceTable& services);
  bool remove(std::int64_t id);  // false: there is none
  void clear();
  Json list() const;
  // Reads the rules again from the database, after a turn was rolled back.
  void reload();

 private:
  std::vector<FaultRule> rules_;
  Statement select_, insert_, update_, delete_, clear_;
};

}  // namespace snowglobe
