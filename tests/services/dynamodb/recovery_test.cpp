// Point-in-time recovery: tables as they were.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::int64_t start = 1767225600;  // 2026-01-01T00:00:00Z

class Recovered : public DynamodbWorld {
 public:
  Recovered() {
    call("CreateTable", indexed_table);
    enable();
  }
  void enable(Json more = Json::object()) {
    more["PointInTimeRecoveryEnabled"] = true;
    call("UpdateContinuousBackups",
         {{"TableName", "tab"}, {"PointInTimeRecoverySpecification", more}});
  }
  void disable() {
    call("UpdateContinuousBackups", R"({"TableName": "tab",
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": false}})");
  }
  void who(int at, const char* name) { put({{"h", "k"}, {"r", at}, {"who", name}}); }
  void remove(int at) {
    call("DeleteItem", {{"TableName", "tab"}, {"Key", typed({{"h", "k"}, {"r", at}})}});
  }
  Json restore(std::int64_t seconds, const char* target, Json more = Json::object()) {
    more["SourceTableName"] = "tab";
    more["TargetTableName"] = target;
    more["RestoreDateTime"] = seconds;
    return call("RestoreTableToPointInTime", more)["TableDescription"];
  }
  // The names in the restored table, by key.
  std::string names(std::int64_t seconds) {
    const std::string target = "at-" + std::to_string(++restored_);
    restore(seconds, target.c_str());
    std::string text;
    for (const std::string& name : column(call("Scan", {{"TableName", target}}), "who")) {
      text += name + " ";
    }
    return text;
  }
  Json described() {
    return call("DescribeContinuousBackups",
                R"({"TableName": "tab"})")["ContinuousBackupsDescription"]
                                          ["PointInTimeRecoveryDescription"];
  }
  std::string refused_at(std::int64_t seconds) {
    return refusal("RestoreTableToPointInTime", print_json({{"SourceTableName", "tab"},
                                                            {"TargetTableName", "late"},
                                                            {"RestoreDateTime", seconds}}));
  }

 private:
  int restored_ = 0;
};

// The whole point: what was overwritten and deleted since is there again, and what came since is
// not.
TEST(PointInTimeRecovery, Restores_what_was_there_at_the_moment) {
  Recovered world;
  world.who(1, "ann");
  world.advance("10s");
  world.who(1, "bob");
  world.who(2, "cid");
  world.advance("10s");
  world.remove(1);
  world.advance("10s");
  world.who(1, "dan");
  world.restart();
  world.advance("5m");
  EXPECT_EQ(world.names(start), "ann ");
  EXPECT_EQ(world.names(start + 9), "ann ");
  EXPECT_EQ(world.names(start + 10), "bob cid ");
  EXPECT_EQ(world.names(start + 19), "bob cid ");
  EXPECT_EQ(world.names(start + 20), "cid ");
  EXPECT_EQ(world.names(start + 30), "dan cid ");
  // Restores are reads of the history.
  EXPECT_EQ(world.names(start), "ann ");
}

// A history that kept the last of several writes in one moment would restore what never stood there
// at the end of any.
TEST(PointInTimeRecovery, Takes_the_writes_of_one_moment_for_one) {
  Recovered world;
  world.who(1, "ann");
  world.advance("1s");
  world.who(1, "bob");
  world.who(1, "cid");
  world.remove(1);
  world.who(1, "dan");
  world.advance("5m");
  EXPECT_EQ(world.names(start), "ann ");
  EXPECT_EQ(world.names(start + 1), "dan ");
}

