#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

class Orders : public DynamodbWorld {
 public:
  Orders() { call("CreateTable", orders_table); }
  void order(const char* id, int at, const char* who) {
    call("PutItem",
         {{"TableName", "orders"}, {"Item", typed({{"id", id}, {"at", at}, {"who", who}})}});
  }
  std::string backup(const char* name) {
    const Json made = call("CreateBackup", {{"TableName", "orders"}, {"BackupName", name}});
    return made["BackupDetails"]["BackupArn"].get<std::string>();
  }
  Json describe(const char* table) {
    return call("DescribeTable", {{"TableName", table}})["Table"];
  }
  int count(const char* table) { return call("Scan", {{"TableName", table}})["Count"].get<int>(); }
  int count_of(const char* table, const char* who) {
    return call("Query", {{"TableName", table},
                          {"IndexName", "by-who"},
                          {"KeyConditionExpression", "who = :w"},
                          {"ExpressionAttributeValues", {{":w", {{"S", who}}}}}})["Count"]
        .get<int>();
  }
};

// A backup that shares rows with its table would change with it.
TEST(Backup, Holds_the_items_as_they_were_whatever_happens_to_the_table) {
  Orders world;
  world.order("1", 1, "ann");
  world.order("2", 1, "bob");
  const std::string arn = world.backup("first");
  world.order("2", 1, "cid");
  world.order("3", 1, "ann");
  world.call("DeleteTable", R"({"TableName": "orders"})");
  world.restart();
  const Json restored =
      world.call("RestoreTableFromBackup", {{"TargetTableName", "copy"}, {"BackupArn", arn}});
  EXPECT_EQ(restored["TableDescription"]["TableStatus"], "CREATING");
  EXPECT_EQ(restored["TableDescription"]["RestoreSummary"]["RestoreInProgress"], true);
  EXPECT_EQ(world.count("copy"), 2);
  EXPECT_EQ(world.count_of("copy", "ann"), 1);
  EXPECT_EQ(world.count_of("copy", "bob"), 1);
  // What is written to the restored table does not reach the backup.
  world.call("PutItem",
             {{"TableName", "copy"}, {"Item", DynamodbWorld::typed({{"id", "9"}, {"at", 9}})}});
  world.call("RestoreTableFromBackup", {{"TargetTableName", "other"}, {"BackupArn", arn}});
  EXPECT_EQ(world.count("other"), 2);
}

