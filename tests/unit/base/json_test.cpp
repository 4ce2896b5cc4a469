#include "emulator/base/json.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

std::string nested(int depth) {
  const auto levels = static_cast<std::size_t>(depth);
  return std::string(levels, '[') + std::string(levels, ']');
}

// What recurses over a document must not exhaust the stack.
TEST(Json, A_document_has_a_depth) {
  EXPECT_NO_THROW(parse_json(nested(json_depth_max)));
  EXPECT_THROW(parse_json(nested(json_depth_max + 1)), JsonError);
  EXPECT_THROW(parse_json(nested(1'000'000)), JsonError);
}

TEST(Json, Of_a_name_that_stands_twice_the_last_value_wins_in_the_first_place) {
  EXPECT_EQ(print_json(parse_json(R"({"a": 1, "b": 2, "a": {"c": 3}})")), R"({"a":{"c":3},"b":2})");
  std::string many = R"({"a": 0)";
  for (int i = 0; i < 20; ++i) many += R"(, "b)" + std::to_string(i) + R"(": 0)";
  const Json read = parse_json(many + R"(, "a": 9})");
  EXPECT_EQ(read.size(), 21u);
  EXPECT_EQ(read.begin().key(), "a");
  EXPECT_EQ(read["a"], 9);
}

TEST(Json, Order_does_not_count_and_members_do) {
  const auto equal = [](const char* a, const char* b) {
    return json_equal(parse_json(a), parse_json(b));
  };
  EXPECT_TRUE(equal(R"({"a": [1, {"b": 2, "c": 3}], "d": 1})",
                    R"({"d": 1.0, "a": [1, {"c": 3, "b": 2}]})"));
  EXPECT_FALSE(equal(R"({"a": 1})", R"({"a": 1, "b": 2})"));
  EXPECT_FALSE(equal(R"({"a": 1, "b": 2})", R"({"a": 1})"));
  EXPECT_FALSE(equal("[1, 2]", "[2, 1]"));
  EXPECT_FALSE(equal("[1]", "[1, 1]"));
  EXPECT_FALSE(equal(R"("1")", "1"));
}

TEST(Json, What_is_no_JSON_is_refused) {
  for (const char* text : {"", "{", "[1,]", "{\"a\":}", "01", "1e999", "'a'", "nul", "[1] 2",
                           "\"\xff\"", "\"\\ud800\"", "\"\n\""}) {
    EXPECT_THROW(parse_json(text), JsonError) << text;
  }
  EXPECT_EQ(print_json(Json("a\xff")), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace snowglobe
