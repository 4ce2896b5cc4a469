#include <algorithm>

#include "emulator/base/text.h"
#include "emulator/lang/input_transform/input_transform.h"

namespace snowglobe {
namespace {

constexpr std::size_t placeholder_size_max = 256;

bool is_json(std::string_view text) {
  try {
    parse_json(text);
    return true;
  } catch (const JsonError&) {
    return false;
  }
}

// One JSON string to a line.
bool is_lines_of_strings(std::string_view text) {
  const auto lines = split(text, '\n');
  return std::all_of(lines.begin(), lines.end(), [](std::string_view line) {
    const std::size_t start = line.find_first_not_of(" \t\r");
    return start == std::string_view::npos || (line[start] == '"' && is_json(line));
  });
}

}  // namespace

std::optional<EventPath> EventPath::parse(std::string_view text) {
  if (!text.starts_with('$')) return std::nullopt;
  EventPath path;
  for (text.remove_prefix(1); !text.empty();) {
    if (text.front() == '.') {
      text.remove_prefix(1);
      const auto name = text.substr(0, text.find_first_of(".["));
      if (name.empty()) return std::nullopt;
      const auto kind = name == "*" ? Step::Kind::kAll : Step::Kind::kMember;
      path.steps_.push_back({kind, std::string(name)});
      text.remove_prefix(name.size());
    } else if (text.starts_with("['") || text.starts_with("[\"")) {
      const char quote = text[1];
      const std::size_t end = text.find(std::string{quote, ']'}, 2);
      if (end == std::string_view::npos) return std::nullopt;
      path.steps_.push_back({Step::Kind::kMember, std::string(text.substr(2, end - 2))});
      text.remove_prefix(end + 2);
    } else if (text.front() == '[') {
      const std::size_t end = text.find(']');
      if (end == std::string_view::npos) return std::nullopt;
      const auto inside = text.substr(1, end - 1);
      const auto index = parse_int(inside);
      if (inside == "*") {
        path.steps_.push_back({Step::Kind::kAll, {}});
      } else if (index && *index >= 0) {
        path.steps_.push_back({Step::Kind::kElement, {}, static_cast<std::size_t>(*index)});
      } else {
        return std::nullopt;
      }
      text.remove_prefix(end + 1);
    } else {
      return std::nullopt;
    }
  }
  return path;
}

InputTemplate InputTemplate::parse(std::string_view text,
                                   const std::function<bool(std::string_view)>& is_placeholder) {
  InputTemplate result;
  std::string plain;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') {
      const std::size_t end = text.substr(0, i + 2 + placeholder_size_max).find('>', i);
      if (end != std::string_view::npos && is_placeholder(text.substr(i + 1, end - i - 1))) {
        if (!plain.empty()) result.parts_.push_back({Kind::kText, std::move(plain)});
        plain.clear();
        result.parts_.push_back({in_string ? Kind::kInString : Kind::kBare, "",
                                 result.place_of(text.substr(i + 1, end - i - 1))});
        i = end;
        continue;
      }
    }
    plain += text[i];
    if (text[i] == '"') in_string = !in_string;
    if (text[i] == '\\' && in_string && i + 1 < text.size() && text[i + 1] != '<') {
      plain += text[++i];
    }
  }
  if (!plain.empty()) result.parts_.push_back({Kind::kText, std::move(plain)});
  return result;
}

std::size_t InputTemplate::place_of(std::string_view name) {
  const auto place =
      static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
  if (place == names_.size()) names_.emplace_back(name);
  return place;
}

bool InputTemplate::gives_json() const {
  // null fits wherever a value does, but not where only a key may stand.
  std::string text;
  for (const auto& part : parts_) {
    if (part.kind == Kind::kText) text += part.text;
    if (part.kind == Kind::kBare) text += "null";
  }
  return is_json(text) || is_lines_of_strings(text);
}

}  // namespace snowglobe
