// The jobs of a world: which of them has the earliest due row, and which rows failed.
//
// Owned by the Core; used in its turns alone. The jobs are the services' own and outlive it. A row
// whose doing throws, or that is left as it was, is put off by itself: a second, then two, four, up
// to pause_max of the world's clock. That memory is not kept: after a restart all is tried again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/job.h"
#include "emulator/store/database.h"

namespace snowglobe {

// A row that could not be done.
struct RowFailure {
  std::string_view job;
  std::int64_t row = 0;
  int failures = 0;  // in a row
  Moment next_try{};
  std::string error;
};

// The rows of one job that failed.
class FailedRows : public PutOffRows {
 public:
  static constexpr Duration pause_first = std::chrono::seconds(1);
  static constexpr Duration pause_max = std::chrono::hours(1);
  // With more of them it is the job that fails, and not a row: all of it is put off.
  static constexpr std::size_t rows_max = 1000;

  bool contains(const DueRow& row) const override;

  // Asks the job for its first row at `now`; forgets the rows that are not there any more.
  DueRow ask(Job& job, Moment now);
  // When a row that is put off is to be tried again; `never` when none is.
  Moment next_try() const { return next_try_; }
  bool is_full() const { return rows_.size() >= rows_max; }

  // To be called when a row was done, or failed at `now`. When there are too many already the row
  // is not put off.
  void forget(std::int64_t id) {
    if (!rows_.empty()) rows_.erase(id);
  }
  RowFailure add(const DueRow& row, Moment now, std::string error);
  void list(std::string_view job, std::vector<RowFailure>& failures) const;

 private:
  struct Failed {
    Moment due;  // as which it failed: the row is another one when that has changed
    int failures = 0;
    Moment next_try{};
    std::string error;
    mutable std::uint64_t asking = 0;  // in which the job came upon it last
  };

  std::map<std::int64_t, Failed> rows_;
  Moment next_try_ = never;
  Moment now_{};              // of the latest asking
  std::uint64_t asking_ = 0;  // its number
};

class Jobs {
 public:
  using Report = std::function<void(const RowFailure&)>;

  explicit Jobs(Database& database) : database_(database) {}

  // The order of adding breaks ties between rows due at the same moment.
  void add(Job& job);

  // The earliest moment at which a row is due, or to be tried again; `never` when there is none.
  Moment next_due(Moment now);
  // Does the earliest due row in a savepoint; tells of it when it failed. Throws StorageFull only.
  // REQUIRES: next_due(now) <= now.
  void run_one(Moment now, const Report& report);
  // To be called when a turn was rolled back at `now`: the rows are what they were before it, of
  // which SQLite tells nobody. What is due waits a moment, so that a full disk is not met in a
  // loop.
  void turn_was_undone(Moment now);

  // The job with the earliest due row, for messages.
  std::string_view next_name(Moment now);
  // What is put off, `never` more than FailedRows::rows_max of a job.
  std::vector<RowFailure> failures() const;

 private:
  struct Entry {
    Job* job;
    const std::uint64_t* changes;  // of its table
    std::uint64_t seen;            // when `first` was asked for
    DueRow first;
    FailedRows failed;
    Moment not_before;

    // When it has something to do.
    Moment due() const;
  };

  Entry* next(Moment now);

  Database& database_;
  std::vector<Entry> entries_;
};

}  // namespace snowglobe
