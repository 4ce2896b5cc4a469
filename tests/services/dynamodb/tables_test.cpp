#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr const char* full_table = R"({
  "TableName": "orders", "BillingMode": "PROVISIONED",
  "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
  "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
    {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "who", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"},
                {"AttributeName": "at", "KeyType": "RANGE"}],
  "LocalSecondaryIndexes": [{"IndexName": "by-who-here", "KeySchema": [
      {"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "who", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "KEYS_ONLY"}}],
  "GlobalSecondaryIndexes": [{"IndexName": "by-who", "KeySchema": [
      {"AttributeName": "who", "KeyType": "HASH"}],
    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"]},
    "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}],
  "Tags": [{"Key": "team", "Value": "a"}]})";

TEST(Table, Is_described_as_it_was_created) {
  DynamodbWorld world;
  const Json created = world.call("CreateTable", full_table)["TableDescription"];
  EXPECT_EQ(created["TableStatus"], "CREATING");
  const Json table = world.call("DescribeTable", R"({"TableName": "orders"})")["Table"];
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_EQ(table["TableArn"], "arn:aws:dynamodb:us-east-1:000000000000:table/orders");
  EXPECT_EQ(table["TableId"], created["TableId"]);
  EXPECT_EQ(table["KeySchema"][1]["KeyType"], "RANGE");
  EXPECT_EQ(table["ProvisionedThroughput"]["WriteCapacityUnits"], 6);
  EXPECT_EQ(table["ItemCount"], 0);
  EXPECT_FALSE(table.contains("BillingModeSummary"));
  const Json& global = table["GlobalSecondaryIndexes"][0];
  EXPECT_EQ(global["IndexStatus"], "ACTIVE");
  EXPECT_EQ(global["Projection"]["NonKeyAttributes"][0], "total");
  EXPECT_EQ(global["IndexArn"],
            "arn:aws:dynamodb:us-east-1:000000000000:table/orders/index/by-who");
  EXPECT_EQ(table["LocalSecondaryIndexes"][0]["IndexName"], "by-who-here");
  const Json tags = world.call("ListTagsOfResource", {{"ResourceArn", table["TableArn"]}});
  EXPECT_EQ(print_json(tags), R"({"Tags":[{"Key":"team","Value":"a"}]})");
}

TEST(Table, Is_found_by_its_ARN_and_survives_a_restart) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}});
  world.restart();
  const Json answer =
      world.call("GetItem", R"({"TableName": "arn:aws:dynamodb:us-east-1:000000000000:table/tab",
                     "Key": {"h": {"S": "a"}}})");
  EXPECT_EQ(print_json(answer), R"({"Item":{"h":{"S":"a"},"n":{"N":"1"}}})");
}

TEST(Table, Counts_its_items_and_their_bytes) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}});
  world.put({{"h", "b"}});
  const Json table = world.call("DescribeTable", R"({"TableName": "tab"})")["Table"];
  EXPECT_EQ(table["ItemCount"], 2);
  EXPECT_EQ(table["TableSizeBytes"], 2 + 3 + 2);
}

TEST(Table, Exists_once_and_goes_away_with_its_items) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}});
  EXPECT_EQ(world.refusal("CreateTable", R"({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})"),
            "ResourceInUseException: Table already exists: tab");
  const Json deleted = world.call("DeleteTable", R"({"TableName": "tab"})");
  EXPECT_EQ(deleted["TableDescription"]["TableStatus"], "DELETING");
  EXPECT_EQ(world.refusal("DescribeTable", R"({"TableName": "tab"})"),
            "ResourceNotFoundException: Requested resource not found: Table: tab not found");
  world.table();
  EXPECT_TRUE(world.get({{"h", "a"}}).is_null());
}

TEST(Table, A_protected_one_is_not_deleted) {
  DynamodbWorld world;
  world.table();
  world.call("UpdateTable", R"({"TableName": "tab", "DeletionProtectionEnabled": true})");
  EXPECT_EQ(world.refusal("DeleteTable", R"({"TableName": "tab"})"),
            "Resource cannot be deleted as it is currently protected against deletion. Disable "
            "deletion protection first.");
  world.call("UpdateTable", R"({"TableName": "tab", "DeletionProtectionEnabled": false})");
  world.call("DeleteTable", R"({"TableName": "tab"})");
}

