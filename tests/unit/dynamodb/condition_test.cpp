#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/expression/key_condition.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/path_tree.h"
#include "tests/support/attribute_values.h"

namespace snowglobe::dynamodb {
namespace {

const Json the_item = attribute_map(R"({
  "txt": {"S": "hello"}, "n": {"N": "10"}, "yes": {"BOOL": true}, "nil": {"NULL": true},
  "bin": {"B": "AQID"}, "tags": {"SS": ["x", "y"]}, "nums": {"NS": ["1", "2.50"]},
  "l": {"L": [{"S": "a"}, {"M": {"k": {"N": "5"}}}, {"N": "3"}]},
  "m": {"M": {"a": {"M": {"b": {"S": "deep"}}}, "name": {"S": "x"}}}})");

const Json the_names = parse_json(R"({"#name": "name", "#a": "txt"})");
const Json the_values = attribute_map(R"({
  ":hello": {"S": "hello"}, ":hel": {"S": "hel"}, ":x": {"S": "x"}, ":deep": {"S": "deep"},
  ":1": {"N": "1"}, ":3": {"N": "3.0"}, ":5": {"N": "5"}, ":9": {"N": "9"}, ":10": {"N": "1e1"},
  ":25": {"N": "2.5"}, ":true": {"BOOL": true}, ":nil": {"NULL": true}, ":bin": {"B": "AQI="},
  ":yx": {"SS": ["y", "x"]}, ":map": {"M": {"k": {"N": "5"}}}, ":tS": {"S": "S"},
  ":tL": {"S": "L"}, ":tX": {"S": "X"}, ":list": {"L": []}})");

bool holds(const std::string& text) {
  const auto tree = parse_condition(text, ExpressionKind::kCondition);
  Placeholders placeholders(&the_names, &the_values);
  const Bindings bindings = placeholders.bind(tree.references, ExpressionKind::kCondition);
  check_condition(tree, bindings, ExpressionKind::kCondition);
  return evaluate(tree, bindings, read_map(the_item));
}

std::string refusal(const std::string& text) {
  try {
    holds(text);
  } catch (const AwsError& error) {
    return error.message;
  }
  return "accepted";
}

TEST(Condition, Compares_values_of_one_type) {
  for (const char* text : {"txt = :hello",
                           "n = :10",
                           "n > :9",
                           "n >= :10",
                           "n <= :10",
                           ":9 < n",
                           "txt > :hel",
                           "tags = :yx",
                           "l[1] = :map",
                           "yes = :true",
                           "nil = :nil",
                           "n <> :9",
                           "m.a.b = :deep",
                           "m.#name = :x",
                           "l[1].k = :5",
                           "l[2] = :3",
                           "n BETWEEN :9 AND :10",
                           "n IN (:1, :10)",
                           "txt IN (n, :hello)",
                           "#a = :hello"}) {
    EXPECT_TRUE(holds(text)) << text;
  }
  for (const char* text :
       {"txt = :hel", "n > :10", "txt > :9", "txt = :10", "yes < n", "n BETWEEN :1 AND :9",
        "n IN (:1, :9)", "l[7] = :3", "txt.b = :x", "n[0] = :1", "m.a.c = :x"}) {
    EXPECT_FALSE(holds(text)) << text;
  }
}

// What is absent is feared to be taken for a value, or to make <> false.
TEST(Condition, An_absent_attribute_is_only_unequal) {
  EXPECT_TRUE(holds("nowhere <> :x"));
  EXPECT_FALSE(holds("nowhere = :x"));
  EXPECT_FALSE(holds("nowhere = elsewhere"));
  EXPECT_FALSE(holds("nowhere < :x"));
  EXPECT_FALSE(holds("nowhere IN (:x)"));
  EXPECT_FALSE(holds("nowhere BETWEEN :1 AND :9"));
  EXPECT_TRUE(holds("NOT nowhere = :x"));
}

TEST(Condition, Functions_answer_as_in_the_guide) {
  for (const char* text :
       {"attribute_exists(m.a.b)", "attribute_not_exists(m.a.c)", "attribute_type(txt, :tS)",
        "attribute_type(l, :tL)", "begins_with(txt, :hel)", "begins_with(bin, :bin)",
        "contains(txt, :hel)", "contains(bin, :bin)", "contains(tags, :x)", "contains(nums, :25)",
        "contains(l, :3)", "contains(l, :map)", "size(txt) = :5", "size(l) = :3",
        "size(tags) < size(l)", "size(bin) = :3"}) {
    EXPECT_TRUE(holds(text)) << text;
  }
  for (const char* text : {"attribute_exists(nowhere)", "attribute_type(txt, :tL)",
                           "begins_with(n, :hel)", "contains(tags, :1)", "contains(n, :1)",
                           "size(n) = :1", "size(nowhere) = :1", "contains(m, :x)"}) {
    EXPECT_FALSE(holds(text)) << text;
  }
}

TEST(Condition, NOT_binds_before_AND_and_AND_before_OR) {
  EXPECT_TRUE(holds("n = :10 OR n = :9 AND n = :1"));
  EXPECT_FALSE(holds("(n = :10 OR n = :9) AND n = :1"));
  EXPECT_FALSE(holds("NOT n = :10 AND n = :10"));
  EXPECT_TRUE(holds("NOT (n = :10 AND n = :9)"));
  EXPECT_TRUE(holds("n BETWEEN :9 AND :10 AND txt = :hello"));
}

TEST(Condition, Operands_of_a_wrong_type_are_refused_before_any_item_is_read) {
  EXPECT_EQ(
      refusal("n < :true"),
      "Invalid ConditionExpression: Incorrect operand type for operator or function; operator "
      "or function: <, operand type: BOOL");
  EXPECT_EQ(
      refusal("begins_with(txt, :1)"),
      "Invalid ConditionExpression: Incorrect operand type for operator or function; operator "
      "or function: begins_with, operand type: N");
  EXPECT_EQ(
      refusal("size(:1) = :1"),
      "Invalid ConditionExpression: Incorrect operand type for operator or function; operator "
      "or function: size, operand type: N");
  EXPECT_EQ(refusal("attribute_type(n, :tX)"),
            "Invalid ConditionExpression: Invalid attribute type name found; type: X, valid types: "
            "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
  EXPECT_EQ(
      refusal("n BETWEEN :10 AND :9"),
      "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater "
      "than or equal to lower bound; lower bound operand: AttributeValue: {N:10}, upper bound "
      "operand: AttributeValue: {N:9}");
  EXPECT_EQ(refusal("n BETWEEN :10 AND :x"),
            "Invalid ConditionExpression: The BETWEEN operator requires same data type for lower "
            "and upper bounds; lower bound operand: AttributeValue: {N:10}, upper bound operand: "
            "AttributeValue: {S:x}");
  EXPECT_EQ(refusal("contains(#a, txt)"),
            "Invalid ConditionExpression: The first operand must be distinct from the remaining "
            "operands for this operator or function; operator: contains, first operand: [txt]");
}

std::string placeholder_refusal(const char* names, const char* values, const char* text) {
  try {
    const Json names_json = names != nullptr ? parse_json(names) : Json();
    const Json values_json = values != nullptr ? attribute_map(values) : Json();
    Placeholders placeholders(names != nullptr ? &names_json : nullptr,
                              values != nullptr ? &values_json : nullptr);
    const auto tree = parse_condition(text, ExpressionKind::kFilter);
    placeholders.bind(tree.references, ExpressionKind::kFilter);
    placeholders.refuse_unused();
  } catch (const AwsError& error) {
    return error.message;
  }
  return "accepted";
}

TEST(Placeholders, Undefined_and_unused_ones_are_refused) {
  EXPECT_EQ(placeholder_refusal(nullptr, nullptr, "#a = :v"),
            "Invalid FilterExpression: An expression attribute name used in the document path is "
            "not defined; attribute name: #a");
  EXPECT_EQ(placeholder_refusal(nullptr, nullptr, "a = :v"),
            "Invalid FilterExpression: An expression attribute value used in expression is not "
            "defined; attribute value: :v");
  EXPECT_EQ(placeholder_refusal(R"({"#z": "z", "#b": "b", "#a": "a"})", nullptr, "#z = b"),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}");
  EXPECT_EQ(placeholder_refusal(nullptr, R"({":x": {"S": "x"}, ":v": {"S": "x"}})", "a = :v"),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}");
  EXPECT_EQ(placeholder_refusal(R"({})", nullptr, "a = b"),
            "ExpressionAttributeNames must not be empty");
  EXPECT_EQ(placeholder_refusal(R"({"a": "b"})", nullptr, "a = b"),
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"");
  EXPECT_EQ(
      placeholder_refusal(nullptr, R"({":v": {"N": "x"}})", "a = :v"),
      "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to "
      "a numeric value: x for key :v");
}

std::string projected(const std::string& text) {
  try {
    const auto tree = parse_projection(text);
    Placeholders placeholders(&the_names, nullptr);
    const Bindings bindings = placeholders.bind(tree.references, ExpressionKind::kProjection);
    PathTree paths(ExpressionKind::kProjection, bindings);
    for (const Path& path : tree.paths) paths.add(path);
    return print_json(write_map(project(paths, read_map(the_item))));
  } catch (const AwsError& error) {
    return error.message;
  }
}

TEST(Projection, Keeps_the_named_parts_and_their_surroundings) {
  EXPECT_EQ(projected("n, #a"), R"({"n":{"N":"10"},"txt":{"S":"hello"}})");
  EXPECT_EQ(projected("m.a.b, m.#name"),
            R"({"m":{"M":{"a":{"M":{"b":{"S":"deep"}}},"name":{"S":"x"}}}})");
  EXPECT_EQ(projected("l[2], l[0]"), R"({"l":{"L":[{"S":"a"},{"N":"3"}]}})");
  EXPECT_EQ(projected("l[1].k, l[9], nowhere, m.nowhere, n.x, txt[0]"),
            R"({"l":{"L":[{"M":{"k":{"N":"5"}}}]}})");
}

TEST(Projection, Overlapping_and_conflicting_paths_are_refused) {
  EXPECT_EQ(projected("m, n, m.a.b"),
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove "
            "or rewrite one of these paths; path one: [m], path two: [m, a, b]");
  EXPECT_EQ(projected("m.a.b, m.a").substr(0, 60), projected("m, n, m.a.b").substr(0, 60));
  EXPECT_EQ(projected("txt, #a").substr(0, 60), projected("m, n, m.a.b").substr(0, 60));
  EXPECT_EQ(
      projected("m.a, m[1]"),
      "Invalid ProjectionExpression: Two document paths conflict with each other; must remove "
      "or rewrite one of these paths; path one: [m, a], path two: [m, [1]]");
}

const KeySchema key_of_two{{{"h", Type::kString}, {"r", Type::kNumber}}};

std::string key_condition(const std::string& text, const KeySchema& key = key_of_two) {
  try {
    const auto tree = parse_condition(text, ExpressionKind::kKeyCondition);
    Placeholders placeholders(&the_names, &the_values);
    const Bindings bindings = placeholders.bind(tree.references, ExpressionKind::kKeyCondition);
    const KeyCondition found = read_key_condition(tree, bindings, key);
    std::string summary;
    for (std::size_t i = 0; i < found.hash.size(); ++i) summary += found.hash[i].text() + " ";
    for (std::size_t i = 0; i < found.equal.size(); ++i)
      summary += "=" + found.equal[i].text() + " ";
    summary += std::to_string(static_cast<int>(found.range));
    if (found.low != nullptr) summary += " " + found.low->text();
    if (found.high != nullptr) summary += " " + found.high->text();
    return summary;
  } catch (const AwsError& error) {
    return error.message;
  }
}

TEST(KeyCondition, Is_one_partition_and_a_range) {
  EXPECT_EQ(key_condition("h = :x"), "x 0");
  EXPECT_EQ(key_condition("h = :x AND r = :5"), "x 1 5");
  EXPECT_EQ(key_condition("(r > :5) AND (h = :x)"), "x 4 5");
  EXPECT_EQ(key_condition("h = :x AND :5 > r"), "x 2 5");
  EXPECT_EQ(key_condition("h = :x AND r BETWEEN :1 AND :5"), "x 6 1 5");
  EXPECT_EQ(key_condition("h = :x AND begins_with(r, :hel)"), "x 7 hel");
}

const KeySchema key_of_five{{{"h", Type::kString},
                             {"g", Type::kString},
                             {"r", Type::kNumber},
                             {"s", Type::kNumber},
                             {"t", Type::kNumber}},
                            2};

TEST(KeyCondition, Of_a_key_of_several_is_the_partition_and_a_range_of_the_last_that_is_named) {
  const auto read = [](const char* text) { return key_condition(text, key_of_five); };
  EXPECT_EQ(read("h = :x AND g = :hel"), "x hel 0");
  EXPECT_EQ(read("r > :1 AND g = :hel AND h = :x"), "x hel 4 1");
  EXPECT_EQ(read("s BETWEEN :1 AND :5 AND h = :x AND g = :x AND r = :5"), "x x =5 6 1 5");
  EXPECT_EQ(read("h = :x AND g = :x AND r = :5 AND s = :1 AND t = :5"), "x x =5 =1 1 5");
}

TEST(KeyCondition, Of_a_key_of_several_leaves_out_no_attribute_on_the_left) {
  const auto read = [](const char* text) { return key_condition(text, key_of_five); };
  const std::string because =
      " must have equality conditions specified in the query because a condition is present on key "
      "attribute ";
  EXPECT_EQ(read("h = :x AND g = :x AND s = :1"), "RANGE key attributes r" + because + "s");
  EXPECT_EQ(read("h = :x AND g = :x AND r > :1 AND s = :1"),
            "RANGE key attributes r" + because + "s");
  EXPECT_EQ(read("h = :x AND g = :x AND t = :1"), "RANGE key attributes r, s" + because + "t");
  EXPECT_EQ(read("h = :x AND r = :1"),
            "HASH key attributes g must have equality conditions specified in the query");
  EXPECT_EQ(read("h = :x AND g > :x"),
            "HASH key attributes g must have equality conditions specified in the query");
  EXPECT_EQ(read("r = :1"),
            "HASH key attributes h, g must have equality conditions specified in the query");
  EXPECT_EQ(read("h = :x AND g = :x AND n = :1"), "Query condition missed key schema element: r");
  EXPECT_EQ(read("h = :x AND g = :x AND r = :5 AND s = :1 AND t = :5 AND n = :1"),
            "Query key condition not supported");
}

TEST(KeyCondition, Anything_else_is_refused) {
  EXPECT_EQ(key_condition("r = :x"), "Query condition missed key schema element: h");
  EXPECT_EQ(key_condition("h = :x AND n = :5"), "Query condition missed key schema element: r");
  EXPECT_EQ(key_condition("h > :x"), "Query key condition not supported");
  EXPECT_EQ(key_condition("h = :x OR r = :5"),
            "Invalid operator used in KeyConditionExpression: OR");
  EXPECT_EQ(key_condition("h = :x AND NOT r = :5"),
            "Invalid operator used in KeyConditionExpression: NOT");
  EXPECT_EQ(key_condition("h = :x AND r <> :5"),
            "Invalid operator used in KeyConditionExpression: <>");
  EXPECT_EQ(key_condition("h = :x AND contains(r, :x)"),
            "Invalid operator used in KeyConditionExpression: contains");
  EXPECT_EQ(key_condition("h = :x AND r > :1 AND r < :5"),
            "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one "
            "condition per key");
  EXPECT_EQ(key_condition("h = r"),
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
            "condition");
  EXPECT_EQ(key_condition("h.a = :x"),
            "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on "
            "nested attributes");
}

}  // namespace
}  // namespace snowglobe::dynamodb
