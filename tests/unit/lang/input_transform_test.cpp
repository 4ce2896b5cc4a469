#include "emulator/lang/input_transform/input_transform.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

Json find(std::string_view path, std::string_view root) {
  const auto found = EventPath::parse(path).value().find(parse_json(root));
  return found ? *found : Json("nothing");
}

const Json values = parse_json(R"({"instance": "i-1", "state": "RUNNING", "count": 3, "on": true,
    "quoted": "a \"b\"\nc", "list": ["x", "y"], "map": {"k": "v \"w\""}, "none": null})");

bool is_known(std::string_view name) { return find_member(values, name) || name == "missing"; }

std::string render(std::string_view text) {
  const auto value = [](std::string_view name, Budget&) {
    const Json* value = find_member(values, name);
    return value ? std::optional(*value) : std::nullopt;
  };
  Budget budget = InputTemplate::budget();
  return InputTemplate::parse(text, is_known).render(value, budget);
}

bool gives_json(std::string_view text) { return InputTemplate::parse(text, is_known).gives_json(); }

TEST(EventPath, Members_elements_and_wildcards_are_followed) {
  EXPECT_EQ(find("$", R"({"a": 1})"), parse_json(R"({"a": 1})"));
  EXPECT_EQ(find("$.detail.instance-id", R"({"detail": {"instance-id": "i"}})"), "i");
  EXPECT_EQ(find("$.a[1].b", R"({"a": [1, {"b": 2}]})"), 2);
  EXPECT_EQ(find("$['a b'].c", R"({"a b": {"c": 3}})"), 3);
  EXPECT_EQ(find("$.a[*].b", R"({"a": [{"b": 1}, {"c": 2}, {"b": 3}]})"), Json({1, 3}));
  EXPECT_EQ(find("$.a.*", R"({"a": {"x": 1, "y": 2}})"), Json({1, 2}));
}

TEST(EventPath, A_path_that_leads_nowhere_finds_nothing) {
  EXPECT_EQ(find("$.b", R"({"a": 1})"), "nothing");
  EXPECT_EQ(find("$.a.b", R"({"a": 1})"), "nothing");
  EXPECT_EQ(find("$.a[5]", R"({"a": [1]})"), "nothing");
  EXPECT_EQ(find("$.a[*]", R"({"a": []})"), "nothing");
}

TEST(EventPath, What_is_no_path_is_refused) {
  for (const auto* text :
       {"", "a", "$a", "$.", "$..a", "$.a[", "$.a[x]", "$.a[-1]", "$.a[]", "$['a", "$[?(@.a)]"}) {
    EXPECT_FALSE(EventPath::parse(text).has_value()) << text;
  }
}

TEST(InputTemplate, A_string_template_is_filled_with_bare_text) {
  EXPECT_EQ(render(R"("instance <instance> is in <state>")"), R"("instance i-1 is in RUNNING")");
  EXPECT_EQ(render(R"("instance \"<instance>\" <count> <on>")"), R"("instance \"i-1\" 3 true")");
}

TEST(InputTemplate, An_object_template_is_filled_with_JSON) {
  EXPECT_EQ(render(R"({"instance" : <instance>, "n": [9, <count>, <list>], "m": <map>})"),
            R"({"instance" : "i-1", "n": [9, 3, ["x","y"]], "m": {"k":"v \"w\""}})");
  EXPECT_EQ(render(R"({"a": "<state>", "b": "x \"<instance>\""})"),
            R"({"a": "RUNNING", "b": "x \"i-1\""})");
  EXPECT_EQ(render("<map>"), R"({"k":"v \"w\""})");
}

// A value with a quote or a line break must not end the string that it stands in.
TEST(InputTemplate, Values_inside_strings_leave_them_valid) {
  EXPECT_EQ(render(R"({"a": "<quoted>"})"), R"({"a": "a \"b\"\nc"})");
  EXPECT_EQ(render(R"({"a": "<map> <list>"})"), R"({"a": "{k:v w} [x,y]"})");
}

TEST(InputTemplate, A_missing_value_leaves_no_text) {
  EXPECT_EQ(render(R"({"a": "x<missing>y", "b": <missing>, "c": <none>})"),
            R"({"a": "xy", "b": "", "c": null})");
}

TEST(InputTemplate, What_is_no_placeholder_stays_as_it_stands) {
  EXPECT_EQ(render(R"("<b>1 < 2</b> <unknown")"), R"("<b>1 < 2</b> <unknown")");
  EXPECT_EQ(render("\"<" + std::string(5000, 'x') + ">\"").size(), 5004U);
}

TEST(InputTemplate, A_template_that_cannot_give_JSON_is_found_out) {
  EXPECT_TRUE(gives_json(R"("<instance> is <state>")"));
  EXPECT_TRUE(gives_json("\"line <count>\"\n\"line <state>\""));
  EXPECT_TRUE(gives_json(R"({"a": <map>, "b": "<state>"})"));
  EXPECT_TRUE(gives_json("<map>"));
  EXPECT_FALSE(gives_json("<instance> is <state>"));
  EXPECT_FALSE(gives_json(R"({<instance>: 1})"));
  EXPECT_FALSE(gives_json(R"({"a": <unknown>})"));
  EXPECT_FALSE(gives_json(R"({"a": )"));
  EXPECT_FALSE(gives_json(R"("a \"b)"));
}

// 8 KB of template and 1 MB of event would be gigabytes, in a turn.
TEST(InputTemplate, A_value_named_thousands_of_times_is_made_once_and_ends_in_an_error) {
  std::string text;
  for (int i = 0; i < 2700; ++i) text += "<a>";
  const auto parsed = InputTemplate::parse(text, [](std::string_view) { return true; });
  int asked = 0;
  std::size_t size = 1'000;
  const auto value = [&](std::string_view, Budget&) -> std::optional<Json> {
    ++asked;
    return Json(std::string(size, 'x'));
  };
  Budget budget = InputTemplate::budget();
  EXPECT_EQ(parsed.render(value, budget).size(), 2'700U * 1'002U);
  EXPECT_EQ(asked, 1);
  size = 1 << 20;
  budget = InputTemplate::budget();
  EXPECT_THROW(parsed.render(value, budget), BudgetExceeded);
}

// Each looks at the whole event and finds nothing, so that the text stays short.
TEST(InputTemplate, A_hundred_paths_through_a_large_event_end_in_an_error) {
  const Json event{{"v", std::vector<int>(400'000, 7)}};
  std::string text;
  for (int i = 0; i < 100; ++i) text += "<$.v[*].m" + std::to_string(i) + ">";
  const auto parsed = InputTemplate::parse(text, [](std::string_view) { return true; });
  const auto value = [&](std::string_view name, Budget& budget) {
    return EventPath::parse(name)->find(event, budget);
  };
  Budget budget = InputTemplate::budget();
  EXPECT_THROW(parsed.render(value, budget), BudgetExceeded);
}

}  // namespace
}  // namespace snowglobe
