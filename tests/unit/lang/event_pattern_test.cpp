#include "emulator/lang/event_pattern/event_pattern.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

bool matches(std::string_view pattern, std::string_view event) {
  return EventPattern::parse(pattern).matches(parse_json(event));
}

std::string reason(std::string_view pattern) {
  try {
    EventPattern::parse(pattern);
    return "accepted";
  } catch (const EventPatternError& error) {
    const std::string text = error.what();
    return text.substr(0, text.find("\n at [Source"));
  }
}

// Matches a lone test against a lone value: v, {"prefix": "a"} against "abc".
bool holds(std::string_view test, std::string_view value) {
  return matches("{\"v\": [" + std::string(test) + "]}", "{\"v\": " + std::string(value) + "}");
}

TEST(EventPattern, Every_field_must_be_there_with_one_of_the_values) {
  const auto pattern = R"({"source": ["a", "b"], "detail": {"state": ["on"]}})";
  EXPECT_TRUE(matches(pattern, R"({"source": "b", "detail": {"state": "on", "more": 1}})"));
  EXPECT_FALSE(matches(pattern, R"({"source": "b", "detail": {"state": "off"}})"));
  EXPECT_FALSE(matches(pattern, R"({"source": "b", "detail": "on"})"));
  EXPECT_FALSE(matches(pattern, R"({"source": "b"})"));
}

TEST(EventPattern, Null_empty_string_booleans_and_numbers_are_values_of_their_own) {
  EXPECT_TRUE(holds("null", "null"));
  EXPECT_FALSE(holds("null", "\"\""));
  EXPECT_TRUE(holds("\"\"", "\"\""));
  EXPECT_FALSE(holds("\"\"", "null"));
  EXPECT_TRUE(holds("true", "true"));
  EXPECT_FALSE(holds("true", "\"true\""));
  EXPECT_FALSE(holds("5", "\"5\""));
}

TEST(EventPattern, Numbers_are_compared_by_value_not_by_text) {
  EXPECT_TRUE(holds("300", "300.0"));
  EXPECT_TRUE(holds("3.0e2", "300"));
  EXPECT_TRUE(holds("9007199254740993", "9007199254740993"));
  EXPECT_FALSE(holds("9007199254740993", "9007199254740992"));
}

TEST(EventPattern, Prefix_and_suffix_may_ignore_case) {
  EXPECT_TRUE(holds(R"({"prefix": "ab"})", "\"abc\""));
  EXPECT_FALSE(holds(R"({"prefix": "ab"})", "\"Abc\""));
  EXPECT_FALSE(holds(R"({"prefix": "ab"})", "\"a\""));
  EXPECT_TRUE(holds(R"({"suffix": ".png"})", "\"x.png\""));
  EXPECT_TRUE(holds(R"({"prefix": {"equals-ignore-case": "AB"}})", "\"abc\""));
  EXPECT_TRUE(holds(R"({"suffix": {"equals-ignore-case": ".PNG"}})", "\"x.png\""));
  EXPECT_TRUE(holds(R"({"equals-ignore-case": "ALICE"})", "\"alice\""));
  EXPECT_FALSE(holds(R"({"equals-ignore-case": "ALICE"})", "\"alicea\""));
  EXPECT_FALSE(holds(R"({"prefix": "1"})", "12"));
}

