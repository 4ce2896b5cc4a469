#include <set>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

class Indexed : public DynamodbWorld {
 public:
  Indexed() {
    call("CreateTable", indexed_table);
    put({{"h", "1"}, {"r", 2}, {"who", "ann"}, {"total", 10}, {"note", "x"}});
    put({{"h", "1"}, {"r", 1}, {"who", "bob"}, {"total", 20}, {"note", "y"}});
    put({{"h", "2"}, {"r", 1}, {"who", "ann"}, {"total", 30}, {"note", "z"}});
    put({{"h", "2"}, {"r", 5}, {"total", 40}});  // in no index
  }
  Json of(const char* who, Json more = Json::object()) {
    more["TableName"] = "tab";
    more["IndexName"] = "global";
    more["KeyConditionExpression"] = "who = :w";
    more["ExpressionAttributeValues"][":w"] = {{"S", who}};
    return call("Query", more);
  }
};

TEST(GlobalIndex, Is_queried_in_its_own_order_with_what_it_projects) {
  Indexed world;
  const Json found = world.of("ann");
  EXPECT_EQ(print_json(found["Items"]),
            R"([{"h":{"S":"2"},"r":{"N":"1"},"total":{"N":"30"},"who":{"S":"ann"}},)"
            R"({"h":{"S":"1"},"r":{"N":"2"},"total":{"N":"10"},"who":{"S":"ann"}}])");
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab", "IndexName": "global"})")["Count"], 3);
}

TEST(GlobalIndex, Follows_every_write) {
  Indexed world;
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "1"}, "r": {"N": "2"}},
      "UpdateExpression": "SET who = :b", "ExpressionAttributeValues": {":b": {"S": "bob"}}})");
  EXPECT_EQ(world.of("ann")["Count"], 1);
  EXPECT_EQ(world.of("bob")["Count"], 2);
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "1"}, "r": {"N": "1"}},
      "UpdateExpression": "REMOVE who"})");
  EXPECT_EQ(DynamodbWorld::column(world.of("bob"), "total"), (Strings{"10"}));
  world.call("DeleteItem", R"({"TableName": "tab", "Key": {"h": {"S": "1"}, "r": {"N": "2"}}})");
  EXPECT_EQ(world.of("bob")["Count"], 0);
  world.put({{"h", "2"}, {"r", 1}, {"total", 31}});
  EXPECT_EQ(world.of("ann")["Count"], 0);
}

// Items with one index key are feared to hide each other, or to be lost between pages.
TEST(GlobalIndex, Pages_go_through_items_of_one_index_key) {
  Indexed world;
  for (int i = 10; i < 20; ++i) {
    world.put({{"h", std::to_string(i)}, {"r", 7}, {"who", "eve"}});
  }
  for (const bool is_forward : {true, false}) {
    std::set<std::string> seen;
    Json more = {{"Limit", 3}, {"ScanIndexForward", is_forward}};
    while (true) {
      const Json page = world.of("eve", more);
      for (const std::string& key : DynamodbWorld::column(page, "h")) {
        EXPECT_TRUE(seen.insert(key).second);
      }
      if (!page.contains("LastEvaluatedKey")) break;
      EXPECT_EQ(page["LastEvaluatedKey"].size(), 3u);
      more["ExclusiveStartKey"] = page["LastEvaluatedKey"];
    }
    EXPECT_EQ(seen.size(), 10u);
  }
}

TEST(GlobalIndex, Refuses_what_it_cannot_give) {
  Indexed world;
  const auto refusal = [&](const char* more) {
    Json input = parse_json(more);
    input["TableName"] = "tab";
    input["IndexName"] = "global";
    input["KeyConditionExpression"] = "who = :w";
    input["ExpressionAttributeValues"][":w"] = {{"S", "ann"}};
    return world.refusal("Query", print_json(input));
  };
  EXPECT_EQ(refusal(R"({"ConsistentRead": true})"),
            "Consistent reads are not supported on global secondary indexes");
  EXPECT_EQ(
      refusal(R"({"Select": "ALL_ATTRIBUTES"})"),
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported "
      "for global secondary index global because its projection type is not ALL");
  EXPECT_EQ(refusal(R"({"ProjectionExpression": "note"})"),
            "One or more parameter values were invalid: Global secondary index global does not "
            "project [note]");
  EXPECT_EQ(
      world.refusal("PutItem", R"({"TableName": "tab",
      "Item": {"h": {"S": "1"}, "r": {"N": "1"}, "who": {"N": "1"}}})"),
      "One or more parameter values were invalid: Type mismatch for Index Key who Expected: S "
      "Actual: N IndexName: local");
}

