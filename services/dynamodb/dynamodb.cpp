#include "services/dynamodb/dynamodb.h"

#include "services/dynamodb/aws_operations.h"
#include "services/dynamodb/service.h"
#include "services/dynamodb/throttling.h"

namespace snowglobe::dynamodb {
namespace {

constexpr Sql step_1 = R"(
  CREATE TABLE dynamodb_table_ids (id INTEGER PRIMARY KEY AUTOINCREMENT);
  -- schema: what every access needs, as schema.h writes it.
  CREATE TABLE dynamodb_tables (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    id INTEGER NOT NULL,
    schema TEXT NOT NULL,
    tags TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (account, region, name)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX dynamodb_tables_by_id ON dynamodb_tables (id);
  CREATE TABLE dynamodb_items (
    table_id INTEGER NOT NULL,
    index_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    range BLOB NOT NULL,
    item_hash BLOB NOT NULL,
    item_range BLOB NOT NULL,
    size INTEGER NOT NULL,
    item BLOB NOT NULL,
    PRIMARY KEY (table_id, index_id, hash, range, item_hash, item_range)
  ) WITHOUT ROWID;
  CREATE TABLE dynamodb_expiries (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    range BLOB NOT NULL,
    due INTEGER NOT NULL,
    UNIQUE (table_id, hash, range)
  );
  CREATE INDEX dynamodb_expiries_by_due ON dynamodb_expiries (due);
)";

// Streams, deletion some time after expiry, replicas. `view` is a StreamView; `kind` is 1 for an
// item there was before, plus 2 for one there is after.
constexpr Sql step_2 = R"(
  CREATE TABLE dynamodb_streams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    table_name TEXT NOT NULL,
    label TEXT NOT NULL,
    view INTEGER NOT NULL,
    key_schema TEXT NOT NULL,
    created INTEGER NOT NULL,
    is_enabled INTEGER NOT NULL
  );
  CREATE TABLE dynamodb_shards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent TEXT,
    created INTEGER NOT NULL,
    closed INTEGER,
    first INTEGER NOT NULL,
    last INTEGER,
    trimmed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (stream_id, name)
  );
  CREATE INDEX dynamodb_shards_by_closing ON dynamodb_shards (closed) WHERE closed IS NOT NULL;
  CREATE TABLE dynamodb_records (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    shard_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    is_expiry INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    size INTEGER NOT NULL,
    keys BLOB NOT NULL,
    kind INTEGER NOT NULL,
    before BLOB,
    after BLOB
  );
  CREATE INDEX dynamodb_records_by_shard ON dynamodb_records (shard_id);
  ALTER TABLE dynamodb_expiries ADD COLUMN expires INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE dynamodb_expiries ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;
  UPDATE dynamodb_expiries SET expires = due;
  CREATE TABLE dynamodb_replication (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    range BLOB NOT NULL,
    item BLOB,
    due INTEGER NOT NULL
  );
  CREATE INDEX dynamodb_replication_by_due ON dynamodb_replication (due);
  CREATE INDEX dynamodb_replication_by_table ON dynamodb_replication (table_id);
)";

// Older files had the tokens of transactions here.
constexpr Sql step_3 = "DROP TABLE IF EXISTS dynamodb_tokens";

}  // namespace

Dynamodb::Dynamodb(Host& host)
    : host_(host),
      database_((host.database().migrate("dynamodb", {step_1, step_2, step_3}), host.database())),
      tables_(database_),
      recoveries_(database_),
      streams_(host),
      items_(host, streams_, recoveries_),
      totals_(database_),
      backups_(database_),
      policies_(database_),
      expiry_job_(host, items_),
      backup_expiry_job_(database_, backups_),
      replication_job_(database_, items_),
      recovery_sweep_(database_) {}

