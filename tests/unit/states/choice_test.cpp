#include "services/states/choice.h"

#include <gtest/gtest.h>

namespace snowglobe::states {
namespace {

bool matches(std::string_view rule, std::string_view input, std::string_view context = "{}") {
  Budget budget = JsonPath::budget();
  return ChoiceRule::parse(parse_json(rule))
      .matches(parse_json(input), parse_json(context), budget);
}

// Does {"Variable":"$.v", TEST} match the value?
bool test(const std::string& comparison, const std::string& value) {
  return matches(R"({"Variable":"$.v",)" + comparison + "}", R"({"v":)" + value + "}");
}

std::string refusal(std::string_view rule) {
  try {
    ChoiceRule::parse(parse_json(rule));
    return "accepted";
  } catch (const ChoiceError& error) {
    return std::string(error.what()) + " at " + error.pointer;
  }
}

TEST(Choice, Texts_are_ordered_and_numbers_are_not_texts) {
  EXPECT_TRUE(test(R"("StringEquals":"b")", R"("b")"));
  EXPECT_FALSE(test(R"("StringEquals":"1")", "1"));
  EXPECT_TRUE(test(R"("StringLessThan":"b")", R"("a")"));
  EXPECT_FALSE(test(R"("StringLessThan":"b")", R"("b")"));
  EXPECT_TRUE(test(R"("StringLessThanEquals":"b")", R"("b")"));
  EXPECT_TRUE(test(R"("StringGreaterThan":"b")", R"("ba")"));
  EXPECT_TRUE(test(R"("StringGreaterThanEquals":"b")", R"("b")"));
  EXPECT_FALSE(test(R"("StringGreaterThanEquals":"b")", R"("B")"));
}

TEST(Choice, Numbers_are_compared_by_value) {
  EXPECT_TRUE(test(R"("NumericEquals":1)", "1.0"));
  EXPECT_FALSE(test(R"("NumericEquals":9007199254740993)", "9007199254740992"));
  EXPECT_TRUE(test(R"("NumericLessThan":2)", "1.9"));
  EXPECT_TRUE(test(R"("NumericLessThan":18446744073709551615)", "-1"));
  EXPECT_TRUE(test(R"("NumericLessThanEquals":2)", "2"));
  EXPECT_TRUE(test(R"("NumericGreaterThan":-1)", "0"));
  EXPECT_FALSE(test(R"("NumericGreaterThan":0)", R"("5")"));
  EXPECT_TRUE(test(R"("NumericGreaterThanEquals":0)", "0"));
}

TEST(Choice, Booleans) {
  EXPECT_TRUE(test(R"("BooleanEquals":false)", "false"));
  EXPECT_FALSE(test(R"("BooleanEquals":false)", "null"));
}

// As texts they would compare wrongly: offsets, and fractions of different lengths.
TEST(Choice, Timestamps_are_compared_as_moments) {
  EXPECT_TRUE(
      test(R"("TimestampEquals":"2026-01-31T12:00:00Z")", R"("2026-01-31T13:00:00+01:00")"));
  EXPECT_TRUE(test(R"("TimestampEquals":"2026-01-31T12:00:00Z")", R"("2026-01-31T12:00:00.000Z")"));
  EXPECT_TRUE(test(R"("TimestampLessThan":"2026-01-31T12:00:00.5Z")", R"("2026-01-31T12:00:00Z")"));
  EXPECT_TRUE(
      test(R"("TimestampLessThanEquals":"2026-01-31T12:00:00Z")", R"("2026-01-31T12:00:00Z")"));
  EXPECT_TRUE(
      test(R"("TimestampGreaterThan":"2026-01-31T12:00:00Z")", R"("2026-01-31T12:00:00-00:01")"));
  EXPECT_TRUE(
      test(R"("TimestampGreaterThanEquals":"2026-01-31T12:00:00Z")", R"("2027-01-01T00:00:00Z")"));
  EXPECT_FALSE(test(R"("TimestampGreaterThan":"2026-01-31T12:00:00Z")", R"("tomorrow")"));
}

TEST(Choice, Another_path_can_be_compared_with) {
  EXPECT_TRUE(matches(R"({"Variable":"$.a","NumericLessThanPath":"$.b"})", R"({"a":1,"b":2})"));
  EXPECT_FALSE(matches(R"({"Variable":"$.a","StringEqualsPath":"$.b"})", R"({"a":"1","b":1})"));
  EXPECT_TRUE(matches(R"({"Variable":"$.a","BooleanEqualsPath":"$.a"})", R"({"a":true})"));
  EXPECT_TRUE(matches(R"({"Variable":"$.at","TimestampLessThanPath":"$$.State.EnteredTime"})",
                      R"({"at":"2026-01-31T12:00:00Z"})",
                      R"({"State":{"EnteredTime":"2026-01-31T12:00:01.5Z"}})"));
  EXPECT_TRUE(matches(R"({"Variable":"$$.n","NumericEquals":1})", "{}", R"({"n":1})"));
}

TEST(Choice, A_star_matches_any_run_and_a_backslash_takes_its_meaning) {
  const auto like = [](std::string_view pattern, std::string_view value) {
    const Json rule = {{"Variable", "$"}, {"StringMatches", pattern}};
    Budget budget = JsonPath::budget();
    return ChoiceRule::parse(rule).matches(Json(value), Json::object(), budget);
  };
  EXPECT_TRUE(like("log-*.txt", "log-1.txt"));
  EXPECT_TRUE(like("log-*.txt", "log-.txt"));
  EXPECT_FALSE(like("log-*.txt", "log-1.txt.gz"));
  EXPECT_TRUE(like("*", ""));
  EXPECT_TRUE(like("a*b*c", "a--b-b--c"));
  EXPECT_FALSE(like("a*b*c", "ac"));
  EXPECT_FALSE(like("ab*ba", "aba"));
  EXPECT_TRUE(like(R"(\*)", "*"));
  EXPECT_FALSE(like(R"(\*)", "x"));
  EXPECT_TRUE(like(R"(a\\*)", R"(a\b)"));
  EXPECT_FALSE(like("?", "a"));
  EXPECT_TRUE(like("*" + std::string(50'000, 'a') + "*", std::string(250'000, 'a')));
  EXPECT_FALSE(like("*" + std::string(50'000, 'a') + "b*", std::string(250'000, 'a')));
}

TEST(Choice, Questions_about_the_type) {
  const std::pair<std::string, std::string> cases[] = {
      {"IsNull", "null"},
      {"IsNumeric", "1.5"},
      {"IsString", R"("x")"},
      {"IsBoolean", "false"},
      {"IsTimestamp", R"("2026-01-31T12:00:00Z")"}};
  for (const auto& [question, value] : cases) {
    EXPECT_TRUE(test("\"" + question + "\":true", value)) << question;
    EXPECT_FALSE(test("\"" + question + "\":false", value)) << question;
    EXPECT_TRUE(test("\"" + question + "\":false", "[]")) << question;
  }
  EXPECT_TRUE(test(R"("IsTimestamp":false)", R"("2026-01-31t12:00:00z")"));
  EXPECT_TRUE(test(R"("IsString":true)", R"("2026-01-31T12:00:00Z")"));
}

TEST(Choice, Only_IsPresent_may_ask_for_what_is_not_there) {
  EXPECT_TRUE(matches(R"({"Variable":"$.a.b","IsPresent":false})", "{}"));
  EXPECT_FALSE(matches(R"({"Variable":"$.a","IsPresent":true})", "{}"));
  EXPECT_TRUE(matches(R"({"Variable":"$.a","IsPresent":true})", R"({"a":null})"));
  for (const char* rule :
       {R"({"Variable":"$.x","IsNull":true})", R"({"Variable":"$.x","StringEquals":"a"})",
        R"({"Variable":"$.y","StringEqualsPath":"$.x"})"}) {
    try {
      matches(rule, R"({"y":"a"})");
      FAIL() << rule;
    } catch (const JsonPathNotFound& error) {
      EXPECT_STREQ(error.what(),
                   "Invalid path '$.x': The choice state's condition path references an invalid "
                   "value.");
    }
  }
}

// Who asks IsPresent first relies on the rest not being looked at.
TEST(Choice, And_and_Or_stop_as_soon_as_they_know) {
  const char* guard =
      R"({"And":[{"Variable":"$.x","IsPresent":true},{"Variable":"$.x","NumericEquals":1}]})";
  EXPECT_FALSE(matches(guard, "{}"));
  EXPECT_TRUE(matches(guard, R"({"x":1})"));
  EXPECT_TRUE(matches(
      R"({"Or":[{"Not":{"Variable":"$.x","IsPresent":true}},{"Variable":"$.x","IsNull":true}]})",
      "{}"));
}

TEST(Choice, The_states_own_members_belong_to_the_top_only) {
  EXPECT_TRUE(matches(
      R"({"Not":{"Variable":"$","IsNull":true,"Comment":"c"},"Next":"S","Comment":"c"})", "1"));
  EXPECT_EQ(refusal(R"({"And":[{"Variable":"$.a","IsNull":true,"Next":"S"}]})"),
            "Field 'Next' is not supported at /And[0]");
}

TEST(Choice, What_is_no_rule_is_refused_with_its_place) {
  EXPECT_EQ(refusal("1"), "Expected value of type Object at ");
  EXPECT_EQ(refusal(R"({"Next":"S"})"),
            "There should be one of the following fields: [And, Or, Not, Variable] at ");
  EXPECT_EQ(refusal(R"({"Variable":"$","Or":[]})"),
            "There should only be one of the following fields: [Or, Variable] at ");
  EXPECT_EQ(refusal(R"({"Variable":"$","IsNull":true,"IsString":true})"),
            "There should only be one of the following fields: [IsNull, IsString] at ");
  EXPECT_EQ(refusal(R"({"Variable":"$"})"), "A comparison operator is required at ");
  EXPECT_EQ(refusal(R"({"Variable":"$","StringEqual":"a"})"),
            "Field 'StringEqual' is not supported at ");
  EXPECT_EQ(refusal(R"({"Variable":"$","BooleanLessThan":true})"),
            "Field 'BooleanLessThan' is not supported at ");
  EXPECT_EQ(refusal(R"({"Or":[{"Not":{"Variable":"a","IsNull":true}}]})"),
            "Value is not a Reference Path: Reference path didn't start with '$' at "
            "/Or[0]/Not/Variable");
  EXPECT_EQ(refusal(R"({"Variable":"$","StringEquals":1})"),
            "Expected value of type String at /StringEquals");
  EXPECT_EQ(refusal(R"({"Variable":"$","NumericEqualsPath":1})"),
            "Expected value of type String at /NumericEqualsPath");
  EXPECT_EQ(refusal(R"({"Variable":"$","IsPresent":"yes"})"),
            "Expected value of type Boolean at /IsPresent");
  EXPECT_EQ(refusal(R"({"Variable":"$","TimestampEquals":"now"})"),
            "Expected value of type Timestamp at /TimestampEquals");
  EXPECT_EQ(refusal(R"({"And":[]})"), "Array must have at least 1 item(s) at /And");
  Json deep = parse_json(R"({"Variable":"$","IsNull":true})");
  for (int i = 0; i < 100; ++i) deep = Json::object({{"Not", std::move(deep)}});
  EXPECT_THROW(ChoiceRule::parse(deep), ChoiceError);
}

}  // namespace
}  // namespace snowglobe::states