TEST(Backup, Is_described_with_its_table) {
  Orders world;
  world.order("1", 1, "ann");
  const Json made = world.call("CreateBackup", R"({"TableName": "orders", "BackupName": "first"})");
  EXPECT_EQ(made["BackupDetails"]["BackupStatus"], "CREATING");
  const std::string arn = made["BackupDetails"]["BackupArn"];
  EXPECT_TRUE(arn.starts_with(
      "arn:aws:dynamodb:us-east-1:000000000000:table/orders/backup/01767225600000-"))
      << arn;
  const Json found = world.call("DescribeBackup", {{"BackupArn", arn}})["BackupDescription"];
  const Json& details = found["BackupDetails"];
  EXPECT_EQ(details["BackupStatus"], "AVAILABLE");
  EXPECT_EQ(details["BackupType"], "USER");
  EXPECT_EQ(details["BackupName"], "first");
  EXPECT_EQ(details["BackupSizeBytes"], 2 + 1 + 2 + 2 + 3 + 3);
  EXPECT_FALSE(details.contains("BackupExpiryDateTime"));
  const Json& source = found["SourceTableDetails"];
  EXPECT_EQ(source["TableName"], "orders");
  EXPECT_EQ(source["TableId"], world.describe("orders")["TableId"]);
  EXPECT_EQ(source["ItemCount"], 1);
  EXPECT_EQ(source["BillingMode"], "PROVISIONED");
  EXPECT_EQ(source["ProvisionedThroughput"]["WriteCapacityUnits"], 5);
  const Json& features = found["SourceTableFeatureDetails"];
  EXPECT_EQ(features["LocalSecondaryIndexes"][0]["IndexName"], "local");
  EXPECT_EQ(features["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["WriteCapacityUnits"],
            5);
}

TEST(Backup, The_restored_table_is_a_new_one_with_what_was_asked_for) {
  Orders world;
  world.order("1", 1, "ann");
  world.call("TagResource", {{"ResourceArn", world.describe("orders")["TableArn"]},
                             {"Tags", Json::array({{{"Key", "team"}, {"Value", "a"}}})}});
  world.call("UpdateTable", R"({"TableName": "orders", "DeletionProtectionEnabled": true})");
  world.call("UpdateTable",
             R"({"TableName": "orders", "TableClass": "STANDARD_INFREQUENT_ACCESS"})");
  world.call("UpdateTimeToLive", R"({"TableName": "orders",
      "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "expires"}})");
  const std::string arn = world.backup("first");
  world.advance("1h");
  const Json made =
      world.call("RestoreTableFromBackup", {{"TargetTableName", "copy"},
                                            {"BackupArn", arn},
                                            {"BillingModeOverride", "PAY_PER_REQUEST"},
                                            {"GlobalSecondaryIndexOverride", Json::array()}});
  const Json& summary = made["TableDescription"]["RestoreSummary"];
  EXPECT_EQ(summary["SourceBackupArn"], arn);
  EXPECT_EQ(summary["RestoreDateTime"], 1767225600);
  EXPECT_EQ(summary["RestoreInProgress"], true);
  const Json table = world.describe("copy");
  EXPECT_EQ(table["TableStatus"], "ACTIVE");
  EXPECT_NE(table["TableId"], world.describe("orders")["TableId"]);
  EXPECT_EQ(table["TableArn"], "arn:aws:dynamodb:us-east-1:000000000000:table/copy");
  EXPECT_EQ(table["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST");
  EXPECT_EQ(table["DeletionProtectionEnabled"], false);
  EXPECT_FALSE(table.contains("GlobalSecondaryIndexes"));
  EXPECT_EQ(table["LocalSecondaryIndexes"][0]["IndexArn"],
            "arn:aws:dynamodb:us-east-1:000000000000:table/copy/index/local");
  EXPECT_EQ(table["RestoreSummary"]["SourceBackupArn"], arn);
  EXPECT_EQ(table["RestoreSummary"]["RestoreInProgress"], false);
  EXPECT_FALSE(table.contains("TableClassSummary"));
  EXPECT_EQ(world.call("DescribeTimeToLive",
                       R"({"TableName": "copy"})")["TimeToLiveDescription"]["TimeToLiveStatus"],
            "DISABLED");
  EXPECT_TRUE(
      world.call("ListTagsOfResource", {{"ResourceArn", table["TableArn"]}})["Tags"].empty());
}

TEST(Backup, Is_restored_with_indexes_of_the_source_alone) {
  Orders world;
  const std::string arn = world.backup("first");
  const auto restore = [&](const char* projection, Json more) {
    const Json index = {
        {"IndexName", "by-who"},
        {"KeySchema", Json::array({{{"AttributeName", "who"}, {"KeyType", "HASH"}}})},
        {"Projection", {{"ProjectionType", projection}}},
        {"ProvisionedThroughput", {{"ReadCapacityUnits", 7}, {"WriteCapacityUnits", 8}}}};
    more["TargetTableName"] = "copy";
    more["BackupArn"] = arn;
    more["GlobalSecondaryIndexOverride"] = Json::array({index});
    return more;
  };
  EXPECT_EQ(world.refusal("RestoreTableFromBackup", print_json(restore("KEYS_ONLY", {}))),
            "Invalid Request: Index by-who does not match a secondary index that existed in the "
            "source table and cannot be created during the restore operation");
  world.call("RestoreTableFromBackup",
             restore("ALL", {{"LocalSecondaryIndexOverride", Json::array()}}));
  const Json table = world.describe("copy");
  EXPECT_FALSE(table.contains("LocalSecondaryIndexes"));
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["WriteCapacityUnits"], 8);
  EXPECT_EQ(table["ProvisionedThroughput"]["WriteCapacityUnits"], 5);
}

TEST(Backup, Is_restored_with_indexes_of_other_names) {
  Orders world;
  world.order("1", 1, "ann");
  const std::string arn = world.backup("first");
  Json input = {{"TargetTableName", "copy"}, {"BackupArn", arn}};
  for (const char* kind : {"Global", "Local"}) {
    Json index = parse_json(orders_table)[kind + std::string("SecondaryIndexes")][0];
    index["IndexName"] = kind;
    input[kind + std::string("SecondaryIndexOverride")] = Json::array({index});
  }
  world.call("RestoreTableFromBackup", input);
  const Json table = world.describe("copy");
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["IndexArn"],
            "arn:aws:dynamodb:us-east-1:000000000000:table/copy/index/Global");
  EXPECT_EQ(table["LocalSecondaryIndexes"][0]["IndexName"], "Local");
  EXPECT_EQ(world.call("Scan", R"({"TableName": "copy", "IndexName": "Global"})")["Count"], 1);
  input["TargetTableName"] = "other";
  input["LocalSecondaryIndexOverride"][0]["IndexName"] = "Global";
  EXPECT_EQ(world.refusal("RestoreTableFromBackup", print_json(input)),
            "One or more parameter values were invalid: Duplicate index name: Global");
}

