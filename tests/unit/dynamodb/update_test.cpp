#include "services/dynamodb/expression/update.h"

#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "services/dynamodb/expression/parser.h"
#include "tests/support/attribute_values.h"

namespace snowglobe::dynamodb {
namespace {

const Json the_values = attribute_map(R"({
  ":1": {"N": "1"}, ":s": {"S": "s"}, ":t": {"S": "t"}, ":l": {"L": [{"S": "new"}]},
  ":ab": {"SS": ["a", "b"]}, ":b": {"SS": ["b"]}, ":n": {"NS": ["1"]}, ":m": {"M": {}},
  ":max": {"N": "9.9999999999999999999999999999999999999E+125"}})");

std::string updated(const char* before, const std::string& text) {
  try {
    const auto tree = parse_update(text);
    Placeholders placeholders(nullptr, &the_values);
    const Bindings bindings = placeholders.bind(tree.references, ExpressionKind::kUpdate);
    const PathTree paths = check_update(tree, bindings);
    Item item = read_map(attribute_map(before));
    apply_update(tree, bindings, paths, item);
    return print_json(write_map(item));
  } catch (const AwsError& error) {
    return error.message;
  }
}

TEST(Update, SET_writes_and_computes) {
  EXPECT_EQ(updated("{}", "SET a = :s"), R"({"a":{"S":"s"}})");
  EXPECT_EQ(updated(R"({"a": {"N": "5"}})", "SET a = a + :1"), R"({"a":{"N":"6"}})");
  EXPECT_EQ(updated(R"({"a": {"N": "5"}})", "SET b = :1 - a"), R"({"a":{"N":"5"},"b":{"N":"-4"}})");
  EXPECT_EQ(updated("{}", "SET a = if_not_exists(a, :1) + :1"), R"({"a":{"N":"2"}})");
  EXPECT_EQ(updated(R"({"l": {"L": [{"S": "old"}]}})", "SET l = list_append(l, :l)"),
            R"({"l":{"L":[{"S":"old"},{"S":"new"}]}})");
  EXPECT_EQ(updated(R"({"l": {"L": [{"S": "old"}]}})", "SET l = list_append(:l, l)"),
            R"({"l":{"L":[{"S":"new"},{"S":"old"}]}})");
  EXPECT_EQ(updated(R"({"m": {"M": {}}})", "SET m.a = :s, m.b = :m"),
            R"({"m":{"M":{"a":{"S":"s"},"b":{"M":{}}}}})");
}

// Actions are feared to see each other's results.
TEST(Update, Every_operand_is_from_before) {
  EXPECT_EQ(updated(R"({"a": {"N": "1"}, "b": {"N": "2"}})", "SET a = b, b = a"),
            R"({"a":{"N":"2"},"b":{"N":"1"}})");
  EXPECT_EQ(updated(R"({"a": {"N": "1"}})", "REMOVE a SET b = a"), R"({"b":{"N":"1"}})");
}

TEST(Update, Lists_are_addressed_as_they_were_before) {
  const char* const before = R"({"l": {"L": [{"N": "0"}, {"N": "1"}, {"N": "2"}]}})";
  EXPECT_EQ(updated(before, "REMOVE l[0], l[1]"), R"({"l":{"L":[{"N":"2"}]}})");
  EXPECT_EQ(updated(before, "SET l[1] = :s REMOVE l[0]"), R"({"l":{"L":[{"S":"s"},{"N":"2"}]}})");
  EXPECT_EQ(updated(before, "SET l[9] = :s, l[7] = :t"),
            R"({"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"S":"t"},{"S":"s"}]}})");
  EXPECT_EQ(updated(before, "SET l[9] = :s REMOVE l[3], l[0]"),
            R"({"l":{"L":[{"N":"1"},{"N":"2"},{"S":"s"}]}})");
  EXPECT_EQ(updated(before, "REMOVE l[5]"), R"({"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]}})");
}

