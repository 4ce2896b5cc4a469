#include "services/sqs/groups.h"

#include <algorithm>

namespace snowglobe::sqs {

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

}  // namespace snowglobe::sqs
