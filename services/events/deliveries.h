// The events on their way to targets. Each is a row until the target has taken it, or it was given
// up: so none is forgotten by a crash, and a retry of a day is a row, not a timer. Only what a
// queue takes at once never becomes a row: that happens in the transaction that took the event.
//
// As on AWS a target that answers with a server's error, with throttling or not at all is tried
// again with growing pauses, up to its retry policy; any other error ends the delivery at once.
// Then the event goes to the dead-letter queue of the target, with message attributes that say why,
// or is dropped (which the journal tells).
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "emulator/api/service.h"
#include "emulator/store/database.h"

namespace snowglobe::events {

struct Delivery {
  std::int64_t id = 0;
  std::string rule_arn, target_id, target_arn;
  std::optional<std::string> message_group;
  std::string name;                  // of the execution that it starts; the same in every attempt
  std::string event;                 // as it came
  std::optional<std::string> input;  // what the target is given, where that is not the event
  std::optional<std::string> dead_letter_arn;
  int retries_max = 185;
  Moment expires{};  // the last attempt is made then
  int attempts = 0;  // made so far, to the target or, once dead, to the dead-letter queue
  // Set once the target was given up:
  bool is_dead = false;
  std::optional<std::string> error_code, error_message, condition;
  std::optional<std::int64_t> retries;
  std::int64_t cause = 0;
};

class Deliveries : public Job {
 public:
  // Puts an event onto the bus of this ARN; answers the error when it cannot.
  using Forward = std::function<std::optional<AwsError>(
      const std::string& bus_arn, const std::string& event, std::int64_t cause)>;

  Deliveries(Host& host, Service& self, Forward forward);

  // A queue is called at once; any other target, whose work may lead back here, in a row of its own
  // that is due now.
  void send(Delivery delivery);
  // Ends a delivery that cannot begin, as if its target had answered that.
  void refuse(Delivery delivery, AwsError error);
  void on_reply(const Json& tag, const Outcome& outcome);

  std::string_view name() const override { return "events.deliveries"; }
  std::string_view table() const override { return "events_deliveries"; }
  DueRow first_due(const PutOffRows& put_off) override { return put_off.first_of(due_.query()); }
  void run(const DueRow& row, Moment now) override;

 private:
  void add(const Delivery& delivery, Moment due);
  std::optional<Outcome> attempt(const Delivery& delivery);
  std::optional<Call> call_for(const Delivery& delivery) const;
  Call dead_letter_call(const Delivery& delivery) const;
  Call queue_call(const Delivery& delivery, const std::string& queue_arn) const;
  void settle(Delivery delivery, const Outcome& outcome);
  void give_up(Delivery delivery, const AwsError& error, const char* condition);
  void try_again(const Delivery& delivery);
  std::optional<Delivery> find(std::int64_t id);

  Host& host_;
  Service& self_;
  Forward forward_;
  Database& database_;
  std::int64_t last_id_;  // at least the highest id of a row
  Statement insert_{database_, R"(
    INSERT INTO events_deliveries (id, due, rule_arn, target_id, target_arn, message_group, name,
      event, input, dead_letter_arn, retries_max, expires, attempts, is_dead, cause)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?))"};
  Statement highest_id_{database_, R"(SELECT max(id) FROM events_deliveries)"};
  Statement due_{database_, R"(SELECT due, id FROM events_deliveries ORDER BY due, id)"};
  Statement find_{database_, R"(
    SELECT id, rule_arn, target_id, target_arn, message_group, name, event, input, dead_letter_arn,
      retries_max, expires, attempts, is_dead, error_code, error_message, condition, retries, cause
    FROM events_deliveries WHERE id = ?)"};
  Statement put_off_{database_, R"(
    UPDATE events_deliveries SET due = ?2, attempts = ?3 WHERE id = ?1)"};
  Statement bury_{database_, R"(
    UPDATE events_deliveries SET due = ?2, attempts = 0, is_dead = 1, error_code = ?3,
      error_message = ?4, condition = ?5, retries = ?6, expires = ?7 WHERE id = ?1)"};
  Statement delete_{database_, R"(DELETE FROM events_deliveries WHERE id = ?)"};
};

}  // namespace snowglobe::events
