#include "services/dynamodb/values/value.h"

#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "services/dynamodb/values/codec.h"
#include "tests/support/attribute_values.h"

namespace snowglobe::dynamodb {
namespace {

Value value(const char* json) { return read_value(attribute_value(json)); }

Item item(const char* json) { return read_map(attribute_map(json)); }

std::string refusal(const std::string& json) {
  try {
    read_value(attribute_value(json));
  } catch (const AwsError& error) {
    return (error.code == "ValidationException" ? "" : error.code + ": ") + error.message;
  }
  return "accepted";
}

constexpr const char* every_type = R"({
  "binary": {"B": "AP8="}, "blobs": {"BS": ["AQ==", "Ag=="]}, "empty": {"S": ""},
  "list": {"L": [{"S": "a"}, {"N": "1"}, {"L": [{"NULL": true}]}, {"M": {}}]},
  "map": {"M": {"a": {"M": {"b": {"BOOL": false}}}}}, "no": {"BOOL": false},
  "nothing": {"NULL": true}, "number": {"N": "-12.5"}, "numbers": {"NS": ["2", "10"]},
  "text": {"S": "grüße"}, "texts": {"SS": ["x", "y"]}, "yes": {"BOOL": true}})";

TEST(Value, Comes_back_from_the_database_and_as_JSON_as_it_was_read) {
  const Json json = attribute_map(every_type);
  const Item read = read_map(json);
  EXPECT_EQ(print_json(write_map(read)), print_json(json));
  const std::string stored = encode_item(read);
  EXPECT_EQ(decode_item(stored), read);
  EXPECT_EQ(print_json(decode_item_to_json(stored)), print_json(json));
}

// Stored bytes are feared to be read beyond their end when they are damaged.
TEST(Value, Damaged_stored_bytes_are_refused) {
  const std::string stored = encode_item(item(every_type));
  for (std::size_t size = 0; size < stored.size(); ++size) {
    EXPECT_THROW(decode_item(stored.substr(0, size)), std::runtime_error) << size;
    EXPECT_THROW(decode_item_to_json(stored.substr(0, size)), std::runtime_error) << size;
  }
  EXPECT_THROW(decode_item(stored + "x"), std::runtime_error);
  EXPECT_THROW(decode_item(std::string(20, '\xFF')), std::runtime_error);
}

TEST(Value, Attributes_and_set_elements_are_sorted_and_numbers_canonical) {
  EXPECT_EQ(print_json(write_map(item(R"({"b": {"N": "1.50"}, "a": {"NS": ["10", "2", "1e0"]}})"))),
            R"({"a":{"NS":["1","2","10"]},"b":{"N":"1.5"}})");
}

TEST(Value, Equality_is_by_content) {
  EXPECT_EQ(value(R"({"N": "1.0"})"), value(R"({"N": "1"})"));
  EXPECT_EQ(value(R"({"SS": ["a", "b"]})"), value(R"({"SS": ["b", "a"]})"));
  EXPECT_NE(value(R"({"S": "1"})"), value(R"({"N": "1"})"));
  EXPECT_NE(value(R"({"S": "YQ=="})"), value(R"({"B": "YQ=="})"));
  EXPECT_EQ(value(R"({"M": {"a": {"S": "x"}, "b": {"NULL": true}}})"),
            value(R"({"M": {"b": {"NULL": true}, "a": {"S": "x"}}})"));
  EXPECT_NE(value(R"({"L": [{"N": "1"}, {"N": "2"}]})"),
            value(R"({"L": [{"N": "2"}, {"N": "1"}]})"));
}

TEST(Value, Only_strings_numbers_and_binaries_of_one_type_have_an_order) {
  EXPECT_EQ(compare(value(R"({"N": "9"})"), value(R"({"N": "10"})")), std::strong_ordering::less);
  EXPECT_EQ(compare(value(R"({"S": "9"})"), value(R"({"S": "10"})")),
            std::strong_ordering::greater);
  // Bytes are unsigned: ÿ comes after z.
  EXPECT_EQ(compare(value(R"({"S": "z"})"), value(R"({"S": "ÿ"})")), std::strong_ordering::less);
  EXPECT_EQ(compare(value(R"({"N": "1"})"), value(R"({"S": "1"})")), std::nullopt);
  EXPECT_EQ(compare(value(R"({"BOOL": true})"), value(R"({"BOOL": true})")), std::nullopt);
}

