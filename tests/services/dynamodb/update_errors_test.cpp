// What UpdateTable refuses, and in which words: one row for each.
#include "tests/services/dynamodb/table_error_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr const char* nothing_to_update =
    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
    "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
    "ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, "
    "OnDemandThroughput, WarmThroughput or TableClass is required";

#define ALONE " must be the only operation in the request"
#define UNITS R"("ProvisionedThroughput": {"ReadCapacityUnits": 9, "WriteCapacityUnits": 9})"
#define STREAM R"("StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"})"
#define DROP R"("GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "by-who"}}])"

constexpr TableRow update_rows[] = {
    {"UpdateTable", R"({"TableName": "orders"})", nothing_to_update},
    {"UpdateTable", R"({"TableName": "orders", "GlobalSecondaryIndexUpdates": []})",
     nothing_to_update},
    {"UpdateTable", R"({"TableName": "orders", "WarmThroughput": {}, "OnDemandThroughput": {}})",
     "InternalFailure: "},
    {"UpdateTable", R"({"TableName": "ab", "BillingMode": "PAY_PER_REQUEST"})",
     "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member "
     "must have length greater than or equal to 3"},
    {"UpdateTable", R"({"TableName": "orders", "GlobalSecondaryIndexUpdates": [],
        "DeletionProtectionEnabled": true})",
     "~List of GlobalSecondaryIndexUpdates is empty"},
    {"UpdateTable", R"({"TableName": "orders", "SSESpecification": {"Enabled": true},
        "TableClass": "STANDARD", "DeletionProtectionEnabled": true})",
     "~Server-Side Encryption modification" ALONE},
    {"UpdateTable", R"({"TableName": "orders", "TableClass": "STANDARD",
        "DeletionProtectionEnabled": true, "WarmThroughput": {"ReadUnitsPerSecond": 9}})",
     "~TableClass modification" ALONE},
    {"UpdateTable", R"({"TableName": "orders", "DeletionProtectionEnabled": true,
        "WarmThroughput": {"ReadUnitsPerSecond": 9}})",
     "~DeletionProtection modification" ALONE},
    {"UpdateTable", R"({"TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": true})",
     "~DeletionProtection modification" ALONE},
    {"UpdateTable",
     R"({"TableName": "orders", "WarmThroughput": {"ReadUnitsPerSecond": 9}, )" STREAM "}",
     "~WarmThroughput" ALONE},
    {"UpdateTable", R"({"TableName": "free", "WarmThroughput": {"ReadUnitsPerSecond": 13000},
        "OnDemandThroughput": {"MaxReadRequestUnits": 5}})",
     "~OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"},
    {"UpdateTable",
     R"({"TableName": "free", "OnDemandThroughput": {"MaxReadRequestUnits": 5}, )" STREAM "}",
     "~OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"},
    {"UpdateTable", R"({"TableName": "orders", )" UNITS ", " STREAM "}",
     "~You cannot modify stream status while updating table IOPS"},
    {"UpdateTable", R"({"TableName": "orders", )" UNITS ", " DROP "}",
     "~You cannot create or delete index while updating table IOPS"},
    {"UpdateTable", R"({"TableName": "orders", )" STREAM ", " DROP "}",
     "~You cannot create or delete index while changing stream status"},
    {"UpdateTable", R"({"TableName": "orders", "TableClass": "COLD"})",
     "Invalid table-class parameter provided. Please try again with a valid table-class value: "
     "[STANDARD, STANDARD_INFREQUENT_ACCESS]."},
    {"UpdateTable", R"({"TableName": "orders", "SSESpecification": {"Enabled": false}})",
     "~Table is already encrypted by default"},
    {"UpdateTable", R"({"TableName": "nowhere", "BillingMode": "PAY_PER_REQUEST"})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
    {"UpdateTable", R"({"TableName": "orders",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}})",
     "The provisioned throughput for the table will not change. The requested value equals the "
     "current value. Current ReadCapacityUnits provisioned for the table: 5. Requested "
     "ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 5. Requested "
     "WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and "
     "how to request higher limits."},
    {"UpdateTable", R"({"TableName": "free",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}})",
     "~Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
     "PAY_PER_REQUEST"},
    {"UpdateTable", R"({"TableName": "free", "BillingMode": "PROVISIONED"})",
     "~ProvisionedThroughput must be specified when BillingMode is PROVISIONED"},
    {"UpdateTable", R"({"TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}})",
     "~ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST"},
    {"UpdateTable", R"({"TableName": "orders", "OnDemandThroughput": {"MaxReadRequestUnits": 5}})",
     "~MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode "
     "is PROVISIONED"},
    {"UpdateTable", R"({"TableName": "free",
        "OnDemandThroughput": {"MaxWriteRequestUnits": 40001}})",
     "LimitExceededException: Subscriber limit exceeded: Requested MaxWriteRequestUnits for "
     "OnDemandThroughput for table exceeds TableMaxWriteCapacityUnits of the account in region "
     "us-east-1"},
    {"UpdateTable", R"({"TableName": "orders",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 40001}})",
     "LimitExceededException: The requested WriteCapacityUnits, 40001, is above the per table "
     "maximum for the account in us-east-1. Per table maximum: 40000. Refer to the Amazon DynamoDB "
     "Developer Guide for current limits and how to request higher limits."},
    {"UpdateTable", R"({"TableName": "free", "OnDemandThroughput": {"MaxReadRequestUnits": -2}})",
     "~Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range"},
    {"UpdateTable", R"({"TableName": "free", "WarmThroughput": {"WriteUnitsPerSecond": 100}})",
     "~Requested WriteUnitsPerSecond for WarmThroughput for table is lower than current "
     "WarmThroughput, decreasing WarmThroughput is not supported"},
    {"UpdateTable", R"({"TableName": "orders", "ReplicaUpdates": [{}]})",
     "NotImplemented: ReplicaUpdates is not implemented by Snowglobe (see "
     "docs/services/dynamodb.md)"},
};

