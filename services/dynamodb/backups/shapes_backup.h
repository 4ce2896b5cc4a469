// Inputs and outputs of the operations on backups and on recovery to a point in time.
#pragma once

#include "services/dynamodb/tables/shapes_settings.h"

namespace snowglobe::dynamodb {

struct BackupDetails {
  std::string backup_arn, backup_name;
  std::int64_t backup_size_bytes = 0;
  std::string backup_status, backup_type;
  Moment backup_creation_date_time{};
  Maybe<Moment> backup_expiry_date_time;
  void describe(auto& field) {
    field("BackupArn", backup_arn);
    field("BackupName", backup_name);
    field("BackupSizeBytes", backup_size_bytes);
    field("BackupStatus", backup_status);
    field("BackupType", backup_type);
    field("BackupCreationDateTime", backup_creation_date_time);
    field("BackupExpiryDateTime", backup_expiry_date_time);
  }
};

struct SourceTableDetails {
  std::string table_name, table_id, table_arn;
  std::int64_t table_size_bytes = 0;
  std::vector<KeySchemaElement> key_schema;
  Moment table_creation_date_time{};
  Throughput provisioned_throughput;
  Maybe<OnDemandThroughput> on_demand_throughput;
  std::int64_t item_count = 0;
  std::string billing_mode;
  void describe(auto& field) {
    field("TableName", table_name);
    field("TableId", table_id);
    field("TableArn", table_arn);
    field("TableSizeBytes", table_size_bytes);
    field("KeySchema", key_schema);
    field("TableCreationDateTime", table_creation_date_time);
    field("ProvisionedThroughput", provisioned_throughput);
    field("OnDemandThroughput", on_demand_throughput);
    field("ItemCount", item_count);
    field("BillingMode", billing_mode);
  }
};

struct LocalIndexInfo {
  std::string index_name;
  std::vector<KeySchemaElement> key_schema;
  ProjectionSpec projection;
  void describe(auto& field) {
    field("IndexName", index_name);
    field("KeySchema", key_schema);
    field("Projection", projection);
  }
};

struct GlobalIndexInfo {
  std::string index_name;
  std::vector<KeySchemaElement> key_schema;
  ProjectionSpec projection;
  Throughput provisioned_throughput;
  Maybe<OnDemandThroughput> on_demand_throughput;
  void describe(auto& field) {
    field("IndexName", index_name);
    field("KeySchema", key_schema);
    field("Projection", projection);
    field("ProvisionedThroughput", provisioned_throughput);
    field("OnDemandThroughput", on_demand_throughput);
  }
};

struct SourceTableFeatureDetails {
  Maybe<std::vector<LocalIndexInfo>> local_secondary_indexes;
  Maybe<std::vector<GlobalIndexInfo>> global_secondary_indexes;
  Maybe<StreamSpecification> stream_description;
  Maybe<TimeToLiveDescription> time_to_live_description;
  Maybe<SseDescription> sse_description;
  void describe(auto& field) {
    field("LocalSecondaryIndexes", local_secondary_indexes);
    field("GlobalSecondaryIndexes", global_secondary_indexes);
    field("StreamDescription", stream_description);
    field("TimeToLiveDescription", time_to_live_description);
    field("SSEDescription", sse_description);
  }
};

struct BackupDescription {
  BackupDetails backup_details;
  SourceTableDetails source_table_details;
  SourceTableFeatureDetails source_table_feature_details;
  void describe(auto& field) {
    field("BackupDetails", backup_details);
    field("SourceTableDetails", source_table_details);
    field("SourceTableFeatureDetails", source_table_feature_details);
  }
};

struct CreateBackupInput {
  std::string table_name, backup_name;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("BackupName", backup_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
  }
};

struct CreateBackupOutput {
  BackupDetails backup_details;
  void describe(auto& field) { field("BackupDetails", backup_details); }
};

struct BackupArnInput {
  std::string backup_arn;
  void describe(auto& field) { field("BackupArn", backup_arn).length(37, 1024); }
};

struct BackupDescriptionOutput {
  BackupDescription backup_description;
  void describe(auto& field) { field("BackupDescription", backup_description); }
};

struct ListBackupsInput {
  Maybe<std::string> table_name;
  Maybe<int> limit;
  Maybe<Moment> time_range_lower_bound, time_range_upper_bound;
  Maybe<std::string> exclusive_start_backup_arn, backup_type;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("Limit", limit).range(1, 100);
    field("TimeRangeLowerBound", time_range_lower_bound);
    field("TimeRangeUpperBound", time_range_upper_bound);
    field("ExclusiveStartBackupArn", exclusive_start_backup_arn).length(37, 1024);
    field("BackupType", backup_type).one_of({"USER", "SYSTEM", "AWS_BACKUP", "ALL"});
  }
};

