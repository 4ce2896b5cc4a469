#include <algorithm>
#include <chrono>

#include "emulator/lang/schedule/schedule.h"

namespace snowglobe {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

unsigned last_day_of(std::chrono::year_month_day date) {
  return static_cast<unsigned>((date.year() / date.month() / std::chrono::last).day());
}

// AWS's number of a weekday: 1 is Sunday.
std::size_t weekday_of(std::chrono::sys_days day) {
  return std::chrono::weekday(day).c_encoding() + 1;
}

// The working day nearest to the `wanted` day of the month, without leaving the month.
unsigned nearest_weekday(std::chrono::year_month_day date, unsigned wanted) {
  const unsigned last = last_day_of(date);
  wanted = std::min(wanted, last);
  const std::size_t weekday = weekday_of(date.year() / date.month() / std::chrono::day(wanted));
  if (weekday == 7) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday == 1) return wanted < last ? wanted + 1 : wanted - 2;
  return wanted;
}

}  // namespace

bool Schedule::fires_on(std::chrono::year_month_day date) const {
  const auto day = static_cast<unsigned>(date.day());
  const unsigned last = last_day_of(date);
  if (by_day_of_week_) {
    const std::size_t weekday = weekday_of(date);
    return days_of_week_[weekday] || (day + 7 > last && last_of_week_[weekday]) ||
           nth_of_week_[(day - 1) / 7 + 1][weekday];
  }
  if (days_of_month_[day] || (last_day_ && day == last)) return true;
  if (last_weekday_ && day == nearest_weekday(date, last)) return true;
  for (unsigned wanted = 1; nearest_weekdays_.any() && wanted <= 31; ++wanted) {
    if (nearest_weekdays_[wanted] && day == nearest_weekday(date, wanted)) return true;
  }
  return false;
}

bool Schedule::fires_at(int minute_of_day) const {
  return hours_[static_cast<std::size_t>(minute_of_day / 60)] &&
         minutes_[static_cast<std::size_t>(minute_of_day % 60)];
}

Moment Schedule::next_after(Moment moment) const {
  using namespace std::chrono;
  if (rate_) return moment > never - *rate_ ? never : moment + *rate_;
  constexpr sys_days first = year(year_first) / January / 1;
  constexpr sys_days end = year(year_last + 1) / January / 1;
  if (moment >= end) return never;
  const auto start = moment < first ? first : floor<minutes>(moment) + minutes(1);
  auto minute_of_day = static_cast<int>((start - floor<days>(start)).count());
  for (sys_days day = floor<days>(start); day < end; minute_of_day = 0) {
    const year_month_day date(day);
    if (!years_[static_cast<std::size_t>(static_cast<int>(date.year()))]) {
      day = (date.year() + years(1)) / January / 1;
    } else if (!months_[static_cast<unsigned>(date.month())]) {
      day = (date.year() / date.month() + months(1)) / 1;
    } else {
      for (; fires_on(date) && minute_of_day < 24 * 60; ++minute_of_day) {
        if (fires_at(minute_of_day)) return day + minutes(minute_of_day);
      }
      day += days(1);
    }
  }
  return never;
}

}  // namespace snowglobe
