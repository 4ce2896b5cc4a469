#include "emulator/api/shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <regex>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "emulator/base/text.h"

namespace snowglobe {
namespace {

std::string lower_first(std::string_view name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

std::string print_path(const shape_detail::PathNode& at) {
  std::string text = at.parent != nullptr ? print_path(*at.parent) + "." : "";
  if (at.index > 0) return text + std::to_string(at.index) + ".member";
  return text + (at.is_key ? std::string(at.name) + ".member" : lower_first(at.name));
}

// The token names of the parser behind AWS's JSON services, as SerializationException shows them.
std::string token_name(const Json& value) {
  if (value.is_string() || value.is_binary()) return "STRING_VALUE";
  if (value.is_boolean()) return value.get<bool>() ? "TRUE_VALUE" : "FALSE_VALUE";
  if (value.is_number_float()) return "DECIMAL_VALUE";
  if (value.is_number()) return "NUMBER_VALUE";
  if (value.is_array()) return "START_ARRAY";
  return "START_OBJECT";
}

std::string type_name(Kind kind) {
  switch (kind) {
    case Kind::kString:
      return "String";
    case Kind::kInteger:
      return "Integer";
    case Kind::kLong:
      return "Long";
    case Kind::kDouble:
      return "Double";
    case Kind::kBoolean:
      return "Boolean";
    case Kind::kBlob:
      return "Blob";
    case Kind::kTimestamp:
      return "Timestamp";
    case Kind::kList:
      return "List";
    case Kind::kMap:
      return "Map";
    default:
      return "Structure";
  }
}

}  // namespace

AwsError validation_error(const std::vector<Violation>& violations) {
  for (const Violation& violation : violations) {
    if (violation.type != Violation::Type::kWrongType) continue;
    const bool is_container = violation.found.starts_with("START_");
    std::string text = violation.found + " can not be converted to a" +
                       (violation.wanted == "Integer" ? "n " : " ") + violation.wanted;
    if (is_container) text = "Start of structure or map found where not expected.";
    if (violation.found == "START_ARRAY") text = "Start of list found where not expected";
    if (violation.wanted == "List" || violation.wanted == "Map" ||
        violation.wanted == "Structure") {
      if (!is_container) text = "Unexpected value type in payload";
    }
    if (violation.wanted == "Blob") text = "Invalid Base64 data";
    return AwsError("SerializationException", text);
  }
  std::string text = std::to_string(violations.size()) + " validation error" +
                     (violations.size() == 1 ? "" : "s") + " detected: ";
  for (std::size_t i = 0; i < violations.size(); ++i) {
    const Violation& violation = violations[i];
    if (i > 0) text += "; ";
    text += "Value ";
    text += violation.type == Violation::Type::kMissing ? "null" : "'" + violation.value + "'";
    text += " at '" + violation.path + "' failed to satisfy constraint: " + violation.constraint;
  }
  return AwsError("ValidationException", text);
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::kString:
      return "string";
    case Kind::kInteger:
      return "integer";
    case Kind::kLong:
      return "long";
    case Kind::kDouble:
      return "double";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kBlob:
      return "blob";
    case Kind::kTimestamp:
      return "timestamp";
    case Kind::kList:
      return "list";
    case Kind::kMap:
      return "map";
    case Kind::kStructure:
      return "structure";
    case Kind::kDocument:
      return "document";
  }
  return "document";
}

namespace shape_detail {
namespace {

// Guards all shapes that are being built.
std::recursive_mutex building;

bool finds_blobs(const Shape& shape) {
  if (shape.kind == Kind::kBlob || (shape.element != nullptr && shape.element->has_blobs)) {
    return true;
  }
  return std::any_of(shape.members.begin(), shape.members.end(),
                     [](const ShapeMember& member) { return member.shape->has_blobs; });
}

}  // namespace

void ShapeOnce::make() const {
  static std::vector<const ShapeOnce*> begun;  // of the outermost one that is being built
  static int depth = 0;
  const std::lock_guard lock(building);
  if (has_begun_) return;
  has_begun_ = true;
  begun.push_back(this);
  ++depth;
  build_(shape_);
  if (--depth > 0) return;
  // What leads back to itself needs more than one round.
  for (bool has_changed = true; std::exchange(has_changed, false);) {
    for (const ShapeOnce* one : begun) {
      if (one->shape_.has_blobs || !finds_blobs(one->shape_)) continue;
      one->shape_.has_blobs = has_changed = true;
    }
  }
  for (const ShapeOnce* one : begun) one->is_ready_.store(true, std::memory_order_release);
  begun.clear();
}

void Violations::add(const PathNode& at, Violation violation) {
  if (are_full()) return;
  violation.path = print_path(at);
  violation.member = std::string(at.name);
  list_.push_back(std::move(violation));
}

void Violations::missing(const PathNode& at) {
  add(at, {Violation::Type::kMissing, {}, {}, {}, "Member must not be null", {}, {}});
}

void Violations::constraint(const PathNode& at, std::string value, std::string constraint) {
  add(at, {Violation::Type::kConstraint, {}, {}, std::move(value), std::move(constraint), {}, {}});
}

void Violations::wrong_type(const PathNode& at, const Json& found, Kind wanted) {
  add(at, {Violation::Type::kWrongType, {}, {}, {}, {}, token_name(found), type_name(wanted)});
}

bool Violations::too_many(const PathNode& at, std::size_t count) {
  if (count <= structures_max) return false;
  constraint(at, "",
             "Member must have length less than or equal to " + std::to_string(structures_max));
  return true;
}

bool read_value(const Json& json, std::string& value, const PathNode& at, Violations& violations) {
  if (!json.is_string()) {
    violations.wrong_type(at, json, Kind::kString);
    return false;
  }
  value = json.get_ref<const std::string&>();
  return true;
}

bool read_value(const Json& json, bool& value, const PathNode& at, Violations& violations) {
  if (!json.is_boolean()) {
    violations.wrong_type(at, json, Kind::kBoolean);
    return false;
  }
  value = json.get<bool>();
  return true;
}

bool read_value(const Json& json, std::int64_t& value, const PathNode& at, Violations& violations) {
  const bool is_too_large = json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX;
  if (json.is_number_integer() && !is_too_large) {
    value = json.get<std::int64_t>();
    return true;
  }
  // Clients of languages without integers send 5.0, or 1e3.
  if (json.is_number_float()) {
    const double number = json.get<double>();
    if (std::floor(number) == number && std::abs(number) < 9.0e15) {
      value = static_cast<std::int64_t>(number);
      return true;
    }
  }
  violations.wrong_type(at, json, Kind::kLong);
  return false;
}

bool read_value(const Json& json, int& value, const PathNode& at, Violations& violations) {
  std::int64_t wide = 0;
  Violations ignored;
  if (!read_value(json, wide, at, ignored) || wide < std::numeric_limits<int>::min() ||
      wide > std::numeric_limits<int>::max()) {
    violations.wrong_type(at, json, Kind::kInteger);
    return false;
  }
  value = static_cast<int>(wide);
  return true;
}

bool read_value(const Json& json, double& value, const PathNode& at, Violations& violations) {
  if (!json.is_number()) {
    violations.wrong_type(at, json, Kind::kDouble);
    return false;
  }
  value = json.get<double>();
  return true;
}

bool read_value(const Json& json, Blob& value, const PathNode& at, Violations& violations) {
  if (json.is_binary()) {
    value.bytes = json.get_binary();
    return true;
  }
  violations.wrong_type(at, json, Kind::kBlob);
  return false;
}

bool read_value(const Json& json, Moment& value, const PathNode& at, Violations& violations) {
  if (json.is_number() && std::abs(json.get<double>()) < 2.6e11) {
    value = from_epoch_seconds(json.get<double>());
    return true;
  }
  if (json.is_string()) {
    if (const auto moment = parse_iso8601(json.get_ref<const std::string&>())) {
      value = *moment;
      return true;
    }
  }
  violations.wrong_type(at, json, Kind::kTimestamp);
  return false;
}

Checker& Checker::length(std::int64_t min, std::int64_t max) {
  std::int64_t length = 0;
  if (text_ != nullptr) {
    length = static_cast<std::int64_t>(utf8_length(*text_));
  } else if (size_) {
    length = *size_;
  } else {
    return *this;
  }
  if (length >= min && length <= max) return *this;
  const std::string value = text_ != nullptr    ? *text_
                            : texts_ != nullptr ? "[" + join(*texts_, ", ") + "]"
                                                : shown_;
  if (length < min) {
    violations_.constraint(
        path(), value, "Member must have length greater than or equal to " + std::to_string(min));
  }
  if (length > max) {
    violations_.constraint(path(), value,
                           "Member must have length less than or equal to " + std::to_string(max));
  }
  return *this;
}

Checker& Checker::range(std::int64_t min, std::int64_t max) {
  if (!number_) return *this;
  if (*number_ < min) {
    violations_.constraint(
        path(), std::to_string(*number_),
        "Member must have value greater than or equal to " + std::to_string(min));
  }
  if (*number_ > max) {
    violations_.constraint(path(), std::to_string(*number_),
                           "Member must have value less than or equal to " + std::to_string(max));
  }
  return *this;
}

Checker& Checker::one_of(std::initializer_list<const char*> values) {
  if (text_ == nullptr) return *this;
  std::string list;
  for (const char* value : values) {
    if (*text_ == value) return *this;
    list += (list.empty() ? "" : ", ") + std::string(value);
  }
  violations_.constraint(path(), *text_, "Member must satisfy enum value set: [" + list + "]");
  return *this;
}

namespace {

// Compiled once: that takes longer than most calls do. There are as many as the shapes name.
const std::regex& compiled(const char* pattern) {
  static std::mutex mutex;
  static std::unordered_map<std::string_view, std::regex> all;
  const std::lock_guard lock(mutex);
  return all.try_emplace(pattern, pattern).first->second;
}

}  // namespace

Checker& Checker::pattern(const char* regex) {
  if (text_ == nullptr) return *this;
  // The library's matcher recurses once a character, so what no sane pattern here accepts (2,048
  // characters) is not even tried.
  constexpr std::size_t length_max = 2048;
  if (text_->size() > length_max || !std::regex_match(*text_, compiled(regex))) {
    violations_.constraint(path(), *text_,
                           "Member must satisfy regular expression pattern: " + std::string(regex));
  }
  return *this;
}

}  // namespace shape_detail
}  // namespace snowglobe
