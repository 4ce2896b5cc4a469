// Consumed capacity and item collection metrics, by the arithmetic of the Developer Guide.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr const char* indexed = R"({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"},
    {"AttributeName": "r", "AttributeType": "N"}, {"AttributeName": "g", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"},
                {"AttributeName": "r", "KeyType": "RANGE"}],
  "LocalSecondaryIndexes": [{"IndexName": "local", "KeySchema": [
      {"AttributeName": "h", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "KEYS_ONLY"}}],
  "GlobalSecondaryIndexes": [{"IndexName": "global", "KeySchema": [
      {"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}]})";

class Capacities : public DynamodbWorld {
 public:
  Capacities() { call("CreateTable", indexed); }
  Json item(int range, const char* group, std::size_t size) {
    Json made = {{"h", {{"S", "a"}}}, {"r", {{"N", std::to_string(range)}}}};
    if (group != nullptr) made["g"] = {{"S", group}};
    made["t"] = {{"S", std::string(size, 'x')}};
    return made;
  }
  std::string put(const Json& item, const char* asked = "INDEXES") {
    const Json answer =
        call("PutItem", {{"TableName", "tab"}, {"Item", item}, {"ReturnConsumedCapacity", asked}});
    return print_json(answer.value("ConsumedCapacity", Json()));
  }
  std::string query(Json input) {
    input["TableName"] = "tab";
    input["ReturnConsumedCapacity"] = "INDEXES";
    return print_json(call("Query", input)["ConsumedCapacity"]);
  }
};

TEST(IndexCapacity, A_write_costs_what_it_changes_in_each_index) {
  Capacities world;
  EXPECT_EQ(world.put(world.item(1, nullptr, 1500)),
            R"({"TableName":"tab","CapacityUnits":2.0,"Table":{"CapacityUnits":2.0}})");
  EXPECT_EQ(world.put(world.item(1, "x", 1500)),
            R"({"TableName":"tab","CapacityUnits":5.0,"Table":{"CapacityUnits":2.0},)"
            R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":1.0}},)"
            R"("GlobalSecondaryIndexes":{"global":{"CapacityUnits":2.0}}})");
  // Another key: one entry goes, another comes.
  EXPECT_EQ(world.put(world.item(1, "y", 1500)),
            R"({"TableName":"tab","CapacityUnits":8.0,"Table":{"CapacityUnits":2.0},)"
            R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":2.0}},)"
            R"("GlobalSecondaryIndexes":{"global":{"CapacityUnits":4.0}}})");
  // What an index does not hold costs nothing there.
  EXPECT_EQ(world.put(world.item(1, "y", 1400)),
            R"({"TableName":"tab","CapacityUnits":4.0,"Table":{"CapacityUnits":2.0},)"
            R"("GlobalSecondaryIndexes":{"global":{"CapacityUnits":2.0}}})");
  EXPECT_EQ(world.put(world.item(1, "y", 1400), "TOTAL"),
            R"({"TableName":"tab","CapacityUnits":2.0})");
  EXPECT_EQ(world.put(world.item(1, "y", 1400), "NONE"), "null");
}

// Feared: the size of one of the two alone, of the item or of its entry in an index.
TEST(IndexCapacity, A_write_costs_the_larger_of_what_was_and_what_is) {
  const char* const large =
      R"({"TableName":"tab","CapacityUnits":6.0,"Table":{"CapacityUnits":3.0},)"
      R"("GlobalSecondaryIndexes":{"global":{"CapacityUnits":3.0}}})";
  Capacities world;
  world.put(world.item(1, "x", 10));
  EXPECT_EQ(world.put(world.item(1, "x", 2500)), large);
  EXPECT_EQ(world.put(world.item(1, "x", 10)), large);
}

TEST(IndexCapacity, A_query_costs_its_index_and_what_it_fetches_from_the_table) {
  Capacities world;
  for (int i = 0; i < 3; ++i) world.put(world.item(i, "x", 3000));
  const Json values = {{":x", {{"S", "x"}}}};
  // 9 KB of a global index: three blocks of 4 KB, half of each.
  EXPECT_EQ(world.query({{"IndexName", "global"},
                         {"KeyConditionExpression", "g = :x"},
                         {"ExpressionAttributeValues", values}}),
            R"({"TableName":"tab","CapacityUnits":1.5,"Table":{"CapacityUnits":0.0},)"
            R"("GlobalSecondaryIndexes":{"global":{"CapacityUnits":1.5}}})");
  Json local = {{"IndexName", "local"},
                {"KeyConditionExpression", "h = :h AND g = :x"},
                {"ExpressionAttributeValues", {{":h", {{"S", "a"}}}, {":x", {{"S", "x"}}}}}};
  EXPECT_EQ(world.query(local),
            R"({"TableName":"tab","CapacityUnits":0.5,"Table":{"CapacityUnits":0.0},)"
            R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":0.5}}})");
  // The index does not have t: each item is fetched, strongly consistent for a unit each.
  local["ProjectionExpression"] = "t";
  local["ConsistentRead"] = true;
  EXPECT_EQ(world.query(local),
            R"({"TableName":"tab","CapacityUnits":4.0,"Table":{"CapacityUnits":3.0},)"
            R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":1.0}}})");
}

TEST(IndexCapacity, A_transaction_costs_double_and_says_whether_it_reads_or_writes) {
  Capacities world;
  const Json written = world.call(
      "TransactWriteItems",
      {{"TransactItems", {{{"Put", {{"TableName", "tab"}, {"Item", world.item(1, "x", 1500)}}}}}},
       {"ReturnConsumedCapacity", "INDEXES"}});
  EXPECT_EQ(print_json(written["ConsumedCapacity"]),
            R"([{"TableName":"tab","CapacityUnits":10.0,"WriteCapacityUnits":10.0,)"
            R"("Table":{"WriteCapacityUnits":4.0,"CapacityUnits":4.0},)"
            R"("LocalSecondaryIndexes":{"local":{"WriteCapacityUnits":2.0,"CapacityUnits":2.0}},)"
            R"("GlobalSecondaryIndexes":{"global":{"WriteCapacityUnits":4.0,)"
            R"("CapacityUnits":4.0}}}])");
  const Json read = world.call("TransactGetItems", R"({"ReturnConsumedCapacity": "INDEXES",
      "TransactItems": [{"Get": {"TableName": "tab", "Key": {"h": {"S": "a"}, "r": {"N": "1"}}}},
                        {"Get": {"TableName": "tab", "Key": {"h": {"S": "a"}, "r": {"N": "2"}}}}]})");
  EXPECT_EQ(print_json(read["ConsumedCapacity"]),
            R"([{"TableName":"tab","CapacityUnits":4.0,"ReadCapacityUnits":4.0,)"
            R"("Table":{"ReadCapacityUnits":4.0,"CapacityUnits":4.0}}])");
}

TEST(IndexCapacity, Collection_metrics_come_with_local_indexes_only) {
  Capacities world;
  const Json answer = world.call("PutItem", {{"TableName", "tab"},
                                             {"Item", world.item(1, "x", 10)},
                                             {"ReturnItemCollectionMetrics", "SIZE"}});
  EXPECT_EQ(print_json(answer["ItemCollectionMetrics"]),
            R"({"ItemCollectionKey":{"h":{"S":"a"}},"SizeEstimateRangeGB":[0.0,1.0]})");
  DynamodbWorld other;
  other.table();
  EXPECT_EQ(print_json(other.call("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"}},
      "ReturnItemCollectionMetrics": "SIZE"})")),
            "{}");
}

// Items are rounded one by one in a batch, and together in a query.
TEST(IndexCapacity, A_batch_rounds_each_item_and_a_query_the_sum) {
  Capacities world;
  for (int i = 0; i < 3; ++i) world.put(world.item(i, nullptr, 1000));
  const Json batch = world.call("BatchGetItem", R"({"ReturnConsumedCapacity": "TOTAL",
      "RequestItems": {"tab": {"ConsistentRead": true, "Keys": [
        {"h": {"S": "a"}, "r": {"N": "0"}}, {"h": {"S": "a"}, "r": {"N": "1"}},
        {"h": {"S": "a"}, "r": {"N": "2"}}]}}})");
  EXPECT_EQ(batch["ConsumedCapacity"][0]["CapacityUnits"], 3.0);
  const Json page = world.call("Query", R"({"TableName": "tab", "ConsistentRead": true,
      "KeyConditionExpression": "h = :a", "ExpressionAttributeValues": {":a": {"S": "a"}},
      "ReturnConsumedCapacity": "TOTAL"})");
  EXPECT_EQ(page["ConsumedCapacity"]["CapacityUnits"], 1.0);
}

}  // namespace
}  // namespace snowglobe::dynamodb
