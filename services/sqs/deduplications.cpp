#include "services/sqs/deduplications.h"

namespace snowglobe::sqs {

Deduplications::Deduplications(Database& database) : database_(database) {
  database_.migrate("sqs.deduplications", {R"(
      CREATE TABLE sqs_deduplications (
        id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, scope TEXT NOT NULL,
        name TEXT NOT NULL, message_id TEXT NOT NULL, message_row INTEGER NOT NULL,
        sent_at INTEGER NOT NULL, UNIQUE (queue, scope, name)))",
                                           R"(
      CREATE TABLE sqs_deduplications_1 AS SELECT * FROM sqs_deduplications;
      DROP TABLE sqs_deduplications;
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
  forgetter_.row_added(now - interval);
}

void Deduplications::remove_all(std::int64_t queue) { remove_all_.run(queue); }

}  // namespace snowglobe::sqs
