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

// What is printed was once what the library printed, and rows and golden files hold it.
TEST(Json, Printing_agrees_with_the_librarys_own) {
  Json document = {
      {"texts",
       {"", "plain", "\"\\/\b\f\n\r\t\x01\x1f\x7f", "\xC3\xA5 \xE2\x82\xAC \xF0\x9F\x98\x80"}},
      {"numbers", {0, -1, INT64_MIN, UINT64_MAX, 0.5, 1.0, 1e300, -2.5e-7, 1e21}},
      {"others", {true, false, nullptr, Json::object(), Json::array()}}};
  EXPECT_EQ(print_json(document), document.dump(-1, ' ', false, Json::error_handler_t::replace));
  for (const char* text : {"\x80", "a\xE2\x82", "\xE2\x82z", "\xF0\x9F\x98", "\xED\xA0\x80",
                           "\xC0\xAF", "\xF4\x90\x80\x80", "\xFF\xFE", "\xE0\x80\x80", "\xC3"}) {
    EXPECT_EQ(print_json(Json(text)),
              Json(text).dump(-1, ' ', false, Json::error_handler_t::replace))
        << testing::PrintToString(std::string(text));
  }
}

TEST(Json, Bytes_are_shared_and_printed_in_base64) {
  const Json bytes = json_bytes(std::string("\x00\xFF", 2));
  const Json copy = {{"a", bytes}, {"list", {bytes, "text"}}};
  EXPECT_EQ(bytes_of(copy["a"]).data(), bytes_of(bytes).data());
  EXPECT_EQ(print_json(copy), R"({"a":"AP8=","list":["AP8=","text"]})");
  EXPECT_EQ(bytes_of(Json("text")), "");
  Json text = copy;
  bytes_to_text(text);
  EXPECT_EQ(text, parse_json(print_json(copy)));
}

}  // namespace
}  // namespace snowglobe
