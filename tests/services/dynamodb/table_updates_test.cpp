// UpdateTable, and what DescribeTable tells before and after.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

class Provisioned : public DynamodbWorld {
 public:
  Provisioned() {
    call("CreateTable", R"({"TableName": "tab",
        "ProvisionedThroughput": {"ReadCapacityUnits": 50, "WriteCapacityUnits": 20},
        "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"},
                                 {"AttributeName": "g", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}],
        "GlobalSecondaryIndexes": [{"IndexName": "gsi",
          "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "ALL"},
          "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}]})");
  }
  Json described() { return call("DescribeTable", R"({"TableName": "tab"})")["Table"]; }
  Json update(const char* text) {
    Json input = parse_json(text);
    input["TableName"] = "tab";
    return call("UpdateTable", input)["TableDescription"];
  }
  std::string set_reads(int units) {
    const Json input = {
        {"TableName", "tab"},
        {"ProvisionedThroughput", {{"ReadCapacityUnits", units}, {"WriteCapacityUnits", 20}}}};
    const auto outcome = submit("dynamodb", "UpdateTable", input)->outcome();
    return outcome.error ? outcome.error->code + ": " + outcome.error->message : "";
  }
};

// Members that AWS does not send, or sends and we do not, show in clients that compare
// descriptions.
TEST(DescribeTable, Has_the_members_that_AWS_sends) {
  DynamodbWorld world;
  const Json created = world.call("CreateTable", R"({"TableName": "tab",
      "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})")["TableDescription"];
  EXPECT_EQ(print_json(created["BillingModeSummary"]), R"({"BillingMode":"PAY_PER_REQUEST"})");
  Json table = world.call("DescribeTable", R"({"TableName": "tab"})")["Table"];
  EXPECT_EQ(table["TableId"].get<std::string>().size(), 36U);
  table.erase("TableId");
  EXPECT_EQ(
      print_json(table),
      R"({"AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"}],"TableName":"tab",)"
      R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],"TableStatus":"ACTIVE",)"
      R"("CreationDateTime":1767225600.0,"ProvisionedThroughput":{"NumberOfDecreasesToday":0,)"
      R"("ReadCapacityUnits":0,"WriteCapacityUnits":0},"TableSizeBytes":0,"ItemCount":0,)"
      R"("TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/tab",)"
      R"("BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST",)"
      R"("LastUpdateToPayPerRequestDateTime":1767225600.0},"DeletionProtectionEnabled":false,)"
      R"("WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,)"
      R"("Status":"ACTIVE"}})");
  const Json deleted = world.call("DeleteTable", R"({"TableName": "tab"})")["TableDescription"];
  EXPECT_EQ(deleted["TableStatus"], "DELETING");
  EXPECT_FALSE(deleted.contains("KeySchema"));
}

TEST(DescribeTable, Is_found_by_an_ARN_that_named_the_new_table) {
  DynamodbWorld world;
  world.call("CreateTable", R"({"TableName": "arn:aws:dynamodb:us-east-1:000000000000:table/tab",
      "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})");
  EXPECT_EQ(world.call("DescribeTable", R"({"TableName": "tab"})")["Table"]["TableName"], "tab");
}

