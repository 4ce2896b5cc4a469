// What operations on tables refuse, and in which words: one row for each.
#include "tests/services/dynamodb/table_error_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr TableRow create_rows[] = {
    {"CreateTable", R"({"TableName": "ab"})",
     "TableName must be at least 3 characters long and at most 255 characters long"},
    {"CreateTable", R"({"TableName": "a;b"})",
     "1 validation error detected: Value 'a;b' at 'tableName' failed to satisfy constraint: Member "
     "must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
    {"CreateTable", R"({"TableName": "arn:aws:dynamodb:us-east-1:000000000000:queue/x"})",
     "Invalid TableArn: Invalid ResourceArn provided as input "
     "arn:aws:dynamodb:us-east-1:000000000000:queue/x"},
    {"CreateTable", "{}", "ResourceInUseException: Table already exists: orders"},
    {"CreateTable", R"({"TableName": ")" ORDERS_ARN R"("})",
     "ResourceInUseException: Table already exists: orders"},
    {"CreateTable", R"({"BillingMode": "FREE"})",
     "1 validation error detected: Value 'FREE' at 'billingMode' failed to satisfy constraint: "
     "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]"},
    {"CreateTable", R"({"TableClass": "COLD"})",
     "Invalid table-class parameter provided. Please try again with a valid table-class value: "
     "[STANDARD, STANDARD_INFREQUENT_ACCESS]."},
    {"CreateTable", R"({"ProvisionedThroughput": {"ReadCapacityUnits": 0}})",
     "1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' failed "
     "to satisfy constraint: Member must have value greater than or equal to 1"},
    {"CreateTable", R"({"ProvisionedThroughput": {"ReadCapacityUnits": -1,
                                                  "WriteCapacityUnits": 0}})",
     "2 validation errors detected: Value '0' at 'provisionedThroughput.writeCapacityUnits' failed "
     "to satisfy constraint: Member must have value greater than or equal to 1; Value '-1' at "
     "'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have "
     "value greater than or equal to 1"},
    {"CreateTable", R"({"ProvisionedThroughput": {"ReadCapacityUnits": 1000000000001}})",
     "Given value 1000000000001 for ReadCapacityUnits is out of bounds"},
    {"CreateTable", R"({"ProvisionedThroughput": {"WriteCapacityUnits": 1000000000001}})",
     "Given value 1000000000001 for WriteCapacityUnits is out of bounds"},
    {"CreateTable", R"({"ProvisionedThroughput": null})",
     "~ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
     "PROVISIONED"},
    {"CreateTable", R"({"BillingMode": "PAY_PER_REQUEST"})",
     "~Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
     "PAY_PER_REQUEST"},
    {"CreateTable", R"({"BillingMode": "PAY_PER_REQUEST", "ProvisionedThroughput": null})",
     "~ProvisionedThroughput should not be specified for index: by-who when BillingMode is "
     "PAY_PER_REQUEST"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "id", "KeyType": "RANGE"}]})",
     "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"},
                                      {"AttributeName": "at", "KeyType": "HASH"}]})",
     "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"},
                                      {"AttributeName": "id", "KeyType": "RANGE"}]})",
     "Both the Hash Key and the Range Key element in the KeySchema have the same name"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "id", "KeyType": "SORT"}]})",
     "1 validation error detected: Value 'SORT' at 'keySchema.1.member.keyType' failed to satisfy "
     "constraint: Member must satisfy enum value set: [HASH, RANGE]"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "x", "KeyType": "HASH"}]})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [x], "
     "AttributeDefinitions: [id, at, who]"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"},
                                      {"AttributeName": "x", "KeyType": "RANGE"}]})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [id, x], "
     "AttributeDefinitions: [id, at, who]"},
    {"CreateTable", R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]})",
     "Invalid KeySchema: Some index key attribute have no definition"},
    {"CreateTable", R"({"AttributeDefinitions": []})",
     "Invalid KeySchema: Some index key attribute have no definition"},
    {"CreateTable", R"({"AttributeDefinitions": null})",
     "1 validation error detected: Value null at 'attributeDefinitions' failed to satisfy "
     "constraint: Member must not be null"},
    {"CreateTable",
     R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "BOOL"}]})",
     "1 validation error detected: Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' "
     "failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]"},
    {"CreateTable", R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "at", "AttributeType": "N"}]})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [id, who], "
     "AttributeDefinitions: [id, at]"},
    {"CreateTable", R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "who",
        "AttributeType": "S"}, {"AttributeName": "x", "AttributeType": "S"}]})",
     "~Some AttributeDefinitions are not used. AttributeDefinitions: [x, id, at, who], keys used: "
     "[at, id, who]"},
    {"CreateTable", R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "who",
        "AttributeType": "S"}, {"AttributeName": "x", "AttributeType": "S"}],
        "GlobalSecondaryIndexes": [{"IndexName": "by-who", "Projection": {},
            "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}]}]})",
     "~Some AttributeDefinitions are not used. AttributeDefinitions: [x, id, at, who], keys used: "
     "[at, id, who]"},
    {"CreateTable", R"({"LocalSecondaryIndexes": null, "GlobalSecondaryIndexes": null})",
     "~Number of attributes in KeySchema does not exactly match number of attributes defined in "
     "AttributeDefinitions"},
    {"CreateTable", R"({"LocalSecondaryIndexes": []})", "~List of LocalSecondaryIndexes is empty"},
    {"CreateTable", R"({"GlobalSecondaryIndexes": []})",
     "~List of GlobalSecondaryIndexes is empty"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
                                 {"AttributeName": "who", "AttributeType": "S"}]})",
     "~Table KeySchema does not have a range key, which is required when specifying a "
     "LocalSecondaryIndex"},
    {"CreateTable", R"({"LocalSecondaryIndexes": [{"IndexName": "local",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}}]})",
     "~Index KeySchema does not have a range key for index: local"},
    {"CreateTable", R"({"LocalSecondaryIndexes": [{"IndexName": "local",
        "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"},
                      {"AttributeName": "at", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "ALL"}}]})",
     "~Index KeySchema does not have the same leading hash key as table KeySchema for index: "
     "local. index hash key: who, table hash key: id"},
    {"CreateTable", R"({"LocalSecondaryIndexes": [{"IndexName": "by-who",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"},
                      {"AttributeName": "who", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "ALL"}}]})",
     "~Duplicate index name: by-who"},
    {"CreateTable", R"({"LocalSecondaryIndexes": [{"IndexName": "lo",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}}]})",
     "1 validation error detected: Value 'lo' at 'localSecondaryIndexes.1.member.indexName' failed "
     "to satisfy constraint: Member must have length greater than or equal to 3"},
    {"CreateTable", R"({"TableName": "new", "ResourcePolicy": "[]"})",
     "~Invalid policy document: This policy contains invalid Json"},
    {"CreateTable", R"({"TableName": "new", "Tags": [{"Key": "aws:x", "Value": ""}]})",
     "Tag Key cannot be prefixed with aws:, Key: aws:x"},
    {"CreateTable", R"({"TableName": "new", "Tags": [{}]})",
     "The Tag Key provided is invalid, Key: null"},
    {"CreateTable", R"({"TableName": "new", "Tags": [{"Key": "a", "Value": "1"},
                                                     {"Key": "a", "Value": "2"}]})",
     "Duplicate Tag Keys provided as input: Duplicate Tag Key found a"},
    {"CreateTable", R"({"SSESpecification": {"Enabled": true, "SSEType": "AES256"}})",
     "~SSEType AES256 is not supported"},
    {"CreateTable", R"({"SSESpecification": {"Enabled": true, "KMSMasterKeyId": "alias/x"}})",
     "~SSEType KMS is required if KMSMasterKeyId is specified"},
    {"CreateTable", R"({"SSESpecification": {"Enabled": false, "SSEType": "KMS"}})",
     "~SSEType can not be specified if Enabled is false"},
    {"CreateTable", R"({"SSESpecification": {"Enabled": false, "KMSMasterKeyId": "alias/x"}})",
     "~KMSMasterKeyId can not be specified if Enabled is false"},
    {"CreateTable", R"({"StreamSpecification": {"StreamEnabled": true}})",
     "~Table is being created with a stream enabled, UpdateViewType is required"},
    {"CreateTable",
     R"({"StreamSpecification": {"StreamEnabled": false, "StreamViewType": "NEW_IMAGE"}})",
     "~Table is being created with a stream disabled, UpdateViewType should not be specified"},
    {"CreateTable", R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "who",
        "AttributeType": "S"}, {"AttributeName": "id", "AttributeType": "N"}]})",
     "Attribute Name is duplicated: id"},
    {"CreateTable", R"({"OnDemandThroughput": {"MaxReadRequestUnits": 5}})",
     "~MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is "
     "PROVISIONED."},
    {"CreateTable", R"({"TableName": "new",
        "ProvisionedThroughput": {"ReadCapacityUnits": 40001, "WriteCapacityUnits": 1}})",
     "LimitExceededException: The requested ReadCapacityUnits, 40001, is above the per table "
     "maximum for the account in us-east-1. Per table maximum: 40000. Refer to the Amazon DynamoDB "
     "Developer Guide for current limits and how to request higher limits."},
    {"CreateTable", R"({"TableName": "new",
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        "LocalSecondaryIndexes": null, "GlobalSecondaryIndexes": [{"IndexName": "by-who",
          "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "ALL"},
          "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 40001}}]})",
     "LimitExceededException: The requested WriteCapacityUnits for index by-who, 40001, is above "
     "the per index maximum for the account in us-east-1. Per table maximum: 40000. Refer to the "
     "Amazon DynamoDB Developer Guide for current limits and how to request higher limits."},
    {"CreateTable", R"({"TableName": "new", "BillingMode": "PAY_PER_REQUEST",
        "ProvisionedThroughput": null, "LocalSecondaryIndexes": null,
        "OnDemandThroughput": {"MaxReadRequestUnits": 40001},
        "GlobalSecondaryIndexes": [{"IndexName": "by-who",
          "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "ALL"}}]})",
     "LimitExceededException: Subscriber limit exceeded: Requested MaxReadRequestUnits for "
     "OnDemandThroughput for table exceeds TableMaxReadCapacityUnits of the account in region "
     "us-east-1"},
    {"CreateTable", R"({"TableName": "new", "BillingMode": "PAY_PER_REQUEST",
        "ProvisionedThroughput": null, "LocalSecondaryIndexes": null,
        "GlobalSecondaryIndexes": [{"IndexName": "by-who",
          "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "ALL"},
          "WarmThroughput": {"WriteUnitsPerSecond": 40001}}]})",
     "LimitExceededException: Subscriber limit exceeded: Requested WriteUnitsPerSecond for "
     "WarmThroughput for index by-who exceeds TableMaxWriteCapacityUnits of the account in region "
     "us-east-1"},
    {"CreateTable", R"({"BillingMode": "PAY_PER_REQUEST", "ProvisionedThroughput": null,
        "OnDemandThroughput": {"MaxWriteRequestUnits": 0}})",
     "~Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range"},
    {"CreateTable", R"({"TableName": "new", "WarmThroughput": {"ReadUnitsPerSecond": 4}})",
     "~Requested ReadUnitsPerSecond for WarmThroughput for table is lower than ReadCapacityUnits "
     "of "
     "ProvisionedThroughput"},
    {"CreateTable", R"({"TableName": "new", "BillingMode": "PAY_PER_REQUEST",
        "ProvisionedThroughput": null, "GlobalSecondaryIndexes": null,
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "N"},
            {"AttributeName": "who", "AttributeType": "S"}],
        "WarmThroughput": {"WriteUnitsPerSecond": 3999}})",
     "~Requested WriteUnitsPerSecond for WarmThroughput for table is lower than initial throughput "
     "for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
     "on-demand-capacity-mode.html#on-demand-capacity-mode-initial"},
    {"CreateTable", R"({"GlobalTableSourceArn": "arn:x"})",
     "NotImplemented: GlobalTableSourceArn is not implemented by Snowglobe (see "
     "docs/services/dynamodb.md)"},
};