TEST(Update, ADD_and_DELETE_work_on_numbers_and_sets) {
  EXPECT_EQ(updated("{}", "ADD a :1, b :ab"), R"({"a":{"N":"1"},"b":{"SS":["a","b"]}})");
  EXPECT_EQ(updated(R"({"a": {"N": "-1"}, "b": {"SS": ["b", "c"]}})", "ADD a :1, b :ab"),
            R"({"a":{"N":"0"},"b":{"SS":["a","b","c"]}})");
  EXPECT_EQ(updated(R"({"b": {"SS": ["b", "c"]}})", "DELETE b :ab"), R"({"b":{"SS":["c"]}})");
  EXPECT_EQ(updated(R"({"b": {"SS": ["b"]}})", "DELETE b :ab"), "{}");
  EXPECT_EQ(updated("{}", "DELETE b :ab"), "{}");
}

TEST(Update, What_does_not_fit_the_item_is_refused) {
  const std::string wrong_type = "An operand in the update expression has an incorrect data type";
  EXPECT_EQ(updated(R"({"a": {"S": "x"}})", "SET a = a + :1"), wrong_type);
  EXPECT_EQ(updated(R"({"a": {"S": "x"}})", "ADD a :1"), wrong_type);
  EXPECT_EQ(updated(R"({"a": {"SS": ["x"]}})", "ADD a :n"), wrong_type);
  EXPECT_EQ(updated(R"({"a": {"N": "1"}})", "DELETE a :b"), wrong_type);
  EXPECT_EQ(updated(R"({"a": {"S": "x"}})", "SET a = list_append(a, :l)"), wrong_type);
  EXPECT_EQ(updated("{}", "SET a = b"),
            "The provided expression refers to an attribute that does not exist in the item");
  EXPECT_EQ(updated("{}", "SET a = a + :1"),
            "The provided expression refers to an attribute that does not exist in the item");
  const std::string wrong_path =
      "The document path provided in the update expression is invalid for update";
  EXPECT_EQ(updated("{}", "SET a.b = :s"), wrong_path);
  EXPECT_EQ(updated("{}", "REMOVE a.b"), wrong_path);
  EXPECT_EQ(updated(R"({"a": {"S": "x"}})", "SET a[0] = :s"), wrong_path);
  EXPECT_EQ(updated(R"({"a": {"L": []}})", "SET a.b = :s"), wrong_path);
  EXPECT_EQ(
      updated(R"({"a": {"N": "9.9999999999999999999999999999999999999E+125"}})", "ADD a :max"),
      "Number overflow. Attempting to store a number with magnitude larger than supported "
      "range");
}

TEST(Update, What_is_wrong_with_any_item_is_refused_first) {
  EXPECT_EQ(
      updated("{}", "SET a = b + :s"),
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or "
      "function: +, operand type: S");
  EXPECT_EQ(
      updated("{}", "SET a = list_append(a, :s)"),
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or "
      "function: list_append, operand type: S");
  EXPECT_EQ(updated("{}", "ADD a :s"),
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: "
            "ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND");
  EXPECT_EQ(updated("{}", "DELETE a :1"),
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: "
            "DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND");
  EXPECT_EQ(updated("{}", "SET a = :s, b = :s REMOVE a.c"),
            "Invalid UpdateExpression: Two document paths overlap with each other; must remove or "
            "rewrite one of these paths; path one: [a], path two: [a, c]");
  EXPECT_EQ(updated("{}", "SET a.b = :s, a[0] = :s"),
            "Invalid UpdateExpression: Two document paths conflict with each other; must remove or "
            "rewrite one of these paths; path one: [a, b], path two: [a, [0]]");
}

// Copies are feared to multiply: 4 KB of expression must not fill memory.
TEST(Update, A_value_copied_many_times_is_refused_early) {
  const std::string big(300'000, 'x');
  const std::string before = R"({"a": {"S": ")" + big + R"("}})";
  std::string text = "SET b0 = a";
  for (int i = 1; i < 400; ++i) text += ",b" + std::to_string(i) + "=a";
  EXPECT_EQ(updated(before.c_str(), text),
            "Item size to update has exceeded the maximum allowed size");
}

}  // namespace
}  // namespace snowglobe::dynamodb