TEST(EventPattern, Anything_but_wants_a_value_that_is_none_of_these) {
  EXPECT_TRUE(holds(R"({"anything-but": "a"})", "\"b\""));
  EXPECT_FALSE(holds(R"({"anything-but": "a"})", "\"a\""));
  EXPECT_TRUE(holds(R"({"anything-but": "a"})", "5"));
  EXPECT_FALSE(matches(R"({"v": [{"anything-but": "a"}]})", R"({"w": 1})"));
  EXPECT_FALSE(holds(R"({"anything-but": [1, 2]})", "2.0"));
  EXPECT_FALSE(holds(R"({"anything-but": {"prefix": "in"}})", "\"init\""));
  EXPECT_FALSE(holds(R"({"anything-but": {"prefix": ["x", "in"]}})", "\"init\""));
  EXPECT_FALSE(holds(R"({"anything-but": {"suffix": [".a", ".b"]}})", "\"x.b\""));
  EXPECT_TRUE(holds(R"({"anything-but": {"suffix": [".a", ".b"]}})", "\"x.c\""));
  EXPECT_FALSE(holds(R"({"anything-but": {"equals-ignore-case": ["A", "B"]}})", "\"b\""));
  EXPECT_FALSE(holds(R"({"anything-but": {"wildcard": "*/lib/*"}})", "\"a/lib/b\""));
  EXPECT_TRUE(holds(R"({"anything-but": {"wildcard": ["*/lib/*", "z*"]}})", "\"a/b\""));
}

TEST(EventPattern, Numeric_ranges_know_open_and_closed_ends) {
  EXPECT_TRUE(holds(R"({"numeric": [">", 0, "<=", 5]})", "5"));
  EXPECT_FALSE(holds(R"({"numeric": [">", 0, "<=", 5]})", "0"));
  EXPECT_FALSE(holds(R"({"numeric": [">", 0, "<=", 5]})", "5.000001"));
  EXPECT_TRUE(holds(R"({"numeric": ["=", 3.018e2]})", "301.8"));
  EXPECT_TRUE(holds(R"({"numeric": ["<", 10]})", "-3"));
  EXPECT_TRUE(holds(R"({"numeric": [">=", 10]})", "10"));
  EXPECT_FALSE(holds(R"({"numeric": [">=", 10]})", "\"10\""));
  EXPECT_FALSE(holds(R"({"numeric": [">=", 10]})", "6000000000"));
}

TEST(EventPattern, Cidr_matches_addresses_of_its_own_family) {
  EXPECT_TRUE(holds(R"({"cidr": "10.0.0.0/24"})", "\"10.0.0.255\""));
  EXPECT_FALSE(holds(R"({"cidr": "10.0.0.0/24"})", "\"10.0.1.0\""));
  EXPECT_FALSE(holds(R"({"cidr": "10.0.0.0/24"})", "\"10.0.0\""));
  EXPECT_FALSE(holds(R"({"cidr": "0.0.0.0/0"})", "\"::1\""));
  EXPECT_TRUE(holds(R"({"cidr": "2001:db8::/32"})", "\"2001:DB8:ffff::1\""));
  EXPECT_FALSE(holds(R"({"cidr": "2001:db8::/32"})", "\"2001:db9::\""));
  EXPECT_TRUE(holds(R"({"cidr": "::ffff:10.0.0.0/120"})", "\"::ffff:10.0.0.9\""));
  EXPECT_FALSE(holds(R"({"cidr": "::/0"})", "\"1:2:3\""));
}

TEST(EventPattern, Exists_looks_at_leaves_only) {
  EXPECT_TRUE(holds(R"({"exists": true})", "null"));
  EXPECT_FALSE(holds(R"({"exists": true})", "{\"a\": 1}"));
  EXPECT_TRUE(holds(R"({"exists": false})", "{\"a\": 1}"));
  EXPECT_TRUE(matches(R"({"a": {"b": [{"exists": false}]}})", R"({"x": 1})"));
  EXPECT_FALSE(matches(R"({"a": {"b": [{"exists": false}]}})", R"({"a": {"b": 1}})"));
  EXPECT_TRUE(matches(R"({"v": ["x", {"exists": false}]})", R"({})"));
  EXPECT_FALSE(matches(R"({"v": ["x", {"exists": false}]})", R"({"v": "y"})"));
}

TEST(EventPattern, Wildcards_match_runs_and_can_be_escaped) {
  EXPECT_TRUE(holds(R"({"wildcard": "Simple*Service"})", "\"SimpleQueueService\""));
  EXPECT_TRUE(holds(R"({"wildcard": "a*b*c"})", "\"abc\""));
  EXPECT_FALSE(holds(R"({"wildcard": "ab*bc"})", "\"abc\""));
  EXPECT_FALSE(holds(R"({"wildcard": "a*b"})", "\"abc\""));
  EXPECT_TRUE(holds(R"({"wildcard": "*"})", "\"\""));
  EXPECT_TRUE(holds(R"({"wildcard": "a\\*b"})", "\"a*b\""));
  EXPECT_FALSE(holds(R"({"wildcard": "a\\*b"})", "\"axb\""));
  EXPECT_TRUE(holds(R"({"wildcard": "*aab*"})", "\"aaaab\""));
}

// Backtracking matchers take the square of this.
TEST(EventPattern, A_hostile_wildcard_takes_linear_time) {
  const std::string many(1000, 'a');
  const std::string text(1 << 20, 'a');
  const auto pattern = EventPattern::parse("{\"v\": [{\"wildcard\": \"*" + many + "b*\"}]}");
  EXPECT_FALSE(pattern.matches(Json{{"v", text}}));
}

// 2,048 characters of pattern and 1 MB of event are half a billion comparisons, in a turn.
TEST(EventPattern, A_long_list_of_tests_over_a_long_array_is_stopped) {
  const auto repeated = [](const std::string& test, int times) {
    std::string text = test;
    for (int i = 1; i < times; ++i) text += "," + test;
    return EventPattern::parse("{\"v\": [" + text + "]}");
  };
  const Json event{{"v", std::vector<int>(500'000, 7)}};
  EXPECT_THROW(repeated("1", 1'000).matches(event), BudgetExceeded);
  EXPECT_THROW(repeated(R"({"anything-but":[7]})", 100).matches(event), BudgetExceeded);
  EXPECT_FALSE(repeated("1", 2).matches(event));
  const Json text{{"v", std::string(1 << 20, 'a')}};
  EXPECT_THROW(repeated(R"({"wildcard":"*a*b*"})", 80).matches(text), BudgetExceeded);
}

TEST(EventPattern, Of_an_array_in_the_event_any_element_may_match) {
  EXPECT_TRUE(holds("\"b\"", R"(["a", ["b"]])"));
  EXPECT_TRUE(holds(R"({"anything-but": "a"})", R"(["a", "b"])"));
  EXPECT_FALSE(holds(R"({"exists": true})", "[]"));
  EXPECT_FALSE(holds("\"a\"", R"([{"v": "a"}])"));
}

// Two fields matched in two different elements would be a match that AWS does not make.
TEST(EventPattern, Fields_below_one_array_must_match_in_the_same_element) {
  const auto pattern = R"({"people": {"first": ["Anna"], "last": ["Berg"]}})";
  EXPECT_TRUE(matches(pattern, R"({"people": [{"first": "Anna", "last": "Berg"}]})"));
  EXPECT_FALSE(matches(
      pattern,
      R"({"people": [{"first": "Anna", "last": "Aas"}, {"first": "Bo", "last": "Berg"}]})"));
}

TEST(EventPattern, Absence_below_an_array_holds_for_all_of_its_elements) {
  const auto pattern = R"({"people": {"last": [{"exists": false}]}})";
  EXPECT_TRUE(matches(pattern, R"({"people": [{"first": "Anna"}]})"));
  EXPECT_FALSE(matches(pattern, R"({"people": [{"first": "Anna"}, {"last": "Berg"}]})"));
}

TEST(EventPattern, Or_offers_choices_and_may_be_nested) {
  const auto pattern = R"({"source": ["s"], "detail": {"$or": [
      {"a": [1]}, {"b": [2], "$or": [{"c": [3]}, {"d": [4]}]}]}})";
  EXPECT_TRUE(matches(pattern, R"({"source": "s", "detail": {"a": 1}})"));
  EXPECT_TRUE(matches(pattern, R"({"source": "s", "detail": {"b": 2, "d": 4}})"));
  EXPECT_FALSE(matches(pattern, R"({"source": "s", "detail": {"b": 2}})"));
  EXPECT_FALSE(matches(pattern, R"({"source": "x", "detail": {"a": 1}})"));
}

TEST(EventPattern, What_is_no_pattern_is_refused_in_the_words_of_AWS) {
  EXPECT_EQ(reason("[]"), "Filter is not an object");
  EXPECT_EQ(reason("{}"), "Empty objects are not allowed");
  EXPECT_EQ(reason(R"({"a": []})"), "Empty arrays are not allowed");
  EXPECT_EQ(reason(R"({"source": "x"})"), "\"source\" must be an object or an array");
  EXPECT_EQ(reason(R"({"a": [[1]]})"), "Match value must be String, number, true, false, or null");
  EXPECT_EQ(reason(R"({"a": [{"like": "x"}]})"), "Unrecognized match type like");
  EXPECT_EQ(reason(R"({"a": [{"prefix": "x", "suffix": "y"}]})"),
            "Only one key allowed in match expression");
  EXPECT_EQ(reason(R"({"a": [{"prefix": 1}]})"), "prefix match pattern must be a string");
  EXPECT_EQ(reason(R"({"a": [{"anything-but": [1, "b"]}]})"),
            "Inside anything but list, either all values are number or string, mixed type is not "
            "supported");
  EXPECT_EQ(reason(R"({"a": [{"anything-but": null}]})"),
            "Value of anything-but must be an array or single string/number value.");
  EXPECT_EQ(reason(R"({"a": [{"numeric": 5}]})"), "Value of numeric must be an array.");
  EXPECT_EQ(reason(R"({"a": [{"numeric": ["<>", 5]}]})"),
            "Unrecognized numeric range operator: <>");
  EXPECT_EQ(reason(R"({"a": [{"numeric": [">", "5"]}]})"), "Value of > must be numeric");
  EXPECT_EQ(reason(R"({"a": [{"numeric": [">", 5, "<", 5]}]})"), "Bottom must be less than top");
  EXPECT_EQ(reason(R"({"a": [{"numeric": [">", 6e9]}]})"),
            "Value must be between -5.0E9 and 5.0E9, inclusive");
  EXPECT_EQ(reason(R"({"a": [{"exists": "yes"}]})"),
            "exists match pattern must be either true or false.");
  EXPECT_EQ(reason(R"({"a": [{"wildcard": "a**b"}]})"), "Consecutive wildcard characters at pos 1");
  EXPECT_EQ(reason(R"({"a": [{"cidr": "10.0.0.1"}]})"), "Malformed CIDR, one '/' required");
  EXPECT_EQ(reason(R"({"a": [{"cidr": "10.0.0.1/32"}]})"), "IPv4 mask bits must be < 32");
  EXPECT_EQ(reason(R"({"$or": [{"a": [1]}]})"),
            "There must have at least 2 Objects in $or relationship.");
  EXPECT_EQ(reason(R"({"$or": [{"prefix": ["a"]}, {"b": [1]}]})"),
            "prefix is Ruler reserved fieldName which cannot be used inside $or.");
}

TEST(EventPattern, The_error_says_where) {
  try {
    EventPattern::parse("{\n  \"source\": 5}");
    FAIL();
  } catch (const EventPatternError& error) {
    EXPECT_STREQ(error.what(),
                 "\"source\" must be an object or an array\n at [Source: (String)\"{\n  "
                 "\"source\": 5}\"; line: 2, column: 14]");
  }
}

TEST(EventPattern, What_is_no_JSON_is_refused) {
  for (const auto* text : {"",
                           "{",
                           "{\"a\"",
                           "{\"a\":",
                           "{\"a\": [",
                           "{\"a\": [1",
                           "{\"a\": [1,]}",
                           "{\"a\": [1] \"b\": [2]}",
                           "{\"a\": [1]}}",
                           "{\"a\": [1]} x",
                           "{\"a\": [tru]}",
                           "{\"a\": [\"x]}",
                           "{\"a\": [1e999]}",
                           "{\"a\": [01]}",
                           "{a: [1]}",
                           "{\"a\": [\"\\x\"]}",
                           "{\"a\": [1}",
                           "{,}",
                           "[",
                           "\"\\"}) {
    EXPECT_NE(reason(text), "accepted") << text;
  }
}

TEST(EventPattern, Hostile_patterns_are_bounded) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "{\"a\":";
  EXPECT_EQ(reason(deep), "Nested too deeply");
  std::string wide = "{";
  for (int i = 0; i < 40; ++i) {
    wide +=
        (i > 0 ? ", \"f" : "\"f") + std::to_string(i) + R"(": {"$or": [{"a": [1]}, {"b": [1]}]})";
  }
  EXPECT_EQ(reason(wide + "}").substr(0, 28), "Too many combinations of $or");
}

TEST(EventPattern, Of_a_field_named_twice_the_last_counts) {
  EXPECT_TRUE(matches(R"({"v": ["a"], "v": ["b"]})", R"({"v": "b"})"));
}

}  // namespace
}  // namespace snowglobe
