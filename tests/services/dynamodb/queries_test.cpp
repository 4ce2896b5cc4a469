#include <algorithm>
#include <set>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

// A table of partitions "a" and "b" with sort keys -2 ... 10 each.
class Queries : public DynamodbWorld {
 public:
  Queries() {
    table("S", "N");
    for (const char* partition : {"a", "b"}) {
      for (int i = -2; i <= 10; ++i) put({{"h", partition}, {"r", i}, {"odd", i & 1}});
    }
  }
  Json query(const std::string& condition, Json more = Json::object()) {
    more["TableName"] = "tab";
    more["KeyConditionExpression"] = condition;
    Json all = parse_json(R"({":a": {"S": "a"}, ":1": {"N": "1"}, ":3": {"N": "3"},
                              ":m": {"N": "-1"}})");
    for (const auto& [key, value] : all.items()) {
      const bool is_used = condition.find(key) != std::string::npos ||
                           more.value("FilterExpression", "").find(key) != std::string::npos;
      if (is_used) more["ExpressionAttributeValues"][key] = value;
    }
    return call("Query", more);
  }
  Strings ranges(const std::string& condition) { return column(query(condition), "r"); }
};

TEST(Query, Finds_the_range_in_the_order_of_numbers) {
  Queries world;
  EXPECT_EQ(world.ranges("h = :a"),
            (Strings{"-2", "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}));
  EXPECT_EQ(world.ranges("h = :a AND r = :3"), (Strings{"3"}));
  EXPECT_EQ(world.ranges("h = :a AND r < :1"), (Strings{"-2", "-1", "0"}));
  EXPECT_EQ(world.ranges("h = :a AND r <= :1"), (Strings{"-2", "-1", "0", "1"}));
  EXPECT_EQ(world.ranges("h = :a AND r BETWEEN :m AND :1"), (Strings{"-1", "0", "1"}));
  EXPECT_EQ(world.ranges("h = :a AND r > :3").size(), 7u);
  EXPECT_EQ(world.ranges("h = :a AND r >= :3").size(), 8u);
  EXPECT_EQ(
      DynamodbWorld::column(world.query("h = :a AND r <= :1", {{"ScanIndexForward", false}}), "r"),
      (Strings{"1", "0", "-1", "-2"}));
}

// The sort keys of partition "a" of "tab" that begin with the prefix, and have its type.
Strings beginning_with(DynamodbWorld& world, const char* type, const char* prefix) {
  return DynamodbWorld::column(
      world.call("Query",
                 {{"TableName", "tab"},
                  {"KeyConditionExpression", "h = :a AND begins_with(r, :p)"},
                  {"ExpressionAttributeValues", {{":a", {{"S", "a"}}}, {":p", {{type, prefix}}}}}}),
      "r");
}

TEST(Query, Begins_with_finds_a_prefix_of_text) {
  DynamodbWorld world;
  world.table("S", "S");
  for (const char* range : {"a", "ab", "abc", "ac", "b", "\xC3\xBF", "\xC3\xBFz"}) {
    world.put({{"h", "a"}, {"r", range}});
  }
  EXPECT_EQ(beginning_with(world, "S", "ab"), (Strings{"ab", "abc"}));
  EXPECT_EQ(beginning_with(world, "S", "\xC3\xBF"), (Strings{"\xC3\xBF", "\xC3\xBFz"}));
  EXPECT_EQ(beginning_with(world, "S", "nothing"), Strings{});
}

// The byte FF has none behind it: the prefix's end is not one byte further.
TEST(Query, Begins_with_finds_a_prefix_of_bytes_that_ends_in_FF) {
  DynamodbWorld world;
  world.table("S", "B");
  for (const char* range : {"AQ==", "Af8=", "Af8B", "Af//", "AgA=", "//8=", "/w=="}) {
    world.call("PutItem",
               {{"TableName", "tab"}, {"Item", {{"h", {{"S", "a"}}}, {"r", {{"B", range}}}}}});
  }
  EXPECT_EQ(beginning_with(world, "B", "Af8="), (Strings{"Af8=", "Af8B", "Af//"}));
  EXPECT_EQ(beginning_with(world, "B", "Af//"), (Strings{"Af//"}));
  EXPECT_EQ(beginning_with(world, "B", "/w=="), (Strings{"/w==", "//8="}));
}

// Pages are feared to lose or repeat an item where they meet, forwards and backwards.
TEST(Query, Pages_meet_without_gap_or_overlap) {
  Queries world;
  for (const bool is_forward : {true, false}) {
    for (int limit = 1; limit <= 14; ++limit) {
      Strings seen;
      Json more = {{"Limit", limit}, {"ScanIndexForward", is_forward}};
      while (true) {
        const Json page = world.query("h = :a", more);
        for (const std::string& range : DynamodbWorld::column(page, "r")) seen.push_back(range);
        if (!page.contains("LastEvaluatedKey")) break;
        EXPECT_EQ(page["Count"], limit);
        more["ExclusiveStartKey"] = page["LastEvaluatedKey"];
      }
      Strings all = world.ranges("h = :a");
      if (!is_forward) std::reverse(all.begin(), all.end());
      EXPECT_EQ(seen, all) << "limit " << limit;
    }
  }
}

TEST(Query, A_filter_is_applied_after_the_limit) {
  Queries world;
  const Json page = world.query("h = :a", {{"Limit", 4}, {"FilterExpression", "odd = :1"}});
  EXPECT_EQ(page["Count"], 2);
  EXPECT_EQ(page["ScannedCount"], 4);
  EXPECT_EQ(print_json(page["LastEvaluatedKey"]), R"({"h":{"S":"a"},"r":{"N":"1"}})");
  const Json count = world.query("h = :a", {{"Select", "COUNT"}});
  EXPECT_EQ(count["Count"], 13);
  EXPECT_FALSE(count.contains("Items"));
}

TEST(Query, A_page_ends_at_1_MB) {
  DynamodbWorld world;
  world.table("S", "N");
  for (int i = 0; i < 5; ++i) {
    world.put({{"h", "a"}, {"r", i}, {"t", std::string(300'000, 'x')}});
  }
  const Json first = world.call("Query", R"({"TableName": "tab", "KeyConditionExpression": "h = :a",
      "ExpressionAttributeValues": {":a": {"S": "a"}}, "ReturnConsumedCapacity": "TOTAL"})");
  EXPECT_EQ(first["Count"], 3);
  EXPECT_EQ(first["ConsumedCapacity"]["CapacityUnits"], 110.0);  // 220 * 4 KB, eventually
  EXPECT_EQ(first["LastEvaluatedKey"]["r"]["N"], "2");
}

TEST(Query, What_it_cannot_ask_is_refused_in_AWSs_words) {
  Queries world;
  const auto refusal = [&](const char* more) {
    Json input = parse_json(more);
    input["TableName"] = "tab";
    return world.refusal("Query", print_json(input));
  };
  EXPECT_EQ(refusal("{}"),
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
            "request.");
  EXPECT_EQ(refusal(R"({"KeyConditionExpression": "r = :1",
      "ExpressionAttributeValues": {":1": {"N": "1"}}})"),
            "Query condition missed key schema element: h");
  EXPECT_EQ(refusal(R"({"KeyConditionExpression": "h = :1",
      "ExpressionAttributeValues": {":1": {"N": "1"}}})"),
            "One or more parameter values were invalid: Condition parameter type does not match "
            "schema type");
  EXPECT_EQ(refusal(R"({"KeyConditionExpression": "h = :a", "FilterExpression": "r > :1",
      "ExpressionAttributeValues": {":1": {"N": "1"}, ":a": {"S": "a"}}})"),
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
            "r");
  EXPECT_EQ(refusal(R"({"KeyConditionExpression": "h = :a", "IndexName": "nowhere",
      "ExpressionAttributeValues": {":a": {"S": "a"}}})"),
            "The table does not have the specified index: nowhere");
  EXPECT_EQ(refusal(R"({"KeyConditionExpression": "h = :a",
      "ExclusiveStartKey": {"h": {"S": "b"}, "r": {"N": "1"}},
      "ExpressionAttributeValues": {":a": {"S": "a"}}})"),
            "The provided starting key is outside query boundaries based on provided conditions");
  for (const char* condition :
       {"h = :a AND r < :1", "h = :a AND r BETWEEN :0 AND :0", "h = :a AND r > :1"}) {
    const bool has_zero = std::string_view(condition).find(":0") != std::string_view::npos;
    Json input = {{"KeyConditionExpression", condition},
                  {"ExclusiveStartKey", {{"h", {{"S", "a"}}}, {"r", {{"N", "1"}}}}},
                  {"ExpressionAttributeValues", {{":a", {{"S", "a"}}}}}};
    input["ExpressionAttributeValues"][has_zero ? ":0" : ":1"] = {{"N", has_zero ? "0" : "1"}};
    EXPECT_EQ(refusal(print_json(input).c_str()),
              "The provided starting key does not match the range key predicate");
  }
  EXPECT_EQ(refusal(R"({"KeyConditionExpression": "h = :a", "ExclusiveStartKey": {"h": {"S": "a"}},
      "ExpressionAttributeValues": {":a": {"S": "a"}}})"),
            "The provided starting key is invalid");
  EXPECT_EQ(
      refusal(R"({"KeyConditionExpression": "h = :a", "Limit": 0,
      "ExpressionAttributeValues": {":a": {"S": "a"}}})"),
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member "
      "must have value greater than or equal to 1");
}

