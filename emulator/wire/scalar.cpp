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

}  // namespace

Json read_scalar(const Shape& shape, std::string_view text) {
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
      if (const auto moment = parse_iso8601(text)) return to_epoch_seconds(*moment);
      return read_double(text);
    default:
      return std::string(text);
  }
}

std::string print_scalar(const Shape& shape, const Json& value, TimestampForm form) {
  if (shape.kind == Kind::kTimestamp && value.is_number()) {
    const Moment moment = from_epoch_seconds(value.get<double>());
    if (form == TimestampForm::kHttpDate) return http_date(moment);
    if (form == TimestampForm::kEpochSeconds) return print_json(value);
    return to_millis(moment) % 1000 == 0 ? iso8601_seconds(moment) : iso8601_millis(moment);
  }
  if (value.is_string()) return value.get<std::string>();
  if (value.is_binary()) return base64_encode(bytes_of(value));
  return print_json(value);
}

}  // namespace snowglobe::wire
