// What the parameters from before expressions do; that they do what expressions do is shown by the
// property tests.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

Json legacy_update(DynamodbWorld& world, const char* updates, const char* returned = "ALL_NEW") {
  return world.call("UpdateItem", {{"TableName", "tab"},
                                   {"Key", {{"h", {{"S", "a"}}}}},
                                   {"AttributeUpdates", parse_json(updates)},
                                   {"ReturnValues", returned}});
}

TEST(AttributeUpdates, Put_delete_and_add) {
  DynamodbWorld world;
  world.table();
  EXPECT_EQ(print_json(legacy_update(world, R"({"n": {"Action": "ADD", "Value": {"N": "2"}},
      "s": {"Value": {"S": "x"}}, "l": {"Action": "ADD", "Value": {"L": [{"N": "1"}]}}})")),
            R"({"Attributes":{"h":{"S":"a"},"l":{"L":[{"N":"1"}]},"n":{"N":"2"},"s":{"S":"x"}}})");
  EXPECT_EQ(print_json(legacy_update(world, R"({"n": {"Action": "ADD", "Value": {"N": "-5"}},
      "s": {"Action": "DELETE"}, "l": {"Action": "ADD", "Value": {"L": [{"S": "end"}]}}})",
                                     "UPDATED_NEW")),
            R"({"Attributes":{"l":{"L":[{"N":"1"},{"S":"end"}]},"n":{"N":"-3"}}})");
  legacy_update(world, R"({"set": {"Action": "ADD", "Value": {"SS": ["x", "y"]}}})");
  EXPECT_EQ(
      print_json(legacy_update(
          world, R"({"set": {"Action": "DELETE", "Value": {"SS": ["x", "z"]}}})", "UPDATED_OLD")),
      R"({"Attributes":{"set":{"SS":["x","y"]}}})");
  EXPECT_EQ(world.get({{"h", "a"}})["set"], parse_json(R"({"SS": ["y"]})"));
  legacy_update(world, R"({"set": {"Action": "DELETE", "Value": {"SS": ["y"]}}})");
  EXPECT_FALSE(world.get({{"h", "a"}}).contains("set"));
}

// A name is an attribute, also with a dot or of a reserved word.
TEST(AttributeUpdates, Names_are_no_paths) {
  DynamodbWorld world;
  world.table();
  legacy_update(world, R"({"a.b[0]": {"Value": {"N": "1"}}, "Name": {"Value": {"S": "x"}}})");
  const Json answer = world.call("GetItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
      "AttributesToGet": ["a.b[0]", "Name", "nothing"]})");
  EXPECT_EQ(print_json(answer["Item"]), R"({"Name":{"S":"x"},"a.b[0]":{"N":"1"}})");
}

// AWS makes no item of an update that only takes away; without any update it makes one.
TEST(Update, Of_an_item_that_is_not_there_makes_one_unless_it_only_takes_away) {
  DynamodbWorld world;
  world.table();
  EXPECT_EQ(print_json(legacy_update(world, R"({"x": {"Action": "DELETE"}})")), "{}");
  EXPECT_TRUE(world.get({{"h", "a"}}).is_null());
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
      "UpdateExpression": "REMOVE x DELETE y :y",
      "ExpressionAttributeValues": {":y": {"SS": ["a"]}}})");
  EXPECT_TRUE(world.get({{"h", "a"}}).is_null());
  EXPECT_EQ(print_json(legacy_update(world, "{}")), R"({"Attributes":{"h":{"S":"a"}}})");
}

TEST(Expected, Old_and_new_form) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 5}});
  const auto passes = [&](const char* expected, const char* chain = nullptr) {
    Json input = {{"TableName", "tab"},
                  {"Item", {{"h", {{"S", "a"}}}, {"n", {{"N", "5"}}}}},
                  {"Expected", parse_json(expected)}};
    if (chain != nullptr) input["ConditionalOperator"] = chain;
    return !world.submit("dynamodb", "PutItem", input)->outcome().error;
  };
  EXPECT_TRUE(passes(R"({"n": {"Value": {"N": "5.0"}}})"));
  EXPECT_TRUE(passes(R"({"n": {"Exists": true, "Value": {"N": "5"}}})"));
  EXPECT_FALSE(passes(R"({"n": {"Value": {"N": "6"}}})"));
  EXPECT_FALSE(passes(R"({"n": {"Exists": false}})"));
  EXPECT_TRUE(passes(R"({"m": {"Exists": false}})"));
  // AWS takes a Value with an operator, though its guide says otherwise.
  EXPECT_TRUE(passes(R"({"n": {"ComparisonOperator": "GT", "Value": {"N": "4"}}})"));
  EXPECT_FALSE(passes(R"({"n": {"Value": {"N": "5"}}, "m": {"Value": {"N": "5"}}})"));
  EXPECT_TRUE(passes(R"({"n": {"Value": {"N": "5"}}, "m": {"Value": {"N": "5"}}})", "OR"));
  EXPECT_TRUE(passes("{}"));
}

TEST(Expected, A_failure_can_show_the_item) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 5}});
  const AwsError error =
      world.refused("DeleteItem", parse_json(R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
          "Expected": {"n": {"Value": {"N": "1"}}},
          "ReturnValuesOnConditionCheckFailure": "ALL_OLD"})"));
  EXPECT_EQ(error.code, "ConditionalCheckFailedException");
  EXPECT_EQ(print_json(error.members["Item"]), R"({"h":{"S":"a"},"n":{"N":"5"}})");
}

TEST(QueryFilter, Leaves_what_fits_and_counts_what_was_read) {
  DynamodbWorld world;
  world.table("S", "N");
  for (int i = 0; i < 5; ++i) world.put({{"h", "a"}, {"r", i}, {"even", i % 2}});
  const Json page = world.call("Query", R"({"TableName": "tab",
      "KeyConditions": {
        "h": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"}]},
        "r": {"ComparisonOperator": "GE", "AttributeValueList": [{"N": "1"}]}},
      "QueryFilter": {"even": {"ComparisonOperator": "EQ", "AttributeValueList": [{"N": "0"}]}},
      "AttributesToGet": ["r"]})");
  EXPECT_EQ(print_json(page),
            R"({"Items":[{"r":{"N":"2"}},{"r":{"N":"4"}}],"Count":2,"ScannedCount":4})");
}

TEST(AttributesToGet, Come_back_with_what_a_batch_left) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 5}});
  world.world().add_fault(parse_json(R"({"operation": "BatchGetItem", "effect": "partial"})"));
  const Json answer = world.call("BatchGetItem", R"({"RequestItems": {"tab": {
      "Keys": [{"h": {"S": "a"}}], "AttributesToGet": ["n"]}}})");
  EXPECT_EQ(print_json(answer["UnprocessedKeys"]),
            R"({"tab":{"Keys":[{"h":{"S":"a"}}],"AttributesToGet":["n"]}})");
}

}  // namespace
}  // namespace snowglobe::dynamodb
