// The jobs of a world, and which of them has the earliest due row.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "emulator/api/service.h"
#include "emulator/store/database.h"

namespace snowglobe {

class Jobs {
 public:
  explicit Jobs(Database& database) : database_(database) {}

  // The order of adding breaks ties between rows due at the same moment.
  void add(Job& job);

  Moment next_due();
  // Does the earliest due row in a savepoint. A row that fails by a bug is reported through `log`
  // and its job put off, so that the world goes on. REQUIRES: next_due() <= now.
  void run_one(Moment now, const std::function<void(std::string_view)>& log);
  // To be called when a turn was rolled back at `now`: the rows are what they were before it, of
  // which SQLite tells nobody. What is due waits a moment, so that a full disk is not met in a
  // loop.
  void turn_was_undone(Moment now);
  // The job with the earliest due row, for messages.
  std::string_view next_name();

 private:
  struct Entry {
    Job* job;
    const std::uint64_t* changes;  // of its table
    std::uint64_t seen;            // when `due` was asked for
    Moment due;
    Moment not_before;
  };

  Entry* next();

  Database& database_;
  std::vector<Entry> entries_;
};

}  // namespace snowglobe