// A client that deletes each page before it asks for the next must see all of them.
TEST(Backup, Is_listed_after_one_that_was_deleted) {
  Orders world;
  const std::string first = world.backup("first");
  world.advance("1s");
  world.backup("second");
  world.call("DeleteBackup", {{"BackupArn", first}});
  const Json rest = world.call("ListBackups", {{"ExclusiveStartBackupArn", first}});
  ASSERT_EQ(rest["BackupSummaries"].size(), 1U);
  EXPECT_EQ(rest["BackupSummaries"][0]["BackupName"], "second");
}

// What a restore may override depends on the billing mode that the table will have.
TEST(Backup, Is_restored_with_what_fits_its_billing_mode) {
  Orders world;
  world.call("CreateTable", R"({"TableName": "free", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})");
  const std::string orders = world.backup("first");
  const std::string free =
      world.call("CreateBackup",
                 R"({"TableName": "free", "BackupName": "abc"})")["BackupDetails"]["BackupArn"];
  const Json units = {{"ReadCapacityUnits", 1}, {"WriteCapacityUnits", 1}};
  const auto refusal = [&](const std::string& arn, Json overrides) {
    overrides["TargetTableName"] = "copy";
    overrides["BackupArn"] = arn;
    return world.refusal("RestoreTableFromBackup", print_json(overrides));
  };
  EXPECT_EQ(refusal(free, {{"ProvisionedThroughputOverride", units}}),
            "Invalid Request: Cannot override ProvisionedThroughput unless BillingMode is "
            "PROVISIONED");
  EXPECT_EQ(refusal(orders, {{"ProvisionedThroughputOverride", units},
                             {"BillingModeOverride", "PAY_PER_REQUEST"}}),
            "Invalid Request: Cannot override ProvisionedThroughput if BillingMode is overridden "
            "to PAY_PER_REQUEST");
  EXPECT_EQ(refusal(free, {{"BillingModeOverride", "PROVISIONED"}}),
            "Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to "
            "PROVISIONED");
  EXPECT_EQ(refusal(orders, {{"OnDemandThroughputOverride", {{"MaxReadRequestUnits", 5}}}}),
            "Invalid Request: Cannot override MaxReadRequestUnits for OnDemandThroughput unless "
            "BillingModeOverride is PAY_PER_REQUEST");
  EXPECT_EQ(refusal(free, {{"OnDemandThroughputOverride", {{"MaxWriteRequestUnits", 0}}}}),
            "Invalid Request: Requested MaxWriteRequestUnits for OnDemandThroughput is outside of "
            "valid range");
  Json index = parse_json(orders_table)["GlobalSecondaryIndexes"][0];
  EXPECT_EQ(refusal(orders, {{"GlobalSecondaryIndexOverride", Json::array({index})},
                             {"BillingModeOverride", "PAY_PER_REQUEST"}}),
            "Invalid Request: Cannot override ProvisionedThroughput if BillingMode is overridden "
            "to PAY_PER_REQUEST for index by-who");
  index.erase("ProvisionedThroughput");
  EXPECT_EQ(refusal(orders, {{"GlobalSecondaryIndexOverride", Json::array({index})}}),
            "Invalid Request: Must specify provisioned throughput for index by-who");
}