// GlobalSecondaryIndexUpdates of "orders": {the list, what is refused}. {"New": NAME} stands for
// the creation of a good index.
struct ChangeRow {
  const char* changes;
  const char* refusal;
};

constexpr ChangeRow change_rows[] = {
    {"{}",
     "~One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
     "GlobalSecondaryIndexUpdate.Delete must not be null"},
    {R"({"New": "aaa", "Delete": {"IndexName": "by-who"}})",
     "~Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object"},
    {R"({"Update": {"IndexName": "nothing", "WarmThroughput": {}}})",
     "~WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond "
     "specified for index: nothing"},
    {R"({"Update": {"IndexName": "nothing", "WarmThroughput": {"ReadUnitsPerSecond": 9}}})",
     "InternalFailure: "},
    {R"({"Update": {"IndexName": "nothing", "OnDemandThroughput": {}}})",
     "ResourceNotFoundException: Requested resource not found: Index nothing for table orders"},
    {R"({"Update": {"IndexName": "by-who", "OnDemandThroughput": {"MaxReadRequestUnits": 5}}})",
     "~MaxReadRequestUnits for OnDemandThroughput for index : by-who cannot be specified when the "
     "table BillingMode is PROVISIONED"},
    {R"({"New": "aaa"}, {"New": "bbb"})",
     "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or "
     "deleted simultaneously per table"},
    {R"({"New": "aaa"}, {"Delete": {"IndexName": "by-who"}})",
     "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or "
     "deleted simultaneously per table"},
    {R"({"Delete": {"IndexName": "by-who"}}, {"Delete": {"IndexName": "by-who"}})",
     "~Only one global secondary index update per index is allowed simultaneously. Index: by-who"},
    {R"({"Delete": {"IndexName": "nothing"}})",
     "ResourceNotFoundException: Requested resource not found: Index nothing for table orders"},
    {R"({"Delete": {"IndexName": "local"}})",
     "Cannot delete an index that is not a GlobalSecondaryIndex: local"},
    {R"({"Update": {"IndexName": "local",
        "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 5}}})",
     "Cannot update an index that is not a GlobalSecondaryIndex: local"},
    {R"({"New": "by-who"})", "Attempting to create an index which already exists"},
    {R"({"Create": {"IndexName": "new",
        "KeySchema": [{"AttributeName": "x", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [x], "
     "AttributeDefinitions: [at, id, who]"},
    {R"({"Create": {"IndexName": "new",
        "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}}})",
     "~Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: new"},
    {R"({"Update": {"IndexName": "by-who",
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}})",
     "The provisioned throughput for the index by-who will not change. The requested value equals "
     "the current value. Current ReadCapacityUnits provisioned for the index: 5. Requested "
     "ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the index: 5. Requested "
     "WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and "
     "how to request higher limits."},
};

TEST(TableErrors, UpdateTable_refuses_what_cannot_be_changed) {
  TableErrorWorld world;
  for (const TableRow& row : update_rows) world.expect(row);
}

TEST(TableErrors, UpdateTable_refuses_changes_of_indexes) {
  TableErrorWorld world;
  for (const ChangeRow& row : change_rows) {
    Json changes = parse_json(std::string("[") + row.changes + "]");
    for (Json& change : changes) {
      if (!change.contains("New")) continue;
      change["Create"] = parse_json(orders_table)["GlobalSecondaryIndexes"][0];
      change["Create"]["IndexName"] = change["New"];
    }
    Json definitions = parse_json(orders_table)["AttributeDefinitions"];
    const std::string input = print_json({{"TableName", "orders"},
                                          {"AttributeDefinitions", std::move(definitions)},
                                          {"GlobalSecondaryIndexUpdates", changes}});
    world.expect({"UpdateTable", input.c_str(), row.refusal});
  }
}

TEST(TableErrors, UpdateTable_leaves_nothing_of_what_it_refused) {
  TableErrorWorld world;
  world.expect_nothing_of(update_rows);
}

}  // namespace
}  // namespace snowglobe::dynamodb
