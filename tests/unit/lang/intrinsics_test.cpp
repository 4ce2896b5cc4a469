#include "emulator/lang/intrinsics/intrinsics.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

const Json no_context = Json::object();

std::string call(std::string_view text, std::string_view input = "{}") {
  Random random(7);
  return print_json(Intrinsic::parse(text).evaluate(parse_json(input), no_context, random));
}

std::string failure(std::string_view text, std::string_view input = "{}") {
  try {
    return "gave " + call(text, input);
  } catch (const IntrinsicError& error) {
    return error.what();
  }
}

TEST(Intrinsic, Format_puts_values_into_a_text) {
  EXPECT_EQ(call("States.Format('{} is {} or {}, {}{}', $.n, 1.5, true, null, $.o)",
                 R"({"n":"x","o":{"a":[1]}})"),
            R"("x is 1.5 or true, null{\"a\":[1]}")");
  EXPECT_EQ(call("States.Format($.t, 'y')", R"({"t":"<{}>"})"), R"("<y>")");
  EXPECT_EQ(call(R"(States.Format('it\'s \{{}\} \\', 'y'))"), R"("it's {y} \\")");
  EXPECT_EQ(call("States.Format('ä')"), R"("ä")");
}

TEST(Intrinsic, Format_counts_its_arguments) {
  EXPECT_THROW(call("States.Format('{}')"), IntrinsicError);
  EXPECT_THROW(call("States.Format('{}', 1, 2)"), IntrinsicError);
  EXPECT_THROW(call("States.Format(1)"), IntrinsicError);
  EXPECT_EQ(
      failure("States.Format('{a}', 1)"),
      "The function 'States.Format('{a}', 1)' had the following error: matching '}' not found "
      "for '{'");
}

TEST(Intrinsic, Text_becomes_JSON_and_back) {
  EXPECT_EQ(call("States.StringToJson($.s)", R"({"s":"{\"a\":[1,2.5]}"})"), R"({"a":[1,2.5]})");
  EXPECT_EQ(call("States.JsonToString($)", R"({"b":"ä","a":1})"), R"("{\"b\":\"ä\",\"a\":1}")");
  EXPECT_THROW(call("States.StringToJson('{')"), IntrinsicError);
  EXPECT_THROW(call("States.StringToJson(1)"), IntrinsicError);
}

TEST(Intrinsic, Arrays) {
  EXPECT_EQ(call("States.Array()"), "[]");
  EXPECT_EQ(call("States.Array($.a, 'b', 1, null, States.Array(2))", R"({"a":{"x":1}})"),
            R"([{"x":1},"b",1,null,[2]])");
  EXPECT_EQ(call("States.ArrayPartition($, 4)", "[1,2,3,4,5,6,7,8,9]"),
            "[[1,2,3,4],[5,6,7,8],[9]]");
  EXPECT_EQ(call("States.ArrayPartition($, 4)", "[]"), "[]");
  EXPECT_EQ(call("States.ArrayContains($, 5)", "[1,5.0]"), "true");
  EXPECT_EQ(call("States.ArrayContains($.l, $.v)", R"({"l":[{"b":2,"a":1}],"v":{"a":1,"b":2}})"),
            "true");
  EXPECT_EQ(call("States.ArrayContains($, '5')", "[5]"), "false");
  EXPECT_EQ(call("States.ArrayRange(1, 9, 2)"), "[1,3,5,7,9]");
  EXPECT_EQ(call("States.ArrayRange(3, 0, -2)"), "[3,1]");
  EXPECT_EQ(call("States.ArrayRange(1, 0, 1)"), "[]");
  EXPECT_EQ(call("States.ArrayGetItem($, 1)", "[7,8]"), "8");
  EXPECT_EQ(call("States.ArrayLength($)", "[7,8]"), "2");
  EXPECT_EQ(call("States.ArrayUnique($)", R"([1,2,1.0,"1",{"a":1,"b":2},{"b":2,"a":1},null,null])"),
            R"([1,2,"1",{"a":1,"b":2},null])");
}

TEST(Intrinsic, Arrays_have_limits) {
  EXPECT_THROW(call("States.ArrayPartition($, 0)", "[1]"), IntrinsicError);
  EXPECT_THROW(call("States.ArrayPartition('x', 1)"), IntrinsicError);
  EXPECT_THROW(call("States.ArrayRange(1, 9, 0)"), IntrinsicError);
  EXPECT_THROW(call("States.ArrayRange(1, 1001, 1)"), IntrinsicError);
  EXPECT_NO_THROW(call("States.ArrayRange(1, 1000, 1)"));
  EXPECT_THROW(call("States.ArrayGetItem($, 2)", "[7,8]"), IntrinsicError);
  EXPECT_THROW(call("States.ArrayGetItem($, -1)", "[7,8]"), IntrinsicError);
  EXPECT_THROW(call("States.ArrayLength('x')"), IntrinsicError);
}

TEST(Intrinsic, Encodings_and_digests) {
  EXPECT_EQ(call("States.Base64Encode('Data to encode')"), R"("RGF0YSB0byBlbmNvZGU=")");
  EXPECT_EQ(call("States.Base64Decode('RGVjb2RlZCBkYXRh')"), R"("Decoded data")");
  EXPECT_EQ(call("States.Hash('abc', 'MD5')"), R"("900150983cd24fb0d6963f7d28e17f72")");
  EXPECT_EQ(call("States.Hash('abc', 'SHA-1')"), R"("a9993e364706816aba3e25717850c26c9cd0d89d")");
  EXPECT_EQ(call("States.Hash('abc', 'SHA-256')"),
            R"("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")");
  EXPECT_EQ(call("States.Hash('abc', 'SHA-384')").substr(0, 17), R"("cb00753f45a35e8b)");
  EXPECT_EQ(call("States.Hash('abc', 'SHA-512')").substr(0, 17), R"("ddaf35a193617aba)");
  EXPECT_EQ(call("States.Hash(12, 'MD5')"), call("States.Hash('12', 'MD5')"));
  EXPECT_THROW(call("States.Hash('abc', 'CRC')"), IntrinsicError);
  EXPECT_THROW(call("States.Base64Decode('***')"), IntrinsicError);
  EXPECT_THROW(call("States.Base64Encode('" + std::string(10'001, 'a') + "')"), IntrinsicError);
}

TEST(Intrinsic, Json_merge_is_shallow_and_the_second_wins) {
  const char* input = R"({"a":{"x":{"k":1},"y":1},"b":{"x":{"l":2},"z":3}})";
  EXPECT_EQ(call("States.JsonMerge($.a, $.b, false)", input), R"({"x":{"l":2},"y":1,"z":3})");
  EXPECT_THROW(call("States.JsonMerge($.a, $.b, true)", input), IntrinsicError);
  EXPECT_THROW(call("States.JsonMerge($.a, 1, false)", input), IntrinsicError);
}

TEST(Intrinsic, Numbers_are_rounded_and_limited_to_32_bits) {
  EXPECT_EQ(call("States.MathAdd(111, -1)"), "110");
  EXPECT_EQ(call("States.MathAdd(1.5, -0.4)"), "2");
  EXPECT_THROW(call("States.MathAdd(2147483647, 1)"), IntrinsicError);
  EXPECT_THROW(call("States.MathAdd(1e300, 1)"), IntrinsicError);
  EXPECT_THROW(call("States.MathAdd('1', 1)"), IntrinsicError);
}

TEST(Intrinsic, A_random_number_is_in_its_range_and_fixed_by_its_seed) {
  Random random(1);
  const Intrinsic dice = Intrinsic::parse("States.MathRandom(1, 3)");
  std::set<int> seen;
  for (int i = 0; i < 64; ++i) seen.insert(dice.evaluate(Json(), no_context, random).get<int>());
  EXPECT_EQ(seen, (std::set<int>{1, 2}));
  EXPECT_EQ(call("States.MathRandom(1, 1000000, 5)"), call("States.MathRandom(1, 1000000, 5)"));
  EXPECT_NE(call("States.MathRandom(1, 1000000, 5)"), call("States.MathRandom(1, 1000000, 6)"));
  EXPECT_THROW(call("States.MathRandom(3, 3)"), IntrinsicError);
}

TEST(Intrinsic, A_uuid_comes_from_the_worlds_generator) {
  Random expected(7);
  EXPECT_EQ(call("States.UUID()"), "\"" + expected.uuid() + "\"");
}

TEST(Intrinsic, A_text_is_split_at_any_of_the_characters) {
  EXPECT_EQ(call("States.StringSplit('1,2,,3', ',')"), R"(["1","2","3"])");
  EXPECT_EQ(call("States.StringSplit('This.is+a,test=string', '.+,=')"),
            R"(["This","is","a","test","string"])");
  EXPECT_EQ(call("States.StringSplit('aäbüc', 'ü')"), R"(["aäb","c"])");
  EXPECT_EQ(call("States.StringSplit('', ',')"), "[]");
  EXPECT_EQ(call("States.StringSplit('a', '')"), R"(["a"])");
}

TEST(Intrinsic, Arguments_may_be_any_path) {
  const char* input = R"x({"l":[{"n":"a,b","v":1},{"n":"c)","v":2}],"x y":3})x";
  EXPECT_EQ(call("States.Array($.l[?(@.n == 'c)' && @.v > 1)].v, $['x y'] , $.l[0,1])", input),
            R"x([[2],3,[{"n":"a,b","v":1},{"n":"c)","v":2}]])x");
  Random random(1);
  EXPECT_EQ(Intrinsic::parse("States.Format('{}', $$.Execution.Name)")
                .evaluate(Json(), parse_json(R"({"Execution":{"Name":"e"}})"), random),
            "e");
}

TEST(Intrinsic, A_path_that_matches_nothing_is_named_with_the_whole_call) {
  try {
    call("States.Array(States.Format('{}', $.nope))", R"({"other":1})");
    FAIL();
  } catch (const JsonPathNotFound& error) {
    EXPECT_STREQ(
        error.what(),
        "The function 'States.Array(States.Format('{}', $.nope))' had the following error: "
        "The JsonPath argument for the field '$.nope' could not be found in the input "
        "'{\"other\":1}'");
  }
}

TEST(Intrinsic, Calls_nest_to_the_tenth) {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "States.Array(";
    return text + std::string(static_cast<std::size_t>(depth), ')');
  };
  EXPECT_EQ(call(nested(10)), "[[[[[[[[[[]]]]]]]]]]");
  EXPECT_THROW(Intrinsic::parse(nested(11)), JsonPathError);
  EXPECT_THROW(Intrinsic::parse(nested(100'000)), JsonPathError);
}

TEST(Intrinsic, What_is_no_call_is_refused) {
  for (const char* text : {"States.",
                           "States.Nope()",
                           "States.UUID",
                           "States.UUID(",
                           "States.UUID(1)",
                           "States.UUID() ",
                           "States.Array(1,)",
                           "States.Array(,1)",
                           "States.Array(1 2)",
                           "States.Array('a)",
                           R"(States.Array('\n'))",
                           R"(States.Array('\)",
                           "States.Array(\"a\")",
                           "States.Array([1])",
                           "States.Array($.)",
                           "States.Array(abc)",
                           "States.MathAdd(1)",
                           "Array(1)",
                           "States.Array(1)[0]",
                           "States.Array($.a[)"}) {
    EXPECT_THROW(Intrinsic::parse(text), JsonPathError) << text;
  }
}

// The feared ones: each escape doubles at each level; each argument copies the input.
TEST(Intrinsic, A_call_that_grows_without_end_is_stopped) {
  std::string text = "$";
  for (int i = 0; i < 10; ++i) text = "States.JsonToString(" + text + ")";
  Random random(1);
  const Json quotes = std::string(100'000, '"');
  EXPECT_THROW(Intrinsic::parse(text).evaluate(quotes, no_context, random), BudgetExceeded);
  text = "States.Array($";
  for (int i = 0; i < 1'000; ++i) text += ",$";
  EXPECT_THROW(Intrinsic::parse(text + ")").evaluate(quotes, no_context, random), BudgetExceeded);
}

// The feared one: each of many characters looked for among many separators.
TEST(Intrinsic, A_text_is_split_at_any_number_of_characters) {
  std::string whole, separators;
  for (int i = 0; i < 60'000; ++i) {
    whole += i % 20'000 == 10'000 ? "\u00fa" : "\u00fc";
    separators += i % 2 == 0 ? "\u00e9" : "\u00fa";
  }
  Random random(1);
  const Json parts = Intrinsic::parse("States.StringSplit($.w, $.s)")
                         .evaluate({{"w", whole}, {"s", separators}}, no_context, random);
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_EQ(parts[0].get<std::string>().size(), 20'000U);
  EXPECT_EQ(parts[3].get<std::string>().size(), 19'998U);
}

}  // namespace
}  // namespace snowglobe
