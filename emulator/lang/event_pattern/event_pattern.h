// An event pattern: the filter language that EventBridge rules and Pipes share. A plain value; it
// knows no service.
//
//   {"source": ["orders"], "detail": {"total": [{"numeric": [">", 100]}]}}
//
// Every field named must be in the event and have one of the values listed; where the event has an
// array, one of its elements must. Fields below one array of objects must match in the same
// element. {"exists": false} wants that no value is at that path: in the element where the other
// fields match, or, beside no other field, in none of the elements.
//
// A match costs at most (size of the pattern) x (size of the event), whatever both hold; a long
// list of values over a long array is still too much, so that it ends there.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "emulator/base/json.h"
#include "emulator/lang/budget.h"

namespace snowglobe {

namespace event_pattern {
struct ObjectPattern;
}

// The text is AWS's reason with the place of the mistake:
// "Empty arrays are not allowed\n at [Source: (String)\"{...}\"; line: 1, column: 14]".
struct EventPatternError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class EventPattern {
 public:
  // A pattern in which $or stands multiplies out; AWS refuses more alternatives than this.
  static constexpr int combinations_max = 1000;
  // Numeric matching reaches from -5e9 to 5e9.
  static constexpr double number_max = 5e9;
  // Of one match: an array of 10,000 values against 200 tests.
  static constexpr int evaluation_steps_max = 2'000'000;
  static constexpr Budget budget() { return {evaluation_steps_max, 0}; }

  // Throws EventPatternError. Takes any length: how long a pattern may be is its service's limit.
  static EventPattern parse(std::string_view text);

  // Throws BudgetExceeded.
  bool matches(const Json& event) const;

 private:
  explicit EventPattern(std::shared_ptr<const event_pattern::ObjectPattern> root)
      : root_(std::move(root)) {}

  std::shared_ptr<const event_pattern::ObjectPattern> root_;  // immutable, so copies share it
};

}  // namespace snowglobe
