#include "emulator/engine/clock.h"

#include <algorithm>
#include <chrono>

namespace snowglobe {

std::string_view clock_mode_name(ClockMode mode) {
  return mode == ClockMode::kReal ? "real" : "manual";
}

Moment machine_time() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

MachineInstant machine_instant() { return std::chrono::steady_clock::now(); }

Moment Clock::read() {
  if (mode_ == ClockMode::kReal) last_ = std::max(last_, machine_time());
  return last_;
}

void Clock::run_real() {
  mode_ = ClockMode::kReal;
  last_ = machine_time();
}

void Clock::stop_at(Moment moment) {
  mode_ = ClockMode::kManual;
  last_ = moment;
}

}  // namespace snowglobe
