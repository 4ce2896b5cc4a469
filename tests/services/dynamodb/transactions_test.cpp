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
  EXPECT_EQ(error.members["Message"], error.message);
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

// A client may print the members of its objects in another order when it tries again.
TEST(Transaction, Is_the_same_whatever_the_order_of_members) {
  DynamodbWorld world;
  world.table();
  world.call("TransactWriteItems", R"({"ClientRequestToken": "t", "TransactItems": [
      {"Put": {"TableName": "tab", "Item": {"h": {"S": "a"}, "n": {"N": "1"}}}}]})");
  const Json again = world.call("TransactWriteItems", R"({"ReturnConsumedCapacity": "TOTAL",
      "TransactItems": [{"Put": {"Item": {"n": {"N": "1"}, "h": {"S": "a"}}, "TableName": "tab"}}],
      "ClientRequestToken": "t"})");
  // A repetition only reads.
  EXPECT_EQ(
      print_json(again),
      R"({"ConsumedCapacity":[{"TableName":"tab","CapacityUnits":2.0,"ReadCapacityUnits":2.0}]})");
  const AwsError other = world.refused("TransactWriteItems",
                                       parse_json(R"({"ClientRequestToken": "t", "TransactItems": [
          {"Put": {"TableName": "tab", "Item": {"h": {"S": "a"}, "n": {"N": "2"}}}}]})"));
  EXPECT_EQ(other.code, "IdempotentParameterMismatchException");
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "1");
}

constexpr const char* two_puts = R"({"TransactItems": [
  {"Put": {"TableName": "tab", "Item": {"h": {"S": "a"}}}},
  {"Put": {"TableName": "tab", "Item": {"h": {"S": "b"}}}}]})";

// Worlds run one call at a time: that two transactions meet is only played.
TEST(Transaction, Conflicts_when_a_fault_rule_says_so) {
  DynamodbWorld world;
  world.table();
  world.world().add_fault({{"effect", "partial"}, {"operation", "Transact*"}, {"count", 2}});
  const AwsError error = world.refused("TransactWriteItems", parse_json(two_puts));
  EXPECT_EQ(error.code, "TransactionCanceledException");
  EXPECT_EQ(error.message,
            "Transaction cancelled, please refer cancellation reasons for specific reasons "
            "[TransactionConflict, TransactionConflict]");
  EXPECT_EQ(print_json(error.members["CancellationReasons"][1]),
            R"({"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"})");
  EXPECT_EQ(world
                .refused("TransactGetItems", parse_json(R"({"TransactItems": [
      {"Get": {"TableName": "tab", "Key": {"h": {"S": "a"}}}}]})"))
                .message,
            "Transaction cancelled, please refer cancellation reasons for specific reasons "
            "[TransactionConflict]");
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab"})")["Count"], 0);
  world.call("TransactWriteItems", two_puts);
}

TEST(Transaction, A_single_write_conflicts_by_an_error_rule) {
  DynamodbWorld world;
  world.table();
  world.world().add_fault({{"effect", "error"},
                           {"code", "TransactionConflictException"},
                           {"message", "Transaction is ongoing for the item"},
                           {"operation", "PutItem"}});
  EXPECT_EQ(world.refusal("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"}}})"),
            "TransactionConflictException: Transaction is ongoing for the item");
}

TEST(Transaction, Shows_the_item_of_each_failed_condition) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "b"}, {"n", 1}});
  const AwsError error = world.refused("TransactWriteItems", parse_json(R"({"TransactItems": [
      {"Put": {"TableName": "tab", "Item": {"h": {"S": "a"}}}},
      {"Update": {"TableName": "tab", "Key": {"h": {"S": "b"}}, "UpdateExpression": "REMOVE n",
                  "ConditionExpression": "attribute_not_exists(n) ",
                  "ReturnValuesOnConditionCheckFailure": "ALL_OLD"
}
}]
})"));
  EXPECT_EQ(print_json(error.members["CancellationReasons"]),
            R"([{"Code":"None"},{"Code":"ConditionalCheckFailed","Message":"The conditional )"
            R"(request failed","Item":{"h":{"S":"b"},"n":{"N":"1"}}}])");
}

TEST(Transaction, Holds_100_actions_and_4_MB) {
  DynamodbWorld world;
  world.table();
  Json input = {{"TransactItems", Json::array()}};
  const auto add = [&](const std::string& key, std::size_t size) {
    input["TransactItems"].push_back(
        {{"Put",
          {{"TableName", "tab"},
           {"Item", {{"h", {{"S", key}}}, {"t", {{"S", std::string(size, 'x')}}}}}}}});
  };
  for (int i = 0; i < 100; ++i) add(std::to_string(i), 1);
  world.call("TransactWriteItems", input);
  add("100", 1);
  EXPECT_EQ(world.refused("TransactWriteItems", input).code, "ValidationException");
  input["TransactItems"] = Json::array();
  for (int i = 0; i < 11; ++i) add("large" + std::to_string(i), 390 * 1024);
  EXPECT_EQ(world.refused("TransactWriteItems", input).message,
            "Transaction request size has exceeded the maximum allowed size");
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab", "Select": "COUNT"})")["Count"], 100);
}

}  // namespace
}  // namespace snowglobe::dynamodb
