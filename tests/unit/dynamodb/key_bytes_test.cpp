#include "services/dynamodb/values/key_bytes.h"

#include <gtest/gtest.h>

#include <iterator>

#include "emulator/base/random.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/key_span.h"

namespace snowglobe::dynamodb {
namespace {

using Tuple = std::vector<Value>;

KeyValues key_values(const Tuple& tuple) {
  KeyValues values;
  for (const Value& value : tuple) values.push_back(value);
  return values;
}

std::string key_bytes(const Tuple& tuple) {
  std::string bytes;
  append_key(bytes, key_values(tuple));
  return bytes;
}

Value number(const std::string& text) {
  Decimal decimal;
  EXPECT_EQ(Decimal::parse(text, decimal), Decimal::Flaw::kNone) << text;
  return Value::number(decimal);
}

Value binary(std::string bytes) { return {Type::kBinary, std::move(bytes)}; }

// What is feared to be stored: keys of one attribute must stay as every world on disk has them.
TEST(KeyBytes, A_key_of_one_attribute_is_its_value) {
  EXPECT_EQ(key_bytes({Value::string("abc")}), "abc");
  EXPECT_EQ(key_bytes({binary(std::string("\0\xFF", 2))}), std::string("\0\xFF", 2));
  EXPECT_EQ(key_bytes({number("0")}), "\x01");
  EXPECT_EQ(key_bytes({number("1")}), std::string("\x02\x82\x0B"));
  const char* const numbers[] = {"-100", "-1.5", "-1", "0", "0.5", "9", "10", "1e30"};
  for (std::size_t i = 0; i + 1 < std::size(numbers); ++i) {
    EXPECT_LT(key_bytes({number(numbers[i])}), key_bytes({number(numbers[i + 1])})) << numbers[i];
  }
}

TEST(KeyBytes, Attributes_before_the_last_are_closed) {
  EXPECT_EQ(key_bytes({Value::string("a"), Value::string("b")}), std::string("a\0\x01"
                                                                             "b",
                                                                             4));
  EXPECT_EQ(key_bytes({binary(std::string("a\0", 2)), binary("\xFF")}),
            std::string("a\0\xFF\0\x01\xFF", 6));
  EXPECT_EQ(key_bytes({number("0"), Value::string("x")}), std::string("\x01\0x", 3));
}

// Values that begin with each other, that hold the closing bytes, and numbers of which one's
// digits are the beginning of another's.
Value random_value(Type type, Random& random) {
  if (type == Type::kNumber) {
    static constexpr const char* numbers[] = {
        "-1e125", "-12.5", "-12", "-1.25", "-1.2", "-1",   "-1e-130", "0",
        "1e-130", "1",     "1.2", "1.25",  "12",   "12.5", "100",     "9.99e125"};
    return number(numbers[random.below(std::size(numbers))]);
  }
  static constexpr std::string_view bytes(
      "\0\x01\x02"
      "a\xFE\xFF",
      6);
  std::string text;
  for (auto size = random.below(4) + 1; size > 0; --size) text += bytes[random.below(bytes.size())];
  return {type, text};
}

std::strong_ordering compare_tuples(const Tuple& a, const Tuple& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto order = *compare(a[i], b[i]);
    if (order != std::strong_ordering::equal) return order;
  }
  return std::strong_ordering::equal;
}

Tuple random_tuple(const std::vector<Type>& types, Random& random) {
  Tuple tuple;
  for (const Type type : types) tuple.push_back(random_value(type, random));
  return tuple;
}

std::vector<Type> random_types(Random& random) {
  std::vector<Type> types(random.below(key_attributes_max) + 1);
  for (Type& type : types) type = static_cast<Type>(random.below(3));
  return types;
}

std::string shown(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += std::to_string(static_cast<int>(static_cast<unsigned char>(byte))) + " ";
  }
  return text;
}

TEST(KeyBytes, Keys_compare_as_their_values_do) {
  Random random(1);
  for (int round = 0; round < 20'000; ++round) {
    const auto types = random_types(random);
    const Tuple a = random_tuple(types, random);
    Tuple b = random_tuple(types, random);
    // Most pairs would differ at once.
    const std::size_t same = random.below(types.size() + 1);
    for (std::size_t i = 0; i < same; ++i) b[i] = a[i];
    EXPECT_EQ(key_bytes(a) <=> key_bytes(b), compare_tuples(a, b))
        << shown(key_bytes(a)) << "and " << shown(key_bytes(b));
  }
}

bool is_in_range(const Value& value, const KeyCondition& condition) {
  using Range = KeyCondition::Range;
  if (condition.range == Range::kAll) return true;
  if (condition.range == Range::kBeginsWith) return value.text().starts_with(condition.low->text());
  const auto low = *compare(value, *condition.low);
  switch (condition.range) {
    case Range::kEqual:
      return low == 0;
    case Range::kLess:
      return low < 0;
    case Range::kLessOrEqual:
      return low <= 0;
    case Range::kGreater:
      return low > 0;
    case Range::kGreaterOrEqual:
      return low >= 0;
    default:
      return low >= 0 && *compare(value, *condition.high) <= 0;
  }
}

// A span is feared to lose rows at its borders, or to take in what follows them.
TEST(KeyBytes, A_span_holds_the_keys_that_fit_its_condition_and_no_other) {
  using Range = KeyCondition::Range;
  Random random(2);
  for (int round = 0; round < 20'000; ++round) {
    KeySchema schema{{{"h", Type::kString}}};
    const auto types = random_types(random);
    for (const Type type : types) schema.attributes.push_back({"r", type});
    const Tuple operands = random_tuple(types, random);
    const Value hash = Value::string("x");
    KeyCondition condition;
    condition.hash.push_back(hash);
    const std::size_t at = random.below(types.size());
    for (std::size_t i = 0; i < at; ++i) condition.equal.push_back(operands[i]);
    const bool is_number = types[at] == Type::kNumber;
    condition.range = static_cast<Range>(random.below(is_number ? 7 : 8));
    const Value high = random_value(types[at], random);
    condition.low = &operands[at];
    if (condition.range == Range::kBetween) condition.high = &high;
    const Span span = span_of(schema, condition);
    EXPECT_EQ(span.low.key.hash, stored_hash(condition.hash));
    Tuple tuple = random_tuple(types, random);
    const std::size_t same = random.below(types.size() + 1);
    for (std::size_t i = 0; i < same; ++i) tuple[i] = operands[i];
    bool fits = is_in_range(tuple[at], condition);
    for (std::size_t i = 0; i < at; ++i) fits = fits && tuple[i] == operands[i];
    const std::string bytes = key_bytes(tuple);
    EXPECT_EQ(bytes >= span.low.key.range && bytes < span.high.key.range, fits)
        << static_cast<int>(condition.range) << ": " << shown(bytes) << "in "
        << shown(span.low.key.range) << "to " << shown(span.high.key.range.substr(0, 40));
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