// A region is asked for by the credential scope, and so by the ARN's text alone here.
TEST(Backup, Of_another_account_or_of_no_such_name_is_refused) {
  Orders world;
  const auto refusal = [&](const std::string& arn) {
    return world.refusal("DescribeBackup", print_json({{"BackupArn", arn}}));
  };
  EXPECT_EQ(refusal("arn:aws:dynamodb:us-east-1:000000000000:table/orders"), "Invalid Backup ARN");
  EXPECT_EQ(refusal("arn:aws:sqs:us-east-1:000000000000:table/orders/backup/1-2"),
            "Invalid Request: BackupArn is not valid");
  EXPECT_EQ(refusal("arn:aws:dynamodb:us-east-1:111111111111:table/orders/backup/1-2"),
            "AccessDeniedException: Access is denied");
}

TEST(Backup, Is_listed_page_by_page_until_it_is_deleted) {
  Orders world;
  world.call("CreateTable", R"({"TableName": "more", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})");
  const std::string first = world.backup("first");
  world.advance("1h");
  const std::string second = world.backup("second");
  world.call("CreateBackup", R"({"TableName": "more", "BackupName": "third"})");
  const auto names = [&](const Json& input) {
    std::string text;
    const Json answer = world.call("ListBackups", input);
    for (const Json& part : answer["BackupSummaries"]) {
      text += part["BackupName"].get<std::string>() + " ";
    }
    return text;
  };
  EXPECT_EQ(names(Json::object()), "first second third ");
  EXPECT_EQ(names({{"TableName", "orders"}}), "first second ");
  EXPECT_EQ(names({{"TimeRangeLowerBound", 1767225601}}), "second third ");
  EXPECT_EQ(names({{"TimeRangeUpperBound", 1767229200}}), "first ");
  EXPECT_EQ(names({{"BackupType", "SYSTEM"}}), "");
  const Json page = world.call("ListBackups", R"({"Limit": 1})");
  EXPECT_EQ(page["LastEvaluatedBackupArn"], first);
  EXPECT_EQ(names({{"ExclusiveStartBackupArn", first}}), "second third ");
  const Json deleted = world.call("DeleteBackup", {{"BackupArn", first}});
  EXPECT_EQ(deleted["BackupDescription"]["BackupDetails"]["BackupStatus"], "DELETED");
  EXPECT_EQ(names(Json::object()), "second third ");
  EXPECT_EQ(world.refusal("DescribeBackup", print_json({{"BackupArn", first}})),
            "BackupNotFoundException: Backup not found: " + first);
}

TEST(ContinuousBackups, Are_switched_on_with_a_period) {
  Orders world;
  const auto described = [&] {
    return world.call("DescribeContinuousBackups",
                      R"({"TableName": "orders"})")["ContinuousBackupsDescription"];
  };
  EXPECT_EQ(print_json(described()),
            R"({"ContinuousBackupsStatus":"ENABLED",)"
            R"("PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}})");
  world.call("UpdateContinuousBackups", R"({"TableName": "orders",
      "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}})");
  EXPECT_EQ(described()["PointInTimeRecoveryDescription"]["RecoveryPeriodInDays"], 35);
  world.advance("72h");
  world.call("UpdateContinuousBackups", R"({"TableName": "orders",
      "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true,
                                           "RecoveryPeriodInDays": 2}})");
  const Json recovery = described()["PointInTimeRecoveryDescription"];
  EXPECT_EQ(recovery["PointInTimeRecoveryStatus"], "ENABLED");
  EXPECT_EQ(recovery["RecoveryPeriodInDays"], 2);
  EXPECT_EQ(recovery["EarliestRestorableDateTime"], 1767225600 + 24 * 3600);
  world.call("UpdateContinuousBackups", R"({"TableName": "orders",
      "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": false}})");
  EXPECT_EQ(described()["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"], "DISABLED");
}

