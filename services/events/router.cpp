#include "services/events/router.h"

#include <chrono>

#include "services/events/errors.h"

namespace snowglobe::events {
namespace {

TargetPlan read_target(const std::string& config) {
  Target target;
  read_shape(parse_json(config), target);  // it was checked when it was put
  return TargetPlan::make(std::move(target));
}

}  // namespace

Json make_event(const std::string& id, const std::string& detail_type, const std::string& source,
                const BusRef& bus, Moment time, Json resources, Json detail) {
  Json event = Json::object();
  auto& members = event.get_ref<Json::object_t&>();
  members.reserve(9);
  members.push_back({"version", "0"});
  members.push_back({"id", id});
  members.push_back({"detail-type", detail_type});
  members.push_back({"source", source});
  members.push_back({"account", bus.account});
  members.push_back({"time", iso8601_seconds(time)});
  members.push_back({"region", bus.region});
  members.push_back({"resources", std::move(resources)});
  members.push_back({"detail", std::move(detail)});
  return event;
}

Router::Router(Host& host, Service& self, Rules& rules)
    : host_(host),
      rules_(rules),
      deliveries_(host, self,
                  [this](const std::string& bus_arn, const std::string& event, std::int64_t cause) {
                    return forward(bus_arn, event, cause);
                  }) {}

void Router::route(const BusRef& bus, const Json& event, std::int64_t cause) {
  route(bus, event, {}, cause, Hop::kFirst);
}

// `text` is the event printed, or empty as long as nobody needed it.
void Router::route(const BusRef& bus, const Json& event, const std::string& text,
                   std::int64_t cause, Hop hop) {
  std::string printed = text;
  std::int64_t decided = 0;  // the rule that `is_match` speaks of: each is asked once
  bool is_match = false;
  for (const Recipient& recipient : rules_.recipients(bus)) {
    if (recipient.rule != decided) {
      decided = recipient.rule;
      is_match = matches(recipient, bus, event, cause);
    }
    if (!is_match) continue;
    if (printed.empty()) printed = print_json(event);
    deliver({bus.rule_arn(recipient.name), recipient.name}, recipient.config, event, printed, cause,
            hop);
  }
}

bool Router::matches(const Recipient& recipient, const BusRef& bus, const Json& event,
                     std::int64_t cause) {
  const auto pattern = patterns_.get(
      recipient.pattern, [](const std::string& text) { return EventPattern::parse(text); });
  try {
    return pattern->matches(event);
  } catch (const BudgetExceeded& error) {
    host_.note(cause, "events", "event not matched: " + std::string(error.what()),
               bus.rule_arn(recipient.name));
    return false;
  }
}

void Router::deliver(const RuleNames& rule, const std::string& config, const Json& event,
                     const std::string& text, std::int64_t cause, Hop hop) {
  const auto plan = targets_.get(config, read_target);
  const Target& target = plan->target();
  if (hop == Hop::kSecond && plan->kind() == TargetPlan::Kind::kEventBus) {
    host_.note(cause, "events", "event dropped: it came from another bus already", rule.arn);
    return;
  }
  Delivery delivery;
  delivery.rule_arn = rule.arn;
  delivery.target_id = target.id;
  delivery.target_arn = target.arn;
  if (target.sqs_parameters) delivery.message_group = target.sqs_parameters->message_group_id;
  if (plan->kind() == TargetPlan::Kind::kStateMachine) {
    delivery.name = event.at("id").get<std::string>() + "_" + host_.random().uuid();
  }
  delivery.event = text;
  if (target.dead_letter_config) delivery.dead_letter_arn = target.dead_letter_config->arn;
  const RetryPolicy policy = target.retry_policy.value_or(RetryPolicy{});
  delivery.retries_max = policy.maximum_retry_attempts.value_or(185);
  delivery.expires =
      host_.now() + std::chrono::seconds(policy.maximum_event_age_in_seconds.value_or(86400));
  delivery.cause = cause;
  try {
    if (!plan->takes_whole_event()) delivery.input = plan->input(event, rule, host_.now());
  } catch (const BudgetExceeded& error) {
    deliveries_.refuse(std::move(delivery), invalid_input(error.what()));
    return;
  }
  deliveries_.send(std::move(delivery));
}

void Router::fire(const RuleRow& rule, Moment time) {
  const RuleNames names{rule.bus.rule_arn(rule.name), rule.name};
  const std::int64_t cause = host_.note(0, "events", "schedule fired", names.arn);
  const Json event = make_event(host_.random().uuid(), "Scheduled Event", "aws.events", rule.bus,
                                time, Json::array({names.arn}), Json::object());
  const std::string text = print_json(event);
  for (const TargetRow& target : rules_.list_targets(rule.id, {})) {
    deliver(names, target.config, event, text, cause, Hop::kFirst);
  }
}

std::optional<AwsError> Router::forward(const std::string& bus_arn, const std::string& event,
                                        std::int64_t cause) {
  const Arn arn = Arn::parse(bus_arn).value();
  const BusRef bus{arn.account, arn.region,
                   arn.resource.substr(std::string_view("event-bus/").size())};
  if (!rules_.find_bus(bus, host_.now())) return no_such_bus(bus.name);
  const std::int64_t id = host_.note(cause, "events", "event came from another bus", bus.arn());
  route(bus, parse_json(event), event, id, Hop::kSecond);
  return std::nullopt;
}

}  // namespace snowglobe::events
