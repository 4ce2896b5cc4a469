#include "emulator/base/json.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "emulator/base/text.h"

namespace snowglobe {
namespace {

bool has_duplicates(const Json::object_t& members) {
  if (members.size() <= 8) {  // the usual case, without an allocation
    for (auto a = members.begin(); a != members.end(); ++a) {
      for (auto b = members.begin(); b != a; ++b) {
        if (a->first == b->first) return true;
      }
    }
    return false;
  }
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const auto& member : members) names.push_back(member.first);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

// Builds the document from the parser's events. It exists beside nlohmann's own builder for two
// reasons: it limits depth, and it appends members without searching for an earlier one of the same
// name, which with ordered objects costs the square of their number.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Json take() { return std::move(root_); }
  const std::string& error() const { return error_; }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override {
    remove_duplicates(open_.back()->get_ref<Json::object_t&>());
    open_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool key(string_t& name) override {
    keys_.push_back(std::move(name));
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& why) override {
    error_ = "at byte " + std::to_string(position) + ": " + why.what();
    return false;
  }

 private:
  Json* place(Json&& value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      auto& items = parent.get_ref<Json::array_t&>();
      items.push_back(std::move(value));
      return &items.back();
    }
    auto& members = parent.get_ref<Json::object_t&>();
    Json& added = members.append(std::move(keys_.back()), std::move(value))->second;
    keys_.pop_back();
    return &added;
  }

  bool add(Json&& value) {
    place(std::move(value));
    return true;
  }

  bool open(Json&& value) {
    if (open_.size() >= static_cast<std::size_t>(json_depth_max)) {
      error_ = "nested deeper than " + std::to_string(json_depth_max) + " levels";
      return false;
    }
    open_.push_back(place(std::move(value)));
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  std::vector<std::string> keys_;
  std::string error_;
};

}  // namespace

void remove_duplicates(Json::object_t& members) {
  if (!has_duplicates(members)) return;
  std::unordered_map<std::string, Json*> seen;
  Json::object_t unique;
  unique.reserve(members.size());  // so that the pointers in `seen` stay good
  for (auto& member : members) {
    const auto [at, is_new] = seen.emplace(member.first, nullptr);
    if (is_new) {
      unique.push_back({member.first, std::move(member.second)});
      at->second = &unique.back().second;
    } else {
      *at->second = std::move(member.second);
    }
  }
  members = std::move(unique);
}

Json parse_json(std::string_view text) {
  // Json::sax_parse would want bytes that grow, for binary formats that are not read here.
  auto input = nlohmann::detail::input_adapter(text.begin(), text.end());
  nlohmann::detail::parser<Json, decltype(input)> parser(std::move(input));
  Builder builder;
  if (!parser.sax_parse(&builder)) throw JsonError(builder.error());
  return builder.take();
}

Json json_bytes(std::string bytes) { return Json::binary(SharedBytes(std::move(bytes))); }

std::string_view bytes_of(const Json& value) {
  return value.is_binary() ? value.get_binary().view() : std::string_view();
}

void bytes_to_text(Json& value) {
  if (value.is_binary()) {
    value = base64_encode(bytes_of(value));
  } else if (value.is_array()) {
    for (Json& element : value.get_ref<Json::array_t&>()) bytes_to_text(element);
  } else if (value.is_object()) {
    for (auto& [name, member] : value.get_ref<Json::object_t&>()) bytes_to_text(member);
  }
}

bool json_equal(const Json& a, const Json& b) {
  if (a.is_object() && b.is_object()) {
    if (a.size() != b.size()) return false;
    std::unordered_map<std::string_view, const Json*> members;
    for (const auto& [name, value] : b.get_ref<const Json::object_t&>()) members[name] = &value;
    for (const auto& [name, value] : a.get_ref<const Json::object_t&>()) {
      const auto other = members.find(name);
      if (other == members.end() || !json_equal(value, *other->second)) return false;
    }
    return true;
  }
  if (a.is_array() && b.is_array()) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), json_equal);
  }
  return a == b;
}

const Json* find_member(const Json& value, std::string_view key) {
  if (!value.is_object()) return nullptr;
  for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
    if (name == key) return &member;
  }
  return nullptr;
}

}  // namespace snowglobe