TEST(ContinuousBackups, Restore_the_latest_state) {
  Orders world;
  world.call("UpdateContinuousBackups", R"({"TableName": "orders",
      "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}})");
  world.order("1", 1, "ann");
  const Json made = world.call("RestoreTableToPointInTime", R"({"SourceTableName": "orders",
      "TargetTableName": "copy", "UseLatestRestorableTime": true})");
  EXPECT_EQ(world.count("copy"), 1);
  EXPECT_EQ(world.count_of("copy", "ann"), 1);
  EXPECT_EQ(made["TableDescription"]["RestoreSummary"]["SourceTableArn"],
            "arn:aws:dynamodb:us-east-1:000000000000:table/orders");
}

// A second backup under the first one's name would end the program.
TEST(ContinuousBackups, Leave_two_backups_of_a_table_deleted_twice_in_a_moment) {
  Orders world;
  for (int i = 0; i < 2; ++i) {
    if (i > 0) world.call("CreateTable", orders_table);
    world.call("UpdateContinuousBackups", R"({"TableName": "orders",
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}})");
    world.call("DeleteTable", R"({"TableName": "orders"})");
  }
  EXPECT_EQ(world.call("ListBackups", R"({"BackupType": "SYSTEM"})")["BackupSummaries"].size(), 2U);
}

// AWS keeps what a table with point-in-time recovery held when it was deleted, for 35 days.
TEST(ContinuousBackups, Leave_a_backup_of_a_deleted_table_for_35_days) {
  Orders world;
  world.call("UpdateContinuousBackups", R"({"TableName": "orders",
      "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}})");
  world.order("1", 1, "ann");
  world.call("DeleteTable", R"({"TableName": "orders"})");
  const Json list = world.call("ListBackups", R"({"BackupType": "SYSTEM"})")["BackupSummaries"];
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["BackupName"], "orders$DeletedTableBackup");
  EXPECT_EQ(list[0]["BackupType"], "SYSTEM");
  const std::string arn = list[0]["BackupArn"];
  EXPECT_EQ(arn,
            "arn:aws:dynamodb:us-east-1:000000000000:table/orders/backup/01767225600000-00000000");
  EXPECT_EQ(
      print_json(world.call("DescribeBackup",
                            {{"BackupArn", arn}})["BackupDescription"]["SourceTableFeatureDetai"
                                                                       "ls"]),
      "{}");
  EXPECT_EQ(world.refusal("DeleteBackup", print_json({{"BackupArn", arn}})),
            "Invalid Request: User is not allowed to delete the system backup with arn " + arn +
                ". It will automatically expire on 2026-02-05T00:00:00.000Z");
  world.call("RestoreTableFromBackup",
             {{"TargetTableName", "orders"}, {"BackupArn", list[0]["BackupArn"]}});
  EXPECT_EQ(world.count("orders"), 1);
  world.advance("839h");
  EXPECT_EQ(world.call("ListBackups", R"({"BackupType": "ALL"})")["BackupSummaries"].size(), 1U);
  world.advance("1h");
  EXPECT_EQ(world.call("ListBackups", R"({"BackupType": "ALL"})")["BackupSummaries"].size(), 0U);
}

