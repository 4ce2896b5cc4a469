// What a target is given instead of the whole event: a part found by a path, or a template filled
// with such parts. Shared by EventBridge rules and Pipes. Plain values; they know no service.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/lang/budget.h"

namespace snowglobe {

// The JSON path of these two services: `$.detail.items[0].name`, `$['a name']`, and `[*]` or `.*`
// for all elements or members. Nothing else of JSONPath.
class EventPath {
 public:
  // Nothing for a text that is no such path.
  static std::optional<EventPath> parse(std::string_view text);

  // Nothing where the path leads nowhere. A path with a wildcard finds an array of what it leads
  // to, and nothing when that is empty. Looks at no value twice; the second throws BudgetExceeded.
  std::optional<Json> find(const Json& root) const;
  std::optional<Json> find(const Json& root, Budget& budget) const;

 private:
  struct Step {
    enum class Kind { kMember, kElement, kAll };
    Kind kind;
    std::string name;       // of a member
    std::size_t index = 0;  // of an element
  };
  std::vector<Step> steps_;
};

// A template: text with <placeholders>. A placeholder that stands inside a JSON string is filled
// with the bare text of its value, elsewhere with its value as JSON, so that a string gets its
// quotes. An object or array inside a string loses its quotes, as AWS has it, so that the string
// stays valid.
class InputTemplate {
 public:
  // No target takes that much. A small template can name a large value thousands of times, and
  // look for a hundred values that are nowhere in a large event.
  static constexpr int rendered_bytes_max = 8 << 20;
  static constexpr int evaluation_steps_max = 2'000'000;
  static constexpr Budget budget() { return {evaluation_steps_max, rendered_bytes_max}; }

  // Every text is a template. `is_placeholder` tells which names between < and > are placeholders;
  // others stay as text.
  static InputTemplate parse(std::string_view text,
                             const std::function<bool(std::string_view)>& is_placeholder);

  // Is the result JSON whatever the values are? AWS refuses rule targets of which it is not: it
  // must be one value, or lines that are strings.
  bool gives_json() const;

  // Answers nothing where there is no value: that leaves no text inside a string, and "" elsewhere.
  // Asked at most once for each name.
  using Values = std::function<std::optional<Json>(std::string_view name, Budget& budget)>;
  // Throws BudgetExceeded.
  std::string render(const Values& values, Budget& budget) const;

 private:
  enum class Kind { kText, kInString, kBare };
  struct Part {
    Kind kind;
    std::string text;
    std::size_t name = 0;  // of a placeholder, in names_
  };
  std::size_t place_of(std::string_view name);

  std::vector<Part> parts_;
  std::vector<std::string> names_;
};

}  // namespace snowglobe
