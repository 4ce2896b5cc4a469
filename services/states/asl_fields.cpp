#include "services/states/asl_fields.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace snowglobe::states {

std::string Place::text() const {
  if (parent == nullptr) return "/";
  std::vector<const Place*> way;
  for (const Place* place = this; place->parent != nullptr; place = place->parent)
    way.push_back(place);
  std::string text;
  for (auto place = way.rbegin(); place != way.rend(); ++place) {
    if ((*place)->name.empty()) {
      text += "[" + std::to_string((*place)->index) + "]";
    } else {
      text += "/" + std::string((*place)->name);
    }
  }
  return text;
}

void Problems::add(std::string code, std::string message, std::string location) {
  if (!is_full()) list_.push_back({std::move(code), std::move(message), std::move(location)});
}

void Fields::wrong_type(std::string_view name, std::string_view expected) const {
  problems_.schema("Expected value of type " + std::string(expected), at(name));
}

std::optional<std::string> Fields::text(std::string_view name) const {
  const Json* value = get(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  wrong_type(name, "String");
  return std::nullopt;
}

std::optional<std::int64_t> Fields::integer(std::string_view name, std::int64_t min,
                                            std::int64_t max) const {
  const Json* value = get(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number_integer()) {
    wrong_type(name, "Integer");
    return std::nullopt;
  }
  const bool is_huge = value->is_number_unsigned() &&
                       value->get<std::uint64_t>() > static_cast<std::uint64_t>(seconds_max);
  const std::int64_t number = is_huge ? max + 1 : value->get<std::int64_t>();
  if (number >= min && number <= max) return number;
  problems_.schema(
      "Value must be between " + std::to_string(min) + " and " + std::to_string(max) + " inclusive",
      at(name));
  return std::nullopt;
}

std::optional<double> Fields::number(std::string_view name, double min) const {
  const Json* value = get(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) {
    wrong_type(name, "Number");
    return std::nullopt;
  }
  if (value->get<double>() >= min) return value->get<double>();
  problems_.schema("Value must be at least " + print_json(min), at(name));
  return std::nullopt;
}

std::optional<bool> Fields::boolean(std::string_view name) const {
  const Json* value = get(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  wrong_type(name, "Boolean");
  return std::nullopt;
}

const Json* Fields::array(std::string_view name) const {
  const Json* value = get(name);
  if (value == nullptr || value->is_array()) return value;
  wrong_type(name, "Array");
  return nullptr;
}

const Json* Fields::object(std::string_view name) const {
  const Json* value = get(name);
  if (value == nullptr || value->is_object()) return value;
  wrong_type(name, "Object");
  return nullptr;
}

std::optional<JsonPath> Fields::path(std::string_view name) const {
  const std::optional<std::string> value = text(name);
  if (!value) return std::nullopt;
  try {
    return JsonPath::parse(*value);
  } catch (const JsonPathError& error) {
    problems_.schema(error.what(), at(name));
    return std::nullopt;
  }
}

std::optional<JsonPath> Fields::reference_path(std::string_view name) const {
  const std::optional<std::string> value = text(name);
  if (!value) return std::nullopt;
  try {
    return JsonPath::parse_reference(*value);
  } catch (const JsonPathError& error) {
    problems_.schema(error.what(), at(name));
    return std::nullopt;
  }
}

std::optional<PayloadTemplate> Fields::payload(std::string_view name) const {
  const Json* value = get(name);
  if (value == nullptr) return std::nullopt;
  try {
    return PayloadTemplate::parse(*value);
  } catch (const TemplateError& error) {
    problems_.add("SCHEMA_VALIDATION_FAILED", error.what(), at(name).text() + error.pointer);
    return std::nullopt;
  }
}

Selection Fields::selection(std::string_view name) const {
  Selection selection;
  const Json* value = get(name);
  if (value == nullptr) return selection;
  if (value->is_null()) {
    selection.discard = true;
    return selection;
  }
  selection.path = path(name);
  if (selection.path && selection.path->text() == "$") selection.path.reset();
  return selection;
}

Selection Fields::result_path(std::string_view name) const {
  Selection selection;
  const Json* value = get(name);
  if (value == nullptr) return selection;
  if (value->is_null()) {
    selection.discard = true;
    return selection;
  }
  selection.path = reference_path(name);
  if (!selection.path) return selection;
  if (selection.path->is_context()) {
    problems_.schema("Value is not a Reference Path: the context object cannot be written",
                     at(name));
    selection.path.reset();
  } else if (selection.path->text() == "$") {
    selection.path.reset();
  }
  return selection;
}

Amount Fields::amount(std::string_view name, std::string_view path_name, std::int64_t min,
                      std::int64_t max) const {
  at_most_one_of({name, path_name});
  return {integer(name, min, max), reference_path(path_name)};
}

void Fields::only(std::initializer_list<std::string_view> known) const {
  for (const auto& member : object_.items()) {
    if (problems_.is_full()) return;
    if (std::find(known.begin(), known.end(), member.key()) == known.end())
      problems_.schema("Field is not supported", at(member.key()));
  }
}

void Fields::require(std::initializer_list<std::string_view> names) const {
  std::vector<std::string> missing;
  for (const std::string_view name : names)
    if (!has(name)) missing.emplace_back(name);
  if (!missing.empty())
    problems_.schema("These fields are required: [" + join(missing, ", ") + "]", place_);
}

void Fields::at_most_one_of(std::initializer_list<std::string_view> names) const {
  std::vector<std::string> present;
  for (const std::string_view name : names)
    if (has(name)) present.emplace_back(name);
  if (present.size() > 1)
    problems_.schema("These fields are mutually exclusive: [" + join(present, ", ") + "]", place_);
}

void Fields::not_supported(std::string_view name, const std::string& what) const {
  if (has(name)) problems_.schema(what + " is not supported by Snowglobe yet", at(name));
}

}  // namespace snowglobe::states