TEST(ResourcePolicy, Is_kept_under_a_revision_and_goes_with_its_table) {
  Orders world;
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/orders";
  const std::string policy = R"({"Statement": {"Effect": "Allow", "Principal": {"AWS": "1"},
      "Action": "dynamodb:*", "Resource": "*"}})";
  const std::string other = R"({"Statement": {"Effect": "Deny", "Principal": {"AWS": "1"},
      "Action": "dynamodb:*", "Resource": "*"}})";
  const std::string none =
      "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: " +
      arn;
  const std::string get = print_json({{"ResourceArn", arn}});
  EXPECT_EQ(world.refusal("GetResourcePolicy", get), none);
  const auto put = [&](const std::string& text, Json more = Json::object()) {
    more["ResourceArn"] = arn;
    more["Policy"] = text;
    return more;
  };
  const Json first = world.call("PutResourcePolicy", put(policy));
  EXPECT_EQ(world.call("PutResourcePolicy", put(policy)), first);
  const Json answer = world.call("GetResourcePolicy", parse_json(get));
  EXPECT_EQ(answer["RevisionId"], first["RevisionId"]);
  // As AWS writes it, which is the same policy.
  EXPECT_EQ(world.call("PutResourcePolicy", put(answer["Policy"].get<std::string>())), first);
  const Json second = world.call("PutResourcePolicy", put(other));
  EXPECT_NE(second, first);
  const std::string update =
      "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: "
      "Requested update for policy with revision id " +
      first["RevisionId"].get<std::string>() + ", but ";
  const std::string outdated =
      print_json(put(other, {{"ExpectedRevisionId", first["RevisionId"]}}));
  EXPECT_EQ(world.refusal("PutResourcePolicy", outdated),
            update + "the policy associated to target table orders has revision id " +
                second["RevisionId"].get<std::string>() + ".");
  EXPECT_EQ(world.refusal("PutResourcePolicy",
                          print_json(put(other, {{"ExpectedRevisionId", "NO_POLICY"}}))),
            none);
  world.call("PutResourcePolicy", put(policy, {{"ExpectedRevisionId", second["RevisionId"]}}));
  world.call("DeleteResourcePolicy", {{"ResourceArn", arn}});
  EXPECT_EQ(print_json(world.call("DeleteResourcePolicy", {{"ResourceArn", arn}})), "{}");
  EXPECT_EQ(world.refusal("PutResourcePolicy", outdated),
            update + "table orders has no associated policy.");
  world.call("PutResourcePolicy", put(policy, {{"ExpectedRevisionId", "NO_POLICY"}}));
  world.call("DeleteTable", R"({"TableName": "orders"})");
  world.call("CreateTable", orders_table);
  EXPECT_EQ(world.refusal("GetResourcePolicy", get), none);
}

TEST(Features, That_nothing_uses_answer_none) {
  Orders world;
  const auto text = [&](const char* operation, const char* input) {
    return print_json(world.call(operation, input));
  };
  EXPECT_EQ(text("ListGlobalTables", "{}"), R"({"GlobalTables":[]})");
  EXPECT_EQ(text("ListExports", "{}"), R"({"ExportSummaries":[]})");
  EXPECT_EQ(text("ListImports", "{}"), R"({"ImportSummaryList":[]})");
  EXPECT_EQ(text("DescribeKinesisStreamingDestination", R"({"TableName": "orders"})"),
            R"({"TableName":"orders","KinesisDataStreamDestinations":[]})");
  EXPECT_EQ(text("ListContributorInsights", R"({"TableName": "orders"})"),
            R"({"ContributorInsightsSummaries":[]})");
  EXPECT_EQ(
      text("DescribeContributorInsights", R"({"TableName": "orders", "IndexName": "by-who"})"),
      R"({"TableName":"orders","IndexName":"by-who","ContributorInsightsStatus":"DISABLED"})");
  EXPECT_EQ(world.refused("EnableKinesisStreamingDestination", parse_json("{}")).code,
            "NotImplemented");
  EXPECT_EQ(world.refused("ExportTableToPointInTime", parse_json("{}")).code, "NotImplemented");
}

}  // namespace
}  // namespace snowglobe::dynamodb
