// Point-in-time recovery: which tables have it, and what their items were before each write.
//
// The history holds rows that were overwritten, not versions: of each key and moment the row as it
// was before that moment, or that there was none. A table at an earlier moment is then, for each
// key, the oldest row of the history newer than the moment, else the present row; nothing is
// written for what never changes. Writes of one moment count as one.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "emulator/api/service.h"
#include "emulator/store/database.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

// Source: PointInTimeRecoverySpecification in the API reference: the default, and the most.
inline constexpr int recovery_days_max = 35;
// How far the latest moment that can be restored lies behind.
inline constexpr std::chrono::minutes recovery_lag{5};

struct Recovery {
  Moment since{};  // there is no history of before
  int period_days = recovery_days_max;

  // A table can be restored to moments from here on.
  Moment earliest(Moment now) const {
    return std::max(since, now - std::chrono::days(period_days));
  }
  // To here, which lies a little behind the present.
  Moment latest(Moment now) const { return std::max(earliest(now), now - recovery_lag); }
};

class RecoveryStore {
 public:
  explicit RecoveryStore(Database& database);

  // Nothing when the table has no point-in-time recovery.
  std::optional<Recovery> find(std::int64_t table_id);
  // Switches it on, or changes it.
  void put(std::int64_t table_id, const Recovery& recovery, Moment now);
  // Switches it off: the history goes too.
  void remove(std::int64_t table_id);

  // Keeps the row of the key, which is about to be overwritten. REQUIRES: table.keeps_history.
  void keep(const Table& table, const StoredKey& key, Moment now);
  // Copies the items of a table as they were at the end of the moment, without those of its
  // indexes, to another table.
  void copy_items(std::int64_t from_id, std::int64_t to_id, Moment as_of);

 private:
  Database& database_;
  Statement find_{database_, R"(
    SELECT since, period_days FROM dynamodb_recoveries WHERE table_id = ?)"};
  Statement put_{database_, R"(
    INSERT INTO dynamodb_recoveries (table_id, since, period_days, due) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET since = excluded.since, period_days = excluded.period_days,
      due = excluded.due)"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_recoveries WHERE table_id = ?)"};
  Statement remove_history_{database_, R"(DELETE FROM dynamodb_history WHERE table_id = ?)"};
  Statement keep_{database_, R"(
    INSERT INTO dynamodb_history (table_id, hash, range, at, size, item)
    SELECT ?1, ?2, ?3, ?4, items.size, items.item
    FROM (SELECT 1) LEFT JOIN dynamodb_items AS items
      ON items.table_id = ?1 AND items.index_id = 0 AND items.hash = ?2 AND items.range = ?3
        AND items.item_hash = x'' AND items.item_range = x''
    WHERE true ON CONFLICT DO NOTHING)"};
  Statement copy_changed_{database_, R"(
    INSERT INTO dynamodb_items (table_id, index_id, hash, range, item_hash, item_range, size, item)
    SELECT ?2, 0, hash, range, x'', x'', size, item
    FROM (SELECT hash, range, size, item, min(at) FROM dynamodb_history
      WHERE table_id = ?1 AND at > ?3 GROUP BY hash, range)
    WHERE item IS NOT NULL)"};
  Statement copy_unchanged_{database_, R"(
    INSERT INTO dynamodb_items (table_id, index_id, hash, range, item_hash, item_range, size, item)
    SELECT ?2, 0, hash, range, x'', x'', size, item
    FROM dynamodb_items AS items
    WHERE table_id = ?1 AND index_id = 0 AND NOT EXISTS (
      SELECT 1 FROM dynamodb_history AS history
      WHERE history.table_id = ?1 AND history.hash = items.hash
        AND history.range = items.range AND history.at > ?3))"};
};

// Sweeps away what is older than its table's period, at full days.
class RecoverySweep : public Job {
 public:
  explicit RecoverySweep(Database& database) : database_(database) {}

  std::string_view name() const override { return "dynamodb.trim_history"; }
  std::string_view table() const override { return "dynamodb_recoveries"; }
  DueRow first_due(const PutOffRows& put_off) override { return put_off.first_of(due_.query()); }
  void run(const DueRow& due, Moment now) override;

 private:
  Database& database_;
  Statement due_{database_, R"(
    SELECT due, table_id FROM dynamodb_recoveries ORDER BY due, table_id)"};
  Statement find_{database_, R"(
    SELECT period_days FROM dynamodb_recoveries WHERE table_id = ?)"};
  Statement trim_{database_, R"(
    DELETE FROM dynamodb_history WHERE (table_id, hash, range, at) IN (
      SELECT table_id, hash, range, at FROM dynamodb_history
      WHERE table_id = ? AND at <= ? ORDER BY at LIMIT ?))"};
  Statement oldest_{database_, R"(SELECT min(at) FROM dynamodb_history WHERE table_id = ?)"};
  Statement put_off_{database_, R"(
    UPDATE dynamodb_recoveries SET due = ?2 WHERE table_id = ?1)"};
};

}  // namespace snowglobe::dynamodb
