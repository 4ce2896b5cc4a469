// When a rule fires: `rate(5 minutes)` or `cron(0 18 ? * MON-FRI *)`, in UTC. A plain value; it
// knows no service.
//
// A cron expression has six fields: minutes, hours, day of the month, month, day of the week, year.
// Each is a list of numbers, names (JAN, MON), ranges (1-5), steps (0/15, 1-30/2) and *; one of the
// two day fields is ?, and the other may say L, LW, 15W, 6L or 3#2. Years are 1970 to 2199.
//
// Finding the next moment takes at most one look at each day of those years (84,000; a
// millisecond), since months and years that are not named are passed over whole.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
#pragma once

#include <array>
#include <bitset>
#include <optional>
#include <string_view>

#include "emulator/base/time.h"

namespace snowglobe {

class Schedule {
 public:
  static constexpr std::size_t text_bytes_max = 256;

  // Nothing for a text that AWS refuses.
  static std::optional<Schedule> parse(std::string_view text);

  // The first moment after `moment` at which the schedule fires, a rate counted from there; `never`
  // when there is none. Any moment will do, also one before or beyond all calendars.
  Moment next_after(Moment moment) const;

 private:
  static constexpr int year_first = 1970;
  static constexpr int year_last = 2199;

  static std::optional<Schedule> parse_rate(std::string_view text);
  static std::optional<Schedule> parse_cron(std::string_view text);
  bool parse_days_of_month(std::string_view text);
  bool parse_days_of_week(std::string_view text);
  bool fires_on(std::chrono::year_month_day date) const;
  bool fires_at(int minute_of_day) const;

  std::optional<Duration> rate_;  // or the fields of a cron expression:
  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<13> months_;
  std::bitset<year_last + 1> years_;
  bool by_day_of_week_ = false;
  std::bitset<32> days_of_month_;
  bool last_day_ = false;                      // L
  bool last_weekday_ = false;                  // LW
  std::bitset<32> nearest_weekdays_;           // 15W
  std::bitset<8> days_of_week_;                // 1 is Sunday
  std::bitset<8> last_of_week_;                // 6L: the month's last Friday
  std::array<std::bitset<8>, 6> nth_of_week_;  // 3#2, the second Tuesday: [2] has 3
};

}  // namespace snowglobe
