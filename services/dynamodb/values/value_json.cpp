// Attribute values from and to JSON: reading, with AWS's errors for what is wrong, and writing.
#include <algorithm>

#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {
namespace {

// The token names of the parser behind AWS's endpoint, as its messages show them.
std::string token_name(const Json& json) {
  if (json.is_string()) return "STRING_VALUE";
  if (json.is_boolean()) return json.get<bool>() ? "TRUE_VALUE" : "FALSE_VALUE";
  if (json.is_number_float()) return "DECIMAL_VALUE";
  return "NUMBER_VALUE";
}

const std::string& need_string(const Json& json) {
  if (json.is_string()) return json.get_ref<const std::string&>();
  if (json.is_object()) throw wrong_json("Start of structure or map found where not expected.");
  if (json.is_array()) throw wrong_json("Start of list found where not expected");
  throw wrong_json(token_name(json) + " cannot be converted to String");
}

const Json::array_t& need_list(const Json& json) {
  if (json.is_array()) return json.get_ref<const Json::array_t&>();
  if (json.is_object()) throw wrong_json("Start of structure or map found where not expected.");
  throw wrong_json("Unexpected value type in payload");
}

const Json::object_t& need_object(const Json& json) {
  if (json.is_object()) return json.get_ref<const Json::object_t&>();
  if (json.is_array()) throw wrong_json("Start of list found where not expected");
  throw wrong_json("Unexpected value type in payload");
}

bool need_bool(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_object()) throw wrong_json("Start of structure or map found where not expected.");
  if (json.is_array()) throw wrong_json("Start of list found where not expected");
  throw wrong_json(token_name(json) + " cannot be converted to Boolean");
}

// Where text stands in the place of bytes, it was no base64.
std::string read_binary(const Json& json) {
  if (json.is_binary()) return std::string(bytes_of(json));
  const std::string& text = need_string(json);
  if (text.size() % 4 != 0) {
    throw wrong_json("Base64 encoded length is expected a multiple of 4 bytes but found: " +
                     std::to_string(text.size()));
  }
  throw wrong_json("Invalid Base64 data");
}

// Canonical already: an integer of at most 18 digits without sign or leading zero, or "0".
bool is_plain_integer(const std::string& text) {
  if (text.empty() || text.size() > 18 || (text[0] == '0' && text.size() > 1)) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string read_number(const Json& json) {
  const std::string& text = need_string(json);
  if (is_plain_integer(text)) return text;
  Decimal number;
  if (const auto flaw = Decimal::parse(text, number); flaw != Decimal::Flaw::kNone) {
    throw number_error(flaw, text);
  }
  return number.text();
}

std::string read_element(Type type, const Json& json) {
  if (type == Type::kNumberSet) return read_number(json);
  if (type == Type::kBinarySet) return read_binary(json);
  return need_string(json);
}

[[noreturn]] void refuse_duplicates(Type type, const Json& json) {
  if (type == Type::kNumberSet) throw invalid("Input collection contains duplicates");
  std::string list;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (list.size() > 1000) break;  // the message need not be as long as the request
    list += (i == 0 ? "" : ", ") + (json[i].is_binary() ? base64_encode(bytes_of(json[i]))
                                                        : json[i].get_ref<const std::string&>());
  }
  throw invalid_parameter("Input collection [" + list + "]" +
                          (type == Type::kBinarySet ? "of type BS" : "") + " contains duplicates.");
}

Value read_set(Type type, const Json& json) {
  const auto& elements = need_list(json);
  Value::Set set;
  set.reserve(elements.size());
  for (const Json& element : elements) set.push_back(read_element(type, element));
  if (set.empty()) {
    if (type == Type::kBinarySet) throw invalid_parameter("Binary sets should not be empty");
    throw invalid_parameter(std::string("An ") + (type == Type::kStringSet ? "string" : "number") +
                            " set  may not be empty");
  }
  sort_set(type, set);
  if (std::adjacent_find(set.begin(), set.end()) != set.end()) refuse_duplicates(type, json);
  return {type, std::move(set)};
}

Value read_at(const Json& json, int level);

Map read_map_at(const Json& json, int level) {
  const auto& members = need_object(json);
  Map map;
  map.reserve(members.size());
  for (const auto& [name, member] : members) {
    check_attribute_name(name);
    if (!member.is_null()) map.append(name, read_at(member, level));
  }
  map.sort();
  return map;
}

