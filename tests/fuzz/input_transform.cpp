// Paths and templates of EventBridge targets: lines are a path, a template, and the rest an event.
#include "emulator/lang/input_transform/input_transform.h"

#include "tests/fuzz/lang.h"

namespace snowglobe::fuzz {
namespace {

void run(std::string_view text) {
  const auto path = EventPath::parse(line(text));
  const auto input = InputTemplate::parse(line(text), [](std::string_view) { return true; });
  Json event;
  try {
    event = parse_json(text);
  } catch (const JsonError&) {
    return;
  }
  Budget budget = InputTemplate::budget();
  try {
    const auto filled = input.render(
        [&](std::string_view, Budget& budget) {
          return path ? path->find(event, budget) : std::nullopt;
        },
        budget);
    // What promises to give JSON does, one value or lines of strings, whatever the values are.
    const bool has_one_line =
        filled.find_first_not_of(" \t\r") != filled.npos && filled.find('\n') == filled.npos;
    if (input.gives_json() && has_one_line) parse_json(filled);
  } catch (const BudgetExceeded&) {
  }
}

}  // namespace
}  // namespace snowglobe::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
