// What the targets of AWS's small languages share: an expression in the first line of the input,
// and the document that it reads in the rest.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "emulator/base/json.h"
#include "emulator/lang/budget.h"

namespace snowglobe::fuzz {

inline void check(bool holds) {
  if (!holds) std::abort();
}

// The text up to the next line's end, which is taken off.
inline std::string_view line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto found = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return found;
}

inline Json document_or_default(std::string_view text) {
  try {
    return parse_json(text);
  } catch (const JsonError&) {
    return parse_json(
        R"({"a":[{"b":1,"c":"x"},{"b":2.5,"c":null}],"d":{"e f":[[1],[2,3]]},"s":"t"})");
  }
}

inline Json context() {
  return parse_json(R"({"Execution":{"Id":"arn"},"Map":{"Item":{"Index":0}}})");
}

// An evaluation within a small budget gives what it gives within a large one, or ends in that
// error.
template <class Evaluate>
void check_with_little(const Json& expected, const Evaluate& evaluate) {
  Budget little(50, 200);
  try {
    check(evaluate(little) == expected);
  } catch (const BudgetExceeded&) {
  }
}

}  // namespace snowglobe::fuzz
