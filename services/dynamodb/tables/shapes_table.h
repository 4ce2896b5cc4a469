// Inputs and outputs of the operations on tables: DynamoDB API reference, version 2012-08-10.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "emulator/api/shape.h"
#include "services/dynamodb/maybe.h"

namespace snowglobe::dynamodb {

struct AttributeDefinition {
  std::string attribute_name, attribute_type;
  void describe(auto& field) {
    field("AttributeName", attribute_name).length(1, 255);
    field("AttributeType", attribute_type).one_of({"B", "N", "S"});
  }
};

struct KeySchemaElement {
  std::string attribute_name, key_type;
  void describe(auto& field) {
    field("AttributeName", attribute_name).length(1, 255);
    field("KeyType", key_type).one_of({"HASH", "RANGE"});
  }
};

struct ProjectionSpec {
  Maybe<std::string> projection_type;
  Maybe<std::vector<std::string>> non_key_attributes;
  void describe(auto& field) {
    field("ProjectionType", projection_type).one_of({"ALL", "KEYS_ONLY", "INCLUDE"});
    field("NonKeyAttributes", non_key_attributes).length(1, 20);
  }
};

struct Throughput {
  std::int64_t read_capacity_units = 0, write_capacity_units = 0;
  void describe(auto& field) {  // in the order in which AWS tells what is wrong
    field("WriteCapacityUnits", write_capacity_units).range(1, INT64_MAX);
    field("ReadCapacityUnits", read_capacity_units).range(1, INT64_MAX);
  }
};

struct OnDemandThroughput {
  Maybe<std::int64_t> max_read_request_units, max_write_request_units;
  void describe(auto& field) {
    field("MaxReadRequestUnits", max_read_request_units);
    field("MaxWriteRequestUnits", max_write_request_units);
  }
};

struct WarmThroughput {
  Maybe<std::int64_t> read_units_per_second, write_units_per_second;
  void describe(auto& field) {
    field("ReadUnitsPerSecond", read_units_per_second);
    field("WriteUnitsPerSecond", write_units_per_second);
  }
};

struct WarmThroughputDescription {
  std::int64_t read_units_per_second = 0, write_units_per_second = 0;
  std::string status = "ACTIVE";
  void describe(auto& field) {
    field("ReadUnitsPerSecond", read_units_per_second);
    field("WriteUnitsPerSecond", write_units_per_second);
    field("Status", status);
  }
};

struct LocalIndexSpec {
  std::string index_name;
  std::vector<KeySchemaElement> key_schema;
  ProjectionSpec projection;
  void describe(auto& field) {
    field("IndexName", index_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("KeySchema", key_schema).length(1, 2);
    field("Projection", projection);
  }
};

struct GlobalIndexSpec {
  std::string index_name;
  std::vector<KeySchemaElement> key_schema;
  ProjectionSpec projection;
  Maybe<Throughput> provisioned_throughput;
  Maybe<OnDemandThroughput> on_demand_throughput;
  Maybe<WarmThroughput> warm_throughput;
  void describe(auto& field) {
    field("IndexName", index_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("KeySchema", key_schema).length(1, INT32_MAX);  // checked by kind
    field("Projection", projection);
    field("ProvisionedThroughput", provisioned_throughput);
    field("OnDemandThroughput", on_demand_throughput);
    field("WarmThroughput", warm_throughput);
  }
};

struct StreamSpecification {
  bool stream_enabled = false;
  Maybe<std::string> stream_view_type;
  void describe(auto& field) {
    field("StreamEnabled", stream_enabled);
    field("StreamViewType", stream_view_type)
        .one_of({"NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"});
  }
};

struct SseSpecification {
  Maybe<bool> enabled;
  Maybe<std::string> sse_type, kms_master_key_id;
  void describe(auto& field) {
    field("Enabled", enabled);
    field("SSEType", sse_type).one_of({"AES256", "KMS"});
    field("KMSMasterKeyId", kms_master_key_id).length(1, 2048);
  }
};

struct Tag {
  std::string key, value;
  void describe(auto& field) {
    field("Key", key);
    field("Value", value);
  }
};

// A tag as a request has it; what is wrong with it is answered in words of its own.
struct NewTag {
  Maybe<std::string> key, value;
  void describe(auto& field) {
    field("Key", key);
    field("Value", value);
  }
};

struct CreateTableInput {
  Maybe<std::vector<AttributeDefinition>> attribute_definitions;
  std::string table_name;
  std::vector<KeySchemaElement> key_schema;
  Maybe<std::vector<LocalIndexSpec>> local_secondary_indexes;
  Maybe<std::vector<GlobalIndexSpec>> global_secondary_indexes;
  Maybe<std::string> billing_mode;
  Maybe<Throughput> provisioned_throughput;
  Maybe<StreamSpecification> stream_specification;
  Maybe<SseSpecification> sse_specification;
  Maybe<std::vector<NewTag>> tags;
  Maybe<std::string> table_class;
  Maybe<bool> deletion_protection_enabled;
  Maybe<WarmThroughput> warm_throughput;
  Maybe<std::string> resource_policy;
  Maybe<OnDemandThroughput> on_demand_throughput;
  Maybe<std::string> global_table_source_arn, global_table_settings_replication_mode;
  Maybe<DocumentView> vector_indexes;
  void describe(auto& field) {
    field("AttributeDefinitions", attribute_definitions);
    field("TableName", table_name).length(1, 1024);
    field("KeySchema", key_schema).length(1, 2);
    field("LocalSecondaryIndexes", local_secondary_indexes);
    field("GlobalSecondaryIndexes", global_secondary_indexes);
    field("BillingMode", billing_mode).one_of({"PROVISIONED", "PAY_PER_REQUEST"});
    field("ProvisionedThroughput", provisioned_throughput);
    field("StreamSpecification", stream_specification);
    field("SSESpecification", sse_specification);
    field("Tags", tags);
    field("TableClass", table_class);
    field("DeletionProtectionEnabled", deletion_protection_enabled);
    field("WarmThroughput", warm_throughput);
    field("ResourcePolicy", resource_policy);
    field("OnDemandThroughput", on_demand_throughput);
    field("GlobalTableSourceArn", global_table_source_arn).length(1, 1024);
    field("GlobalTableSettingsReplicationMode", global_table_settings_replication_mode)
        .one_of({"ENABLED", "DISABLED", "ENABLED_WITH_OVERRIDES"});
    field("VectorIndexes", vector_indexes);
  }
};

struct ThroughputDescription {
  Maybe<Moment> last_increase_date_time, last_decrease_date_time;
  std::int64_t number_of_decreases_today = 0, read_capacity_units = 0, write_capacity_units = 0;
  void describe(auto& field) {
    field("LastIncreaseDateTime", last_increase_date_time);
    field("LastDecreaseDateTime", last_decrease_date_time);
    field("NumberOfDecreasesToday", number_of_decreases_today);
    field("ReadCapacityUnits", read_capacity_units);
    field("WriteCapacityUnits", write_capacity_units);
  }
};

struct BillingModeSummary {
  std::string billing_mode;
  Maybe<Moment> last_update_to_pay_per_request_date_time;
  void describe(auto& field) {
    field("BillingMode", billing_mode);
    field("LastUpdateToPayPerRequestDateTime", last_update_to_pay_per_request_date_time);
  }
};

struct LocalIndexDescription {
  std::string index_name;
  std::vector<KeySchemaElement> key_schema;
  ProjectionSpec projection;
  std::int64_t index_size_bytes = 0, item_count = 0;
  std::string index_arn;
  void describe(auto& field) {
    field("IndexName", index_name);
    field("KeySchema", key_schema);
    field("Projection", projection);
    field("IndexSizeBytes", index_size_bytes);
    field("ItemCount", item_count);
    field("IndexArn", index_arn);
  }
};

struct GlobalIndexDescription {
  std::string index_name;
  std::vector<KeySchemaElement> key_schema;
  ProjectionSpec projection;
  std::string index_status;
  Maybe<bool> backfilling;
  ThroughputDescription provisioned_throughput;
  std::int64_t index_size_bytes = 0, item_count = 0;
  std::string index_arn;
  Maybe<OnDemandThroughput> on_demand_throughput;
  Maybe<WarmThroughputDescription> warm_throughput;
  void describe(auto& field) {
    field("IndexName", index_name);
    field("KeySchema", key_schema);
    field("Projection", projection);
    field("IndexStatus", index_status);
    field("Backfilling", backfilling);
    field("ProvisionedThroughput", provisioned_throughput);
    field("IndexSizeBytes", index_size_bytes);
    field("ItemCount", item_count);
    field("IndexArn", index_arn);
    field("OnDemandThroughput", on_demand_throughput);
    field("WarmThroughput", warm_throughput);
  }
};

struct SseDescription {
  std::string status;
  Maybe<std::string> sse_type, kms_master_key_arn;
  void describe(auto& field) {
    field("Status", status);
    field("SSEType", sse_type);
    field("KMSMasterKeyArn", kms_master_key_arn);
  }
};

struct TableClassSummary {
  std::string table_class;
  Maybe<Moment> last_update_date_time;
  void describe(auto& field) {
    field("TableClass", table_class);
    field("LastUpdateDateTime", last_update_date_time);
  }
};

struct RestoreSummary {
  Maybe<std::string> source_backup_arn, source_table_arn;
  Moment restore_date_time{};
  bool restore_in_progress = false;
  void describe(auto& field) {
    field("SourceBackupArn", source_backup_arn);
    field("SourceTableArn", source_table_arn);
    field("RestoreDateTime", restore_date_time);
    field("RestoreInProgress", restore_in_progress);
  }
};

struct TableDescription {
  std::vector<AttributeDefinition> attribute_definitions;
  std::string table_name;
  std::vector<KeySchemaElement> key_schema;
  std::string table_status;
  Moment creation_date_time{};
  ThroughputDescription provisioned_throughput;
  std::int64_t table_size_bytes = 0, item_count = 0;
  std::string table_arn, table_id;
  Maybe<BillingModeSummary> billing_mode_summary;
  Maybe<std::vector<LocalIndexDescription>> local_secondary_indexes;
  Maybe<std::vector<GlobalIndexDescription>> global_secondary_indexes;
  Maybe<SseDescription> sse_description;
  Maybe<TableClassSummary> table_class_summary;
  Maybe<RestoreSummary> restore_summary;
  bool deletion_protection_enabled = false;
  Maybe<OnDemandThroughput> on_demand_throughput;
  Maybe<WarmThroughputDescription> warm_throughput;
  Maybe<StreamSpecification> stream_specification;
  Maybe<std::string> latest_stream_label, latest_stream_arn;
  void describe(auto& field) {
    field("AttributeDefinitions", attribute_definitions);
    field("TableName", table_name);
    field("KeySchema", key_schema);
    field("TableStatus", table_status);
    field("CreationDateTime", creation_date_time);
    field("ProvisionedThroughput", provisioned_throughput);
    field("TableSizeBytes", table_size_bytes);
    field("ItemCount", item_count);
    field("TableArn", table_arn);
    field("TableId", table_id);
    field("BillingModeSummary", billing_mode_summary);
    field("LocalSecondaryIndexes", local_secondary_indexes);
    field("GlobalSecondaryIndexes", global_secondary_indexes);
    field("SSEDescription", sse_description);
    field("StreamSpecification", stream_specification);
    field("LatestStreamLabel", latest_stream_label);
    field("LatestStreamArn", latest_stream_arn);
    field("TableClassSummary", table_class_summary);
    field("RestoreSummary", restore_summary);
    field("DeletionProtectionEnabled", deletion_protection_enabled);
    field("OnDemandThroughput", on_demand_throughput);
    field("WarmThroughput", warm_throughput);
  }
};

// What DeleteTable tells of the table: its schema is no part of that.
struct DeletedTableDescription {
  std::string table_name, table_status;
  ThroughputDescription provisioned_throughput;
  std::int64_t table_size_bytes = 0, item_count = 0;
  std::string table_arn, table_id;
  Maybe<BillingModeSummary> billing_mode_summary;
  bool deletion_protection_enabled = false;
  void describe(auto& field) {
    field("TableName", table_name);
    field("TableStatus", table_status);
    field("ProvisionedThroughput", provisioned_throughput);
    field("TableSizeBytes", table_size_bytes);
    field("ItemCount", item_count);
    field("TableArn", table_arn);
    field("TableId", table_id);
    field("BillingModeSummary", billing_mode_summary);
    field("DeletionProtectionEnabled", deletion_protection_enabled);
  }
};

struct DeleteTableOutput {
  DeletedTableDescription table_description;
  void describe(auto& field) { field("TableDescription", table_description); }
};

struct TableDescriptionOutput {
  TableDescription table_description;
  void describe(auto& field) { field("TableDescription", table_description); }
};

struct TableNameInput {
  std::string table_name;
  void describe(auto& field) { field("TableName", table_name).length(1, 1024); }
};

struct DescribeTableOutput {
  TableDescription table;
  void describe(auto& field) { field("Table", table); }
};

struct ListTablesInput {
  Maybe<std::string> exclusive_start_table_name;
  Maybe<int> limit;
  void describe(auto& field) {
    field("ExclusiveStartTableName", exclusive_start_table_name)
        .length(3, 255)
        .pattern("[a-zA-Z0-9_.-]+");
    field("Limit", limit).range(1, 100);
  }
};

struct ListTablesOutput {
  std::vector<std::string> table_names;
  Maybe<std::string> last_evaluated_table_name;
  void describe(auto& field) {
    field("TableNames", table_names);
    field("LastEvaluatedTableName", last_evaluated_table_name);
  }
};

struct UpdateGlobalIndexAction {
  std::string index_name;
  Maybe<Throughput> provisioned_throughput;
  Maybe<OnDemandThroughput> on_demand_throughput;
  Maybe<WarmThroughput> warm_throughput;
  void describe(auto& field) {
    field("IndexName", index_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("ProvisionedThroughput", provisioned_throughput);
    field("OnDemandThroughput", on_demand_throughput);
    field("WarmThroughput", warm_throughput);
  }
};

struct DeleteGlobalIndexAction {
  std::string index_name;
  void describe(auto& field) {
    field("IndexName", index_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
  }
};

struct GlobalIndexUpdate {
  Maybe<UpdateGlobalIndexAction> update;
  Maybe<GlobalIndexSpec> create;
  Maybe<DeleteGlobalIndexAction> remove;
  void describe(auto& field) {
    field("Update", update);
    field("Create", create);
    field("Delete", remove);
  }
};

struct UpdateTableInput {
  Maybe<std::vector<AttributeDefinition>> attribute_definitions;
  std::string table_name;
  Maybe<std::string> billing_mode;
  Maybe<Throughput> provisioned_throughput;
  Maybe<std::vector<GlobalIndexUpdate>> global_secondary_index_updates;
  Maybe<StreamSpecification> stream_specification;
  Maybe<SseSpecification> sse_specification;
  Maybe<std::string> table_class;
  Maybe<bool> deletion_protection_enabled;
  Maybe<OnDemandThroughput> on_demand_throughput;
  Maybe<WarmThroughput> warm_throughput;
  // Parts of DynamoDB that this service does not have; refused when given.
  Maybe<DocumentView> replica_updates, multi_region_consistency, global_table_witness_updates,
      global_table_settings_replication_mode, disassociation_protection_enabled,
      vector_index_updates;
  void describe(auto& field) {
    field("AttributeDefinitions", attribute_definitions);
    field("TableName", table_name).length(1, 1024);
    field("BillingMode", billing_mode).one_of({"PROVISIONED", "PAY_PER_REQUEST"});
    field("ProvisionedThroughput", provisioned_throughput);
    field("GlobalSecondaryIndexUpdates", global_secondary_index_updates);
    field("StreamSpecification", stream_specification);
    field("SSESpecification", sse_specification);
    field("ReplicaUpdates", replica_updates);
    field("TableClass", table_class);
    field("DeletionProtectionEnabled", deletion_protection_enabled);
    field("MultiRegionConsistency", multi_region_consistency);
    field("GlobalTableWitnessUpdates", global_table_witness_updates);
    field("OnDemandThroughput", on_demand_throughput);
    field("WarmThroughput", warm_throughput);
    field("GlobalTableSettingsReplicationMode", global_table_settings_replication_mode);
    field("DisassociationProtectionEnabled", disassociation_protection_enabled);
    field("VectorIndexUpdates", vector_index_updates);
  }
};

}  // namespace snowglobe::dynamodb
