// The world's clock: real, or manual and moved only on request. The one place that reads the
// machine's time is clock.cpp.
#pragma once

#include <chrono>
#include <string_view>

#include "emulator/base/time.h"

namespace snowglobe {

enum class ClockMode { kReal, kManual };

std::string_view clock_mode_name(ClockMode mode);  // "real", "manual"

// The machine's time, to the millisecond.
Moment machine_time();

// For measuring how long something takes in the real world: never goes back.
using MachineInstant = std::chrono::steady_clock::time_point;
MachineInstant machine_instant();

class Clock {
 public:
  // Starts real.
  Clock() = default;

  ClockMode mode() const { return mode_; }
  // The present moment; never earlier than one it gave before, even when the machine's time is set
  // back.
  Moment read();

  // Goes on with the machine's time; back to it as well, or a clock that was ahead would stand
  // still.
  void run_real();
  // Stops the clock at `moment`, or moves the stopped clock there; back as well, which only a test
  // that starts over would want.
  void stop_at(Moment moment);

 private:
  ClockMode mode_ = ClockMode::kReal;
  Moment last_{};
};

}  // namespace snowglobe
