#include "services/dynamodb/expression/parser.h"

#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "services/dynamodb/expression/reserved_words.h"

namespace snowglobe::dynamodb {
namespace {

std::string message(const auto& parse) {
  try {
    parse();
  } catch (const AwsError& error) {
    EXPECT_EQ(error.code, "ValidationException");
    return error.message;
  }
  return "accepted";
}

std::string condition(const std::string& text) {
  return message([&] { parse_condition(text, ExpressionKind::kCondition); });
}
std::string update(const std::string& text) {
  return message([&] { parse_update(text); });
}
std::string projection(const std::string& text) {
  return message([&] { parse_projection(text); });
}

TEST(Parser, Reads_what_the_guide_shows) {
  for (const char* text : {"a = :v",
                           "attribute_exists(a)",
                           "NOT contains(a, :v)",
                           "a.b[1].#c <> :v",
                           "a BETWEEN :x AND :y",
                           "a between :x and :y AND b = :z",
                           "a IN (:x, :y, b)",
                           "size(a) > :n",
                           "size(a) > size(b)",
                           "(a = :v)",
                           "(a = :v OR b = :v) AND NOT (c = :v)",
                           "NOT NOT a = :v",
                           "(size(a)) < (b.c)",
                           "#a.#b=:v",
                           "\ta\n=\r:v ",
                           "a[0][1] = :v",
                           ":v = a",
                           "attribute_type(a, :t) and begins_with(b, :p)",
                           "attribute_type(:a, :t)",
                           "a_1_ = :v"}) {
    EXPECT_EQ(condition(text), "accepted") << text;
  }
  for (const char* text :
       {"SET a = :v", "set a = :v remove b", "SET a = a + :v, b = :v - c, c.d[2] = :v",
        "SET a = if_not_exists(a, :v) + :w", "SET a = list_append(if_not_exists(a, :v), :w)",
        "REMOVE a, b[1], c.d", "ADD a :v, b :w", "DELETE a :v SET b = :w ADD c :x REMOVE d",
        "SET a = (a + :v)", "SET a = (:v)"}) {
    EXPECT_EQ(update(text), "accepted") << text;
  }
  EXPECT_EQ(projection("a, #b, c.d[1], e[0]"), "accepted");
}

TEST(Parser, A_syntax_error_names_the_token_and_its_neighbours) {
  EXPECT_EQ(condition("a"),
            R"(Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "a")");
  EXPECT_EQ(condition("NOT a"),
            R"(Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "a")");
  EXPECT_EQ(condition("a = :v AND NOT :v"),
            R"(Invalid ConditionExpression: Syntax error; token: "<EOF>", near: ":v")");
  EXPECT_EQ(condition("NOT size(a)"),
            "Invalid ConditionExpression: The function is not allowed to be used this way in an "
            "expression; function: size");
  EXPECT_EQ(condition("a = = :v"),
            R"(Invalid ConditionExpression: Syntax error; token: "=", near: "= = :v")");
  EXPECT_EQ(condition("a = b c"),
            R"(Invalid ConditionExpression: Syntax error; token: "c", near: "b c")");
  EXPECT_EQ(condition("= :v"),
            R"(Invalid ConditionExpression: Syntax error; token: "=", near: "= :v")");
  EXPECT_EQ(condition("attribute_not_exists("),
            R"(Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "(")");
  EXPECT_EQ(update("SET SET SET"),
            R"(Invalid UpdateExpression: Syntax error; token: "SET", near: "SET SET SET")");
  EXPECT_EQ(update("SET a = :v,"),
            R"(Invalid UpdateExpression: Syntax error; token: "<EOF>", near: ",")");
  EXPECT_EQ(update("a = :v"), R"(Invalid UpdateExpression: Syntax error; token: "a", near: "a =")");
  EXPECT_EQ(projection("foo-bar"),
            R"(Invalid ProjectionExpression: Syntax error; token: "-", near: "foo-bar")");
  EXPECT_EQ(message([] { parse_condition("a !", ExpressionKind::kFilter); }),
            R"(Invalid FilterExpression: Syntax error; token: "!", near: "a !")");
  for (const char* text : {"a = AND",
                           "a AND b = c",
                           "(a = :v",
                           "a = :v)",
                           "a[b] = :v",
                           "a[] = :v",
                           "a. = :v",
                           "a.1 = :v",
                           "a[-1] = :v",
                           "1a = :v",
                           ": = a",
                           "a = #",
                           "a IN ()",
                           "a IN :v",
                           "a BETWEEN :x OR :y",
                           "f(",
                           "(a = :v) = :w",
                           "a = :v AND",
                           "NOT",
                           "()",
                           "a = :v OR OR b = :v"}) {
    EXPECT_NE(condition(text).find("Syntax error"), std::string::npos) << text << condition(text);
  }
  for (const char* text :
       {"SET", "SET a", "SET a :v", "ADD a b", "ADD a", "DELETE a = :v", "SET a = b + c + d",
        "REMOVE", "REMOVE a b", "SET a = f(:v", "SET :v = a", "ADD a :v :w", "SET a = b *  c"}) {
    EXPECT_NE(update(text).find("Syntax error"), std::string::npos) << text << update(text);
  }
}

TEST(Parser, What_can_be_read_but_is_wrong_is_named) {
  EXPECT_EQ(condition(""), "Invalid ConditionExpression: The expression can not be empty;");
  EXPECT_EQ(condition("status = :v"),
            "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: "
            "status");
  EXPECT_EQ(condition("a.Year = :v"),
            "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: "
            "Year");
  EXPECT_EQ(condition("foo(a)"),
            "Invalid ConditionExpression: Invalid function name; function: foo");
  EXPECT_EQ(condition("SIZE(a) = :v"),
            "Invalid ConditionExpression: Invalid function name; function: SIZE");
  EXPECT_EQ(condition("if_not_exists(a, :v)"),
            "Invalid ConditionExpression: The function is not allowed in a condition expression; "
            "function: if_not_exists");
  EXPECT_EQ(update("SET a = attribute_exists(b)"),
            "Invalid UpdateExpression: The function is not allowed in an update expression; "
            "function: attribute_exists");
  EXPECT_EQ(condition("size(a)"),
            "Invalid ConditionExpression: The function is not allowed to be used this way in an "
            "expression; function: size");
  EXPECT_EQ(condition("attribute_exists(a) = :v"),
            "Invalid ConditionExpression: The function is not allowed to be used this way in an "
            "expression; function: attribute_exists");
  EXPECT_EQ(condition("attribute_exists(a, b)"),
            "Invalid ConditionExpression: Incorrect number of operands for operator or function; "
            "operator or function: attribute_exists, number of operands: 2");
  EXPECT_EQ(condition("attribute_exists(:a)"),
            "Invalid ConditionExpression: Operator or function requires a document path; operator "
            "or function: attribute_exists");
  EXPECT_EQ(condition("((a = :v))"),
            "Invalid ConditionExpression: The expression has redundant parentheses;");
  EXPECT_EQ(update("SET a = :v SET b = :v"),
            "Invalid UpdateExpression: The \"SET\" section can only be used once in an update "
            "expression;");
  EXPECT_EQ(condition("a[99999999999] = :v"),
            "Invalid ConditionExpression: List index is not within the allowable range; index: "
            "[99999999999]");
}

std::string repeat(int times, const std::string& text) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Parser, Limits_hold) {
  EXPECT_EQ(condition("a = :v" + std::string(4090, ' ')), "accepted");
  EXPECT_EQ(condition("a = :v" + std::string(4091, ' ')),
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;");
  EXPECT_EQ(condition("NOT a=:v" + repeat(149, " OR a=:v")), "accepted");  // 300 operators
  EXPECT_EQ(condition("a=:v" + repeat(150, " OR a=:v")),
            "Invalid ConditionExpression: The expression contains too many operators; operator "
            "count: 301");
  EXPECT_EQ(condition("NOT a=:v" + repeat(150, " OR a=:v")),
            "Invalid ConditionExpression: The expression contains too many operators; operator "
            "count: 302");
  EXPECT_EQ(condition("a IN (:v" + repeat(99, ",:v") + ")"), "accepted");
  EXPECT_EQ(condition("a IN (:v" + repeat(100, ",:v") + ")"),
            "Invalid ConditionExpression: The IN operator is provided with too many operands; "
            "number of operands: 101");
  EXPECT_EQ(projection("a" + repeat(31, ".b")), "accepted");
  EXPECT_EQ(projection("a" + repeat(32, ".b")),
            "Invalid ProjectionExpression: The document path has too many nesting elements; "
            "nesting level: 33");
}

// The stack is feared to run out on what nests.
TEST(Parser, Deep_nesting_is_refused_and_never_crashes) {
  EXPECT_NE(condition(repeat(2000, "(") + "a=:v" + repeat(2000, ")")), "accepted");
  EXPECT_NE(condition(repeat(4096, "(")), "accepted");
  EXPECT_NE(condition(repeat(1000, "NOT ") + "a=:v"), "accepted");
  EXPECT_NE(condition(repeat(800, "size(") + "a"), "accepted");
  EXPECT_NE(update("SET a=" + repeat(4000, "(")), "accepted");
  EXPECT_NE(update("SET a=" + repeat(250, "list_append(:v,") + ":v" + repeat(250, ")")),
            "Invalid UpdateExpression: ");
  EXPECT_NE(projection("a" + repeat(1000, "[0]")), "accepted");
}

TEST(Parser, One_tree_numbers_names_and_values_for_all_requests) {
  const auto tree = parse_condition("#b = :x AND #a = :y OR #b > :x", ExpressionKind::kCondition);
  EXPECT_EQ(tree.references.names, (std::vector<std::string>{"#b", "#a"}));
  EXPECT_EQ(tree.references.values, (std::vector<std::string>{":x", ":y"}));
}

TEST(Parser, Knows_reserved_words_in_any_case) {
  EXPECT_TRUE(is_reserved_word("ABORT"));
  EXPECT_TRUE(is_reserved_word("zone"));
  EXPECT_TRUE(is_reserved_word("Name"));
  EXPECT_FALSE(is_reserved_word("id"));
  EXPECT_FALSE(is_reserved_word(""));
  EXPECT_FALSE(is_reserved_word("namespace"));
}

}  // namespace
}  // namespace snowglobe::dynamodb
