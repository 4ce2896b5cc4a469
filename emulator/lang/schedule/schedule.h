// A rule's schedule: `rate(5 minutes)` or `cron(0 18 ? * MON-FRI *)`, in UTC. A plain value.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
#pragma once

#include <bitset>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/base/time.h"

namespace snowglobe {

class Schedule {
 public:
  // Nothing for a text that AWS refuses.
  static std::optional<Schedule> parse(std::string_view text);

  // The first moment after `moment` at which the schedule fires, a rate counted from there; `never`
  // when there is none.
  Moment next_after(Moment moment) const;

 private:
  static constexpr int year_first = 1970;
  static constexpr int year_last = 2199;

  static std::optional<Schedule> parse_rate(std::string_view text);
  static std::optional<Schedule> parse_cron(std::string_view text);
  bool parse_days_of_month(std::string_view text);
  bool parse_days_of_week(std::string_view text);
  bool fires_on(std::chrono::year_month_day date) const;

  std::optional<Duration> rate_;  // or the fields of a cron expression:
  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<13> months_;
  std::bitset<year_last + 1> years_;
  bool by_day_of_week_ = false;
  std::bitset<32> days_of_month_;
  bool last_day_ = false;                         // L
  bool last_weekday_ = false;                     // LW
  std::vector<int> nearest_weekdays_;             // 15W
  std::bitset<8> days_of_week_;                   // 1 is Sunday
  std::vector<int> last_of_week_;                 // 6L: the month's last Friday
  std::vector<std::pair<int, int>> nth_of_week_;  // 3#2: the second Tuesday
};

}  // namespace snowglobe
