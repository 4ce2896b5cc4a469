#include "services/sqs/attempts.h"

#include "emulator/base/json.h"

namespace snowglobe::sqs {

Attempts::Attempts(Database& database) : database_(database) {
  database_.migrate("sqs.attempts", {R"(
      CREATE TABLE sqs_attempts (
        id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, name TEXT NOT NULL,
        visible_at INTEGER NOT NULL, receipts TEXT NOT NULL, received_at INTEGER NOT NULL,
        UNIQUE (queue, name)))"});
}

std::optional<Attempt> Attempts::find(std::int64_t queue, std::string_view id, Moment now) {
  auto row = find_.query(queue, id, now - interval);
  if (!row.next()) return std::nullopt;
  Attempt attempt{row.moment(0), {}};
  const Json receipts = parse_json(row.text_view(1));
  for (const Json& receipt : receipts) {
    attempt.receipts.push_back({receipt[0].get<std::int64_t>(), receipt[1].get<std::int64_t>()});
  }
  return attempt;
}

void Attempts::add(std::int64_t queue, std::string_view id, const Attempt& attempt, Moment now) {
  Json receipts = Json::array();
  for (const Receipt& receipt : attempt.receipts) {
    receipts.push_back(Json::array({receipt.message, receipt.receive}));
  }
  add_.run(queue, id, attempt.visible_at, print_json(receipts), now);
  forgetter_.row_added(now - interval);
}

void Attempts::extend(std::int64_t queue, std::string_view id, Moment visible_at) {
  extend_.run(visible_at, queue, id);
}

void Attempts::remove_all(std::int64_t queue) { remove_all_.run(queue); }

}  // namespace snowglobe::sqs
