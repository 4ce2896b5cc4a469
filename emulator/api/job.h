// Background work: rows of a table with a moment at which they are due. There are no timers; the
// rows are the truth, so that nothing is lost by a crash and a rollback brings back what was due.
//
// A service makes its jobs (Service::jobs) and owns them; the engine asks them in a turn, on the
// thread that runs it. A due row is done in a savepoint: when that throws, what it wrote is undone,
// and the row alone is put off, for a second and then for longer and longer, which the journal and
// the control API's info tell. What was put off is forgotten by a restart, so all is tried again.
#pragma once

#include <cstdint>
#include <string_view>

#include "emulator/base/time.h"

namespace snowglobe {

struct DueRow {
  Moment due = never;  // `never`: there is no such row
  std::int64_t id = 0;
};

// The rows of a job that failed and are not to be done yet.
class PutOffRows {
 public:
  virtual ~PutOffRows() = default;
  // Of this row as it is due at that moment: one that has become due at another is not put off.
  virtual bool contains(const DueRow& row) const = 0;

  // The first row that is not put off. `rows` is a Query of due moments (never NULL) and ids, in
  // the order in which they are to be done.
  template <class Rows>
  DueRow first_of(Rows rows) const {
    while (rows.next()) {
      const DueRow row{rows.moment(0), rows.integer(1)};
      if (!contains(row)) return row;
    }
    return {};
  }
};

class Job {
 public:
  virtual ~Job() = default;
  virtual std::string_view name() const = 0;  // "service.what": for messages
  // The table whose rows are due, one with rowids: first_due is asked again only after it was
  // written to, so it must hold all that decides what is due when.
  virtual std::string_view table() const = 0;
  // The row that is to be done first, of those that are not put off: mostly
  //   return put_off.first_of(due_.query());   // SELECT due, id ... ORDER BY due, id
  // It may be due later than now. A row's moment must not lie before that of one ahead of it.
  virtual DueRow first_due(const PutOffRows& put_off) {
    const DueRow row{next_due(), 0};
    return put_off.contains(row) ? DueRow{} : row;
  }
  // Does this row, and moves its due moment on or deletes it; a row that is left as it was counts
  // as failed. REQUIRES: `row` is what first_due last answered, and row.due <= now.
  virtual void run(const DueRow& row, Moment now) {
    static_cast<void>(row);
    run_one(now);
  }

  // Of jobs that know only their earliest row, which alone they can put off.
  virtual Moment next_due() { return never; }
  virtual void run_one(Moment now) { static_cast<void>(now); }
};

}  // namespace snowglobe
