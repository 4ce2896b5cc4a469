// The service's class: its operations, one method each, and what they share. Their bodies stand by
// subject in the folders.
#pragma once

#include "emulator/api/service.h"
#include "emulator/store/database.h"
#include "services/dynamodb/backups/backup_store.h"
#include "services/dynamodb/backups/recovery_store.h"
#include "services/dynamodb/backups/shapes_backup.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/batches.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/items.h"
#include "services/dynamodb/items/queries.h"
#include "services/dynamodb/items/replication.h"
#include "services/dynamodb/items/transactions.h"
#include "services/dynamodb/items/ttl.h"
#include "services/dynamodb/partiql/partiql.h"
#include "services/dynamodb/streams/stream_writer.h"
#include "services/dynamodb/tables/policy_store.h"
#include "services/dynamodb/tables/shapes_behavior.h"
#include "services/dynamodb/tables/shapes_none.h"
#include "services/dynamodb/tables/shapes_settings.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"
#include "services/dynamodb/tables/totals.h"

namespace snowglobe::dynamodb {

class Dynamodb : public Service {
 public:
  explicit Dynamodb(Host& host);

  // tables/tables.cpp
  TableDescriptionOutput create_table(const CreateTableInput& input, const Request& request);
  DescribeTableOutput describe_table(const TableNameInput& input, const Request& request);
  ListTablesOutput list_tables(const ListTablesInput& input, const Request& request);
  TableDescriptionOutput update_table(const UpdateTableInput& input, const Request& request);
  DeleteTableOutput delete_table(const TableNameInput& input, const Request& request);

  // tables/settings.cpp
  DescribeLimitsOutput describe_limits(const Empty& input);
  DescribeEndpointsOutput describe_endpoints(const Empty& input, const Request& request);
  DescribeTimeToLiveOutput describe_time_to_live(const TableNameInput& input,
                                                 const Request& request);
  UpdateTimeToLiveOutput update_time_to_live(const UpdateTimeToLiveInput& input,
                                             const Request& request);
  void tag_resource(const TagResourceInput& input, const Request& request);
  void untag_resource(const UntagResourceInput& input, const Request& request);
  ListTagsOfResourceOutput list_tags_of_resource(const ListTagsOfResourceInput& input,
                                                 const Request& request);
  PutResourcePolicyOutput put_resource_policy(const PutResourcePolicyInput& input,
                                              const Request& request);
  GetResourcePolicyOutput get_resource_policy(const ResourceArnInput& input,
                                              const Request& request);
  DeleteResourcePolicyOutput delete_resource_policy(const DeleteResourcePolicyInput& input,
                                                    const Request& request);

  // backups/backups.cpp
  CreateBackupOutput create_backup(const CreateBackupInput& input, const Request& request);
  BackupDescriptionOutput describe_backup(const BackupArnInput& input, const Request& request);
  BackupDescriptionOutput delete_backup(const BackupArnInput& input, const Request& request);
  ListBackupsOutput list_backups(const ListBackupsInput& input, const Request& request);

  // backups/restores.cpp
  TableDescriptionOutput restore_table_from_backup(const RestoreTableFromBackupInput& input,
                                                   const Request& request);
  TableDescriptionOutput restore_table_to_point_in_time(const RestoreTableToPointInTimeInput& input,
                                                        const Request& request);
  ContinuousBackupsOutput describe_continuous_backups(const TableNameInput& input,
                                                      const Request& request);
  ContinuousBackupsOutput update_continuous_backups(const UpdateContinuousBackupsInput& input,
                                                    const Request& request);

  // tables/unused_features.cpp
  DescribeContributorInsightsOutput describe_contributor_insights(
      const DescribeContributorInsightsInput& input, const Request& request);
  ListContributorInsightsOutput list_contributor_insights(const ListContributorInsightsInput& input,
                                                          const Request& request);
  DescribeKinesisStreamingDestinationOutput describe_kinesis_streaming_destination(
      const TableNameInput& input, const Request& request);
  ListExportsOutput list_exports(const ListExportsInput& input);
  ExportDescriptionOutput describe_export(const ExportArnInput& input);
  ListImportsOutput list_imports(const ListImportsInput& input);
  ImportDescriptionOutput describe_import(const ImportArnInput& input);
  ListGlobalTablesOutput list_global_tables(const ListGlobalTablesInput& input);
  GlobalTableOutput describe_global_table(const GlobalTableNameInput& input);
  GlobalTableSettingsOutput describe_global_table_settings(const GlobalTableNameInput& input);
  TableAutoScalingOutput describe_table_replica_auto_scaling(const TableNameInput& input,
                                                             const Request& request);

  // tables/behavior.cpp
  TableBehavior set_table_behavior(const SetTableBehaviorInput& input, const Request& request);
  TableBehavior get_table_behavior(const TableNameInput& input, const Request& request);

  std::vector<Job*> jobs() override {
    return {&expiry_job_, &backup_expiry_job_, &replication_job_, &recovery_sweep_};
  }

 private:
  TableDescription describe(const TableName& name, const Table& table);
  void create_index(const UpdateTableInput& input, const GlobalIndexSpec& spec,
                    const TableName& name, Table& table, TableDescription& description);
  void update_indexes(const UpdateTableInput& input, const TableName& name, Table& table,
                      TableDescription& description);
  void delete_index(const std::string& index_name, Table& table, TableDescription& description);
  // Throws when the account has as many tables as it may have.
  void check_table_count(const TableName& name);
  // What an answer tells of the table while AWS would be working on it.
  // Throws when a table as it is to be has more throughput than AWS allows by itself.
  void check_quotas(const TableDescription& before, const TableDescription& after,
                    const TableName& name);

  enum class BackupKind { kUser, kSystem };
  Backup make_backup(const TableName& name, const Table& table, const std::string& backup_name,
                     BackupKind kind);
  // Of the caller's account.
  Backup find_backup(const std::string& arn, const Request& request);
  Backup find_backup_here(const std::string& arn, const Request& request);  // and region
  // What a new table is restored from.
  struct RestoreSource {
    std::int64_t items_id;
    std::optional<Moment> as_of;  // nothing: the items as they are
    std::string region;
    Table schema;
    Json description;
    RestoreSummary summary;
  };
  TableDescriptionOutput restore(const RestoreSource& source, const std::string& target,
                                 const RestoreOverrides& overrides, const Request& request);
  ContinuousBackupsOutput describe_recovery(const Table& table);
  // The name of the table that has the policy, or whose stream has; throws when there is none.
  std::string find_policy_table(const std::string& arn, const Request& request);

  Host& host_;
  Database& database_;
  TableStore tables_;
  TableFinder finder_{tables_};
  RecoveryStore recoveries_;
  StreamWriter streams_;
  ItemStore items_;
  TotalsStore totals_;
  BackupStore backups_;
  PolicyStore policies_;
  ExpiryJob expiry_job_;
  BackupExpiryJob backup_expiry_job_;
  ReplicationJob replication_job_;
  RecoverySweep recovery_sweep_;
  ExpressionCache expressions_;

 public:
  Items items{finder_, items_, expressions_};
  Batches batches{host_, finder_, items_, expressions_};
  Queries queries{finder_, items_, expressions_};
  Transactions transactions{host_, finder_, items_, expressions_};
  PartiQl partiql{host_, finder_, items_, transactions};
};

}  // namespace snowglobe::dynamodb
