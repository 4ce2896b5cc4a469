// What operations on tables refuse, and in which words: one row for each. The world has the table
// "orders" (provisioned 5/5, the indexes "by-who" and "local") and the on-demand table "free".
#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

struct Row {
  const char* operation;
  // The whole input; of CreateTable what is to be changed in the input that makes "orders".
  const char* input;
  // "Code: message", the code left out where it is ValidationException. A prefix of what follows
  // "One or more parameter values were invalid: " where it begins with "~".
  const char* refusal;
};

constexpr const char* free_table = R"({
  "TableName": "free", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})";

#define ORDERS_ARN "arn:aws:dynamodb:us-east-1:000000000000:table/orders"
#define NOWHERE_ARN "arn:aws:dynamodb:us-east-1:000000000000:table/nowhere"
#define NO_BACKUP_ARN ORDERS_ARN "/backup/01489602797149-73d8d5bc"

constexpr Row create_rows[] = {
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
     "1 validation error detected: Value 'COLD' at 'tableClass' failed to satisfy constraint: "
     "Member must satisfy enum value set: [STANDARD, STANDARD_INFREQUENT_ACCESS]"},
    {"CreateTable", R"({"ProvisionedThroughput": {"ReadCapacityUnits": 0}})",
     "1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' failed "
     "to "
     "satisfy constraint: Member must have value greater than or equal to 1"},
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
     "Invalid KeySchema: Some index key attribute have no definition"},
    {"CreateTable", R"({"AttributeDefinitions": null})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [id, at], "
     "AttributeDefinitions: []"},
    {"CreateTable",
     R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "BOOL"}]})",
     "1 validation error detected: Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' "
     "failed to satisfy constraint: Member must satisfy enum value set: [S, N, B]"},
    {"CreateTable", R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "at", "AttributeType": "N"}]})",
     "~Some index key attributes are not defined in AttributeDefinitions. Keys: [id, who], "
     "AttributeDefinitions: [id, at]"},
    {"CreateTable", R"({"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "who",
        "AttributeType": "S"}, {"AttributeName": "x", "AttributeType": "S"}]})",
     "~Some AttributeDefinitions are not used. AttributeDefinitions: [id, at, who, x], keys used: "
     "[id, at, who]"},
    {"CreateTable", R"({"LocalSecondaryIndexes": null, "GlobalSecondaryIndexes": null})",
     "~Number of attributes in KeySchema does not exactly match number of attributes defined in "
     "AttributeDefinitions"},
    {"CreateTable", R"({"LocalSecondaryIndexes": []})", "~List of LocalSecondaryIndexes is empty"},
    {"CreateTable", R"({"GlobalSecondaryIndexes": []})",
     "~List of GlobalSecondaryIndexes is empty"},
    {"CreateTable", R"({"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]})",
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
     "~MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode "
     "is PROVISIONED"},
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
    {who_key, R"({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a", "b", "a"]})",
     "~Duplicate element in NonKeyAttributes: a"},
};

constexpr const char* nothing_to_update =
    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
    "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
    "ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, "
    "OnDemandThroughput, WarmThroughput or TableClass is required";

#define ALONE " must be the only operation in the request"
#define UNITS R"("ProvisionedThroughput": {"ReadCapacityUnits": 9, "WriteCapacityUnits": 9})"
#define STREAM R"("StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"})"
#define DROP R"("GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "by-who"}}])"

constexpr Row update_rows[] = {
    {"UpdateTable", R"({"TableName": "orders"})", nothing_to_update},
    {"UpdateTable", R"({"TableName": "orders", "GlobalSecondaryIndexUpdates": []})",
     nothing_to_update},
    {"UpdateTable", R"({"TableName": "orders", "WarmThroughput": {}, "OnDemandThroughput": {}})",
     nothing_to_update},
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
     "AttributeDefinitions: [id, at, who]"},
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

constexpr Row other_rows[] = {
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
    {"DescribeKinesisStreamingDestination", R"({"TableName": "nowhere"})",
     "ResourceNotFoundException: Requested resource not found: Table: nowhere not found"},
};

class Tables : public DynamodbWorld {
 public:
  Tables() {
    call("CreateTable", orders_table);
    call("CreateTable", free_table);
  }
  void expect(const Row& row) {
    Json input = parse_json(row.input);
    if (std::string_view(row.operation) == "CreateTable") {
      Json whole = parse_json(orders_table);
      whole.merge_patch(input);
      input = std::move(whole);
    }
    std::string wanted = row.refusal;
    if (wanted.starts_with('~')) {
      wanted.replace(0, 1, "One or more parameter values were invalid: ");
    }
    EXPECT_EQ(refusal(row.operation, print_json(input)), wanted)
        << row.operation << " " << row.input;
  }
};

TEST(TableErrors, CreateTable_refuses_what_does_not_fit_together) {
  Tables world;
  for (const Row& row : create_rows) world.expect(row);
}

TEST(TableErrors, CreateTable_refuses_global_indexes_that_cannot_be) {
  Tables world;
  for (const IndexRow& row : index_rows) {
    const std::string input = std::string(R"({"GlobalSecondaryIndexes": [{"IndexName": "gsi",)") +
                              R"("KeySchema": )" + row.key_schema + R"(, "Projection": )" +
                              row.projection + "}]}";
    world.expect({"CreateTable", input.c_str(), row.refusal});
  }
}

TEST(TableErrors, UpdateTable_refuses_what_cannot_be_changed) {
  Tables world;
  for (const Row& row : update_rows) world.expect(row);
}

TEST(TableErrors, UpdateTable_refuses_changes_of_indexes) {
  Tables world;
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

TEST(TableErrors, Other_operations_refuse_in_AWSs_words) {
  Tables world;
  for (const Row& row : other_rows) world.expect(row);
}

// Rows that are checked too late would leave something behind.
TEST(TableErrors, Nothing_is_left_of_what_was_refused) {
  Tables world;
  for (const Row& row : create_rows) world.refused(row.operation, parse_json(row.input));
  for (const Row& row : update_rows) world.refused(row.operation, parse_json(row.input));
  EXPECT_EQ(print_json(world.call("ListTables", "{}")), R"({"TableNames":["free","orders"]})");
  const Json orders = world.call("DescribeTable", R"({"TableName": "orders"})")["Table"];
  EXPECT_EQ(orders["GlobalSecondaryIndexes"].size(), 1U);
  EXPECT_EQ(orders["ProvisionedThroughput"]["ReadCapacityUnits"], 5);
}

}  // namespace
}  // namespace snowglobe::dynamodb
