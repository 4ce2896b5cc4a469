// Event patterns: the first line is a pattern, the rest an event that it is held against. A
// pattern is refused with its own error or answers; matching never throws.
#include "emulator/lang/event_pattern/event_pattern.h"

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace snowglobe;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = text.find('\n');
  try {
    const auto pattern = EventPattern::parse(text.substr(0, end));
    if (end != text.npos) pattern.matches(parse_json(text.substr(end + 1)));
  } catch (const EventPatternError&) {
  } catch (const JsonError&) {
  }
  return 0;
}
