// Moments and durations, to the millisecond, and the texts that AWS writes them in. This file knows
// no clock: the present moment always comes from a world (Host::now).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace snowglobe {

using Duration = std::chrono::milliseconds;
using Moment = std::chrono::sys_time<Duration>;

// Later than anything that happens: "no such moment" in comparisons. 9999-12-31T23:59:59Z.
inline constexpr Moment never{Duration{253402300799000}};

constexpr std::int64_t to_millis(Moment moment) { return moment.time_since_epoch().count(); }
constexpr Moment from_millis(std::int64_t millis) { return Moment{Duration{millis}}; }

// Seconds since 1970 with a fraction, as JSON protocols carry timestamps.
double to_epoch_seconds(Moment moment);
Moment from_epoch_seconds(double seconds);

std::string iso8601_seconds(Moment moment);  // 2026-01-31T23:59:59Z
std::string iso8601_millis(Moment moment);   // 2026-01-31T23:59:59.123Z
std::string http_date(Moment moment);        // Sat, 31 Jan 2026 23:59:59 GMT

// RFC 3339 with any fraction and "Z" or an offset; nothing for a text that is not of that form or
// names no real moment.
std::optional<Moment> parse_iso8601(std::string_view text);
// As http_date writes it, with any fraction of the second; nothing for another text.
std::optional<Moment> parse_http_date(std::string_view text);

// "250ms", "30s", "5m", "1h", "2d", also joined ("1h30m"); a bare number is seconds. Nothing for
// what is longer than all time until `never`.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace snowglobe