// Each way to write ends in the same store; one that went past it would leave no history.
TEST(PointInTimeRecovery, Covers_every_way_to_write) {
  Recovered world;
  world.call("UpdateTimeToLive", R"({"TableName": "tab",
      "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "ttl"}})");
  for (int i = 1; i <= 5; ++i) world.who(i, "old");
  world.put({{"h", "k"}, {"r", 6}, {"who", "old"}, {"ttl", static_cast<int>(start + 60)}});
  world.advance("30s");
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "k"}, "r": {"N": "1"}},
      "UpdateExpression": "SET who = :w", "ExpressionAttributeValues": {":w": {"S": "new"}}})");
  world.call("BatchWriteItem", R"({"RequestItems": {"tab": [
      {"PutRequest": {"Item": {"h": {"S": "k"}, "r": {"N": "2"}, "who": {"S": "new"}}}}]}})");
  world.call("TransactWriteItems", R"({"TransactItems": [{"Put": {"TableName": "tab",
      "Item": {"h": {"S": "k"}, "r": {"N": "3"}, "who": {"S": "new"}}}}]})");
  world.call("ExecuteStatement", R"({"Statement":
      "UPDATE \"tab\" SET who = 'new' WHERE h = 'k' AND r = 4"})");
  world.remove(5);
  world.advance("1h5m");  // the sixth expires
  EXPECT_EQ(world.names(start), "old old old old old old ");
  EXPECT_EQ(world.names(start + 30), "new new new new old ");
  EXPECT_EQ(world.names(start + 3600), "new new new new ");
}

TEST(PointInTimeRecovery, Fills_the_indexes_of_the_restored_table) {
  Recovered world;
  world.who(1, "ann");
  world.advance("5s");
  world.who(1, "bob");
  const Json made = world.restore(start, "copy");
  EXPECT_EQ(made["RestoreSummary"]["RestoreDateTime"], start);
  EXPECT_EQ(made["RestoreSummary"]["RestoreInProgress"], true);
  const auto count = [&](const char* name) {
    return world
        .call("Query", {{"TableName", "copy"},
                        {"IndexName", "global"},
                        {"KeyConditionExpression", "who = :w"},
                        {"ExpressionAttributeValues", {{":w", {{"S", name}}}}}})["Count"]
        .get<int>();
  };
  EXPECT_EQ(count("ann"), 1);
  EXPECT_EQ(count("bob"), 0);
  world.restore(start, "bare", {{"GlobalSecondaryIndexOverride", Json::array()}});
  EXPECT_FALSE(world.call("DescribeTable", R"({"TableName": "bare"})")["Table"].contains(
      "GlobalSecondaryIndexes"));
}

TEST(PointInTimeRecovery, Has_bounds_which_it_tells) {
  Recovered world;
  EXPECT_EQ(world.described()["EarliestRestorableDateTime"], start);
  EXPECT_EQ(world.described()["LatestRestorableDateTime"], start);
  world.advance("1h");
  EXPECT_EQ(world.described()["LatestRestorableDateTime"], start + 3300);
  const std::string bounds =
      "' must be within EarliestRestorableDateTime '2026-01-01T00:00:00Z' and "
      "LatestRestorableDateTime '2026-01-01T00:55:00Z'";
  EXPECT_EQ(world.refused_at(start - 1),
            "InvalidRestoreTimeException: RestoreDateTime '2025-12-31T23:59:59Z" + bounds);
  EXPECT_EQ(world.refused_at(start + 3301),
            "InvalidRestoreTimeException: RestoreDateTime '2026-01-01T00:55:01Z" + bounds);
  EXPECT_EQ(world.names(start + 3300), "");
}

// Feared: a client that restores "the latest" and gets more than AWS would give.
TEST(PointInTimeRecovery, The_latest_state_is_that_of_five_minutes_ago) {
  Recovered world;
  world.who(1, "ann");
  world.advance("10m");
  world.who(1, "bob");
  world.advance("4m");
  const auto latest = [&](const char* target) {
    const Json made = world.call("RestoreTableToPointInTime", {{"SourceTableName", "tab"},
                                                               {"TargetTableName", target},
                                                               {"UseLatestRestorableTime", true}});
    return DynamodbWorld::column(world.call("Scan", {{"TableName", target}}), "who").at(0);
  };
  EXPECT_EQ(latest("one"), "ann");
  world.advance("1m");
  EXPECT_EQ(latest("two"), "bob");
}

