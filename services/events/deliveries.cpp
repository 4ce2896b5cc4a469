#include "services/events/deliveries.h"

#include <algorithm>
#include <chrono>

#include "emulator/base/text.h"

namespace snowglobe::events {
namespace {

constexpr auto principal = "events.amazonaws.com";
constexpr std::chrono::seconds pause_first{1};
constexpr std::chrono::minutes pause_max{10};
// How long an event is kept whose dead-letter queue cannot be reached.
constexpr std::chrono::hours dead_letter_age_max{24};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_throttling(const AwsError& error) {
  return error.http_status == 429 || contains(error.code, "Throttl") ||
         contains(error.code, "TooManyRequests") || contains(error.code, "LimitExceeded");
}

bool can_be_retried(const AwsError& error) {
  if (error.code == "NotImplemented") return false;
  return error.http_status >= 500 || is_throttling(error);
}

// What AWS writes into the attribute ERROR_CODE.
const char* dead_letter_code(const AwsError& error) {
  const std::string_view code = error.code;
  if (code == "SdkClientException") return "CONNECTION_FAILURE";
  if (is_throttling(error)) return "THROTTLING";
  if (contains(code, "DoesNotExist") || contains(code, "NotFound") || contains(code, "NonExist")) {
    return "NO_RESOURCE";
  }
  if (contains(code, "AccessDenied") || contains(code, "NotAuthorized")) return "NO_PERMISSIONS";
  if (code == "InvalidExecutionInput" || code == "InvalidRequestContentException") {
    return "INVALID_JSON";
  }
  if (contains(code, "Invalid") || contains(code, "Validation") || contains(code, "Missing")) {
    return "INVALID_PARAMETER";
  }
  return error.http_status >= 500 ? "ERROR_FROM_TARGET" : "SDK_CLIENT_ERROR";
}

}  // namespace

Deliveries::Deliveries(Host& host, Service& self, Forward forward)
    : host_(host), self_(self), forward_(std::move(forward)), database_(host.database()) {
  auto row = highest_id_.query();
  row.next();
  last_id_ = row.integer(0);
}

void Deliveries::send(Delivery delivery) {
  delivery.id = ++last_id_;
  if (Arn::parse(delivery.target_arn)->service != "sqs") {
    add(delivery, host_.now());
    return;
  }
  const auto outcome = attempt(delivery);
  if (outcome && !outcome->error) return;
  ++delivery.attempts;
  add(delivery, never);
  if (outcome) settle(std::move(delivery), *outcome);
}

void Deliveries::refuse(Delivery delivery, AwsError error) {
  delivery.id = ++last_id_;
  delivery.attempts = 1;
  add(delivery, never);
  Outcome outcome;
  outcome.error = std::move(error);
  settle(std::move(delivery), outcome);
}

void Deliveries::add(const Delivery& delivery, Moment due) {
  insert_.run(delivery.id, due, delivery.rule_arn, delivery.target_id, delivery.target_arn,
              delivery.message_group, delivery.name, delivery.event, delivery.input,
              delivery.dead_letter_arn, delivery.retries_max, delivery.expires, delivery.attempts,
              delivery.cause);
}

std::optional<Delivery> Deliveries::find(std::int64_t id) {
  auto row = find_.query(id);
  if (!row.next()) return std::nullopt;
  Delivery delivery;
  delivery.id = row.integer(0);
  delivery.rule_arn = row.text(1);
  delivery.target_id = row.text(2);
  delivery.target_arn = row.text(3);
  delivery.message_group = row.optional_text(4);
  delivery.name = row.text(5);
  delivery.event = row.text(6);
  delivery.input = row.optional_text(7);
  delivery.dead_letter_arn = row.optional_text(8);
  delivery.retries_max = static_cast<int>(row.integer(9));
  delivery.expires = row.moment(10);
  delivery.attempts = static_cast<int>(row.integer(11));
  delivery.is_dead = row.integer(12) != 0;
  delivery.error_code = row.optional_text(13);
  delivery.error_message = row.optional_text(14);
  delivery.condition = row.optional_text(15);
  delivery.retries = row.optional_integer(16);
  delivery.cause = row.integer(17);
  return delivery;
}

void Deliveries::run(const DueRow& row, Moment) {
  Delivery delivery = *find(row.id);
  const auto outcome = attempt(delivery);
  ++delivery.attempts;
  if (outcome) {
    settle(std::move(delivery), *outcome);
  } else {
    put_off_.run(delivery.id, never, delivery.attempts);  // on_reply goes on
  }
}

void Deliveries::on_reply(const Json& tag, const Outcome& outcome) {
  auto delivery = find(tag.at("delivery").get<std::int64_t>());
  if (delivery) settle(*std::move(delivery), outcome);
}

std::optional<Outcome> Deliveries::attempt(const Delivery& delivery) {
  Json tag{{"delivery", delivery.id}};
  if (delivery.is_dead) return host_.call(self_, dead_letter_call(delivery), std::move(tag));
  if (auto call = call_for(delivery)) return host_.call(self_, std::move(*call), std::move(tag));
  Outcome outcome;
  outcome.error = forward_(delivery.target_arn, delivery.event, delivery.cause);
  return outcome;
}

// Nothing for a target that is an event bus.
std::optional<Call> Deliveries::call_for(const Delivery& delivery) const {
  const Arn arn = Arn::parse(delivery.target_arn).value();
  if (arn.service == "events") return std::nullopt;
  const std::string& input = delivery.input ? *delivery.input : delivery.event;
  if (arn.service == "sqs") {
    Call call = queue_call(delivery, delivery.target_arn);
    call.input["MessageBody"] = input;
    if (delivery.message_group) call.input["MessageGroupId"] = *delivery.message_group;
    return call;
  }
  Call call;
  call.service = arn.service;
  call.account = arn.account;
  call.region = arn.region;
  if (arn.service == "states") {
    call.operation = "StartExecution";
    call.input = {
        {"stateMachineArn", delivery.target_arn}, {"name", delivery.name}, {"input", input}};
  } else {
    call.operation = "Invoke";
    call.input = {{"FunctionName", delivery.target_arn},
                  {"InvocationType", "Event"},
                  {"Payload", json_bytes(input)}};
  }
  call.caller = {principal, delivery.rule_arn, "target " + delivery.target_id};
  call.cause = delivery.cause;
  call.attempt = delivery.attempts + 1;
  return call;
}

Call Deliveries::queue_call(const Delivery& delivery, const std::string& queue_arn) const {
  const Arn arn = Arn::parse(queue_arn).value();
  Call call;
  call.service = "sqs";
  call.operation = "SendMessage";
  call.account = arn.account;
  call.region = arn.region;
  call.input["QueueUrl"] = host_.endpoint() + "/" + arn.account + "/" + arn.resource;
  call.caller = {principal, delivery.rule_arn, "target " + delivery.target_id};
  call.cause = delivery.cause;
  call.attempt = delivery.attempts + 1;
  return call;
}

Call Deliveries::dead_letter_call(const Delivery& delivery) const {
  Call call = queue_call(delivery, *delivery.dead_letter_arn);
  call.caller.detail = "dead letter of target " + delivery.target_id;
  Json attributes = Json::object();
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) attributes[name] = {{"DataType", "String"}, {"StringValue", value}};
  };
  add("RULE_ARN", delivery.rule_arn);
  add("TARGET_ARN", delivery.target_arn);
  add("ERROR_CODE", delivery.error_code.value_or(""));
  add("ERROR_MESSAGE", delivery.error_message.value_or(""));
  add("EXHAUSTED_RETRY_CONDITION", delivery.condition.value_or(""));
  if (delivery.condition) add("RETRY_ATTEMPTS", std::to_string(delivery.retries.value_or(0)));
  call.input["MessageBody"] = delivery.event;
  call.input["MessageAttributes"] = std::move(attributes);
  return call;
}

