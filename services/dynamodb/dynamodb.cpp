#include "services/dynamodb/dynamodb.h"

#include "emulator/store/database.h"
#include "services/dynamodb/aws_operations.h"
#include "services/dynamodb/backups/backup_store.h"
#include "services/dynamodb/backups/backups.h"
#include "services/dynamodb/backups/recoveries.h"
#include "services/dynamodb/backups/recovery_store.h"
#include "services/dynamodb/backups/restores.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/batches.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/items.h"
#include "services/dynamodb/items/queries.h"
#include "services/dynamodb/items/replication.h"
#include "services/dynamodb/items/transactions.h"
#include "services/dynamodb/items/ttl.h"
#include "services/dynamodb/migrations.h"
#include "services/dynamodb/partiql/partiql.h"
#include "services/dynamodb/streams/stream_writer.h"
#include "services/dynamodb/tables/policies.h"
#include "services/dynamodb/tables/policy_store.h"
#include "services/dynamodb/tables/table_behaviors.h"
#include "services/dynamodb/tables/table_describer.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"
#include "services/dynamodb/tables/table_updates.h"
#include "services/dynamodb/tables/tables.h"
#include "services/dynamodb/tables/tags.h"
#include "services/dynamodb/tables/time_to_live.h"
#include "services/dynamodb/tables/totals.h"
#include "services/dynamodb/tables/unused_features.h"
#include "services/dynamodb/throttling.h"

namespace snowglobe::dynamodb {
namespace {

// The service: stores, which know rows; components, which carry out operations on them; and jobs.
// Each member is made from those above it.
class Dynamodb : public Service {
  Host& host_;
  Database& database_;
  TableStore tables_{database_};
  RecoveryStore recoveries_{database_};
  StreamWriter streams_{host_};
  ItemStore items_{host_, streams_, recoveries_};
  TotalsStore totals_{database_};
  BackupStore backups_{database_};
  PolicyStore policies_{database_};
  TableFinder finder_{tables_};
  TableDescriber describer_{host_, tables_, totals_};
  ExpressionCache expressions_;

 public:
  explicit Dynamodb(Host& host) : host_(host), database_(migrate(host.database())) {}

  std::vector<Job*> jobs() override {
    return {&expiry_job_, &backup_expiry_job_, &replication_job_, &recovery_sweep_};
  }

  // What is about no table.
  DescribeLimitsOutput describe_limits(const Empty& input);
  DescribeEndpointsOutput describe_endpoints(const Empty& input, const Request& request);

  Items items{finder_, items_, expressions_};
  Batches batches{host_, finder_, items_, expressions_};
  Queries queries{finder_, items_, expressions_};
  Transactions transactions{host_, finder_, items_, expressions_};
  PartiQl partiql{host_, finder_, items_, transactions};
  Backups backups{host_, tables_, finder_, totals_, backups_};
  Recoveries recoveries{host_, tables_, finder_, recoveries_};
  Restores restores{host_, tables_, finder_, describer_, backups, {items_, backups_, recoveries_}};
  Tables tables{host_,      tables_, finder_,
                describer_, backups, {items_, streams_, totals_, policies_, recoveries_}};
  TableUpdates updates{host_, tables_, finder_, describer_, items_, streams_};
  TimeToLive time_to_live{host_, tables_, finder_, items_};
  TableBehaviors behaviors{tables_, finder_, items_};
  Tags tags{tables_, finder_};
  Policies policies{host_, tables_, streams_, policies_};
  UnusedFeatures unused{finder_};

