#include "emulator/lang/input_transform/input_transform.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace snowglobe {
namespace {

constexpr std::size_t placeholder_size_max = 256;

// The text of a JSON string without its quotes, escapes kept.
std::string inside_of_string(const Json& value) {
  std::string text = print_json(value);
  if (value.is_string()) return text.substr(1, text.size() - 2);
  if (!value.is_structured()) return text;
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') continue;
    if (text[i] == '\\') {
      if (text[i + 1] != '"') result.append({text[i], text[i + 1]});
      ++i;
      continue;
    }
    result += text[i];
  }
  return result;
}

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

std::optional<Json> EventPath::find(const Json& root) const {
  // Every step leads from a set of values to the next, so that no value is looked at twice.
  std::vector<const Json*> found{&root};
  bool is_definite = true;
  for (const auto& step : steps_) {
    std::vector<const Json*> next;
    for (const Json* value : found) {
      if (step.kind == Step::Kind::kMember) {
        if (const Json* member = find_member(*value, step.name)) next.push_back(member);
      } else if (step.kind == Step::Kind::kElement) {
        if (value->is_array() && step.index < value->size()) next.push_back(&(*value)[step.index]);
      } else if (value->is_structured()) {
        for (const auto& element : *value) next.push_back(&element);
      }
    }
    is_definite = is_definite && step.kind != Step::Kind::kAll;
    found = std::move(next);
  }
  if (found.empty()) return std::nullopt;
  if (is_definite) return *found.front();
  Json all = Json::array();
  for (const Json* value : found) all.push_back(*value);
  return all;
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
        result.parts_.push_back({in_string ? Kind::kInString : Kind::kBare,
                                 std::string(text.substr(i + 1, end - i - 1))});
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

std::vector<std::string_view> InputTemplate::placeholders() const {
  std::vector<std::string_view> names;
  for (const auto& part : parts_) {
    if (part.kind != Kind::kText) names.push_back(part.text);
  }
  return names;
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

std::string InputTemplate::render(
    const std::function<std::optional<Json>(std::string_view)>& value) const {
  std::string text;
  for (const auto& part : parts_) {
    if (text.size() > rendered_bytes_max) break;
    if (part.kind == Kind::kText) {
      text += part.text;
      continue;
    }
    const auto found = value(part.text);
    if (part.kind == Kind::kInString) {
      if (found) text += inside_of_string(*found);
    } else {
      text += found ? print_json(*found) : "\"\"";
    }
  }
  return text;
}

}  // namespace snowglobe
