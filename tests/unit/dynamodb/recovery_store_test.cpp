#include "services/dynamodb/backups/recovery_store.h"

#include <gtest/gtest.h>

namespace snowglobe::dynamodb {
namespace {

struct NonePutOff : PutOffRows {
  bool contains(const DueRow&) const override { return false; }
};

constexpr Duration day = std::chrono::hours(24);

class History {
 public:
  History() {
    database_.execute(R"(CREATE TABLE dynamodb_items (table_id, index_id, hash, range, item_hash,
        item_range, size, item))");
    table_.id = 1;
  }

  void enable(int days) { store_.put(1, {now, days}, now); }
  void disable() { store_.remove(1); }
  void keep(int keys) {
    for (int i = 0; i < keys; ++i) store_.keep(table_, {std::to_string(i), ""}, now);
  }
  // Moves on, and returns how often the sweep ran.
  int advance(Duration duration) {
    const Moment until = now + duration;
    int runs = 0;
    for (DueRow row = sweep_.first_due(none_); row.due <= until; ++runs) {
      sweep_.run(row, now = row.due);
      row = sweep_.first_due(none_);
    }
    now = until;
    return runs;
  }
  std::int64_t rows() {
    auto row = count_.query();
    row.next();
    return row.integer(0);
  }

  Moment now = from_millis(1767225600000);

 private:
  Database database_{"", Durability::kNormal};
  RecoveryStore store_{database_};
  RecoverySweep sweep_{database_};
  NonePutOff none_;
  Statement count_{database_, "SELECT count(*) FROM dynamodb_history"};
  Table table_;
};

// Rows that nobody can restore would fill the disk.
TEST(RecoverySweep, Removes_what_is_older_than_the_period) {
  History history;
  history.enable(2);
  history.keep(2500);
  history.advance(std::chrono::hours(1));
  history.keep(1);
  history.advance(2 * day - std::chrono::hours(1) - Duration(1));
  EXPECT_EQ(history.rows(), 2501);
  history.advance(Duration(1));
  EXPECT_EQ(history.rows(), 1);
  history.advance(day);
  EXPECT_EQ(history.rows(), 0);
}

// A stop of the clock for each row, or in each hour, would make a month that is skipped slow.
TEST(RecoverySweep, Stops_once_a_day_at_most) {
  History history;
  history.enable(35);
  EXPECT_LE(history.advance(35 * day), 2);
  for (int i = 0; i < 20; ++i) {
    history.keep(1);
    history.advance(std::chrono::hours(1));
  }
  EXPECT_LE(history.advance(40 * day), 4);
  EXPECT_EQ(history.rows(), 0);
}

TEST(RecoveryStore, Keeps_nothing_of_a_table_that_it_was_switched_off_for) {
  History history;
  history.enable(1);
  history.keep(10);
  history.disable();
  EXPECT_EQ(history.rows(), 0);
  EXPECT_EQ(history.advance(40 * day), 0);
}

}  // namespace
}  // namespace snowglobe::dynamodb
