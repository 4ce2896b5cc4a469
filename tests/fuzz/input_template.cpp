// Paths and templates of EventBridge targets: lines are a path, a template, and the rest an event.
#include <cstdint>
#include <cstdlib>

#include "emulator/lang/input_transform/input_transform.h"

namespace {

// The text up to the next line's end, which is taken off.
std::string_view line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto found = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace snowglobe;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto path = EventPath::parse(line(rest));
  const auto input = InputTemplate::parse(line(rest), [](std::string_view) { return true; });
  try {
    const Json event = parse_json(rest);
    const auto value = path ? path->find(event) : std::nullopt;
    Budget budget = InputTemplate::budget();
    const auto text = input.render([&](std::string_view, Budget&) { return value; }, budget);
    // What promises to give JSON does, one value or lines of strings, whatever the values are.
    const bool has_one_line =
        text.find_first_not_of(" \t\r") != text.npos && text.find('\n') == text.npos;
    if (input.gives_json() && has_one_line) parse_json(text);
  } catch (const BudgetExceeded&) {
  } catch (const JsonError&) {
    // Of the event, or of the promise: told apart by reading the event alone.
    try {
      parse_json(rest);
    } catch (const JsonError&) {
      return 0;
    }
    std::abort();
  }
  return 0;
}
