// What one evaluation of an expression may cost. Each language names its own bounds; an evaluator
// counts what it looks at and what it makes, so that no expression over no document can hold up a
// world or take its memory, and the same evaluation ends in the same way on every machine.
//
// A plain value; not for several threads. Evaluations that belong together share one.
#pragma once

#include <cstdint>
#include <stdexcept>

#include "emulator/base/json.h"

namespace snowglobe {

// The evaluation was ended. what() is a sentence that names the bound. What it means is the
// caller's: no language of AWS knows such an end, since there a service's own clock ends it.
struct BudgetExceeded : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Budget {
 public:
  // A step is about the work of looking at one value: a few nanoseconds. Bytes are those of the
  // values that are made, as printed, about.
  constexpr Budget(std::int64_t steps_max, std::int64_t bytes_max)
      : steps_max_(steps_max), bytes_max_(bytes_max) {}

  // All throw BudgetExceeded when there is less left. Before the work, where it may be long.
  void step(std::size_t steps = 1) {
    steps_ += static_cast<std::int64_t>(steps);
    if (steps_ > steps_max_) refuse_steps();
  }
  void make_bytes(std::size_t bytes) {
    bytes_ += static_cast<std::int64_t>(bytes);
    if (bytes_ > bytes_max_) refuse_bytes();
  }
  // Counts the whole value, and refuses what is nested deeper than a document may be
  // (json_depth_max), `depth` being where it is put.
  void make(const Json& value, int depth = 0);

 private:
  [[noreturn]] void refuse_steps() const;
  [[noreturn]] void refuse_bytes() const;

  std::int64_t steps_max_, bytes_max_;
  std::int64_t steps_ = 0, bytes_ = 0;
};

}  // namespace snowglobe