TEST(UpdateTable, Switches_the_billing_mode_of_the_table_and_its_indexes) {
  Provisioned world;
  const Json answer = world.update(R"({"BillingMode": "PAY_PER_REQUEST",
      "OnDemandThroughput": {"MaxReadRequestUnits": 7, "MaxWriteRequestUnits": 8}})");
  EXPECT_EQ(answer["TableStatus"], "UPDATING");
  EXPECT_EQ(answer["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
  EXPECT_EQ(print_json(answer["BillingModeSummary"]), R"({"BillingMode":"PAY_PER_REQUEST"})");
  EXPECT_EQ(answer["WarmThroughput"]["ReadUnitsPerSecond"], 50);
  Json table = world.described();
  EXPECT_EQ(table["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"], 1767225600);
  EXPECT_EQ(table["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
  EXPECT_EQ(table["WarmThroughput"]["ReadUnitsPerSecond"], 12000);
  EXPECT_EQ(print_json(world.update(
                R"({"OnDemandThroughput": {"MaxReadRequestUnits": -1}})")["OnDemandThroughput"]),
            R"({"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":8})");
  EXPECT_EQ(print_json(world.described()["OnDemandThroughput"]), R"({"MaxWriteRequestUnits":8})");

  EXPECT_EQ(world.refusal("UpdateTable", R"({"TableName": "tab", "BillingMode": "PROVISIONED",
      "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}})"),
            "One or more parameter values were invalid: ProvisionedThroughput must be specified "
            "for index: gsi");
  world.update(R"({"BillingMode": "PROVISIONED",
      "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 2},
      "GlobalSecondaryIndexUpdates": [{"Update": {"IndexName": "gsi",
        "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}}}]})");
  table = world.described();
  EXPECT_EQ(table["BillingModeSummary"]["BillingMode"], "PROVISIONED");
  EXPECT_EQ(table["ProvisionedThroughput"]["WriteCapacityUnits"], 2);
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["WriteCapacityUnits"], 4);
  EXPECT_FALSE(table.contains("OnDemandThroughput"));
  EXPECT_EQ(table["WarmThroughput"]["ReadUnitsPerSecond"], 12000);
}

// Feared: a switch that forgets what has been counted. Of an index AWS counts it as a decrease.
TEST(UpdateTable, A_switch_to_on_demand_keeps_the_moments_of_changes) {
  Provisioned world;
  EXPECT_EQ(world.set_reads(49), "");
  world.update(R"({"BillingMode": "PAY_PER_REQUEST"})");
  const Json table = world.described();
  EXPECT_EQ(table["ProvisionedThroughput"]["LastDecreaseDateTime"], 1767225600);
  EXPECT_EQ(table["ProvisionedThroughput"]["NumberOfDecreasesToday"], 1);
  const Json& index = table["GlobalSecondaryIndexes"][0];
  EXPECT_EQ(index["ProvisionedThroughput"]["NumberOfDecreasesToday"], 1);
}

// Feared: a quota that a table hits by what it already has, or that forgets indexes.
TEST(Quotas, All_tables_and_indexes_of_an_account_share_80000_units) {
  DynamodbWorld world;
  const auto create = [&](const char* name, int reads, int index_reads = 20'000) {
    Json input = parse_json(orders_table);
    input["TableName"] = name;
    input["ProvisionedThroughput"]["ReadCapacityUnits"] = reads;
    input["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["ReadCapacityUnits"] = index_reads;
    const auto outcome = world.submit("dynamodb", "CreateTable", input)->outcome();
    return outcome.error ? outcome.error->code + ": " + outcome.error->message : "";
  };
  EXPECT_EQ(create("first", 20'001),
            "LimitExceededException: The requested ReadCapacityUnits, 40001, is above the per "
            "table maximum for the account in us-east-1. Per table maximum: 40000. Refer to the "
            "Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
  EXPECT_EQ(create("first", 20'000), "");
  EXPECT_EQ(create("half", 10'000, 10'000), "");
  EXPECT_EQ(create("second", 1),
            "LimitExceededException: This request would have caused the ReadCapacityUnits limit to "
            "be exceeded for the account in us-east-1. Current ReadCapacityUnits reserved by the "
            "account: 60000. Limit: 80000. Requested: 20001. Refer to the Amazon DynamoDB "
            "Developer Guide for current limits and how to request higher limits.");
  world.call("UpdateTable", R"({"TableName": "first",
      "ProvisionedThroughput": {"ReadCapacityUnits": 19999, "WriteCapacityUnits": 5}})");
  EXPECT_EQ(create("second", 1), "");
}

// A client that took the answer for the new state would see what AWS does not show yet.
TEST(UpdateTable, Tells_the_units_of_before_while_it_is_updating) {
  Provisioned world;
  const Json answer = world.update(R"({
      "ProvisionedThroughput": {"ReadCapacityUnits": 60, "WriteCapacityUnits": 20},
      "GlobalSecondaryIndexUpdates": [{"Update": {"IndexName": "gsi",
        "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 8}}}]})");
  EXPECT_EQ(answer["TableStatus"], "UPDATING");
  EXPECT_EQ(answer["ProvisionedThroughput"]["ReadCapacityUnits"], 50);
  EXPECT_EQ(answer["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["WriteCapacityUnits"], 5);
  EXPECT_EQ(world.described()["ProvisionedThroughput"]["ReadCapacityUnits"], 60);
}

TEST(UpdateTable, Sets_ceilings_of_an_on_demand_index_and_nothing_else_of_it) {
  Provisioned world;
  world.update(R"({"BillingMode": "PAY_PER_REQUEST"})");
  const auto update = [](const char* more) {
    return R"({"TableName": "tab", "GlobalSecondaryIndexUpdates": [{"Update": {)" +
           std::string(R"("IndexName": "gsi")") + more + "}}]}";
  };
  const std::string only =
      "One or more parameter values were invalid: The only Updates for index: gsi when "
      "TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput";
  EXPECT_EQ(world.refusal("UpdateTable", update("")), only);
  EXPECT_EQ(world.refusal("UpdateTable", update(R"(, "OnDemandThroughput": {})")), only);
  EXPECT_EQ(world.refusal("UpdateTable", update(R"(, "ProvisionedThroughput":
                {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})")),
            only);
  EXPECT_EQ(world.refusal("UpdateTable", update(R"(, "OnDemandThroughput":
                {"MaxReadRequestUnits": 0})")),
            "One or more parameter values were invalid: Requested MaxReadRequestUnits for "
            "OnDemandThroughput for index : gsi is outside of valid range");
  world.call("UpdateTable",
             update(R"(, "OnDemandThroughput": {"MaxReadRequestUnits": 5})").c_str());
  EXPECT_EQ(
      world.described()["GlobalSecondaryIndexes"][0]["OnDemandThroughput"]["MaxReadRequestUnits"],
      5);
}

// AWS looks at AttributeDefinitions for the keys of a new index alone.
TEST(UpdateTable, Takes_from_AttributeDefinitions_what_a_new_index_needs) {
  Provisioned world;
  world.update(R"({"DeletionProtectionEnabled": true,
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "N"}]})");
  EXPECT_EQ(world.described()["AttributeDefinitions"].size(), 2U);
  const char* create = R"({"TableName": "tab", %s "GlobalSecondaryIndexUpdates": [{"Create": {
      "IndexName": "new", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
      "Projection": {"ProjectionType": "ALL"},
      "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}}]})";
  std::string text = create;
  EXPECT_EQ(world.refusal("UpdateTable", std::string(text).replace(text.find("%s"), 2, "")),
            "One or more parameter values were invalid: AttributeDefinitions is not specified for "
            "index: new");
  text.replace(text.find("%s"), 2, R"("AttributeDefinitions": [
      {"AttributeName": "g", "AttributeType": "N"}, {"AttributeName": "x", "AttributeType": "S"}],)");
  world.call("UpdateTable", text.c_str());
  EXPECT_EQ(print_json(world.described()["AttributeDefinitions"]),
            R"([{"AttributeName":"g","AttributeType":"S"},)"
            R"({"AttributeName":"h","AttributeType":"S"}])");
}

// After four decreases in a UTC day, one an hour.
TEST(UpdateTable, Counts_decreases_of_the_day) {
  Provisioned world;
  for (int units = 49; units > 45; --units) EXPECT_EQ(world.set_reads(units), "");
  Json throughput = world.described()["ProvisionedThroughput"];
  EXPECT_EQ(throughput["NumberOfDecreasesToday"], 4);
  EXPECT_EQ(throughput["LastDecreaseDateTime"], 1767225600);
  world.advance("59m");
  EXPECT_EQ(world.set_reads(45),
            "LimitExceededException: Subscriber limit exceeded: Provisioned throughput decreases "
            "are limited within a given UTC day. After the first 4 decreases, each subsequent "
            "decrease in the same UTC day can be performed at most once every 3600 seconds. Number "
            "of decreases today: 4. Last decrease at Thursday, January 1, 2026 at 12:00:00 AM "
            "Coordinated Universal Time. Next decrease can be made at Thursday, January 1, 2026 at "
            "1:00:00 AM Coordinated Universal Time");
  EXPECT_EQ(world.set_reads(60), "");
  world.advance("1m");
  EXPECT_EQ(world.set_reads(45), "");
  EXPECT_EQ(world.described()["ProvisionedThroughput"]["NumberOfDecreasesToday"], 5);
  world.advance("23h");
  throughput = world.described()["ProvisionedThroughput"];
  EXPECT_EQ(throughput["NumberOfDecreasesToday"], 0);
  EXPECT_EQ(throughput["LastIncreaseDateTime"], 1767225600 + 59 * 60);
  EXPECT_EQ(world.set_reads(44), "");
  EXPECT_EQ(world.described()["ProvisionedThroughput"]["NumberOfDecreasesToday"], 1);
}

// Feared: an hour that reaches into a day which begins with four new decreases.
TEST(UpdateTable, Counts_decreases_anew_at_midnight) {
  Provisioned world;
  world.advance("23h30m");
  for (int units = 49; units > 45; --units) EXPECT_EQ(world.set_reads(units), "");
  const std::string refusal = world.set_reads(45);
  EXPECT_TRUE(
      refusal.ends_with("Next decrease can be made at Friday, January 2, 2026 at 12:00:00 "
                        "AM Coordinated Universal Time"))
      << refusal;
  world.advance("30m");
  EXPECT_EQ(world.set_reads(45), "");
}

TEST(UpdateTable, Changes_one_index_a_call) {
  Provisioned world;
  world.put({{"h", "1"}, {"g", "x"}, {"k", "y"}});
  Json answer = world.update(R"({
      "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
      "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "second",
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}},
        {"Update": {"IndexName": "gsi",
          "ProvisionedThroughput": {"ReadCapacityUnits": 6, "WriteCapacityUnits": 5}}}]})");
  EXPECT_EQ(answer["GlobalSecondaryIndexes"][0]["IndexStatus"], "UPDATING");
  EXPECT_EQ(answer["GlobalSecondaryIndexes"][1]["IndexStatus"], "CREATING");
  EXPECT_EQ(world.described()["GlobalSecondaryIndexes"][1]["ItemCount"], 1);
  answer = world.update(R"({"GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "gsi"}}]})");
  EXPECT_EQ(answer["GlobalSecondaryIndexes"][0]["IndexName"], "gsi");
  EXPECT_EQ(answer["GlobalSecondaryIndexes"][0]["IndexStatus"], "DELETING");
  EXPECT_EQ(answer["AttributeDefinitions"].size(), 3U);
  const Json table = world.described();
  EXPECT_EQ(table["GlobalSecondaryIndexes"].size(), 1U);
  EXPECT_EQ(print_json(table["AttributeDefinitions"]),
            R"([{"AttributeName":"h","AttributeType":"S"},)"
            R"({"AttributeName":"k","AttributeType":"S"}])");
}

TEST(UpdateTable, Refuses_a_21st_global_index_and_a_101st_projected_attribute) {
  Provisioned world;
  const auto add = [&](const std::string& name, int projected) {
    Json names = Json::array();
    for (int i = 0; i < projected; ++i) names.push_back(name + std::to_string(i));
    Json projection = {{"ProjectionType", projected > 0 ? "INCLUDE" : "ALL"}};
    if (projected > 0) projection["NonKeyAttributes"] = names;
    Json create = {
        {"IndexName", name},
        {"KeySchema", Json::array({{{"AttributeName", "g"}, {"KeyType", "HASH"}}})},
        {"Projection", projection},
        {"ProvisionedThroughput", {{"ReadCapacityUnits", 1}, {"WriteCapacityUnits", 1}}}};
    const Json input = {
        {"TableName", "tab"},
        {"AttributeDefinitions", {{{"AttributeName", "g"}, {"AttributeType", "S"}}}},
        {"GlobalSecondaryIndexUpdates", Json::array({{{"Create", create}}})}};
    const Outcome outcome = world.submit("dynamodb", "UpdateTable", input)->outcome();
    return outcome.error ? outcome.error->message : std::string();
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(add("part" + std::to_string(i), 20), "");
  EXPECT_EQ(add("more", 1),
            "One or more parameter values were invalid: Number of NonKeyAttributes exceeds "
            "per-table limit of 100. Number of NonKeyAttributes: 101");
  for (int i = 6; i < 20; ++i) EXPECT_EQ(add("index" + std::to_string(i), 0), "");
  EXPECT_EQ(add("more", 0),
            "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit "
            "of 20");
}

TEST(UpdateTable, Keeps_its_settings) {
  Provisioned world;
  EXPECT_EQ(world.update(R"({"TableClass": "STANDARD"})").count("TableClassSummary"), 0U);
  Json answer = world.update(R"({"TableClass": "STANDARD_INFREQUENT_ACCESS"})");
  EXPECT_EQ(answer["TableStatus"], "UPDATING");
  EXPECT_FALSE(answer.contains("TableClassSummary"));  // the class of before
  answer = world.update(
      R"({"SSESpecification": {"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "old"}})");
  EXPECT_EQ(answer["TableStatus"], "ACTIVE");
  EXPECT_EQ(print_json(answer["SSEDescription"]), R"({"Status":"UPDATING"})");
  answer = world.update(
      R"({"SSESpecification": {"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "abc"}})");
  EXPECT_EQ(print_json(answer["SSEDescription"]),  // the key of before
            R"({"Status":"UPDATING","SSEType":"KMS",)"
            R"("KMSMasterKeyArn":"arn:aws:kms:us-east-1:000000000000:key/old"})");
  EXPECT_EQ(world.refusal("UpdateTable", R"({"TableName": "tab", "SSESpecification": {
                "SSEType": "KMS",
                "KMSMasterKeyId": "arn:aws:kms:us-east-1:000000000000:key/abc"}})"),
            "One or more parameter values were invalid: Table is already encrypted with given "
            "KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key");
  answer = world.update(R"({"WarmThroughput": {"ReadUnitsPerSecond": 500}})");
  EXPECT_EQ(answer["TableStatus"], "ACTIVE");
  EXPECT_EQ(answer["WarmThroughput"]["Status"], "UPDATING");
  EXPECT_EQ(answer["WarmThroughput"]["ReadUnitsPerSecond"], 50);  // those of before
  answer = world.update(R"({"DeletionProtectionEnabled": true})");
  EXPECT_EQ(answer["TableStatus"], "ACTIVE");
  const Json table = world.described();
  EXPECT_EQ(print_json(table["TableClassSummary"]),
            R"({"TableClass":"STANDARD_INFREQUENT_ACCESS","LastUpdateDateTime":1767225600.0})");
  EXPECT_EQ(print_json(table["SSEDescription"]),
            R"({"Status":"ENABLED","SSEType":"KMS",)"
            R"("KMSMasterKeyArn":"arn:aws:kms:us-east-1:000000000000:key/abc"})");
  EXPECT_EQ(table["WarmThroughput"]["ReadUnitsPerSecond"], 500);
  EXPECT_EQ(table["WarmThroughput"]["WriteUnitsPerSecond"], 20);
}