TEST(Table, Names_are_listed_page_by_page) {
  DynamodbWorld world;
  for (const char* name : {"ccc", "aaa", "bbb"}) {
    Json input = parse_json(full_table);
    input["TableName"] = name;
    world.call("CreateTable", input);
  }
  const Json first = world.call("ListTables", R"({"Limit": 2})");
  EXPECT_EQ(print_json(first), R"({"TableNames":["aaa","bbb"],"LastEvaluatedTableName":"bbb"})");
  const Json rest = world.call("ListTables", R"({"ExclusiveStartTableName": "bbb"})");
  EXPECT_EQ(print_json(rest), R"({"TableNames":["ccc"]})");
}

std::string refused_change(const std::function<void(Json&)>& change) {
  DynamodbWorld world;
  Json input = parse_json(full_table);
  change(input);
  return world.refusal("CreateTable", print_json(input));
}

TEST(Table, What_does_not_fit_together_is_refused_in_AWSs_words) {
  const std::string prefix = "One or more parameter values were invalid: ";
  EXPECT_EQ(refused_change([](Json& input) { input["TableName"] = "ab"; }),
            "TableName must be at least 3 characters long and at most 255 characters long");
  EXPECT_EQ(refused_change([](Json& input) { input["KeySchema"][0]["KeyType"] = "RANGE"; }),
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  EXPECT_EQ(refused_change([](Json& input) { input["AttributeDefinitions"].erase(2); }),
            prefix +
                "Some index key attributes are not defined in AttributeDefinitions. Keys: "
                "[id, who], AttributeDefinitions: [id, at]");
  EXPECT_EQ(
      refused_change([](Json& input) {
        input["AttributeDefinitions"].push_back({{"AttributeName", "x"}, {"AttributeType", "S"}});
      }),
      prefix +
          "Some AttributeDefinitions are not used. AttributeDefinitions: [x, id, at, "
          "who], keys used: [at, id, who]");
  EXPECT_EQ(refused_change([](Json& input) {
              input["AttributeDefinitions"].erase(2);
              input.erase("LocalSecondaryIndexes");
              input.erase("GlobalSecondaryIndexes");
              input["KeySchema"].erase(1);
            }),
            prefix +
                "Number of attributes in KeySchema does not exactly match number of attributes "
                "defined in AttributeDefinitions");
  EXPECT_EQ(refused_change([](Json& input) { input.erase("ProvisionedThroughput"); }),
            prefix +
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when "
                "BillingMode is PROVISIONED");
  EXPECT_EQ(refused_change([](Json& input) { input["BillingMode"] = "PAY_PER_REQUEST"; }),
            prefix +
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when "
                "BillingMode is PAY_PER_REQUEST");
  EXPECT_EQ(refused_change([](Json& input) {
              input["GlobalSecondaryIndexes"][0]["IndexName"] = "by-who-here";
            }),
            prefix + "Duplicate index name: by-who-here");
  EXPECT_EQ(refused_change([](Json& input) {
              input["LocalSecondaryIndexes"][0]["KeySchema"][0]["AttributeName"] = "who";
              input["LocalSecondaryIndexes"][0]["KeySchema"][1]["AttributeName"] = "at";
            }),
            prefix +
                "Index KeySchema does not have the same leading hash key as table KeySchema "
                "for index: by-who-here. index hash key: who, table hash key: id");
  EXPECT_EQ(
      refused_change([](Json& input) { input["AttributeDefinitions"][0]["AttributeType"] = "SS"; }),
      "1 validation error detected: Value 'SS' at "
      "'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member "
      "must satisfy enum value set: [B, N, S]");
  EXPECT_EQ(refused_change([](Json& input) {
              input["StreamSpecification"] = {{"StreamEnabled", true}};
            }),
            "One or more parameter values were invalid: Table is being created with a stream "
            "enabled, UpdateViewType is required");
}

TEST(Table, Settings_are_updated) {
  DynamodbWorld world;
  world.call("CreateTable", full_table);
  const Json updated =
      world.call("UpdateTable", R"({"TableName": "orders", "BillingMode": "PAY_PER_REQUEST"})");
  EXPECT_EQ(updated["TableDescription"]["TableStatus"], "UPDATING");
  const Json table = world.call("DescribeTable", R"({"TableName": "orders"})")["Table"];
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_EQ(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST");
  EXPECT_EQ(table["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
  EXPECT_EQ(world.refusal("UpdateTable", R"({"TableName": "nowhere",
      "BillingMode": "PAY_PER_REQUEST"})"),
            "ResourceNotFoundException: Requested resource not found: Table: nowhere not found");
}

TEST(Table, Tags_are_added_and_taken_away) {
  DynamodbWorld world;
  world.table();
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
  world.call("TagResource",
             {{"ResourceArn", arn},
              {"Tags", {{{"Key", "a"}, {"Value", "1"}}, {{"Key", "b"}, {"Value", ""}}}}});
  world.call("UntagResource", {{"ResourceArn", arn}, {"TagKeys", {"a"}}});
  const Json tags = world.call("ListTagsOfResource", {{"ResourceArn", arn}});
  EXPECT_EQ(print_json(tags), R"({"Tags":[{"Key":"b","Value":""}]})");
}

// The limit holds for what is there afterwards: known keys may be set anew.
TEST(Table, Has_50_tags_at_most) {
  DynamodbWorld world;
  world.table();
  const auto tags = [](int from, int to) {
    Json input = {{"ResourceArn", "arn:aws:dynamodb:us-east-1:000000000000:table/tab"}};
    for (int i = from; i < to; ++i) {
      input["Tags"].push_back({{"Key", std::to_string(i)}, {"Value", ""}});
    }
    return input;
  };
  world.call("TagResource", tags(0, 50));
  world.call("TagResource", tags(0, 50));
  EXPECT_EQ(world.refusal("TagResource", print_json(tags(49, 51))),
            "Number of Tags exceed the current limit for the provided ResourceArn");
  Json long_key = tags(0, 1);
  long_key["Tags"][0]["Key"] = std::string(129, 'k');
  EXPECT_EQ(world.refusal("TagResource", print_json(long_key)),
            "The Tag Key provided is invalid, Key: " + std::string(129, 'k'));
}

TEST(TimeToLive, Deletes_items_at_their_moment_and_leaves_the_others) {
  DynamodbWorld world;
  world.table();
  const int now = static_cast<int>(to_millis(world.now()) / 1000);
  world.call("SetTableBehavior", R"({"TableName": "tab", "TimeToLiveDelay": "0s"})");
  world.put({{"h", "before"}, {"expires", now + 60}});
  world.call("UpdateTimeToLive", R"({"TableName": "tab",
      "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "expires"}})");
  world.put({{"h", "soon"}, {"expires", now + 60}});
  world.put({{"h", "later"}, {"expires", now + 7200}});
  world.put({{"h", "moved"}, {"expires", now + 60}});
  world.put({{"h", "moved"}, {"expires", now + 7200}});
  world.put({{"h", "never"}, {"expires", "text"}});
  world.put({{"h", "long ago"}, {"expires", now - 200'000'000}});
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab"})")["Count"], 6);
  world.advance("1m");
  EXPECT_TRUE(world.get({{"h", "before"}}).is_null());
  EXPECT_TRUE(world.get({{"h", "soon"}}).is_null());
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab"})")["Count"], 4);
  world.restart();
  world.advance("3h");
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab"})")["Count"], 2);
  EXPECT_EQ(
      print_json(world.call("DescribeTimeToLive", R"({"TableName": "tab"})")),
      R"({"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"expires"}})");
  EXPECT_EQ(world.refusal("UpdateTimeToLive", R"({"TableName": "tab",
      "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "expires"}})"),
            "TimeToLive is already enabled");
}

}  // namespace
}  // namespace snowglobe::dynamodb