const ServiceDefinition& dynamodb_service() {
  static const Operation operations[] = {
      op<&Dynamodb::partiql, &PartiQl::batch_execute_statement>("BatchExecuteStatement"),
      op<&Dynamodb::batches, &Batches::batch_get_item>("BatchGetItem"),
      op<&Dynamodb::batches, &Batches::batch_write_item>("BatchWriteItem"),
      op<&Dynamodb::create_backup>("CreateBackup"),
      op<&Dynamodb::create_table>("CreateTable"),
      op<&Dynamodb::delete_backup>("DeleteBackup"),
      op<&Dynamodb::items, &Items::delete_item>("DeleteItem"),
      op<&Dynamodb::delete_resource_policy>("DeleteResourcePolicy"),
      op<&Dynamodb::delete_table>("DeleteTable"),
      op<&Dynamodb::describe_backup>("DescribeBackup"),
      op<&Dynamodb::describe_continuous_backups>("DescribeContinuousBackups"),
      op<&Dynamodb::describe_contributor_insights>("DescribeContributorInsights"),
      op<&Dynamodb::describe_endpoints>("DescribeEndpoints"),
      op<&Dynamodb::describe_export>("DescribeExport"),
      op<&Dynamodb::describe_global_table>("DescribeGlobalTable"),
      op<&Dynamodb::describe_global_table_settings>("DescribeGlobalTableSettings"),
      op<&Dynamodb::describe_import>("DescribeImport"),
      op<&Dynamodb::describe_kinesis_streaming_destination>("DescribeKinesisStreamingDestination"),
      op<&Dynamodb::describe_limits>("DescribeLimits"),
      op<&Dynamodb::describe_table>("DescribeTable"),
      op<&Dynamodb::describe_table_replica_auto_scaling>("DescribeTableReplicaAutoScaling"),
      op<&Dynamodb::describe_time_to_live>("DescribeTimeToLive"),
      op<&Dynamodb::partiql, &PartiQl::execute_statement>("ExecuteStatement"),
      op<&Dynamodb::partiql, &PartiQl::execute_transaction>("ExecuteTransaction"),
      op<&Dynamodb::items, &Items::get_item>("GetItem"),
      op<&Dynamodb::get_resource_policy>("GetResourcePolicy"),
      control_op<&Dynamodb::get_table_behavior>("GetTableBehavior"),
      op<&Dynamodb::list_backups>("ListBackups"),
      op<&Dynamodb::list_contributor_insights>("ListContributorInsights"),
      op<&Dynamodb::list_exports>("ListExports"),
      op<&Dynamodb::list_global_tables>("ListGlobalTables"),
      op<&Dynamodb::list_imports>("ListImports"),
      op<&Dynamodb::list_tables>("ListTables"),
      op<&Dynamodb::list_tags_of_resource>("ListTagsOfResource"),
      op<&Dynamodb::items, &Items::put_item>("PutItem"),
      op<&Dynamodb::put_resource_policy>("PutResourcePolicy"),
      op<&Dynamodb::queries, &Queries::query>("Query"),
      op<&Dynamodb::restore_table_from_backup>("RestoreTableFromBackup"),
      op<&Dynamodb::restore_table_to_point_in_time>("RestoreTableToPointInTime"),
      op<&Dynamodb::queries, &Queries::scan>("Scan"),
      control_op<&Dynamodb::set_table_behavior>("SetTableBehavior"),
      op<&Dynamodb::tag_resource>("TagResource"),
      op<&Dynamodb::transactions, &Transactions::transact_get_items>("TransactGetItems"),
      op<&Dynamodb::transactions, &Transactions::transact_write_items>("TransactWriteItems"),
      op<&Dynamodb::untag_resource>("UntagResource"),
      op<&Dynamodb::update_continuous_backups>("UpdateContinuousBackups"),
      op<&Dynamodb::items, &Items::update_item>("UpdateItem"),
      op<&Dynamodb::update_table>("UpdateTable"),
      op<&Dynamodb::update_time_to_live>("UpdateTimeToLive"),
  };
  static const ServiceDefinition definition{
      .info = {.name = "dynamodb",
               .signing_name = "dynamodb",
               .shape_name = "DynamoDB_20120810",
               .protocols = {Protocol::kJson10, Protocol::kRpcV2Cbor},
               .api_version = "2012-08-10",
               .error_namespace = "com.amazonaws.dynamodb.v20120810",
               .request_id_form = RequestIdForm::kCapitals52,
               .reply_checksum = ReplyChecksum::kCrc32,
               .resource_members = {"TableName", "ResourceArn", "BackupArn", "SourceTableName"},
               .throttled = &throttled},
      .operations = operations,
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<Dynamodb>(host); }};
  return definition;
}

}  // namespace snowglobe::dynamodb