// Feared: a quota that forgets after a restart, counts what changes nothing, or never ends.
TEST(UpdateTable, Changes_the_class_of_a_table_twice_in_30_days) {
  Provisioned world;
  const auto change = [&](const char* table_class) {
    const Json input = {{"TableName", "tab"}, {"TableClass", table_class}};
    const auto outcome = world.submit("dynamodb", "UpdateTable", input)->outcome();
    return outcome.error ? outcome.error->code + ": " + outcome.error->message : "";
  };
  const std::string refusal =
      "LimitExceededException: Subscriber limit exceeded: Updates to TableClass are limited to 2 "
      "times in 30 day(s).";
  EXPECT_EQ(change("STANDARD"), "");
  EXPECT_EQ(change("STANDARD_INFREQUENT_ACCESS"), "");
  world.advance("24h");
  EXPECT_EQ(change("STANDARD_INFREQUENT_ACCESS"), "");
  EXPECT_EQ(change("STANDARD"), "");
  world.restart();
  EXPECT_EQ(change("STANDARD_INFREQUENT_ACCESS"), refusal);
  EXPECT_EQ(change("STANDARD"), refusal);
  world.advance("695h");
  EXPECT_EQ(change("STANDARD_INFREQUENT_ACCESS"), refusal);
  world.advance("1h");
  EXPECT_EQ(change("STANDARD_INFREQUENT_ACCESS"), "");
  EXPECT_EQ(change("STANDARD"), refusal);
}