void Deliveries::settle(Delivery delivery, const Outcome& outcome) {
  if (!outcome.error) {
    delete_.run(delivery.id);
    return;
  }
  const AwsError& error = *outcome.error;
  const bool is_retriable = can_be_retried(error);
  if (delivery.is_dead) {
    if (is_retriable && host_.now() < delivery.expires) {
      try_again(delivery);
      return;
    }
    host_.note(delivery.cause, "events",
               "event dropped, its dead-letter queue answered " + error.code, delivery.rule_arn);
    delete_.run(delivery.id);
  } else if (!is_retriable) {
    give_up(std::move(delivery), error, nullptr);
  } else if (delivery.attempts > delivery.retries_max) {
    give_up(std::move(delivery), error, "MaximumRetryAttempts");
  } else if (host_.now() >= delivery.expires) {
    give_up(std::move(delivery), error, "MaximumEventAgeInSeconds");
  } else {
    try_again(delivery);
  }
}

// `condition` names the limit that was reached; null when the error alone ended it.
void Deliveries::give_up(Delivery delivery, const AwsError& error, const char* condition) {
  if (!delivery.dead_letter_arn) {
    host_.note(delivery.cause, "events", "event dropped, its target answered " + error.code,
               delivery.rule_arn);
    delete_.run(delivery.id);
    return;
  }
  const auto reason = condition == nullptr ? std::nullopt : std::optional<std::string>(condition);
  bury_.run(delivery.id, host_.now(), dead_letter_code(error), error.message, reason,
            std::max(0, delivery.attempts - 1), host_.now() + dead_letter_age_max);
}

void Deliveries::try_again(const Delivery& delivery) {
  const int doublings = std::min(delivery.attempts - 1, 10);
  const Duration longest = std::min<Duration>(pause_first * (1 << doublings), pause_max);
  const Duration pause{static_cast<std::int64_t>(static_cast<double>(longest.count()) *
                                                 (0.5 + 0.5 * host_.random().unit()))};
  put_off_.run(delivery.id, std::min(host_.now() + pause, delivery.expires), delivery.attempts);
}

}  // namespace snowglobe::events