// Global indexes of CreateTable: {its key schema, its projection and more, what is refused}.
struct IndexRow {
  const char* key_schema;
  const char* projection;
  const char* refusal;
};

constexpr const char* who_key = R"([{"AttributeName": "who", "KeyType": "HASH"}])";

constexpr IndexRow index_rows[] = {
    {R"([{"AttributeName": "who", "KeyType": "RANGE"}])", R"({"ProjectionType": "ALL"})",
     "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"},
    {R"([{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}, {"AttributeName": "id", "KeyType": "HASH"}])",
     R"({"ProjectionType": "ALL"})",
     "~All HASH key attributes must precede RANGE key attributes in the KeySchema"},
    {R"([{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "HASH"}, {"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "b", "KeyType": "HASH"}])",
     R"({"ProjectionType": "ALL"})",
     "~The KeySchema exceeds the maximum allowed number of HASH key attributes"},
    {R"([{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}, {"AttributeName": "id", "KeyType": "RANGE"}, {"AttributeName": "a", "KeyType": "RANGE"}, {"AttributeName": "b", "KeyType": "RANGE"}, {"AttributeName": "c", "KeyType": "RANGE"}])",
     R"({"ProjectionType": "ALL"})",
     "~The KeySchema exceeds the maximum allowed number of RANGE key attributes"},
    {R"([{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "who", "KeyType": "HASH"}])",
     R"({"ProjectionType": "ALL"})",
     "The KeySchema contains multiple key attributes with the same name"},
    {R"([{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}, {"AttributeName": "who", "KeyType": "RANGE"}])",
     R"({"ProjectionType": "ALL"})",
     "The KeySchema contains multiple key attributes with the same name"},
    {R"([{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "no", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}])",
     R"({"ProjectionType": "ALL"})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [who, no, at], "
     "AttributeDefinitions: [id, at, who]"},
    {R"([{"AttributeName": "no", "KeyType": "HASH"}])", R"({"ProjectionType": "ALL"})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [no], "
     "AttributeDefinitions: [id, at, who]"},
    {who_key, "{}", "~Unknown ProjectionType: null"},
    {who_key, R"({"ProjectionType": "SOME"})",
     "1 validation error detected: Value 'SOME' at "
     "'globalSecondaryIndexes.1.member.projection.projectionType' failed to satisfy constraint: "
     "Member must satisfy enum value set: [ALL, KEYS_ONLY, INCLUDE]"},
    {who_key, R"({"ProjectionType": "INCLUDE"})",
     "~ProjectionType is INCLUDE, but NonKeyAttributes is not specified"},
    {who_key, R"({"ProjectionType": "ALL", "NonKeyAttributes": ["a"]})",
     "~ProjectionType is ALL, but NonKeyAttributes is specified"},
    {who_key, R"({"ProjectionType": "KEYS_ONLY", "NonKeyAttributes": ["a"]})",
     "~ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified"},
    {who_key, R"({"ProjectionType": "ALL"})",
     "~ProvisionedThroughput is not specified for index: gsi"},
    {who_key,
     R"({"ProjectionType": "ALL"}, "OnDemandThroughput": {"MaxReadRequestUnits": 5},
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})",
     "~MaxReadRequestUnits for OnDemandThroughput for index: gsi cannot be specified when table "
     "BillingMode is PROVISIONED."},
    {who_key, R"({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a", "b", "a"]})",
     "~Duplicate element in NonKeyAttributes: a"},
    {who_key,
     R"({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21"]})",
     "1 validation error detected: Value '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, "
     "17, 18, 19, 20, 21]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed "
     "to satisfy constraint: Member must have length less than or equal to 20"},
};

