#include "emulator/wire/scalar.h"

#include <charconv>
#include <cmath>

#include "emulator/base/text.h"
#include "emulator/base/time.h"

namespace snowglobe::wire {
namespace {

AwsError malformed(std::string_view text, std::string_view wanted) {
  constexpr std::size_t shown_max = 100;
  return AwsError("MalformedInput", "'" + std::string(text.substr(0, shown_max)) + "' is not " +
                                        std::string(wanted) + ".");
}

Json read_double(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    throw malformed(text, "a number");
  }
  return number;
}

Json read_timestamp(std::string_view text, std::optional<TimestampForm> form) {
  std::optional<Moment> moment;
  if (form.value_or(TimestampForm::kDateTime) == TimestampForm::kDateTime) {
    moment = parse_iso8601(text);
  }
  if (!moment && form.value_or(TimestampForm::kHttpDate) == TimestampForm::kHttpDate) {
    moment = parse_http_date(text);
  }
  if (moment) return to_epoch_seconds(*moment);
  if (form.value_or(TimestampForm::kEpochSeconds) == TimestampForm::kEpochSeconds) {
    return read_double(text);
  }
  throw malformed(text, form == TimestampForm::kDateTime ? "a timestamp like 2026-01-31T23:59:59Z"
                                                         : "a date of HTTP");
}

}  // namespace

Json read_scalar(const Shape& shape, std::string_view text, std::optional<TimestampForm> form) {
  switch (shape.kind) {
    case Kind::kBoolean:
      if (iequals(text, "true")) return true;
      if (iequals(text, "false")) return false;
      throw malformed(text, "a boolean");
    case Kind::kInteger:
    case Kind::kLong:
      if (const auto number = parse_int(text)) return *number;
      throw malformed(text, "an integer");
    case Kind::kDouble:
      return read_double(text);
    case Kind::kTimestamp:
      return read_timestamp(text, form);
    default:
      return std::string(text);
  }
}

std::string print_timestamp(double epoch_seconds, TimestampForm form) {
  const Moment moment = from_epoch_seconds(epoch_seconds);
  if (form == TimestampForm::kHttpDate) return http_date(moment);
  const std::int64_t millis = to_millis(moment);
  const bool is_whole = millis % 1000 == 0;
  if (form == TimestampForm::kDateTime) {
    return is_whole ? iso8601_seconds(moment) : iso8601_millis(moment);
  }
  return is_whole ? std::to_string(millis / 1000) : print_json(to_epoch_seconds(moment));
}

std::string print_scalar(const Shape& shape, const Json& value, TimestampForm form) {
  if (shape.kind == Kind::kTimestamp && value.is_number()) {
    return print_timestamp(value.get<double>(), form);
  }
  if (value.is_string()) return value.get<std::string>();
  if (value.is_binary()) return base64_encode(bytes_of(value));
  return print_json(value);
}

}  // namespace snowglobe::wire
