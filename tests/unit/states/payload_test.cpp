#include "services/states/payload.h"

#include <gtest/gtest.h>

namespace snowglobe::states {
namespace {

std::string render(std::string_view text, std::string_view input, std::string_view context = "{}") {
  Random random(1);
  return print_json(PayloadTemplate::parse(parse_json(text))
                        .render(parse_json(input), parse_json(context), random));
}

std::string refusal(std::string_view text) {
  try {
    PayloadTemplate::parse(parse_json(text));
    return "accepted";
  } catch (const TemplateError& error) {
    return std::string(error.what()) + " at " + error.pointer;
  }
}

TEST(Payload_template, Members_that_end_in_dollar_are_replaced_at_any_depth) {
  EXPECT_EQ(
      render(R"x({"a":1,"b.$":"$.x","c":{"d":[{"e.$":"$$.Id"},"$.x"]},"f.$":"States.Array($.x)"})x",
             R"({"x":{"y":2}})", R"({"Id":"i"})"),
      R"({"a":1,"b":{"y":2},"c":{"d":[{"e":"i"},"$.x"]},"f":[{"y":2}]})");
}

TEST(Payload_template, What_holds_no_such_member_stays_as_it_is) {
  for (const char* text : {"1", "\"$.x\"", "null", R"([{"a":"$.x"}])", R"({"a.b":"$.x"})"}) {
    EXPECT_EQ(render(text, "{}"), text);
  }
}

TEST(Payload_template, Of_two_members_of_one_name_the_later_counts) {
  EXPECT_EQ(render(R"({"a":1,"b":2,"a.$":"$.x"})", R"({"x":3})"), R"({"a":3,"b":2})");
}

TEST(Payload_template, A_path_that_matches_nothing_is_named_with_its_field_and_input) {
  try {
    render(R"({"p":{"id.$":"$.id"}})", R"({"x":3})");
    FAIL();
  } catch (const JsonPathNotFound& error) {
    EXPECT_STREQ(
        error.what(),
        "The JSONPath '$.id' specified for the field 'id.$' could not be found in the input "
        "'{\"x\":3}'");
  }
  EXPECT_THROW(render(R"x({"a.$":"States.MathAdd(1, 'x')"})x", "{}"), IntrinsicError);
}

TEST(Payload_template, A_faulty_member_is_named_with_its_place) {
  EXPECT_EQ(refusal(R"({"a":[{"b.$":"x"}]})"),
            "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function "
            "call at /a[0]");
  EXPECT_EQ(refusal(R"x({"a.$":"States.Nope()"})x"),
            "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function "
            "call at ");
  EXPECT_EQ(refusal(R"({"a.$":7})"),
            "The value for the field 'a.$' must be a STRING that contains a JSONPath but was a "
            "NUMBER at ");
}

// The feared one: a template of 1 MB that names the whole input 100,000 times.
TEST(Payload_template, One_that_multiplies_its_input_is_stopped) {
  Json text = Json::array();
  for (int i = 0; i < 1'000; ++i) text.push_back(Json::object({{"a.$", "$"}}));
  Random random(1);
  EXPECT_THROW(
      PayloadTemplate::parse(text).render(std::string(100'000, 'x'), Json::object(), random),
      BudgetExceeded);
}

// A loop that wraps its input each time round would end as a document that cannot be read again.
TEST(Payload_template, One_that_nests_too_deeply_is_stopped) {
  const PayloadTemplate wrap = PayloadTemplate::parse(parse_json(R"({"a.$":"$"})"));
  Random random(1);
  Json value = 1;
  for (int i = 0; i < json_depth_max; ++i) value = wrap.render(value, Json::object(), random);
  EXPECT_NO_THROW(parse_json(print_json(value)));
  EXPECT_THROW(wrap.render(value, Json::object(), random), BudgetExceeded);
}

}  // namespace
}  // namespace snowglobe::states