constexpr TableRow other_rows[] = {
    {"DescribeTable", R"({"TableName": "nowhere"})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
    {"DescribeTable", R"({"TableName": ")" NOWHERE_ARN R"("})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
    {"DeleteTable", R"({"TableName": "nowhere"})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
    {"ListTables", R"({"Limit": 0})",
     "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must "
     "have value greater than or equal to 1"},
    {"ListTables", R"({"Limit": 101})",
     "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member "
     "must "
     "have value less than or equal to 100"},
    {"ListTables", R"({"ExclusiveStartTableName": "a"})",
     "1 validation error detected: Value 'a' at 'exclusiveStartTableName' failed to satisfy "
     "constraint: Member must have length greater than or equal to 3"},
    {"DescribeTable", R"({"TableName": "a!"})",
     "2 validation errors detected: Value 'a!' at 'tableName' failed to satisfy constraint: Member "
     "must have length greater than or equal to 3; Value 'a!' at 'tableName' failed to satisfy "
     "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
    {"TagResource", R"({"ResourceArn": "orders", "Tags": []})",
     "~ARNs must start with 'arn:': orders"},
    {"TagResource", R"({"ResourceArn": "arn:aws:sqs:us-east-1:000000000000:q", "Tags": []})",
     "~Provided Arn is not a DynamoDB resource arn: arn:aws:sqs:us-east-1:000000000000:q"},
    {"TagResource", R"({"ResourceArn": ")" NO_BACKUP_ARN R"(", "Tags": []})",
     "~Provided Arn is not a DynamoDB resource arn: " NO_BACKUP_ARN},
    {"TagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(/index/by-who", "Tags": []})",
     "~Invalid resource arn provided, only table or stream is accepted. Provided resource "
     "arn: " ORDERS_ARN "/index/by-who"},
    {"TagResource", R"({"ResourceArn": ")" NOWHERE_ARN R"(", "Tags": []})",
     "ResourceNotFoundException: Requested resource not found: ResourceArn: " NOWHERE_ARN
     " not found"},
    {"TagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Tags": []})",
     "Atleast one Tag needs to be provided as Input."},
    {"TagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Tags": [{"Key": "a!", "Value": ""}]})",
     "The Tag Key provided is invalid, Key: a!"},
    {"TagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Tags": [{"Key": "a", "Value": "#"}]})",
     "The Tag Value provided is invalid, Value: #"},
    {"TagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Tags": [{"Key": "a"}]})",
     "The Tag Value provided is invalid, Value: null"},
    {"TagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Tags": [{"Key": "AWS:a",
        "Value": ""}]})",
     "Tag Key cannot be prefixed with aws:, Key: AWS:a"},
    {"UntagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(", "TagKeys": []})",
     "Atleast one Tag Key needs to be provided as Input."},
    {"UntagResource", R"({"ResourceArn": ")" ORDERS_ARN R"(", "TagKeys": ["aws:a"]})",
     "Tag Key cannot be prefixed with aws:, Key: aws:a"},
    {"UpdateTimeToLive", R"({"TableName": "nowhere",
        "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "e"}})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
    {"UpdateTimeToLive", R"({"TableName": "orders",
        "TimeToLiveSpecification": {"Enabled": false, "AttributeName": "e"}})",
     "TimeToLive is already disabled"},
    {"CreateBackup", R"({"TableName": "nowhere", "BackupName": "abc"})",
     "TableNotFoundException: Table not found: nowhere"},
    {"CreateBackup", R"({"TableName": "orders", "BackupName": "ab"})",
     "1 validation error detected: Value 'ab' at 'backupName' failed to satisfy constraint: Member "
     "must have length greater than or equal to 3"},
    {"DescribeBackup", R"({"BackupArn": ")" NO_BACKUP_ARN R"("})",
     "BackupNotFoundException: Backup not found: " NO_BACKUP_ARN},
    {"DeleteBackup", R"({"BackupArn": ")" NO_BACKUP_ARN R"("})",
     "BackupNotFoundException: Backup not found: " NO_BACKUP_ARN},
    {"RestoreTableFromBackup", R"({"TargetTableName": "new", "BackupArn": ")" NO_BACKUP_ARN R"("})",
     "BackupNotFoundException: Backup not found: " NO_BACKUP_ARN},
    {"ListBackups", R"({"BackupType": "OLD"})",
     "1 validation error detected: Value 'OLD' at 'backupType' failed to satisfy constraint: "
     "Member "
     "must satisfy enum value set: [USER, SYSTEM, AWS_BACKUP, ALL]"},
    {"DescribeContinuousBackups", R"({"TableName": "nowhere"})",
     "TableNotFoundException: Table not found: nowhere"},
    {"UpdateContinuousBackups", R"({"TableName": "orders", "PointInTimeRecoverySpecification":
        {"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 36}})",
     "1 validation error detected: Value '36' at "
     "'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member "
     "must have value less than or equal to 35"},
    {"RestoreTableToPointInTime",
     R"({"SourceTableName": "orders", "TargetTableName": "new", "UseLatestRestorableTime": true})",
     "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table "
     "'orders'"},
    {"RestoreTableToPointInTime",
     R"({"SourceTableName": "nowhere", "TargetTableName": "new", "UseLatestRestorableTime": true})",
     "TableNotFoundException: Table not found: nowhere"},
    {"GetResourcePolicy", R"({"ResourceArn": ")" NOWHERE_ARN R"("})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
    {"GetResourcePolicy", R"({"ResourceArn": ")" ORDERS_ARN R"(/stream/2026"})",
     "ResourceNotFoundException: Requested resource not found: Stream: 2026 not found for Table: "
     "orders"},
    {"PutResourcePolicy", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Policy": "{"})",
     "~Invalid policy document: This policy contains invalid Json"},
    {"PutResourcePolicy", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Policy": "null"})",
     "~Invalid policy document: This text appears not to be a policy"},
    {"PutResourcePolicy", R"({"ResourceArn": ")" ORDERS_ARN R"(", "Policy": "{}"})",
     "~Invalid policy document: Syntax error at position (1,3)"},
    {"PutResourcePolicy",
     R"({"ResourceArn": ")" ORDERS_ARN R"(", "Policy": "{\"Statement\": []}"})",
     "~Invalid policy document: Could not parse the policy: Statement is empty!"},
    {"PutResourcePolicy",
     R"({"ResourceArn": ")" ORDERS_ARN R"(", "Policy": "{\"Statement\": [{}]}"})",
     "~Invalid policy document: Missing required field Effect"},
    {"UpdateContinuousBackups", R"({"TableName": "orders", "PointInTimeRecoverySpecification":
        {"PointInTimeRecoveryEnabled": false, "RecoveryPeriodInDays": 5}})",
     "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery."},
    {"ListBackups", R"({"TimeRangeLowerBound": 5, "TimeRangeUpperBound": 4})",
     "~Time range lower bound must be less than or equal to upper bound"},
    {"DescribeTableReplicaAutoScaling", R"({"TableName": "orders"})",
     "ResourceNotFoundException: Global table with name: 'orders' does not exist."},
    {"DescribeGlobalTable", R"({"GlobalTableName": "orders"})",
     "GlobalTableNotFoundException: Global table with name: 'orders' does not exist."},
    {"DescribeGlobalTableSettings", R"({"GlobalTableName": "orders"})",
     "GlobalTableNotFoundException: Global table with name: 'orders' does not exist."},
    {"DescribeExport", R"({"ExportArn": ")" ORDERS_ARN R"(/export/01"})",
     "ExportNotFoundException: Export not found: " ORDERS_ARN "/export/01"},
    {"DescribeImport", R"({"ImportArn": ")" ORDERS_ARN R"(/import/01"})",
     "ImportNotFoundException: Import not found: " ORDERS_ARN "/import/01"},
    {"DescribeContributorInsights", R"({"TableName": "orders", "IndexName": "nothing"})",
     "ResourceNotFoundException: Requested resource not found: Index: nothing not found for table: "
     "orders"},
    {"DescribeContributorInsights", R"({"TableName": "orders", "IndexName": "local"})",
     "ResourceNotFoundException: Requested resource not found: Index: local not found for table: "
     "orders"},
    {"DescribeContinuousBackups", R"({"TableName": "ab"})",
     "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member "
     "must have length greater than or equal to 3"},
    {"DescribeKinesisStreamingDestination", R"({"TableName": "nowhere"})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
};

TEST(TableErrors, CreateTable_refuses_what_does_not_fit_together) {
  TableErrorWorld world;
  for (const TableRow& row : create_rows) world.expect(row);
}

TEST(TableErrors, CreateTable_refuses_global_indexes_that_cannot_be) {
  TableErrorWorld world;
  for (const IndexRow& row : index_rows) {
    const std::string input = std::string(R"({"GlobalSecondaryIndexes": [{"IndexName": "gsi",)") +
                              R"("KeySchema": )" + row.key_schema + R"(, "Projection": )" +
                              row.projection + "}]}";
    world.expect({"CreateTable", input.c_str(), row.refusal});
  }
}

TEST(TableErrors, Other_operations_refuse_in_AWSs_words) {
  TableErrorWorld world;
  for (const TableRow& row : other_rows) world.expect(row);
}

TEST(TableErrors, CreateTable_leaves_nothing_of_what_it_refused) {
  TableErrorWorld world;
  world.expect_nothing_of(create_rows);
}

}  // namespace
}  // namespace snowglobe::dynamodb