// A shorter period gives up the past at once, a longer one does not bring it back, and switching
// off and on begins anew.
TEST(PointInTimeRecovery, Reaches_back_as_far_as_its_period) {
  Recovered world;
  world.who(1, "ann");
  world.advance("240h");
  world.who(1, "bob");
  world.enable({{"RecoveryPeriodInDays", 2}});
  EXPECT_EQ(world.described()["EarliestRestorableDateTime"], start + 8 * 86400);
  EXPECT_TRUE(world.refused_at(start).starts_with("InvalidRestoreTimeException"));
  EXPECT_EQ(world.names(start + 8 * 86400), "ann ");
  world.enable({{"RecoveryPeriodInDays", 9}});
  EXPECT_EQ(world.described()["EarliestRestorableDateTime"], start + 8 * 86400);
  world.disable();
  EXPECT_EQ(world.refused_at(start + 10 * 86400),
            "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for "
            "table 'tab'");
  world.enable();
  EXPECT_EQ(world.described()["EarliestRestorableDateTime"], start + 10 * 86400);
  EXPECT_EQ(world.described()["RecoveryPeriodInDays"], 35);
  EXPECT_EQ(world.names(start + 10 * 86400), "bob ");
}

// AWS's order: the shape, the source, its recovery, the moment, the target.
TEST(PointInTimeRecovery, Refuses_in_the_order_of_AWS) {
  Recovered world;
  world.call("CreateTable", R"({"TableName": "off", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})");
  const auto refusal = [&](const char* input) {
    return world.refusal("RestoreTableToPointInTime", input);
  };
  EXPECT_EQ(refusal(R"({"SourceTableName": "none", "TargetTableName": "new", "RestoreDateTime": 1,
                "UseLatestRestorableTime": true})"),
            "Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set for "
            "point-in-time restore request. Please specify either RestoreDateTime time or "
            "UseLatestRestorableTime");
  EXPECT_EQ(refusal(R"({"SourceTableName": "none", "TargetTableName": "new",
                "UseLatestRestorableTime": false})"),
            "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be "
            "specified, but not both");
  EXPECT_EQ(refusal(R"({"SourceTableName": "none", "SourceTableArn": "x", "TargetTableName": "new",
                "UseLatestRestorableTime": true})"),
            "Must provide exactly one of: sourceTableArn, sourceTableName");
  EXPECT_EQ(refusal(R"({"TargetTableName": "new", "UseLatestRestorableTime": true})"),
            "The parameter 'TableName' is required but was not present in the request");
  EXPECT_EQ(refusal(R"({"SourceTableArn": "x", "TargetTableName": "new",
                "UseLatestRestorableTime": true})"),
            "sourceTableArn is not a valid ARN");
  EXPECT_EQ(refusal(R"({"SourceTableArn": "arn:aws:dynamodb:us-east-1:111111111111:table/tab",
                "TargetTableName": "new", "UseLatestRestorableTime": true})"),
            "This action is only supported by accounts that match the resource owner\u2019s "
            "account.");
  EXPECT_EQ(refusal(R"({"SourceTableName": "none", "TargetTableName": "tab",
                "RestoreDateTime": 1})"),
            "TableNotFoundException: Table not found: none");
  EXPECT_EQ(refusal(R"({"SourceTableName": "off", "TargetTableName": "tab",
                "RestoreDateTime": 1})"),
            "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for "
            "table 'off'");
  EXPECT_TRUE(refusal(R"({"SourceTableName": "tab", "TargetTableName": "off",
                  "RestoreDateTime": 1})")
                  .starts_with("InvalidRestoreTimeException: "));
  EXPECT_EQ(refusal(R"({"SourceTableName": "tab", "TargetTableName": "tab",
                "UseLatestRestorableTime": true})"),
            "TableAlreadyExistsException: Table already exists: tab");
}

}  // namespace
}  // namespace snowglobe::dynamodb
