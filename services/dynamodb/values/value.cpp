#include "services/dynamodb/values/value.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>

namespace snowglobe::dynamodb {
namespace {

struct TypeNames {
  std::string_view name, long_name;
};
constexpr std::array<TypeNames, 10> type_names = {{{"S", "STRING"},
                                                   {"N", "NUMBER"},
                                                   {"B", "BINARY"},
                                                   {"SS", "STRING_SET"},
                                                   {"NS", "NUMBER_SET"},
                                                   {"BS", "BINARY_SET"},
                                                   {"M", "MAP"},
                                                   {"L", "LIST"},
                                                   {"BOOL", "BOOLEAN"},
                                                   {"NULL", "NULL"}}};

bool name_less(const Attribute& attribute, std::string_view name) { return attribute.name < name; }

// Shorter numbers first: that is numeric order for what most sets hold, and cheap for all.
bool element_less(Type type, const std::string& a, const std::string& b) {
  if (type == Type::kNumberSet && a.size() != b.size()) return a.size() < b.size();
  return a < b;
}

// A number's bytes: one, and one for two digits on each side of the point, leading and trailing
// zeros not counted; a sign one more.
std::size_t number_bytes(std::string_view text) {
  std::size_t bytes = 1;
  if (text.starts_with('-')) {
    ++bytes;
    text.remove_prefix(1);
  }
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point < text.size() ? text.substr(point + 1) : std::string_view();
  if (whole == "0") whole = {};
  if (fraction.empty()) {
    while (whole.ends_with('0')) whole.remove_suffix(1);
  }
  if (whole.empty()) {
    while (fraction.starts_with('0')) fraction.remove_prefix(1);
  }
  return bytes + (whole.size() + 1) / 2 + (fraction.size() + 1) / 2;
}

void measure_value(const Value& value, int level, Measure& sum);

void measure_map(const Map& map, int level, std::size_t overhead, Measure& sum) {
  for (const Attribute& attribute : map) {
    sum.bytes += attribute.name.size() + overhead;
    measure_value(attribute.value, level, sum);
  }
}

void measure_value(const Value& value, int level, Measure& sum) {
  switch (value.type) {
    case Type::kString:
    case Type::kBinary:
      sum.bytes += value.text().size();
      break;
    case Type::kNumber:
      sum.bytes += number_bytes(value.text());
      break;
    case Type::kStringSet:
    case Type::kBinarySet:
      for (const std::string& element : value.set()) sum.bytes += element.size();
      break;
    case Type::kNumberSet:
      for (const std::string& element : value.set()) sum.bytes += number_bytes(element);
      break;
    case Type::kBool:
    case Type::kNull:
      sum.bytes += 1;
      break;
    case Type::kList:
      sum.levels = std::max(sum.levels, level + 1);
      sum.bytes += 3 + value.list().size();
      for (const Value& element : value.list()) measure_value(element, level + 1, sum);
      break;
    case Type::kMap:
      sum.levels = std::max(sum.levels, level + 1);
      sum.bytes += 3;
      measure_map(value.map(), level + 1, 1, sum);
      break;
  }
}

}  // namespace

std::string_view type_name(Type type) { return type_names[static_cast<std::size_t>(type)].name; }

std::string_view type_long_name(Type type) {
  return type_names[static_cast<std::size_t>(type)].long_name;
}

std::optional<Type> parse_type_name(std::string_view name) {
  for (std::size_t i = 0; i < type_names.size(); ++i) {
    if (type_names[i].name == name) return static_cast<Type>(i);
  }
  return std::nullopt;
}

const Value* Map::find(std::string_view name) const {
  const auto at = std::lower_bound(attributes_.begin(), attributes_.end(), name, name_less);
  return at != attributes_.end() && at->name == name ? &at->value : nullptr;
}

Value* Map::find(std::string_view name) {
  return const_cast<Value*>(static_cast<const Map*>(this)->find(name));
}

Value& Map::set(std::string_view name, Value value) {
  auto at = std::lower_bound(attributes_.begin(), attributes_.end(), name, name_less);
  if (at != attributes_.end() && at->name == name) {
    at->value = std::move(value);
  } else {
    at = attributes_.insert(at, Attribute{std::string(name), std::move(value)});
  }
  return at->value;
}

void Map::change(std::vector<Attribute> added, std::vector<std::string_view> removed) {
  if (!removed.empty()) {
    std::sort(removed.begin(), removed.end());
    std::erase_if(attributes_, [&](const Attribute& attribute) {
      return std::binary_search(removed.begin(), removed.end(), std::string_view(attribute.name));
    });
  }
  if (added.empty()) return;
  const auto less = [](const Attribute& a, const Attribute& b) { return a.name < b.name; };
  std::sort(added.begin(), added.end(), less);
  const auto size = static_cast<std::ptrdiff_t>(attributes_.size());
  attributes_.insert(attributes_.end(), std::make_move_iterator(added.begin()),
                     std::make_move_iterator(added.end()));
  std::inplace_merge(attributes_.begin(), attributes_.begin() + size, attributes_.end(), less);
}

void Map::reserve(std::size_t count) { attributes_.reserve(count); }

void Map::append(std::string name, Value value) {
  attributes_.push_back(Attribute{std::move(name), std::move(value)});
}

void Map::sort() {
  const auto less = [](const Attribute& a, const Attribute& b) { return a.name < b.name; };
  if (!std::is_sorted(attributes_.begin(), attributes_.end(), less)) {
    std::sort(attributes_.begin(), attributes_.end(), less);
  }
}

std::size_t Map::size() const { return attributes_.size(); }
bool Map::empty() const { return attributes_.empty(); }
std::vector<Attribute>::const_iterator Map::begin() const { return attributes_.begin(); }
std::vector<Attribute>::const_iterator Map::end() const { return attributes_.end(); }
std::vector<Attribute>::iterator Map::begin() { return attributes_.begin(); }
std::vector<Attribute>::iterator Map::end() { return attributes_.end(); }

bool operator==(const Map& a, const Map& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Attribute& x, const Attribute& y) {
                      return x.name == y.name && x.value == y.value;
                    });
}

bool operator==(const Value& a, const Value& b) { return a.type == b.type && a.data == b.data; }

Decimal Value::decimal() const {
  Decimal number;
  [[maybe_unused]] const auto flaw = Decimal::parse(text(), number);
  assert(flaw == Decimal::Flaw::kNone);
  return number;
}

std::optional<std::strong_ordering> compare(const Value& a, const Value& b) {
  if (a.type != b.type || !is_scalar(a.type)) return std::nullopt;
  if (a.type == Type::kNumber) return a.decimal() <=> b.decimal();
  return a.text() <=> b.text();
}

bool set_contains(Type type, const Value::Set& set, const std::string& element) {
  return std::binary_search(
      set.begin(), set.end(), element,
      [type](const std::string& a, const std::string& b) { return element_less(type, a, b); });
}

void sort_set(Type type, Value::Set& set) {
  std::sort(set.begin(), set.end(), [type](const std::string& a, const std::string& b) {
    return element_less(type, a, b);
  });
}

Measure measure(const Value& value) {
  Measure sum;
  measure_value(value, 0, sum);
  return sum;
}

Measure measure(const Map& item) {
  Measure sum;
  measure_map(item, 0, 0, sum);
  return sum;
}

}  // namespace snowglobe::dynamodb
