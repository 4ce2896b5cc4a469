#include "services/dynamodb/backups/recovery_store.h"

namespace snowglobe::dynamodb {
namespace {

// The primary key finds what a key was at a moment, the index what is too old.
constexpr Sql step_1 = R"(
  CREATE TABLE dynamodb_recoveries (
    table_id INTEGER PRIMARY KEY,
    since INTEGER NOT NULL,
    period_days INTEGER NOT NULL,
    due INTEGER NOT NULL
  );
  CREATE TABLE dynamodb_history (
    table_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    range BLOB NOT NULL,
    at INTEGER NOT NULL,
    size INTEGER,
    item BLOB,
    PRIMARY KEY (table_id, hash, range, at)
  ) WITHOUT ROWID;
  CREATE INDEX dynamodb_history_by_age ON dynamodb_history (table_id, at);
)";

// At most so many rows go in one step of the sweep.
constexpr int swept_max = 1000;

// When a row of that moment can go: a clock that is moved by a month makes a stop a day.
Moment sweep_moment(Moment at, int period_days) {
  return std::chrono::ceil<std::chrono::days>(at + std::chrono::days(period_days));
}

}  // namespace

RecoveryStore::RecoveryStore(Database& database) : database_(database) {
  database.migrate("dynamodb.recovery", {step_1});
}

std::optional<Recovery> RecoveryStore::find(std::int64_t table_id) {
  auto row = find_.query(table_id);
  if (!row.next()) return std::nullopt;
  return Recovery{row.moment(0), static_cast<int>(row.integer(1))};
}

void RecoveryStore::put(std::int64_t table_id, const Recovery& recovery, Moment now) {
  const Moment due = std::chrono::ceil<std::chrono::days>(now);
  put_.run(table_id, recovery.since, recovery.period_days, due);
}

void RecoveryStore::remove(std::int64_t table_id) {
  remove_.run(table_id);
  remove_history_.run(table_id);
}

void RecoveryStore::keep(const Table& table, const StoredKey& key, Moment now) {
  keep_.run(table.id, Bytes{key.hash}, Bytes{key.range}, now);
}

void RecoveryStore::copy_items(std::int64_t from_id, std::int64_t to_id, Moment as_of) {
  copy_changed_.run(from_id, to_id, as_of);
  copy_unchanged_.run(from_id, to_id, as_of);
}

void RecoverySweep::run(const DueRow& row, Moment now) {
  const std::int64_t table_id = row.id;
  int period_days = 0;
  {
    auto found = find_.query(table_id);
    found.next();
    period_days = static_cast<int>(found.integer(0));
  }
  // Moments to restore to are told in whole seconds.
  const Moment earliest =
      std::chrono::floor<std::chrono::seconds>(now - std::chrono::days(period_days));
  trim_.run(table_id, earliest, swept_max);
  Moment oldest = now;
  {
    auto row = oldest_.query(table_id);
    if (row.next() && !row.is_null(0)) oldest = row.moment(0);
  }
  put_off_.run(table_id, sweep_moment(oldest, period_days));
}

}  // namespace snowglobe::dynamodb
