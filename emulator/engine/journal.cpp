#include "emulator/engine/journal.h"

#include <algorithm>

#include "emulator/base/arn.h"

namespace snowglobe {
namespace {

constexpr std::int64_t drop_step = 64;  // old entries go a few at a time, so that no turn is long

Json entry_json(const Query& row) {
  Json entry = {
      {"id", row.integer(0)},    {"parent", row.integer(1)},
      {"flow", row.integer(2)},  {"at", iso8601_millis(row.moment(3))},
      {"service", row.text(4)},  {"operation", row.text(5)},
      {"resource", row.text(6)}, {"caller", row.text(7).empty() ? "client" : row.text(7)}};
  if (!row.text_view(8).empty()) entry["callerArn"] = row.text(8);
  if (!row.text_view(9).empty()) entry["detail"] = row.text(9);
  if (row.integer(10) != 1) entry["attempt"] = row.integer(10);
  if (!row.text_view(11).empty()) {
    entry["error"] = row.text(11);
    entry["message"] = row.text(12);
  }
  if (row.integer(13) != 0) entry["fault"] = row.integer(13);
  if (row.integer(14) != 0) entry["waiting"] = true;
  return entry;
}

}  // namespace

Journal::Journal(Database& database, std::int64_t entries_max)
    : database_(database),
      entries_max_(entries_max),
      insert_(database,
              R"(INSERT OR REPLACE INTO engine_journal
                           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"),
      find_flow_(database, R"(SELECT flow FROM engine_journal WHERE id = ?)"),
      drop_(database, R"(DELETE FROM engine_journal WHERE id < ?)") {
  database_.migrate("journal", {
                                   R"(CREATE TABLE engine_journal (
                                        id INTEGER PRIMARY KEY, parent INTEGER, flow INTEGER,
                                        at INTEGER, service TEXT, operation TEXT, resource TEXT,
                                        caller TEXT, caller_arn TEXT, detail TEXT, attempt INTEGER,
                                        error TEXT, message TEXT, fault INTEGER,
                                        is_waiting INTEGER);
                                      CREATE INDEX engine_journal_flow ON engine_journal (flow)
                                        WHERE parent <> 0)",
                               });
  Statement bounds(database_, R"(SELECT max(id), min(id) FROM engine_journal)");
  auto row = bounds.query();
  row.next();
  last_id_ = row.integer(0);
  dropped_below_ = row.integer(1);
}

std::int64_t Journal::flow_of(const JournalEntry& entry) {
  if (entry.parent == 0) return entry.id;
  if (entry.parent != known_parent_) {
    auto row = find_flow_.query(entry.parent);
    known_parent_ = entry.parent;
    known_flow_ = row.next() ? row.integer(0) : entry.parent;
  }
  return known_flow_;
}

void Journal::write_turn() {
  if (turn_.empty()) return;
  // A parent is written before its children, which were finished first, so that flow_of finds it;
  // and of one that waited and was answered in this turn the later entry stays.
  if (turn_.size() > 1) {
    std::stable_sort(turn_.begin(), turn_.end(),
                     [](const JournalEntry& a, const JournalEntry& b) { return a.id < b.id; });
  }
  for (const JournalEntry& e : turn_) {
    insert_.run(e.id, e.parent, flow_of(e), e.at, e.service, e.operation, e.resource, e.caller,
                e.caller_arn, e.detail, e.attempt, e.error, e.message, e.fault, e.is_waiting);
  }
  turn_.clear();
  if (last_id_ - entries_max_ > dropped_below_ + drop_step) {
    dropped_below_ = last_id_ - entries_max_;
    drop_.run(dropped_below_);
  }
}

Json Journal::find(const JournalFilter& filter) {
  Json entries = Json::array();
  const auto wanted = [&](const Query& row) {
    return (filter.service.empty() || filter.service == row.text_view(4)) &&
           (filter.operation.empty() || filter.operation == row.text_view(5)) &&
           (filter.resource.empty() || names_resource(filter.resource, row.text_view(6))) &&
           (!filter.after || row.integer(0) > *filter.after);
  };
  const auto collect = [&](Query rows) {
    while (rows.next() && entries.size() < static_cast<std::size_t>(std::max(filter.limit, 0))) {
      if (wanted(rows)) entries.push_back(entry_json(rows));
    }
  };
  if (filter.id) {
    Statement find(database_, R"(SELECT * FROM engine_journal WHERE id = ?)");
    collect(find.query(*filter.id));
  } else if (filter.flow) {
    std::int64_t flow = *filter.flow;
    if (auto row = find_flow_.query(flow); row.next()) flow = row.integer(0);
    Statement find(database_, R"(SELECT * FROM engine_journal WHERE id = ?1 UNION
                                 SELECT * FROM engine_journal WHERE flow = ?1 AND parent <> 0
                                 ORDER BY id)");
    collect(find.query(flow));
  } else if (filter.after) {
    Statement find(database_, R"(SELECT * FROM engine_journal WHERE id > ? ORDER BY id)");
    collect(find.query(*filter.after));
  } else {
    Statement find(database_, R"(SELECT * FROM engine_journal ORDER BY id DESC)");
    collect(find.query());
    std::reverse(entries.begin(), entries.end());
  }
  return entries;
}

}  // namespace snowglobe
