#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr const char* transfer = R"({"ClientRequestToken": "once", "TransactItems": [
  {"Update": {"TableName": "tab", "Key": {"h": {"S": "a"}}, "UpdateExpression": "ADD n :m",
              "ConditionExpression": "n >= :1",
              "ExpressionAttributeValues": {":m": {"N": "-1"}, ":1": {"N": "1"}}}},
  {"Update": {"TableName": "tab", "Key": {"h": {"S": "b"}}, "UpdateExpression": "ADD n :1",
              "ExpressionAttributeValues": {":1": {"N": "1"}}}},
  {"Put": {"TableName": "tab", "Item": {"h": {"S": "log"}},
           "ConditionExpression": "attribute_not_exists(h) "
}
}]
})";

TEST(Transaction, Happens_once_for_its_token) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}});
  world.call("TransactWriteItems", transfer);
  world.call("TransactWriteItems", transfer);
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "0");
  EXPECT_EQ(world.get({{"h", "b"}})["n"]["N"], "1");
  Json other = parse_json(transfer);
  other["TransactItems"].erase(2);
  EXPECT_EQ(world.refused("TransactWriteItems", other).code,
            "IdempotentParameterMismatchException");
  world.advance("11m");
  EXPECT_EQ(world.refused("TransactWriteItems", parse_json(transfer)).code,
            "TransactionCanceledException");
}

TEST(Transaction, Happens_whole_or_not_at_all_and_says_why) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}});
  world.put({{"h", "log"}});
  const AwsError error = world.refused("TransactWriteItems", parse_json(transfer));
  EXPECT_EQ(error.code, "TransactionCanceledException");
  EXPECT_EQ(error.message,
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
            "None, ConditionalCheckFailed]");
  EXPECT_EQ(print_json(error.members["CancellationReasons"]),
            R"([{"Code":"None"},{"Code":"None"},{"Code":"ConditionalCheckFailed",)"
            R"("Message":"The conditional request failed"}])");
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "1");
  EXPECT_TRUE(world.get({{"h", "b"}}).is_null());
}

TEST(Transaction, Touches_an_item_once) {
  DynamodbWorld world;
  world.table();
  EXPECT_EQ(world.refusal("TransactWriteItems", R"({"TransactItems": [
      {"Put": {"TableName": "tab", "Item": {"h": {"S": "a"}}}},
      {"Delete": {"TableName": "tab", "Key": {"h": {"S": "a"}}}}]})"),
            "Transaction request cannot include multiple operations on one item");
}

TEST(Transaction, Reads_items_together) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}});
  const Json answer = world.call("TransactGetItems", R"({"ReturnConsumedCapacity": "TOTAL",
      "TransactItems": [
        {"Get": {"TableName": "tab", "Key": {"h": {"S": "a"}}, "ProjectionExpression": "n"}},
        {"Get": {"TableName": "tab", "Key": {"h": {"S": "nobody"}}}}]})");
  EXPECT_EQ(
      print_json(answer),
      R"({"ConsumedCapacity":[{"TableName":"tab","CapacityUnits":4.0,"ReadCapacityUnits":4.0}],)"
      R"("Responses":[{"Item":{"n":{"N":"1"}}},{}]})");
}

}  // namespace
}  // namespace snowglobe::dynamodb