TEST(LocalIndex, Fetches_from_the_table_what_it_does_not_hold) {
  Indexed world;
  Json input = parse_json(R"({"TableName": "tab", "IndexName": "local",
      "KeyConditionExpression": "h = :h AND who > :a",
      "ExpressionAttributeValues": {":h": {"S": "1"}, ":a": {"S": "a"}}})");
  const Json keys = world.call("Query", input);
  EXPECT_EQ(print_json(keys["Items"]), R"([{"h":{"S":"1"},"r":{"N":"2"},"who":{"S":"ann"}},)"
                                       R"({"h":{"S":"1"},"r":{"N":"1"},"who":{"S":"bob"}}])");
  input["Select"] = "ALL_ATTRIBUTES";
  input["ConsistentRead"] = true;
  EXPECT_EQ(DynamodbWorld::column(world.call("Query", input), "note"), (Strings{"x", "y"}));
}

// Feared: an item that AWS has no place for, because its index entries lie beside it.
TEST(LocalIndex, Shares_the_size_of_an_item) {
  DynamodbWorld world;
  world.call("CreateTable", indexed_table);
  // The item has 5 bytes of key, perhaps 4 of "who", and its entry the same 9.
  const auto item = [](std::size_t bytes) {
    return DynamodbWorld::typed({{"h", "1"}, {"r", 1}, {"x", std::string(bytes - 6, 'x')}});
  };
  const auto put = [](Json whole) { return Json{{"TableName", "tab"}, {"Item", whole}}; };
  const std::size_t limit = 400 * 1024;
  world.call("PutItem", put(item(limit)));
  Json indexed = item(limit - 4 - 9);
  indexed["who"]["S"] = "a";
  world.call("PutItem", put(indexed));
  indexed["x"]["S"].get_ref<std::string&>() += "x";
  EXPECT_EQ(world.refused("PutItem", put(indexed)).message,
            "Item size has exceeded the maximum allowed size");
  world.call("PutItem", put(item(limit - 12)));
  EXPECT_EQ(world.refusal("UpdateItem", R"({"TableName": "tab",
                "Key": {"h": {"S": "1"}, "r": {"N": "1"}}, "UpdateExpression": "SET who = :a",
                "ExpressionAttributeValues": {":a": {"S": "a"}}})"),
            "Item size to update has exceeded the maximum allowed size");
}

TEST(Index, Capacity_is_told_for_each) {
  Indexed world;
  const Json put =
      world.call("PutItem", R"({"TableName": "tab", "ReturnConsumedCapacity": "INDEXES",
      "Item": {"h": {"S": "9"}, "r": {"N": "9"}, "who": {"S": "zoe"}}})");
  EXPECT_EQ(print_json(put["ConsumedCapacity"]),
            R"({"TableName":"tab","CapacityUnits":3.0,"Table":{"CapacityUnits":1.0},)"
            R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":1.0}},)"
            R"("GlobalSecondaryIndexes":{"global":{"CapacityUnits":1.0}}})");
}

TEST(Index, A_new_one_is_filled_and_an_old_one_goes_away) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "1"}, {"who", "ann"}});
  world.put({{"h", "2"}});
  const Json updated = world.call("UpdateTable", R"({"TableName": "tab",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"},
                               {"AttributeName": "who", "AttributeType": "S"}],
      "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "late",
        "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}}}]})");
  const Json& index = updated["TableDescription"]["GlobalSecondaryIndexes"][0];
  EXPECT_EQ(index["IndexStatus"], "CREATING");
  const char* const query = R"({"TableName": "tab", "IndexName": "late",
      "KeyConditionExpression": "who = :w", "ExpressionAttributeValues": {":w": {"S": "ann"}}})";
  EXPECT_EQ(world.call("Query", query)["Count"], 1);
  world.put({{"h", "3"}, {"who", "ann"}});
  EXPECT_EQ(world.call("Query", query)["Count"], 2);
  world.call("UpdateTable", R"({"TableName": "tab",
      "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "late"}}]})");
  EXPECT_EQ(world.refusal("Query", query), "The table does not have the specified index: late");
  const Json table = world.call("DescribeTable", R"({"TableName": "tab"})")["Table"];
  EXPECT_EQ(table["AttributeDefinitions"].size(), 1u);
  EXPECT_FALSE(table.contains("GlobalSecondaryIndexes"));
}

}  // namespace
}  // namespace snowglobe::dynamodb
