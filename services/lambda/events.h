// Asynchronous invocations that are not yet done with, as rows: due at the moment of the next
// attempt, or without one while an attempt is on its way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "emulator/api/job.h"
#include "emulator/base/time.h"
#include "emulator/store/database.h"
#include "services/lambda/function_name.h"

namespace snowglobe::lambda {

struct Event {
  std::int64_t id = 0;
  FunctionName function;
  Moment accepted{};
  int attempts = 0;       // that reached the function
  int system_errors = 0;  // attempts that did not
  std::int64_t cause = 0;
  std::string request_id, payload;
};

// The table belongs to Functions, which deletes a function's events with it.
class Events {
 public:
  explicit Events(Database& database);

  void add(std::int64_t function, const Event& event);  // due at once
  DueRow first_due(const PutOffRows& put_off) { return put_off.first_of(due_.query()); }
  Event take(std::int64_t id);  // which is no more due. REQUIRES: there is one
  std::optional<Event> find(std::int64_t id);
  void retry(const Event& event, Moment due);
  void remove(std::int64_t id);

 private:
  Statement add_, due_, find_, update_, remove_;
};

}  // namespace snowglobe::lambda
