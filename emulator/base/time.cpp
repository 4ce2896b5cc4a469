#include "emulator/base/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace snowglobe {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Parts {
  int year;
  unsigned month, day, weekday;
  int hour, minute, second, millisecond;
};

Parts parts_of(Moment moment) {
  const auto day = std::chrono::floor<days>(moment);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{moment - day};
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          std::chrono::weekday{day}.c_encoding(),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count()),
          static_cast<int>(clock.subseconds().count())};
}

template <class... Numbers>
std::string print(const char* format, Numbers... numbers) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), format, numbers...);
  return std::string(text.data(), static_cast<std::size_t>(length));
}

// Reads exactly `width` digits from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// Reads the milliseconds after a point, of as many digits as there are; 0 without a point.
std::optional<int> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return 0;
  int millisecond = 0;
  int scale = 100;
  std::size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
    millisecond += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  return millisecond;
}

constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

double to_epoch_seconds(Moment moment) { return static_cast<double>(to_millis(moment)) / 1000.0; }

Moment from_epoch_seconds(double value) { return from_millis(std::llround(value * 1000.0)); }

std::string iso8601_seconds(Moment moment) {
  const Parts p = parts_of(moment);
  return print("%04d-%02u-%02uT%02d:%02d:%02dZ", p.year, p.month, p.day, p.hour, p.minute,
               p.second);
}

std::string iso8601_millis(Moment moment) {
  const Parts p = parts_of(moment);
  return print("%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", p.year, p.month, p.day, p.hour, p.minute,
               p.second, p.millisecond);
}

std::string http_date(Moment moment) {
  const Parts p = parts_of(moment);
  return print("%s, %02u %s %04d %02d:%02d:%02d GMT", weekdays[p.weekday].data(), p.day,
               months[p.month - 1].data(), p.year, p.hour, p.minute, p.second);
}

std::optional<Moment> parse_iso8601(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || !take(text, "Tt")) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || !take(text, ":")) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || !take(text, ":")) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second) return std::nullopt;
  const auto millisecond = take_fraction(text);
  if (!millisecond) return std::nullopt;
  minutes offset{0};
  if (!take(text, "Zz")) {
    const bool is_west = !text.empty() && text.front() == '-';
    if (!take(text, "+-")) return std::nullopt;
    const auto offset_hour = take_digits(text, 2);
    if (!offset_hour || !take(text, ":")) return std::nullopt;
    const auto offset_minute = take_digits(text, 2);
    if (!offset_minute || *offset_hour > 23 || *offset_minute > 59) return std::nullopt;
    offset = hours{*offset_hour} + minutes{*offset_minute};
    if (is_west) offset = -offset;
  }
  if (!text.empty() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Moment{std::chrono::sys_days{date}} + hours{*hour} + minutes{*minute} + seconds{*second} +
         Duration{*millisecond} - offset;
}

std::optional<Moment> parse_http_date(std::string_view text) {
  const auto takes = [&text](std::string_view wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(wanted.size());
    return true;
  };
  const auto index_of = [&text](const auto& names) {
    const auto found = std::find(names.begin(), names.end(), text.substr(0, 3));
    if (found != names.end()) text.remove_prefix(3);
    return static_cast<std::size_t>(found - names.begin());
  };
  const std::size_t weekday = index_of(weekdays);
  if (weekday == weekdays.size() || !takes(", ")) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || !takes(" ")) return std::nullopt;
  const std::size_t month = index_of(months);
  if (month == months.size() || !takes(" ")) return std::nullopt;
  const auto year = take_digits(text, 4);
  if (!year || !takes(" ")) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || !takes(":")) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || !takes(":")) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second) return std::nullopt;
  const auto millisecond = take_fraction(text);
  if (!millisecond || text != " GMT") return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(month + 1)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return Moment{std::chrono::sys_days{date}} + hours{*hour} + minutes{*minute} + seconds{*second} +
         Duration{*millisecond};
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t total_ms = 0;
  while (!text.empty()) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0 || number > 1'000'000'000) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    std::int64_t unit_ms = 1000;
    if (text.starts_with("ms")) {
      unit_ms = 1;
      text.remove_prefix(2);
    } else if (take(text, "s")) {
      unit_ms = 1000;
    } else if (take(text, "m")) {
      unit_ms = 60'000;
    } else if (take(text, "h")) {
      unit_ms = 3'600'000;
    } else if (take(text, "d")) {
      unit_ms = 86'400'000;
    } else if (!text.empty()) {
      return std::nullopt;
    }
    total_ms += number * unit_ms;
    if (total_ms > to_millis(never)) return std::nullopt;
  }
  return Duration{total_ms};
}

}  // namespace snowglobe
