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

namespace snowglobe {

// The JSON path of these two services: `$.detail.items[0].name`, `$['a name']`, and `[*]` or `.*`
// for all elements or members. Nothing else of JSONPath.
class EventPath {
 public:
  static std::optional<EventPath> parse(std::string_view text);

  // Nothing where the path leads nowhere. A path with a wildcard finds an array of what it leads
  // to, and nothing when that is empty.
  std::optional<Json> find(const Json& root) const;

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
  // `is_placeholder` tells which names between < and > are placeholders; others stay as text.
  static InputTemplate parse(std::string_view text,
                             const std::function<bool(std::string_view)>& is_placeholder);

  // What its placeholders are called, each once for every place where it stands.
  std::vector<std::string_view> placeholders() const;

  // Is the result JSON whatever the values are? AWS refuses rule targets of which it is not: it
  // must be one value, or lines that are strings.
  bool gives_json() const;

  // `value` answers nothing where there is none: that leaves no text inside a string, and ""
  // elsewhere. The text ends with the part that takes it beyond rendered_bytes_max, which is more
  // than any target takes: a small template can name a large value thousands of times.
  static constexpr std::size_t rendered_bytes_max = 16 << 20;
  std::string render(const std::function<std::optional<Json>(std::string_view)>& value) const;

 private:
  enum class Kind { kText, kInString, kBare };
  struct Part {
    Kind kind;
    std::string text;  // or the placeholder's name
  };
  std::vector<Part> parts_;
};

}  // namespace snowglobe
