#include "emulator/lang/intrinsics/functions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "emulator/base/hash.h"
#include "emulator/base/text.h"
#include "emulator/lang/intrinsics/intrinsics.h"

namespace snowglobe::intrinsic {
namespace {

constexpr std::int64_t int_min = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t int_max = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t range_items_max = 1'000;
constexpr std::size_t encoded_characters_max = 10'000;  // of Base64 and Hash

[[noreturn]] void refuse(const std::string& why) { throw IntrinsicError(why); }

const std::string& text(const Json& value) {
  if (!value.is_string()) refuse("Invalid argument type: expected a string");
  return value.get_ref<const std::string&>();
}

const Json::array_t& array(const Json& value) {
  if (!value.is_array()) refuse("Invalid argument type: expected an array");
  return value.get_ref<const Json::array_t&>();
}

// A number rounded to the nearest integer, as AWS does with what is none.
std::int64_t integer(const Json& value) {
  if (!value.is_number()) refuse("Invalid argument type: expected an integer");
  const double rounded = std::floor(value.get<double>() + 0.5);
  if (!(rounded >= static_cast<double>(int_min) && rounded <= static_cast<double>(int_max))) {
    refuse("Integer value must be between " + std::to_string(int_min) + " and " +
           std::to_string(int_max));
  }
  return static_cast<std::int64_t>(rounded);
}

// How a value stands inside a text.
std::string to_text(const Json& value) {
  return value.is_string() ? value.get_ref<const std::string&>() : print_json(value);
}

const std::string& encodable(const std::string& data) {
  if (utf8_length(data) > encoded_characters_max) {
    refuse("The input exceeds " + std::to_string(encoded_characters_max) + " characters");
  }
  return data;
}

// Values that are equal as JSON print the same.
void print_canonical(const Json& value, std::string& out) {
  if (value.is_array()) {
    out += '[';
    for (const Json& item : value.get_ref<const Json::array_t&>()) {
      print_canonical(item, out);
      out += ',';
    }
    out += ']';
  } else if (value.is_object()) {
    std::vector<std::pair<std::string_view, const Json*>> members;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      members.emplace_back(name, &member);
    }
    std::sort(members.begin(), members.end());
    out += '{';
    for (const auto& [name, member] : members) {
      out += print_json(Json(std::string(name))) + ":";
      print_canonical(*member, out);
      out += ',';
    }
    out += '}';
  } else if (value.is_number_float() && value.get<double>() == std::floor(value.get<double>()) &&
             std::abs(value.get<double>()) < 9e15) {
    out += std::to_string(static_cast<std::int64_t>(value.get<double>()));
  } else {
    out += print_json(value);
  }
}

// The template is read with its escapes (\{ \} \' \\), so that "\{" differs from "{".
Json format(Arguments& arguments, Random&) {
  const std::string& pattern = text(arguments.front());
  std::string result;
  std::size_t next = 1;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      result += pattern[++i];
    } else if (c == '{') {
      if (i + 1 >= pattern.size() || pattern[i + 1] != '}') {
        refuse("matching '}' not found for '{'");
      }
      ++i;
      if (next >= arguments.size()) refuse("Fewer arguments than occurrences of {}");
      result += to_text(arguments[next++]);
    } else if (c == '}') {
      refuse("matching '{' not found for '}'");
    } else {
      result += c;
    }
  }
  if (next < arguments.size()) refuse("More arguments than occurrences of {}");
  return result;
}

Json string_to_json(Arguments& arguments, Random&) {
  const std::string& json = text(arguments[0]);
  if (json.find_first_not_of(" \t\r\n") == std::string::npos) return nullptr;
  try {
    return parse_json(json);
  } catch (const JsonError& error) {
    refuse(std::string("The string is not valid JSON ") + error.what());
  }
}

Json json_to_string(Arguments& arguments, Random&) { return print_json(arguments[0]); }

Json make_array(Arguments& arguments, Random&) {
  Json result = Json::array();
  result.get_ref<Json::array_t&>() = std::move(arguments);
  return result;
}

Json array_partition(Arguments& arguments, Random&) {
  const auto& items = array(arguments[0]);
  const std::int64_t size = integer(arguments[1]);
  if (size <= 0) refuse("The chunk size must be a positive integer");
  Json result = Json::array();
  for (const Json& item : items) {
    if (result.empty() || static_cast<std::int64_t>(result.back().size()) == size) {
      result.push_back(Json::array());
    }
    result.back().push_back(item);
  }
  return result;
}

Json array_contains(Arguments& arguments, Random&) {
  const auto& items = array(arguments[0]);
  return std::any_of(items.begin(), items.end(),
                     [&](const Json& item) { return json_equal(item, arguments[1]); });
}

Json array_range(Arguments& arguments, Random&) {
  const std::int64_t first = integer(arguments[0]);
  const std::int64_t last = integer(arguments[1]);
  const std::int64_t step = integer(arguments[2]);
  if (step == 0) refuse("The step must not be 0");
  Json result = Json::array();
  for (std::int64_t value = first; step > 0 ? value <= last : value >= last; value += step) {
    if (static_cast<std::int64_t>(result.size()) == range_items_max) {
      refuse("The array exceeds " + std::to_string(range_items_max) + " items");
    }
    result.push_back(value);
  }
  return result;
}

Json array_get_item(Arguments& arguments, Random&) {
  const auto& items = array(arguments[0]);
  const std::int64_t index = integer(arguments[1]);
  if (index < 0 || index >= static_cast<std::int64_t>(items.size())) {
    refuse("Index " + std::to_string(index) + " is out of bounds for an array of " +
           std::to_string(items.size()) + " items");
  }
  return items[static_cast<std::size_t>(index)];
}