// Feared: a quota that counts switches back, forgets after a restart, or never ends.
TEST(UpdateTable, Switches_to_on_demand_four_times_in_24_hours) {
  DynamodbWorld world;
  world.table();
  const auto on_demand = [&] {
    const Json input = {{"TableName", "tab"}, {"BillingMode", "PAY_PER_REQUEST"}};
    const auto outcome = world.submit("dynamodb", "UpdateTable", input)->outcome();
    return outcome.error ? outcome.error->code + ": " + outcome.error->message : "";
  };
  const auto provisioned = [&] {
    world.call("UpdateTable", R"({"TableName": "tab", "BillingMode": "PROVISIONED",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}})");
  };
  EXPECT_EQ(on_demand(), "");  // it is, and stays so
  for (int i = 0; i < 4; ++i) {
    provisioned();
    EXPECT_EQ(on_demand(), "");
    world.advance("1h");
  }
  provisioned();
  world.restart();
  const std::string refusal =
      "LimitExceededException: Subscriber limit exceeded: Update to PayPerRequest mode are "
      "limited to 4 times in 1 day(s).";
  EXPECT_EQ(on_demand(), refusal);
  world.advance("20h");
  EXPECT_EQ(on_demand(), "");  // the first is 24 hours ago
  provisioned();
  EXPECT_EQ(on_demand(), refusal);
}

// Counting at each call made DescribeTable slower with every item.
TEST(Totals, Are_exact_up_to_10000_items_and_then_six_hours_old_at_most) {
  Provisioned world;
  const auto put = [&](int from, int to) {
    for (int at = from; at < to; at += 25) {
      Json requests = Json::array();
      for (int i = at; i < at + 25; ++i) {
        requests.push_back(
            {{"PutRequest", {{"Item", DynamodbWorld::typed({{"h", std::to_string(i)}})}}}});
      }
      world.call("BatchWriteItem", {{"RequestItems", {{"tab", requests}}}});
    }
  };
  put(0, 10'000);
  EXPECT_EQ(world.described()["ItemCount"], 10'000);
  put(10'000, 10'025);
  EXPECT_EQ(world.described()["ItemCount"], 10'025);
  put(10'025, 10'050);
  EXPECT_EQ(world.described()["ItemCount"], 10'025);
  world.advance("6h");
  EXPECT_EQ(world.described()["ItemCount"], 10'050);
}

}  // namespace
}  // namespace snowglobe::dynamodb
