#include "emulator/api/shape.h"

#include <gtest/gtest.h>

#include "emulator/api/blob_text.h"

namespace snowglobe {
namespace {

struct Entry {
  std::string id;
  std::optional<std::string> body;
  void describe(auto& field) {
    field("Id", id);
    field("Body", body).length(1, 3);
  }
};
struct Input {
  std::optional<std::vector<Entry>> entries;
  std::optional<std::map<std::string, Entry>> named;
  std::optional<std::vector<std::string>> names;
  std::optional<std::string> color;
  std::optional<int> small;
  std::optional<std::int64_t> large;
  std::optional<Moment> at;
  void describe(auto& field) {
    field("Entries", entries).length(1, 10);
    field("Named", named);
    field("Names", names).length(1, 2);
    field("Color", color).one_of({"red", "blue"}).pattern("[a-z]+");
    field("Small", small).range(0, 10);
    field("Large", large);
    field("At", at);
  }
};

std::vector<Violation> violations_of(const char* json) {
  Input input;
  return read_shape(parse_json(json), input);
}
std::string message_of(const char* json) { return validation_error(violations_of(json)).message; }

TEST(Shape, What_is_wrong_is_told_in_the_order_of_the_description) {
  EXPECT_EQ(
      message_of(R"({"Color": "G", "Entries": [{"Id": "a", "Body": "long"}, {}]})"),
      "4 validation errors detected: "
      "Value 'long' at 'entries.1.member.body' failed to satisfy constraint: Member must have "
      "length less than or equal to 3; "
      "Value null at 'entries.2.member.id' failed to satisfy constraint: Member must not be "
      "null; "
      "Value 'G' at 'color' failed to satisfy constraint: Member must satisfy enum value set: "
      "[red, blue]; "
      "Value 'G' at 'color' failed to satisfy constraint: Member must satisfy regular "
      "expression pattern: [a-z]+");
}

TEST(Shape, Numbers_are_taken_at_their_borders_and_no_further) {
  for (const char* json : {R"({"Small": 0})", R"({"Small": 10})", R"({"Small": 1e1})",
                           R"({"Large": 9223372036854775807})", R"({"Large": 5.0})"}) {
    EXPECT_TRUE(violations_of(json).empty()) << json;
  }
  for (const char* json :
       {R"({"Small": -1})", R"({"Small": 11})", R"({"Small": 4294967296})", R"({"Small": 1.5})",
        R"({"Large": 9223372036854775808})", R"({"Large": 1e300})", R"({"Small": "1"})",
        R"({"At": 1e300})", R"({"At": "tomorrow"})"}) {
    EXPECT_EQ(violations_of(json).size(), 1u) << json;
  }
}

TEST(Shape, Lengths_count_characters_and_elements) {
  EXPECT_TRUE(
      violations_of(R"({"Entries": [{"Id": "", "Body": "äöü"}], "Names": ["a", "b"]})").empty());
  EXPECT_EQ(violations_of(R"({"Entries": [], "Names": ["a", "b", "c"]})").size(), 2u);
}

std::string repeated(const std::string& begin, const char* one, int count, const char* end) {
  std::string text = begin;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + std::string(one);
  return text + end;
}

// A body of 16 MB holds five million of them; each would be a structure and a message.
TEST(Shape, A_flood_of_wrong_elements_costs_what_a_thousand_do) {
  const auto wrong_names = repeated(R"({"Names": [)", "1", 100'000, "]}");
  EXPECT_EQ(violations_of(wrong_names.c_str()).size(), 1000u);
  const auto wrong_entries = repeated(R"({"Entries": [)", "{}", 10'000, "]}");
  EXPECT_EQ(violations_of(wrong_entries.c_str()).size(), 1000u);
}

TEST(Shape, A_flood_of_structures_is_refused_before_it_is_read) {
  const auto entries = repeated(R"({"Entries": [)", R"({"Id":"a"})", 10'001, "]}");
  const auto found = violations_of(entries.c_str());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].constraint, "Member must have length less than or equal to 10000");
  const auto names = repeated(R"({"Names": [)", R"("a")", 10'001, "]}");
  EXPECT_EQ(violations_of(names.c_str()).at(0).constraint,
            "Member must have length less than or equal to 2");
}

// It recurses once a character.
TEST(Shape, A_long_text_is_not_matched_against_a_pattern) {
  const std::string json = R"({"Color": ")" + std::string(1'000'000, 'a') + R"("})";
  EXPECT_EQ(violations_of(json.c_str()).size(), 2u);
}

struct Tree {
  std::optional<Blob> fruit;
  std::optional<std::string> name;
  std::vector<Tree> branches;
  std::map<std::string, Tree> roots;
  void describe(auto& field) {
    field("Fruit", fruit);
    field("Name", name);
    field("Branches", branches);
    field("Roots", roots);
  }
};
struct Forest {
  ViewOf<std::vector<Tree>> trees;
  std::optional<Input> other;
  void describe(auto& field) {
    field("Trees", trees);
    field("Other", other);
  }
};

TEST(Shape, A_type_may_lead_back_to_itself) {
  const Shape& tree = shape_of<Tree>();
  EXPECT_EQ(tree.members[2].shape->element, &tree);
  EXPECT_EQ(tree.members[3].shape->element, &tree);
}

TEST(Shape, It_is_known_where_blobs_are) {
  EXPECT_TRUE(shape_of<Forest>().has_blobs);
  EXPECT_TRUE(shape_of<Tree>().has_blobs);
  EXPECT_TRUE((shape_of<std::map<std::string, Tree>>().has_blobs));
  EXPECT_FALSE(shape_of<Input>().has_blobs);
}

TEST(Blobs, Base64_becomes_bytes_where_the_shape_has_blobs_and_nowhere_else) {
  Json forest = parse_json(R"({"Trees": [{"Fruit": "AP8=", "Name": "AP8=",
      "Branches": [{"Roots": {"Fruit": {"Fruit": "YQ=="}}}], "Unknown": "AP8="}]})");
  text_to_blobs(forest, shape_of<Forest>());
  const Json& tree = forest["Trees"][0];
  EXPECT_EQ(bytes_of(tree["Fruit"]), std::string_view("\0\xFF", 2));
  EXPECT_EQ(tree["Name"], "AP8=");
  EXPECT_EQ(tree["Unknown"], "AP8=");
  EXPECT_EQ(bytes_of(tree["Branches"][0]["Roots"]["Fruit"]["Fruit"]), "a");
  const Json before = forest;
  text_to_blobs(forest, shape_of<Forest>());  // bytes stay as they are
  EXPECT_EQ(forest, before);
}

TEST(Blobs, What_is_no_base64_stays_text_and_is_refused_by_the_reader) {
  for (const char* text : {R"({"Fruit": "AP8"})", R"({"Fruit": "A*8="})", R"({"Fruit": 1})"}) {
    Json json = parse_json(text);
    text_to_blobs(json, shape_of<Tree>());
    json["Branches"] = Json::array();
    json["Roots"] = Json::object();
    Tree tree;
    const auto violations = read_shape(json, tree);
    ASSERT_EQ(violations.size(), 1U) << text;
    EXPECT_EQ(validation_error(violations).message, "Invalid Base64 data") << text;
  }
}

}  // namespace
}  // namespace snowglobe