TEST(Scan, Sees_every_item_once_however_it_is_cut) {
  Queries world;
  for (const int limit : {1, 3, 26, 100}) {
    std::set<std::string> seen;
    Json input = {{"TableName", "tab"}, {"Limit", limit}};
    while (true) {
      const Json page = world.call("Scan", input);
      for (const Json& item : page["Items"]) {
        EXPECT_TRUE(seen.insert(print_json(item)).second);
      }
      if (!page.contains("LastEvaluatedKey")) break;
      input["ExclusiveStartKey"] = page["LastEvaluatedKey"];
    }
    EXPECT_EQ(seen.size(), 26u) << limit;
  }
}

TEST(Scan, Segments_share_the_table_out) {
  DynamodbWorld world;
  world.table();
  for (int i = 0; i < 100; ++i) world.put({{"h", "key-" + std::to_string(i)}});
  std::size_t total = 0, largest = 0;
  std::set<std::string> seen;
  for (int segment = 0; segment < 4; ++segment) {
    const Json page =
        world.call("Scan", {{"TableName", "tab"}, {"Segment", segment}, {"TotalSegments", 4}});
    for (const std::string& key : DynamodbWorld::column(page, "h")) seen.insert(key);
    total += page["Items"].size();
    largest = std::max(largest, page["Items"].size());
  }
  EXPECT_EQ(total, 100u);
  EXPECT_EQ(seen.size(), 100u);
  EXPECT_LT(largest, 60u);
  EXPECT_EQ(world.refusal("Scan", R"({"TableName": "tab", "Segment": 2, "TotalSegments": 2})"),
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            "Segment: 2 is not less than TotalSegments: 2");
}

TEST(Scan, Filters_and_projects) {
  Queries world;
  const Json page =
      world.call("Scan", R"({"TableName": "tab", "FilterExpression": "r > :9 AND h = :a",
      "ProjectionExpression": "odd",
      "ExpressionAttributeValues": {":9": {"N": "9"}, ":a": {"S": "a"}}})");
  EXPECT_EQ(print_json(page), R"({"Items":[{"odd":{"N":"0"}}],"Count":1,"ScannedCount":26})");
}

}  // namespace
}  // namespace snowglobe::dynamodb