struct BackupSummary {
  std::string table_name, table_id, table_arn;
  BackupDetails details;
  void describe(auto& field) {
    field("TableName", table_name);
    field("TableId", table_id);
    field("TableArn", table_arn);
    details.describe(field);
  }
};

struct ListBackupsOutput {
  std::vector<BackupSummary> backup_summaries;
  Maybe<std::string> last_evaluated_backup_arn;
  void describe(auto& field) {
    field("BackupSummaries", backup_summaries);
    field("LastEvaluatedBackupArn", last_evaluated_backup_arn);
  }
};

// What both restores let one change in the new table.
struct RestoreOverrides {
  Maybe<std::string> billing_mode;
  Maybe<std::vector<GlobalIndexSpec>> global_secondary_indexes;
  Maybe<std::vector<LocalIndexSpec>> local_secondary_indexes;
  Maybe<Throughput> provisioned_throughput;
  Maybe<OnDemandThroughput> on_demand_throughput;
  Maybe<SseSpecification> sse_specification;
  Maybe<DocumentView> vector_indexes;
  void describe(auto& field) {
    field("BillingModeOverride", billing_mode).one_of({"PROVISIONED", "PAY_PER_REQUEST"});
    field("GlobalSecondaryIndexOverride", global_secondary_indexes);
    field("LocalSecondaryIndexOverride", local_secondary_indexes);
    field("ProvisionedThroughputOverride", provisioned_throughput);
    field("OnDemandThroughputOverride", on_demand_throughput);
    field("SSESpecificationOverride", sse_specification);
    field("VectorIndexOverride", vector_indexes);
  }
};

struct RestoreTableFromBackupInput {
  std::string target_table_name, backup_arn;
  RestoreOverrides overrides;
  void describe(auto& field) {
    field("TargetTableName", target_table_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("BackupArn", backup_arn).length(37, 1024);
    overrides.describe(field);
  }
};

struct RestoreTableToPointInTimeInput {
  Maybe<std::string> source_table_arn, source_table_name;
  std::string target_table_name;
  Maybe<bool> use_latest_restorable_time;
  Maybe<Moment> restore_date_time;
  RestoreOverrides overrides;
  void describe(auto& field) {
    field("SourceTableArn", source_table_arn).length(1, 1024);
    field("SourceTableName", source_table_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("TargetTableName", target_table_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("UseLatestRestorableTime", use_latest_restorable_time);
    field("RestoreDateTime", restore_date_time);
    overrides.describe(field);
  }
};

struct PointInTimeRecovery {
  std::string point_in_time_recovery_status = "DISABLED";
  Maybe<int> recovery_period_in_days;
  Maybe<Moment> earliest_restorable_date_time, latest_restorable_date_time;
  void describe(auto& field) {
    field("PointInTimeRecoveryStatus", point_in_time_recovery_status);
    field("RecoveryPeriodInDays", recovery_period_in_days);
    field("EarliestRestorableDateTime", earliest_restorable_date_time);
    field("LatestRestorableDateTime", latest_restorable_date_time);
  }
};

struct ContinuousBackups {
  std::string continuous_backups_status = "ENABLED";
  PointInTimeRecovery point_in_time_recovery;
  void describe(auto& field) {
    field("ContinuousBackupsStatus", continuous_backups_status);
    field("PointInTimeRecoveryDescription", point_in_time_recovery);
  }
};

struct ContinuousBackupsOutput {
  ContinuousBackups continuous_backups;
  void describe(auto& field) { field("ContinuousBackupsDescription", continuous_backups); }
};

struct PointInTimeRecoverySpecification {
  bool enabled = false;
  Maybe<int> recovery_period_in_days;
  void describe(auto& field) {
    field("PointInTimeRecoveryEnabled", enabled);
    field("RecoveryPeriodInDays", recovery_period_in_days).range(1, 35);
  }
};

struct UpdateContinuousBackupsInput {
  std::string table_name;
  PointInTimeRecoverySpecification specification;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("PointInTimeRecoverySpecification", specification);
  }
};

}  // namespace snowglobe::dynamodb
