// Takes events onto a bus: finds the rules that match and hands the event to their targets.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "emulator/lang/event_pattern/event_pattern.h"
#include "services/events/deliveries.h"
#include "services/events/rules.h"
#include "services/events/target.h"

namespace snowglobe::events {

// What was made from texts, kept by the text. The texts never change what they mean, so nothing is
// ever stale; it is emptied when it has grown to `size_max`.
template <class Value>
class ContentCache {
 public:
  template <class Make>
  std::shared_ptr<const Value> get(const std::string& text, const Make& make) {
    if (const auto found = values_.find(text); found != values_.end()) return found->second;
    if (values_.size() >= size_max) values_.clear();
    auto value = std::make_shared<const Value>(make(text));
    values_.emplace(text, value);
    return value;
  }

 private:
  static constexpr std::size_t size_max = 1000;
  std::unordered_map<std::string, std::shared_ptr<const Value>> values_;
};

// The envelope that EventBridge puts around a detail, its members in AWS's order.
Json make_event(const std::string& id, const std::string& detail_type, const std::string& source,
                const BusRef& bus, Moment time, Json resources, Json detail);

class Router {
 public:
  Router(Host& host, Service& self, Rules& rules);

  // Hands the event to the targets of all rules of the bus that match it.
  void route(const BusRef& bus, const Json& event, std::int64_t cause);
  // Hands the event of a schedule to the targets of this rule.
  void fire(const RuleRow& rule, Moment time);

  Deliveries& deliveries() { return deliveries_; }

 private:
  // An event that came from another bus is not sent on to a third.
  enum class Hop { kFirst, kSecond };

  void route(const BusRef& bus, const Json& event, const std::string& text, std::int64_t cause,
             Hop hop);
  bool matches(const Recipient& recipient, const BusRef& bus, const Json& event,
               std::int64_t cause);
  void deliver(const RuleNames& rule, const std::string& config, const Json& event,
               const std::string& text, std::int64_t cause, Hop hop);
  std::optional<AwsError> forward(const std::string& bus_arn, const std::string& event,
                                  std::int64_t cause);

  Host& host_;
  Rules& rules_;
  Deliveries deliveries_;
  ContentCache<EventPattern> patterns_;
  ContentCache<TargetPlan> targets_;
};

}  // namespace snowglobe::events