TEST(Value, What_is_no_value_is_refused_in_AWSs_words) {
  EXPECT_EQ(
      refusal("{}"),
      "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  EXPECT_EQ(refusal(R"({"X": "a"})"), refusal("{}"));
  EXPECT_EQ(refusal(R"({"S": null})"), refusal("{}"));
  EXPECT_EQ(refusal(R"({"S": "a", "N": "1"})"),
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of "
            "the supported datatypes");
  EXPECT_EQ(refusal(R"({"N": "1x"})"), "The parameter cannot be converted to a numeric value: 1x");
  EXPECT_EQ(refusal(R"({"N": ""})"), "The parameter cannot be converted to a numeric value");
  EXPECT_EQ(refusal(R"({"N": "123456789012345678901234567890123456789"})"),
            "Attempting to store more than 38 significant digits in a Number");
  EXPECT_EQ(refusal(R"({"N": "1e126"})"),
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range");
  EXPECT_EQ(refusal(R"({"N": "1e-131"})"),
            "Number underflow. Attempting to store a number with magnitude smaller than supported "
            "range");
  EXPECT_EQ(refusal(R"({"NULL": false})"),
            "One or more parameter values were invalid: Null attribute value types must have the "
            "value of true");
  EXPECT_EQ(refusal(R"({"SS": []})"),
            "One or more parameter values were invalid: An string set  may not be empty");
  EXPECT_EQ(refusal(R"({"SS": ["a", "b", "a"]})"),
            "One or more parameter values were invalid: Input collection [a, b, a] contains "
            "duplicates.");
  EXPECT_EQ(refusal(R"({"NS": ["1", "1.0"]})"), "Input collection contains duplicates");
  EXPECT_EQ(
      refusal(R"({"SS": ["", ""]})"),
      "One or more parameter values were invalid: Input collection [, ] contains duplicates.");
  EXPECT_EQ(refusal(R"({"NS": [""]})"), "The parameter cannot be converted to a numeric value");
}

TEST(Value, JSON_of_the_wrong_type_is_a_serialization_error) {
  EXPECT_EQ(refusal(R"({"S": 1})"),
            "SerializationException: NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(refusal(R"({"N": 1})"),
            "SerializationException: NUMBER_VALUE cannot be converted to String");
  for (const char* json : {R"("x")", "5", "[]", "null", R"({"L": {}})", R"({"L": "x"})",
                           R"({"M": []})", R"({"BOOL": "true"})", R"({"B": "x"})",
                           R"({"B": "===="})", R"({"SS": "x"})", R"({"SS": [1]})"}) {
    EXPECT_EQ(refusal(json).substr(0, 22), "SerializationException") << json;
  }
}

TEST(Value, Nests_32_levels_and_no_deeper) {
  const auto nested = [](int levels) {
    std::string json = R"({"S": "x"})";
    for (int i = 0; i < levels; ++i) json = R"({"L": [)" + json + "]}";
    return json;
  };
  EXPECT_EQ(refusal(nested(32)), "accepted");
  EXPECT_EQ(refusal(nested(33)).substr(0, 14), "Nesting Levels");
  EXPECT_EQ(measure(value(nested(32).c_str())).levels, 32);
}

TEST(Value, Sizes_are_counted_as_AWS_counts_them) {
  const auto bytes = [](const char* json) { return measure(value(json)).bytes; };
  EXPECT_EQ(bytes(R"({"S": "grün"})"), 5u);
  EXPECT_EQ(bytes(R"({"B": "AP8="})"), 2u);
  EXPECT_EQ(bytes(R"({"N": "0"})"), 1u);
  EXPECT_EQ(bytes(R"({"N": "7"})"), 2u);
  EXPECT_EQ(bytes(R"({"N": "-7"})"), 3u);
  EXPECT_EQ(bytes(R"({"N": "1234"})"), 3u);
  EXPECT_EQ(bytes(R"({"N": "1200000"})"), 2u);
  EXPECT_EQ(bytes(R"({"N": "1.5"})"), 3u);
  EXPECT_EQ(bytes(R"({"N": "0.005"})"), 2u);
  EXPECT_EQ(bytes(R"({"BOOL": true})"), 1u);
  EXPECT_EQ(bytes(R"({"NULL": true})"), 1u);
  EXPECT_EQ(bytes(R"({"SS": ["ab", "c"]})"), 3u);
  EXPECT_EQ(bytes(R"({"L": []})"), 3u);
  EXPECT_EQ(bytes(R"({"L": [{"S": "ab"}]})"), 3u + 1 + 2);
  EXPECT_EQ(bytes(R"({"M": {"k": {"S": "ab"}}})"), 3u + 1 + 1 + 2);
  EXPECT_EQ(measure(item(R"({"id": {"S": "abc"}, "n": {"N": "1"}})")).bytes, 5u + 3);
}

}  // namespace
}  // namespace snowglobe::dynamodb
