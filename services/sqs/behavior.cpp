#include "services/sqs/behavior.h"

#include "services/sqs/errors.h"
#include "services/sqs/queue_name.h"

namespace snowglobe::sqs {
namespace {

constexpr int reorder_window_max = 1000;

void check_probability(const char* name, double value) {
  if (value >= 0 && value <= 1) return;
  throw invalid_parameter(name, print_json(Json(value)), "Must be >= 0 and <= 1.");
}

void check_range(const char* name, int value, int min, int max) {
  if (value >= min && value <= max) return;
  throw invalid_parameter(
      name, std::to_string(value),
      "Must be >= " + std::to_string(min) + " and <= " + std::to_string(max) + ".");
}

}  // namespace

void check_behavior(const QueueBehavior& behavior, std::string_view queue_name) {
  check_probability("DuplicateProbability", behavior.duplicate_probability);
  check_probability("ShortPollMissProbability", behavior.short_poll_miss_probability);
  check_range("ReorderWindow", behavior.reorder_window, 0, reorder_window_max);
  check_range("InFlightMax", behavior.in_flight_max, 1, QueueBehavior().in_flight_max);
  const bool is_unreliable = behavior.duplicate_probability > 0 || behavior.reorder_window > 0 ||
                             behavior.short_poll_miss_probability > 0;
  if (is_unreliable && is_fifo_name(queue_name)) {
    throw unsupported_operation(
        "FIFO queues deliver in order and exactly once: only InFlightMax can be set for them.");
  }
}

std::string print_behavior(const QueueBehavior& behavior) {
  return print_json(write_shape(QueueBehavior(behavior)));
}

QueueBehavior parse_behavior(std::string_view text) {
  QueueBehavior behavior;
  static_cast<void>(read_shape(parse_json(text), behavior));
  return behavior;
}

}  // namespace snowglobe::sqs