Value read_list_at(const Json& json, int level) {
  Value::List list;
  const auto& elements = need_list(json);
  list.reserve(elements.size());
  for (const Json& element : elements) list.push_back(read_at(element, level));
  return Value::list(std::move(list));
}

Value read_typed(Type type, const Json& json, int level) {
  switch (type) {
    case Type::kString:
      return {type, need_string(json)};
    case Type::kNumber:
      return {type, read_number(json)};
    case Type::kBinary:
      return {type, read_binary(json)};
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet:
      return read_set(type, json);
    case Type::kBool:
      return Value::boolean(need_bool(json));
    case Type::kNull:
      if (!need_bool(json)) {
        throw invalid_parameter("Null attribute value types must have the value of true");
      }
      return Value::null();
    case Type::kMap:
      if (level >= nesting_levels_max) throw nested_too_deep();
      return Value::map(read_map_at(json, level + 1));
    case Type::kList:
      if (level >= nesting_levels_max) throw nested_too_deep();
      return read_list_at(json, level + 1);
  }
  return {};
}

// AWS looks at the numbers first.
[[noreturn]] void refuse_several(const Json& json) {
  for (const auto& [name, member] : json.get_ref<const Json::object_t&>()) {
    if (name == "N") read_number(member);
    if (name == "NS") read_set(Type::kNumberSet, member);
  }
  throw invalid(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of "
      "the supported datatypes");
}

// `level` lists and maps are around this value.
Value read_at(const Json& json, int level) {
  std::optional<Type> type;
  const Json* content = nullptr;
  for (const auto& [name, member] : need_object(json)) {
    const auto found = parse_type_name(name);
    if (!found || member.is_null()) continue;
    if (type) refuse_several(json);
    type = found;
    content = &member;
  }
  if (!type) {
    throw invalid(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
  return read_typed(*type, *content, level);
}

Json write_set(const Value& value) {
  Json json = Json::array();
  for (const std::string& element : value.set()) {
    json.push_back(value.type == Type::kBinarySet ? json_bytes(element) : Json(element));
  }
  return json;
}

Json write_content(const Value& value) {
  switch (value.type) {
    case Type::kString:
    case Type::kNumber:
      return value.text();
    case Type::kBinary:
      return json_bytes(value.text());
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet:
      return write_set(value);
    case Type::kMap:
      return write_map(value.map());
    case Type::kList: {
      Json json = Json::array();
      for (const Value& element : value.list()) json.push_back(write_value(element));
      return json;
    }
    case Type::kBool:
    case Type::kNull:
      return value.truth();
  }
  return nullptr;
}

}  // namespace

void check_attribute_name(std::string_view name) {
  if (name.empty()) throw empty_attribute_name();
  if (name.size() > attribute_name_bytes_max) throw attribute_name_too_large();
}

Value read_value(const Json& json) { return read_at(json, 0); }

Map read_map(const Json& json) { return read_map_at(json, 0); }

Json write_value(const Value& value) {
  Json json = Json::object();
  json.get_ref<Json::object_t&>().push_back(
      {std::string(type_name(value.type)), write_content(value)});
  return json;
}

Json write_map(const Map& map) {
  Json json = Json::object();
  auto& members = json.get_ref<Json::object_t&>();
  members.reserve(map.size());
  for (const Attribute& attribute : map) {
    members.push_back({attribute.name, write_value(attribute.value)});
  }
  return json;
}

std::string debug_text(const Value& value) {
  std::string text = "{" + std::string(type_name(value.type)) + ":";
  if (is_scalar(value.type)) {
    text += value.type == Type::kBinary ? base64_encode(value.text()) : value.text();
  } else {
    text += print_json(write_content(value));
  }
  return text + "}";
}

AwsError number_error(Decimal::Flaw flaw, std::string_view text) {
  switch (flaw) {
    case Decimal::Flaw::kTooPrecise:
      return invalid("Attempting to store more than 38 significant digits in a Number");
    case Decimal::Flaw::kOverflow:
      return invalid(
          "Number overflow. Attempting to store a number with magnitude larger than supported "
          "range");
    case Decimal::Flaw::kUnderflow:
      return invalid(
          "Number underflow. Attempting to store a number with magnitude smaller than supported "
          "range");
    default:
      break;
  }
  if (text.empty()) return invalid("The parameter cannot be converted to a numeric value");
  return invalid("The parameter cannot be converted to a numeric value: " +
                 std::string(text.substr(0, 1000)));
}

}  // namespace snowglobe::dynamodb
