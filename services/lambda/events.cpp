#include "services/lambda/events.h"

namespace snowglobe::lambda {

Events::Events(Database& database)
    : add_(database, R"(
          INSERT INTO lambda_events (function, due, accepted, cause, request_id, payload)
            VALUES (?1, ?2, ?2, ?3, ?4, ?5))"),
      due_(database, "SELECT due, id FROM lambda_events WHERE due IS NOT NULL ORDER BY due, id"),
      find_(database, R"(
          SELECT f.account, f.region, f.name, e.accepted, e.attempts, e.system_errors, e.cause,
                 e.request_id, e.payload
            FROM lambda_events e JOIN lambda_functions f ON f.id = e.function WHERE e.id = ?)"),
      update_(database, R"(
          UPDATE lambda_events SET due = ?2, attempts = ?3, system_errors = ?4 WHERE id = ?1)"),
      remove_(database, "DELETE FROM lambda_events WHERE id = ?") {}

void Events::add(std::int64_t function, const Event& event) {
  add_.run(function, event.accepted, event.cause, event.request_id, event.payload);
}

Event Events::take(std::int64_t id) {
  Event event = *find(id);
  update_.run(id, nullptr, event.attempts, event.system_errors);
  return event;
}

std::optional<Event> Events::find(std::int64_t id) {
  auto row = find_.query(id);
  if (!row.next()) return std::nullopt;
  Event event;
  event.id = id;
  event.function = {row.text(0), row.text(1), row.text(2), {}};
  event.accepted = row.moment(3);
  event.attempts = static_cast<int>(row.integer(4));
  event.system_errors = static_cast<int>(row.integer(5));
  event.cause = row.integer(6);
  event.request_id = row.text(7);
  event.payload = row.text(8);
  return event;
}

void Events::retry(const Event& event, Moment due) {
  update_.run(event.id, due, event.attempts, event.system_errors);
}

void Events::remove(std::int64_t id) { remove_.run(id); }

}  // namespace snowglobe::lambda