Json array_length(Arguments& arguments, Random&) { return array(arguments[0]).size(); }

Json array_unique(Arguments& arguments, Random&) {
  std::unordered_set<std::string> seen;
  Json result = Json::array();
  for (const Json& item : array(arguments[0])) {
    std::string text;
    print_canonical(item, text);
    if (seen.insert(std::move(text)).second) result.push_back(item);
  }
  return result;
}

Json encode_base64(Arguments& arguments, Random&) {
  return base64_encode(encodable(text(arguments[0])));
}

Json decode_base64(Arguments& arguments, Random&) {
  auto decoded = base64_decode(encodable(text(arguments[0])));
  if (!decoded) refuse("The string is not valid Base64");
  if (!is_utf8(*decoded)) refuse("The decoded bytes are not UTF-8");
  return std::move(*decoded);
}

Json hash(Arguments& arguments, Random&) {
  static constexpr std::pair<std::string_view, std::string (*)(std::string_view)> algorithms[] = {
      {"MD5", md5}, {"SHA-1", sha1}, {"SHA-256", sha256}, {"SHA-384", sha384}, {"SHA-512", sha512},
  };
  const std::string data = encodable(to_text(arguments[0]));
  for (const auto& [name, digest] : algorithms) {
    if (text(arguments[1]) == name) return hex(digest(data));
  }
  refuse("Unsupported hashing algorithm '" + text(arguments[1]) +
         "': use MD5, SHA-1, SHA-256, SHA-384 or SHA-512");
}

Json json_merge(Arguments& arguments, Random&) {
  if (!arguments[0].is_object() || !arguments[1].is_object()) {
    refuse("Invalid argument type: expected a JSON object");
  }
  if (!arguments[2].is_boolean()) refuse("Invalid argument type: expected a boolean");
  if (arguments[2].get<bool>()) refuse("Deep merge is not supported: the third argument is false");
  Json result = std::move(arguments[0]);
  auto& members = result.get_ref<Json::object_t&>();
  std::unordered_map<std::string, std::size_t> places;
  for (const auto& [name, value] : members) places.emplace(name, places.size());
  for (auto& [name, value] : arguments[1].get_ref<Json::object_t&>()) {
    const auto [place, is_new] = places.emplace(name, members.size());
    if (is_new) {
      members.push_back({name, std::move(value)});
    } else {
      (members.begin() + static_cast<std::ptrdiff_t>(place->second))->second = std::move(value);
    }
  }
  return result;
}

// From the first number up to, not including, the second.
Json math_random(Arguments& arguments, Random& random) {
  const std::int64_t first = integer(arguments[0]);
  const std::int64_t end = integer(arguments[1]);
  if (first >= end) refuse("The start number must be less than the end number");
  const auto width = static_cast<std::uint64_t>(end - first);
  if (arguments.size() < 3) return first + static_cast<std::int64_t>(random.below(width));
  Random seeded(static_cast<std::uint64_t>(integer(arguments[2])));
  return first + static_cast<std::int64_t>(seeded.below(width));
}

Json math_add(Arguments& arguments, Random&) {
  return integer(Json(integer(arguments[0]) + integer(arguments[1])));
}

// The character that begins there.
std::string_view character_at(std::string_view text, std::size_t at) {
  const auto is_continuation = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  };
  std::size_t length = 1;
  while (at + length < text.size() && is_continuation(text[at + length])) ++length;
  return text.substr(at, length);
}

// Splits at each character of the second argument; what would be empty is left out.
Json string_split(Arguments& arguments, Random&) {
  const std::string_view whole = text(arguments[0]);
  const std::string_view characters = text(arguments[1]);
  std::unordered_set<std::string_view> separators;
  for (std::size_t at = 0; at < characters.size();) {
    at += separators.insert(character_at(characters, at)).first->size();
  }
  Json result = Json::array();
  std::size_t start = 0;
  const auto end_part = [&](std::size_t end) {
    if (end > start) result.push_back(std::string(whole.substr(start, end - start)));
  };
  for (std::size_t at = 0; at < whole.size();) {
    const std::string_view character = character_at(whole, at);
    if (separators.contains(character)) {
      end_part(at);
      start = at + character.size();
    }
    at += character.size();
  }
  end_part(whole.size());
  return result;
}

Json uuid(Arguments&, Random& random) { return random.uuid(); }

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

constexpr Function functions[] = {
    {"Format", 1, any_number, format},
    {"StringToJson", 1, 1, string_to_json},
    {"JsonToString", 1, 1, json_to_string},
    {"Array", 0, any_number, make_array},
    {"ArrayPartition", 2, 2, array_partition},
    {"ArrayContains", 2, 2, array_contains},
    {"ArrayRange", 3, 3, array_range},
    {"ArrayGetItem", 2, 2, array_get_item},
    {"ArrayLength", 1, 1, array_length},
    {"ArrayUnique", 1, 1, array_unique},
    {"Base64Encode", 1, 1, encode_base64},
    {"Base64Decode", 1, 1, decode_base64},
    {"Hash", 2, 2, hash},
    {"JsonMerge", 3, 3, json_merge},
    {"MathRandom", 2, 3, math_random},
    {"MathAdd", 2, 2, math_add},
    {"StringSplit", 2, 2, string_split},
    {"UUID", 0, 0, uuid},
};

}  // namespace

const Function* find_function(std::string_view name) {
  const auto* found = std::find_if(std::begin(functions), std::end(functions),
                                   [&](const Function& each) { return each.name == name; });
  return found == std::end(functions) ? nullptr : found;
}

}  // namespace snowglobe::intrinsic