 private:
  ExpiryJob expiry_job_{host_, items_};
  BackupExpiryJob backup_expiry_job_{database_, backups_};
  ReplicationJob replication_job_{database_, items_};
  RecoverySweep recovery_sweep_{database_};
};

DescribeLimitsOutput Dynamodb::describe_limits(const Empty&) { return {}; }

// SDKs with endpoint discovery send their next requests here: back to this world.
DescribeEndpointsOutput Dynamodb::describe_endpoints(const Empty&, const Request& request) {
  std::string endpoint = request.call.endpoint.empty() ? host_.endpoint() : request.call.endpoint;
  if (const auto at = endpoint.find("://"); at != std::string::npos) endpoint.erase(0, at + 3);
  return {{Endpoint{std::move(endpoint)}}};
}

std::span<const Operation> operations() {
  static const Operation table[] = {
      op<&Dynamodb::partiql, &PartiQl::batch_execute_statement>("BatchExecuteStatement"),
      op<&Dynamodb::batches, &Batches::batch_get_item>("BatchGetItem"),
      op<&Dynamodb::batches, &Batches::batch_write_item>("BatchWriteItem"),
      op<&Dynamodb::backups, &Backups::create_backup>("CreateBackup"),
      op<&Dynamodb::tables, &Tables::create_table>("CreateTable"),
      op<&Dynamodb::backups, &Backups::delete_backup>("DeleteBackup"),
      op<&Dynamodb::items, &Items::delete_item>("DeleteItem"),
      op<&Dynamodb::policies, &Policies::delete_resource_policy>("DeleteResourcePolicy"),
      op<&Dynamodb::tables, &Tables::delete_table>("DeleteTable"),
      op<&Dynamodb::backups, &Backups::describe_backup>("DescribeBackup"),
      op<&Dynamodb::recoveries, &Recoveries::describe_continuous_backups>(
          "DescribeContinuousBackups"),
      op<&Dynamodb::unused, &UnusedFeatures::describe_contributor_insights>(
          "DescribeContributorInsights"),
      op<&Dynamodb::describe_endpoints>("DescribeEndpoints"),
      op<&Dynamodb::unused, &UnusedFeatures::describe_export>("DescribeExport"),
      op<&Dynamodb::unused, &UnusedFeatures::describe_global_table>("DescribeGlobalTable"),
      op<&Dynamodb::unused, &UnusedFeatures::describe_global_table_settings>(
          "DescribeGlobalTableSettings"),
      op<&Dynamodb::unused, &UnusedFeatures::describe_import>("DescribeImport"),
      op<&Dynamodb::unused, &UnusedFeatures::describe_kinesis_streaming_destination>(
          "DescribeKinesisStreamingDestination"),
      op<&Dynamodb::describe_limits>("DescribeLimits"),
      op<&Dynamodb::tables, &Tables::describe_table>("DescribeTable"),
      op<&Dynamodb::unused, &UnusedFeatures::describe_table_replica_auto_scaling>(
          "DescribeTableReplicaAutoScaling"),
      op<&Dynamodb::time_to_live, &TimeToLive::describe_time_to_live>("DescribeTimeToLive"),
      op<&Dynamodb::partiql, &PartiQl::execute_statement>("ExecuteStatement"),
      op<&Dynamodb::partiql, &PartiQl::execute_transaction>("ExecuteTransaction"),
      op<&Dynamodb::items, &Items::get_item>("GetItem"),
      op<&Dynamodb::policies, &Policies::get_resource_policy>("GetResourcePolicy"),
      control_op<&Dynamodb::behaviors, &TableBehaviors::get_table_behavior>("GetTableBehavior"),
      op<&Dynamodb::backups, &Backups::list_backups>("ListBackups"),
      op<&Dynamodb::unused, &UnusedFeatures::list_contributor_insights>("ListContributorInsights"),
      op<&Dynamodb::unused, &UnusedFeatures::list_exports>("ListExports"),
      op<&Dynamodb::unused, &UnusedFeatures::list_global_tables>("ListGlobalTables"),
      op<&Dynamodb::unused, &UnusedFeatures::list_imports>("ListImports"),
      op<&Dynamodb::tables, &Tables::list_tables>("ListTables"),
      op<&Dynamodb::tags, &Tags::list_tags_of_resource>("ListTagsOfResource"),
      op<&Dynamodb::items, &Items::put_item>("PutItem"),
      op<&Dynamodb::policies, &Policies::put_resource_policy>("PutResourcePolicy"),
      op<&Dynamodb::queries, &Queries::query>("Query"),
      op<&Dynamodb::restores, &Restores::restore_table_from_backup>("RestoreTableFromBackup"),
      op<&Dynamodb::restores, &Restores::restore_table_to_point_in_time>(
          "RestoreTableToPointInTime"),
      op<&Dynamodb::queries, &Queries::scan>("Scan"),
      control_op<&Dynamodb::behaviors, &TableBehaviors::set_table_behavior>("SetTableBehavior"),
      op<&Dynamodb::tags, &Tags::tag_resource>("TagResource"),
      op<&Dynamodb::transactions, &Transactions::transact_get_items>("TransactGetItems"),
      op<&Dynamodb::transactions, &Transactions::transact_write_items>("TransactWriteItems"),
      op<&Dynamodb::tags, &Tags::untag_resource>("UntagResource"),
      op<&Dynamodb::recoveries, &Recoveries::update_continuous_backups>("UpdateContinuousBackups"),
      op<&Dynamodb::items, &Items::update_item>("UpdateItem"),
      op<&Dynamodb::updates, &TableUpdates::update_table>("UpdateTable"),
      op<&Dynamodb::time_to_live, &TimeToLive::update_time_to_live>("UpdateTimeToLive"),
  };
  return table;
}

}  // namespace

const ServiceDefinition& dynamodb_service() {
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
      .operations = operations(),
      .aws_operations = aws_operations,
      .make = [](Host& host) { return std::make_unique<Dynamodb>(host); }};
  return definition;
}

}  // namespace snowglobe::dynamodb
