// The small readers: moments, durations, ARNs, base64, percent-encoding, UTF-8, whole numbers
// and wildcards. What they read they write back as something that reads the same.
#include "emulator/base/text.h"

#include <cstdint>
#include <cstdlib>

#include "emulator/base/arn.h"
#include "emulator/base/time.h"

namespace snowglobe {
namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void try_times(std::string_view text) {
  if (const auto moment = parse_iso8601(text)) {
    check(parse_iso8601(iso8601_millis(*moment)) == moment);
    const auto seconds = parse_iso8601(iso8601_seconds(*moment));
    check(seconds && *seconds <= *moment && *moment - *seconds < std::chrono::seconds(1));
    check(from_epoch_seconds(to_epoch_seconds(*moment)) == *moment);
    http_date(*moment);
  }
  if (const auto duration = parse_duration(text)) check(*duration >= Duration(0));
}

void try_codes(std::string_view text) {
  check(base64_decode(base64_encode(text)) == text);
  if (const auto bytes = base64_decode(text)) check(base64_encode(*bytes).size() == text.size());
  check(percent_decode(percent_encode(text), Plus::kKept) == text);
  check(percent_decode(text, Plus::kIsSpace).size() <= text.size());
  check(hex(text).size() == 2 * text.size());
  if (is_utf8(text)) {
    check(utf8_length(text) <= text.size());
    check(is_utf8(xml_escape(text)));
  }
  if (const auto number = parse_int(text)) check(parse_int(std::to_string(*number)) == number);
}

void run(std::string_view text) {
  try_times(text);
  try_codes(text);
  if (const auto arn = Arn::parse(text)) check(Arn::parse(arn->text())->resource == arn->resource);
  const std::size_t end = text.find('\n');
  if (end == text.npos) return;
  check(wildcard_match(text.substr(end + 1), text.substr(end + 1)) ||
        text.substr(end + 1).find('\\') != text.npos);
  wildcard_match(text.substr(0, end), text.substr(end + 1));
  check(wildcard_match("*", text));
  check(iequals(text, to_lower(text)));
}

}  // namespace
}  // namespace snowglobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
