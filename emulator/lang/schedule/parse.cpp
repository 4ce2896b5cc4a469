#include <algorithm>
#include <array>
#include <chrono>

#include "emulator/base/text.h"
#include "emulator/lang/schedule/schedule.h"

namespace snowglobe {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<std::string_view, 12> month_names = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                          "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> day_names = {"SUN", "MON", "TUE", "WED",
                                                       "THU", "FRI", "SAT"};

// A number, or one of `names`, which count from 1.
template <std::size_t count>
std::optional<int> value_of(std::string_view text,
                            const std::array<std::string_view, count>& names) {
  for (std::size_t i = 0; i < count; ++i) {
    if (iequals(text, names[i])) return static_cast<int>(i) + 1;
  }
  if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != text.npos) {
    return std::nullopt;
  }
  return static_cast<int>(*parse_int(text));
}

constexpr std::array<std::string_view, 0> no_names{};

// One element of a list: *, 5, 1-5, */15, 0/15 or 1-30/2.
template <std::size_t size, std::size_t count>
bool add_range(std::string_view text, int first, std::bitset<size>& values,
               const std::array<std::string_view, count>& names) {
  const int last = static_cast<int>(size) - 1;
  int step = 1;
  const std::size_t slash = text.find('/');
  if (slash != text.npos) {
    const auto value = value_of(text.substr(slash + 1), no_names);
    if (!value || *value < 1) return false;
    step = *value;
    text = text.substr(0, slash);
  }
  int low = first;
  int high = last;
  if (text != "*") {
    const std::size_t dash = text.find('-');
    const auto from = value_of(text.substr(0, dash), names);
    if (!from) return false;
    low = *from;
    if (dash != text.npos) {
      const auto to = value_of(text.substr(dash + 1), names);
      if (!to) return false;
      high = *to;
    } else if (slash == text.npos) {
      high = low;
    }
  }
  if (low < first || high > last || low > high) return false;
  for (int value = low; value <= high; value += step) values.set(static_cast<std::size_t>(value));
  return true;
}

template <std::size_t size, std::size_t count>
bool add_list(std::string_view text, int first, std::bitset<size>& values,
              const std::array<std::string_view, count>& names) {
  const auto parts = split(text, ',');
  return std::all_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return add_range(part, first, values, names); });
}

std::vector<std::string_view> words(std::string_view text) {
  auto parts = split(text, ' ');
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  return parts;
}

}  // namespace

std::optional<Schedule> Schedule::parse(std::string_view text) {
  if (text.size() > text_bytes_max || !text.ends_with(')')) return std::nullopt;
  text.remove_suffix(1);
  if (text.starts_with("rate(")) return parse_rate(text.substr(5));
  if (text.starts_with("cron(")) return parse_cron(text.substr(5));
  return std::nullopt;
}

std::optional<Schedule> Schedule::parse_rate(std::string_view text) {
  const auto parts = words(text);
  if (parts.size() != 2 || parts[0].size() > 9) return std::nullopt;
  const auto count = parse_int(parts[0]);
  if (!count || *count < 1) return std::nullopt;
  std::string_view unit = parts[1];
  if ((*count == 1) == unit.ends_with('s')) return std::nullopt;
  if (*count > 1) unit.remove_suffix(1);
  Schedule schedule;
  if (unit == "minute") {
    schedule.rate_ = minutes(*count);
  } else if (unit == "hour") {
    schedule.rate_ = hours(*count);
  } else if (unit == "day") {
    schedule.rate_ = days(*count);
  } else {
    return std::nullopt;
  }
  return schedule;
}

std::optional<Schedule> Schedule::parse_cron(std::string_view text) {
  const auto parts = words(text);
  if (parts.size() != 6) return std::nullopt;
  Schedule schedule;
  if (!add_list(parts[0], 0, schedule.minutes_, no_names) ||
      !add_list(parts[1], 0, schedule.hours_, no_names) ||
      !add_list(parts[3], 1, schedule.months_, month_names) ||
      !add_list(parts[5], year_first, schedule.years_, no_names)) {
    return std::nullopt;
  }
  // Exactly one of the two day fields counts; the other must be "?".
  schedule.by_day_of_week_ = parts[2] == "?";
  if (schedule.by_day_of_week_ == (parts[4] == "?")) return std::nullopt;
  const bool is_good = schedule.by_day_of_week_ ? schedule.parse_days_of_week(parts[4])
                                                : schedule.parse_days_of_month(parts[2]);
  return is_good ? std::optional(schedule) : std::nullopt;
}

bool Schedule::parse_days_of_month(std::string_view text) {
  for (const auto part : split(text, ',')) {
    if (part == "L") {
      last_day_ = true;
    } else if (part == "LW") {
      last_weekday_ = true;
    } else if (part.ends_with('W')) {
      const auto day = value_of(part.substr(0, part.size() - 1), no_names);
      if (!day || *day < 1 || *day > 31) return false;
      nearest_weekdays_.set(static_cast<std::size_t>(*day));
    } else if (!add_range(part, 1, days_of_month_, no_names)) {
      return false;
    }
  }
  return true;
}

bool Schedule::parse_days_of_week(std::string_view text) {
  for (const auto part : split(text, ',')) {
    const std::size_t hash = part.find('#');
    if (part == "L") {
      days_of_week_.set(7);
    } else if (hash != part.npos) {
      const auto day = value_of(part.substr(0, hash), day_names);
      const auto nth = value_of(part.substr(hash + 1), no_names);
      if (!day || *day < 1 || *day > 7 || !nth || *nth < 1 || *nth > 5) return false;
      nth_of_week_[static_cast<std::size_t>(*nth)].set(static_cast<std::size_t>(*day));
    } else if (part.ends_with('L')) {
      const auto day = value_of(part.substr(0, part.size() - 1), day_names);
      if (!day || *day < 1 || *day > 7) return false;
      last_of_week_.set(static_cast<std::size_t>(*day));
    } else if (!add_range(part, 1, days_of_week_, day_names)) {
      return false;
    }
  }
  return true;
}

}  // namespace snowglobe
