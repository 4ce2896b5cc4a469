#include "emulator/lang/jsonpath/jsonpath.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

const Json no_context = Json::object();

std::string read(std::string_view path, std::string_view input) {
  return print_json(JsonPath::parse(path).evaluate(parse_json(input), no_context));
}

std::string why_not_found(std::string_view path, std::string_view input) {
  try {
    return "found " + read(path, input);
  } catch (const JsonPathNotFound& error) {
    return error.what();
  }
}

std::string put(std::string_view path, std::string_view input, std::string_view value) {
  return print_json(put_at(JsonPath::parse_reference(path), parse_json(input), parse_json(value)));
}

constexpr std::string_view store =
    R"({"book":[{"t":"a","p":5,"tags":["x","y"]},{"t":"b","p":12},{"t":"c","p":"9","d":null}],)"
    R"("def ghi":{"detail-type":1},"s":"text","n":[1,2,3,4]})";

TEST(JsonPath, A_definite_path_gives_the_node_itself) {
  EXPECT_EQ(read("$", "[1]"), "[1]");
  EXPECT_EQ(read("$.book[1].t", store), R"("b")");
  EXPECT_EQ(read("$['book'][0][\"tags\"][1]", store), R"("y")");
  EXPECT_EQ(read("$.['def ghi'].detail-type", store), "1");
  EXPECT_EQ(read("$.[0]", "[7]"), "7");
  EXPECT_EQ(read("$[0][1]", "[[1,2]]"), "2");
  EXPECT_EQ(read("$.n[(@.length-1)]", store), "4");
  EXPECT_EQ(read(R"($['it\'s'])", R"({"it's":1})"), "1");
}

TEST(JsonPath, Two_dollars_read_the_context_object) {
  const Json context = parse_json(R"({"Execution":{"Id":"arn"}})");
  const JsonPath path = JsonPath::parse("$$.Execution.Id");
  EXPECT_TRUE(path.is_context());
  EXPECT_EQ(path.evaluate(Json::object(), context), "arn");
  EXPECT_FALSE(path.exists(context, Json::object()));
}

TEST(JsonPath, An_indefinite_path_gives_a_list_in_the_order_of_the_document) {
  EXPECT_EQ(read("$.book[*].t", store), R"(["a","b","c"])");
  EXPECT_EQ(read("$..p", store), R"([5,12,"9"])");
  EXPECT_EQ(read("$.n[0,2]", store), "[1,3]");
  EXPECT_EQ(read("$.n[1:3]", store), "[2,3]");
  EXPECT_EQ(read("$.n[-1:]", store), "[4]");
  EXPECT_EQ(read("$.n[:-1]", store), "[1,2,3]");
  EXPECT_EQ(read("$.n[:2]", store), "[1,2]");
  EXPECT_EQ(read("$.n[7:9]", store), "[]");
  EXPECT_EQ(read("$.*", R"({"a":1,"b":[2]})"), "[1,[2]]");
  EXPECT_EQ(read("$..*", R"({"a":{"b":1}})"), R"([{"b":1},1])");
  EXPECT_EQ(read("$..[0]", R"({"a":[1,[2]],"b":[[3]]})"), "[1,2,[3],3]");
  EXPECT_EQ(read("$.book[*].d", store), "[null]");
  EXPECT_EQ(read("$..none", store), "[]");
  EXPECT_EQ(read("$.s[*]", store), "[]");
}

TEST(JsonPath, Several_names_make_an_object_of_those_that_are_there) {
  EXPECT_EQ(read("$.book[0]['t','p','none']", store), R"({"t":"a","p":5})");
  EXPECT_EQ(read("$.book[*]['t']", store), R"(["a","b","c"])");
  EXPECT_EQ(why_not_found("$['a', 'b'].v", "{}"),
            "Multi properties can only be used as path leafs: $['a', 'b']");
}

TEST(JsonPath, A_filter_keeps_what_it_holds_for) {
  EXPECT_EQ(read("$.book[?(@.p > 5)].t", store), R"(["b","c"])");
  EXPECT_EQ(read("$.book[?(@.p >= 5 && @.t != 'b')].t", store), R"(["a","c"])");
  EXPECT_EQ(read("$.book[?(@.t == \"a\" || @.t=='b')].t", store), R"(["a","b"])");
  EXPECT_EQ(read("$.book[?(!(@.tags))].t", store), R"(["b","c"])");
  EXPECT_EQ(read("$.book[?(@.d == null)].t", store), R"(["c"])");
  EXPECT_EQ(read("$.book[?(@.tags[0] == 'x')].t", store), R"(["a"])");
  EXPECT_EQ(read("$.book[?(@.tags[*])].t", store), R"(["a"])");
  EXPECT_EQ(read("$.book[?(12 == @.p)].t", store), R"(["b"])");
  EXPECT_EQ(read("$..[?(@.t == 'b')].p", store), "[12]");
  EXPECT_EQ(read("$[?(@.a.b[?(@.c < 2)])].id", R"([{"id":1,"a":{"b":[{"c":1}]}},{"id":2}])"),
            "[1]");
}

// AWS says so of @, and its engine treats a missing member as comparable with nothing.
TEST(JsonPath, A_filter_matches_no_scalar_and_no_missing_member) {
  EXPECT_EQ(read("$.n[?(@ > 1)]", store), "[]");
  EXPECT_EQ(read("$.book[?(@.none != 1)]", store), "[]");
  EXPECT_EQ(why_not_found("$.s[?(@.a)]", store),
            "Filter: [?] can not be applied to primitives. Current context is: \"text\"");
}

TEST(JsonPath, What_is_not_there_is_named_as_AWS_names_it) {
  EXPECT_EQ(why_not_found("$.a", "{}"), "No results for path: $['a']");
  EXPECT_EQ(why_not_found("$.a.b", "{}"), "Missing property in path $['a']");
  EXPECT_EQ(why_not_found("$.a[*].b", "{}"), "Missing property in path $['a']");
  EXPECT_EQ(why_not_found("$.s.x", store), "Property ['x'] not found in path $['s']");
  EXPECT_EQ(why_not_found("$.n[9]", store), "No results for path: $['n'][9]");
  EXPECT_EQ(why_not_found("$.s[0]", store),
            "Filter: [0] can only be applied to arrays. Current context is: \"text\"");
}

// Jayway's newer versions can do these; Step Functions cannot, and who relies on them must notice.
TEST(JsonPath, Functions_and_a_lone_negative_index_match_nothing) {
  EXPECT_FALSE(JsonPath::parse("$.n.length()").exists(parse_json(store), no_context));
  EXPECT_FALSE(JsonPath::parse("$.n[-1]").exists(parse_json(store), no_context));
}

TEST(JsonPath, A_null_is_there) {
  EXPECT_EQ(read("$.a", R"({"a":null})"), "null");
  EXPECT_TRUE(JsonPath::parse("$.a").exists(parse_json(R"({"a":null})"), no_context));
}

TEST(JsonPath, A_text_that_is_no_path_is_refused) {
  for (const char* text : {"",
                           "a",
                           "$.",
                           "$..",
                           "$a",
                           "$.a b",
                           "$[",
                           "$[a]",
                           "$['a'",
                           "$['a]",
                           "$.a[",
                           "$.a]",
                           "$[1",
                           "$[1,]",
                           "$[:]",
                           "$[1:2:3]",
                           "$[99999999999]",
                           "$[?(@.a)",
                           "$[?(@.a == )]",
                           "$[?()]",
                           "$[?(@.a =~ /x/)]",
                           "$[?(@.a in ['x'])]",
                           "$[?(@.a == $.b)]",
                           "$[?('a')]",
                           "$.a.",
                           "$[(@.length+1)]",
                           "$[?(@.a && )]",
                           "$[?(@['a','b'])]",
                           "$$$",
                           " $",
                           "States.UUID()"}) {
    EXPECT_THROW(JsonPath::parse(text), JsonPathError) << text;
  }
  std::string deep = "$[?";
  for (int i = 0; i < 100'000; ++i) deep += "(";
  EXPECT_THROW(JsonPath::parse(deep), JsonPathError);
  deep = "$";
  for (int i = 0; i < 5'000; ++i) deep += "[?(@";
  EXPECT_THROW(JsonPath::parse(deep), JsonPathError);
}

TEST(JsonPath, A_reference_path_identifies_one_node) {
  EXPECT_TRUE(JsonPath::parse("$.a['b'][0]").is_reference());
  for (const char* text : {"$..a", "$.a[*]", "$.a[0:1]", "$.a[-1]", "$['a','b']", "$[?(@.a)]"}) {
    EXPECT_FALSE(JsonPath::parse(text).is_reference()) << text;
    EXPECT_THROW(JsonPath::parse_reference(text), JsonPathError) << text;
  }
  try {
    JsonPath::parse_reference("States.ArrayLength($.a)");
    FAIL();
  } catch (const JsonPathError& error) {
    EXPECT_STREQ(error.what(),
                 "Value is not a Reference Path: Reference path didn't start with '$'");
  }
}

TEST(JsonPath, Find_does_not_copy) {
  const Json input = parse_json(store);
  EXPECT_EQ(JsonPath::parse("$.n[1]").find(input, no_context), &input["n"][1]);
  EXPECT_EQ(JsonPath::parse("$.x.y").find(input, no_context), nullptr);
}

// The feared one: a short path on an ordinary document that keeps the process busy for hours.
TEST(JsonPath, A_path_that_explodes_is_stopped) {
  Json deep = 1;
  for (int i = 0; i < 200; ++i) deep = Json::object({{"a", std::move(deep)}});
  EXPECT_THROW(JsonPath::parse("$..*..*..*..*..*").evaluate(deep, no_context), BudgetExceeded);
  EXPECT_THROW(JsonPath::parse("$..[?(@..a[?(@..a[?(@..a[?(@..b)])])])]").exists(deep, no_context),
               BudgetExceeded);
  std::string again = "$[0";
  for (int i = 0; i < 20'000; ++i) again += ",0";
  const Json large = Json::array({std::string(100'000, 'x')});
  EXPECT_THROW(JsonPath::parse(again + "]").evaluate(large, no_context), BudgetExceeded);
}

// `depth` objects inside each other, each the member x of the one around it.
Json inside_objects(Json value, int depth) {
  for (int i = 0; i < depth; ++i) value = Json::object({{"x", std::move(value)}});
  return value;
}

// The feared ones look at few objects, but pass a long array, print it, or read a long text again
// and again.
TEST(JsonPath, What_a_search_passes_over_counts_too) {
  const Json numbers = inside_objects(Json(std::vector<int>(100'000, 1)), 400);
  EXPECT_THROW(JsonPath::parse("$..[?(@..[?(@..a)])]").exists(numbers, no_context), BudgetExceeded);
  Json objects = Json::array();
  for (int i = 0; i < 30'000; ++i) objects.push_back(Json::object({{"a", 1}}));
  const std::string digits(60'000, '1');
  EXPECT_THROW(JsonPath::parse("$[?(@.a == '" + digits + "')]").exists(objects, no_context),
               BudgetExceeded);
}

TEST(JsonPath, A_filter_does_not_print_what_its_path_does_not_fit) {
  const Json large = inside_objects(std::string(250'000, 'a'), 400);
  EXPECT_FALSE(JsonPath::parse("$..[?(@..[?(@.x[0][*])])]").exists(large, no_context));
}

TEST(JsonPath, A_deep_search_of_a_large_document_is_within_the_limits) {
  Json wide = Json::array();
  for (int i = 0; i < 60'000; ++i) wide.push_back(Json::object({{"a", i}}));
  EXPECT_EQ(JsonPath::parse("$..a").evaluate(wide, no_context).size(), 60'000U);
  EXPECT_EQ(JsonPath::parse("$..[?(@.a > 10)].a").evaluate(wide, no_context).size(), 59'989U);
}

TEST(Result_path, Makes_the_objects_on_its_way_and_keeps_the_rest) {
  EXPECT_EQ(put("$", R"({"a":1})", "2"), "2");
  EXPECT_EQ(put("$.b", R"({"a":1})", "[2]"), R"({"a":1,"b":[2]})");
  EXPECT_EQ(put("$.a", R"({"a":1,"b":2})", "3"), R"({"a":3,"b":2})");
  EXPECT_EQ(put("$.x.y.z", R"({"a":1})", "2"), R"({"a":1,"x":{"y":{"z":2}}})");
  EXPECT_EQ(put("$.l[1].k", R"({"l":[1,{}]})", "2"), R"({"l":[1,{"k":2}]})");
  EXPECT_EQ(put("$.l[0]", R"({"l":[1]})", "null"), R"({"l":[null]})");
}

TEST(Result_path, That_leads_through_no_object_is_an_error_that_shows_the_input) {
  for (const auto& [path, input] :
       std::initializer_list<std::pair<const char*, const char*>>{{"$.a.b", R"({"a":"text"})"},
                                                                  {"$.a", "[1]"},
                                                                  {"$.a", "null"},
                                                                  {"$.x.l[0]", R"({"a":1})"},
                                                                  {"$.l[1]", R"({"l":[1]})"},
                                                                  {"$[0]", "{}"}}) {
    EXPECT_THROW(put(path, input, "1"), JsonPathNotFound) << path;
  }
  try {
    put("$.n.l[0]", R"({"a":1})", "1");
    FAIL();
  } catch (const JsonPathNotFound& error) {
    EXPECT_STREQ(error.what(), R"(Unable to apply ReferencePath $.n.l[0] to input {"a":1})");
  }
}

// What is nested deeper than a document may be could be stored and never be read again.
TEST(Result_path, Cannot_nest_deeper_than_a_document_may_be) {
  std::string path = "$";
  for (int i = 0; i < json_depth_max; ++i) path += ".a";
  EXPECT_NO_THROW(parse_json(put(path, "{}", "1")));
  EXPECT_THROW(put(path, "{}", "[1]"), BudgetExceeded);
}

}  // namespace
}  // namespace snowglobe
