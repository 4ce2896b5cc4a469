// Event patterns: the first line is a pattern, the rest an event that it is held against. A
// pattern is refused with its own error or answers; matching costs no more than its budget.
#include "emulator/lang/event_pattern/event_pattern.h"

#include "tests/fuzz/lang.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace snowglobe;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const auto pattern = EventPattern::parse(fuzz::line(text));
    if (!text.empty()) pattern.matches(parse_json(text));
  } catch (const EventPatternError&) {
  } catch (const JsonError&) {
  } catch (const BudgetExceeded&) {
  }
  return 0;
}
