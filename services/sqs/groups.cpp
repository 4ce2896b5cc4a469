#include "services/sqs/groups.h"

#include <algorithm>

namespace snowglobe::sqs {
namespace {

constexpr int forgotten_max = 4;  // deduplications, by each send

}  // namespace

Groups::Groups(Database& database) : database_(database) {
  database_.migrate("sqs.groups", {R"(
      CREATE TABLE sqs_groups (
        id INTEGER PRIMARY KEY, queue INTEGER NOT NULL, name TEXT NOT NULL,
        available_at INTEGER NOT NULL, UNIQUE (queue, name));
      CREATE INDEX sqs_groups_available ON sqs_groups (queue, available_at))"});
}

std::int64_t Groups::find_or_add(std::int64_t queue, std::string_view name, Moment available_at) {
  add_.run(queue, name, available_at);
  auto row = find_.query(queue, name);
  row.next();
  return row.integer(0);
}

Moment Groups::next_available(std::int64_t queue, Moment now) {
  auto row = next_available_.query(queue, now);
  return row.next() && !row.is_null(0) ? row.moment(0) : never;
}

void Groups::refresh(std::int64_t group, std::chrono::seconds retention) {
  std::optional<Moment> available_at;
  {
    // A receive takes ten messages at most from the front of a group, and none while these are in
    // flight: whatever was received stands in front of all that was not, and is soon passed.
    auto row = messages_.query(std::int64_t{retention.count()} * 1000, group);
    while (row.next()) {
      const bool was_received = row.integer(1) > 0;
      if (available_at && !was_received) break;
      available_at = std::max(available_at.value_or(Moment{}), row.moment(0));
      if (!was_received) break;
    }
  }
  if (available_at) {
    set_available_.run(*available_at, group);
  } else {
    remove_.run(group);
  }
}

void Groups::refresh_all(std::int64_t queue, std::chrono::seconds retention) {
  std::vector<std::int64_t> groups;
  {
    auto row = all_.query(queue);
    while (row.next()) groups.push_back(row.integer(0));
  }
  for (const std::int64_t group : groups) refresh(group, retention);
}

void Groups::remove_all(std::int64_t queue) { remove_all_.run(queue); }

Deduplications::Deduplications(Database& database) : database_(database) {
  database_.migrate("sqs.deduplications", {R"(
      CREATE TABLE sqs_deduplications (
        id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, scope TEXT NOT NULL,
        name TEXT NOT NULL, message_id TEXT NOT NULL, message_row INTEGER NOT NULL,
        sent_at INTEGER NOT NULL, UNIQUE (queue, scope, name)))",
                                           R"(
      ALTER TABLE sqs_deduplications RENAME TO sqs_deduplications_1;
      CREATE TABLE sqs_deduplications (
        id INTEGER PRIMARY KEY, queue INTEGER NOT NULL, scope TEXT NOT NULL,
        name TEXT NOT NULL, message_id TEXT NOT NULL, message_row INTEGER NOT NULL,
        sent_at INTEGER NOT NULL, UNIQUE (queue, scope, name));
      INSERT INTO sqs_deduplications SELECT * FROM sqs_deduplications_1;
      DROP TABLE sqs_deduplications_1)"});
}

std::optional<Deduplications::Accepted> Deduplications::find(std::int64_t queue,
                                                             std::string_view group,
                                                             std::string_view id, Moment now) {
  auto row = find_.query(queue, group, id, now - interval);
  if (!row.next()) return std::nullopt;
  return Accepted{row.text(0), row.integer(1)};
}

void Deduplications::add(std::int64_t queue, std::string_view group, std::string_view id,
                         const Accepted& accepted, Moment now) {
  add_.run(queue, group, id, accepted.message_id, accepted.message_row, now);
  // Rows are in the order of their moments, so a few old ones a send keep the table small.
  for (int i = 0; i < forgotten_max && forget_.run(now - interval) == 1; ++i) continue;
}

void Deduplications::remove_all(std::int64_t queue) { remove_all_.run(queue); }

}  // namespace snowglobe::sqs
