// Attribute values: what DynamoDB stores, as C++ values.
//
// A value is a string, number, binary, a set of one of these, list, map, boolean or null. Numbers
// are kept as canonical text (Decimal::text), so that equal numbers are equal texts. Sets are
// sorted and maps are sorted by name, so that equality needs no search; AWS promises no order of
// either.
//
// Source: AttributeValue in the DynamoDB API reference; "Data types" and "Item sizes and formats"
// in the Developer Guide.
#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/base/decimal.h"
#include "emulator/base/error.h"
#include "emulator/base/json.h"

namespace snowglobe::dynamodb {

// Levels of lists and maps that an attribute may nest.
inline constexpr int nesting_levels_max = 32;
inline constexpr std::size_t item_bytes_max = 400 * 1024;
inline constexpr std::size_t attribute_name_bytes_max = 65535;

enum class Type : std::uint8_t {
  kString,
  kNumber,
  kBinary,
  kStringSet,
  kNumberSet,
  kBinarySet,
  kMap,
  kList,
  kBool,
  kNull,
};

std::string_view type_name(Type type);       // "S", "N", ...
std::string_view type_long_name(Type type);  // "STRING", "NUMBER", ... as some messages say
std::optional<Type> parse_type_name(std::string_view name);
constexpr bool is_set(Type type) { return type >= Type::kStringSet && type <= Type::kBinarySet; }
// S, N and B: what can be a key, and be ordered.
constexpr bool is_scalar(Type type) { return type <= Type::kBinary; }

struct Value;
struct Attribute;

// Attributes by name: an item, or a value of type M.
class Map {
 public:
  // Defined below Attribute, which is not known yet.
  Map();
  Map(const Map&);
  Map(Map&&) noexcept;
  Map& operator=(const Map&);
  Map& operator=(Map&&) noexcept;
  ~Map();

  const Value* find(std::string_view name) const;
  Value* find(std::string_view name);
  Value& set(std::string_view name, Value value);  // adds or replaces
  // Many changes in one go, which costs no more than a few. Names in `added` must be new and
  // different.
  void change(std::vector<Attribute> added, std::vector<std::string_view> removed);

  // For readers of many attributes: append them all, then sort once. Names must be different.
  void reserve(std::size_t count);
  void append(std::string name, Value value);
  void sort();

  std::size_t size() const;
  bool empty() const;
  std::vector<Attribute>::const_iterator begin() const;
  std::vector<Attribute>::const_iterator end() const;
  std::vector<Attribute>::iterator begin();
  std::vector<Attribute>::iterator end();

  friend bool operator==(const Map& a, const Map& b);

 private:
  std::vector<Attribute> attributes_;
};

using Item = Map;

struct Value {
  using List = std::vector<Value>;
  using Set = std::vector<std::string>;  // of texts, canonical numbers, or bytes; sorted

  static Value string(std::string text) { return {Type::kString, std::move(text)}; }
  static Value number(const Decimal& number) { return {Type::kNumber, number.text()}; }
  static Value number(std::int64_t number) { return {Type::kNumber, std::to_string(number)}; }
  static Value boolean(bool truth) { return {Type::kBool, truth}; }
  static Value null() { return {Type::kNull, true}; }
  static Value list(List elements) { return {Type::kList, std::move(elements)}; }
  static Value map(Map attributes) { return {Type::kMap, std::move(attributes)}; }

  // REQUIRES of each: the type that fits.
  const std::string& text() const { return std::get<std::string>(data); }  // S, N, B
  const Set& set() const { return std::get<Set>(data); }
  const List& list() const { return std::get<List>(data); }
  List& list() { return std::get<List>(data); }
  const Map& map() const { return std::get<Map>(data); }
  Map& map() { return std::get<Map>(data); }
  bool truth() const { return std::get<bool>(data); }
  Decimal decimal() const;  // of an N

  Type type = Type::kNull;
  std::variant<bool, std::string, Set, List, Map> data = true;
};

struct Attribute {
  std::string name;
  Value value;
};

inline Map::Map() = default;
inline Map::Map(const Map&) = default;
inline Map::Map(Map&&) noexcept = default;
inline Map& Map::operator=(const Map&) = default;
inline Map& Map::operator=(Map&&) noexcept = default;
inline Map::~Map() = default;

bool operator==(const Value& a, const Value& b);

// The order of two values of the same type S, N or B; nothing for all others.
std::optional<std::strong_ordering> compare(const Value& a, const Value& b);

// The sets' order and membership. REQUIRES: is_set(type) and elements as in Value::Set.
bool set_contains(Type type, const Value::Set& set, const std::string& element);
void sort_set(Type type, Value::Set& set);

// Throws AWS's ValidationException for a name that no attribute can have.
void check_attribute_name(std::string_view name);
// Reads {"S": "x"}. Throws AWS's ValidationException or SerializationException.
Value read_value(const Json& json);
// Reads {"name": {"S": "x"}, ...}.
Map read_map(const Json& json);
Json write_value(const Value& value);
Json write_map(const Map& map);

// What AWS counts towards an item's size, and the deepest nesting: 0 for a scalar or set, 1 for a
// list of those.
struct Measure {
  std::size_t bytes = 0;
  int levels = 0;
};
Measure measure(const Value& value);
Measure measure(const Map& item);

// "{S:abc}", as AWS's messages print a value.
std::string debug_text(const Value& value);

// AWS's error for a number that is none, or does not fit.
AwsError number_error(Decimal::Flaw flaw, std::string_view text);

}  // namespace snowglobe::dynamodb
