#include <limits>

#include "emulator/lang/input_transform/input_transform.h"

namespace snowglobe {
namespace {

std::string without_quotes(const std::string& json) {
  std::string result;
  result.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '"') continue;
    if (json[i] == '\\') {
      if (json[i + 1] != '"') result.append({json[i], json[i + 1]});
      ++i;
      continue;
    }
    result += json[i];
  }
  return result;
}

// A placeholder's value as the template shows it.
class Filling {
 public:
  explicit Filling(const std::optional<Json>& value)
      : json_(value ? print_json(*value) : "\"\""),
        is_structured_(value && value->is_structured()) {}

  std::string_view json() const { return json_; }
  std::string_view in_string() {
    if (is_structured_) {
      if (!unquoted_) unquoted_ = without_quotes(json_);
      return *unquoted_;
    }
    const std::string_view text = json_;
    return text.starts_with('"') ? text.substr(1, text.size() - 2) : text;  // escapes kept
  }

 private:
  std::string json_;
  bool is_structured_;
  std::optional<std::string> unquoted_;
};

}  // namespace

std::optional<Json> EventPath::find(const Json& root) const {
  constexpr auto any_number = std::numeric_limits<std::int64_t>::max();
  Budget budget(any_number, any_number);
  return find(root, budget);
}

std::optional<Json> EventPath::find(const Json& root, Budget& budget) const {
  // Every step leads from a set of values to the next, so that no value is looked at twice.
  std::vector<const Json*> found{&root};
  bool is_definite = true;
  for (const auto& step : steps_) {
    std::vector<const Json*> next;
    for (const Json* value : found) {
      budget.step(1 + (value->is_structured() ? value->size() / 16 : 0));
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
  budget.step(found.size());
  Json all = Json::array();
  for (const Json* value : found) all.push_back(*value);
  return all;
}

std::string InputTemplate::render(const Values& values, Budget& budget) const {
  std::vector<std::optional<Filling>> fillings(names_.size());
  std::string text;
  for (const auto& part : parts_) {
    std::string_view added = part.text;
    if (part.kind != Kind::kText) {
      auto& filling = fillings[part.name];
      if (!filling) filling.emplace(values(names_[part.name], budget));
      added = part.kind == Kind::kBare ? filling->json() : filling->in_string();
    }
    budget.make_bytes(added.size());
    text += added;
  }
  return text;
}

}  // namespace snowglobe
