// CreateTable, DescribeTable, ListTables, UpdateTable, DeleteTable.
//
// A table is there at once: CreateTable answers CREATING, as clients expect, and everything after
// it finds the table ACTIVE. In the same way UpdateTable answers UPDATING and DeleteTable DELETING.
#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"
#include "services/dynamodb/table_spec.h"

namespace snowglobe::dynamodb {
namespace {

constexpr int list_names_max = 100;

ThroughputDescription describe_throughput(const Maybe<Throughput>& throughput) {
  ThroughputDescription description;
  if (throughput) {
    description.read_capacity_units = throughput->read_capacity_units;
    description.write_capacity_units = throughput->write_capacity_units;
  }
  return description;
}

GlobalIndexDescription describe_global(const GlobalIndexSpec& spec, const std::string& table_arn) {
  GlobalIndexDescription description;
  description.index_name = spec.index_name;
  description.key_schema = spec.key_schema;
  description.projection = spec.projection;
  description.index_status = "ACTIVE";
  description.provisioned_throughput = describe_throughput(spec.provisioned_throughput);
  description.index_arn = table_arn + "/index/" + spec.index_name;
  description.on_demand_throughput = spec.on_demand_throughput;
  return description;
}

LocalIndexDescription describe_local(const LocalIndexSpec& spec, const std::string& table_arn) {
  LocalIndexDescription description;
  description.index_name = spec.index_name;
  description.key_schema = spec.key_schema;
  description.projection = spec.projection;
  description.index_arn = table_arn + "/index/" + spec.index_name;
  return description;
}

void set_billing_mode(const std::string& mode, Moment now, TableDescription& description) {
  if (mode == "PAY_PER_REQUEST") {
    description.billing_mode_summary = BillingModeSummary{mode, now};
  } else if (description.billing_mode_summary) {
    description.billing_mode_summary->billing_mode = mode;
  }
}

void set_encryption(const SseSpecification& spec, const Request& request,
                    TableDescription& description) {
  description.sse_description.reset();
  if (!spec.enabled.value_or(false)) return;
  const std::string key = spec.kms_master_key_id.value_or("alias/aws/dynamodb");
  description.sse_description =
      SseDescription{"ENABLED", "KMS", key.starts_with("arn:") ? key : request.arn("kms", key)};
}

TableDescription describe_new(const CreateTableInput& input, const Request& request, Moment now,
                              std::string id) {
  TableDescription description;
  description.attribute_definitions = input.attribute_definitions.value();
  description.table_name = input.table_name;
  description.key_schema = input.key_schema;
  description.table_status = "ACTIVE";
  description.creation_date_time = now;
  description.provisioned_throughput = describe_throughput(input.provisioned_throughput);
  description.table_arn = request.arn("dynamodb", "table/" + input.table_name);
  description.table_id = std::move(id);
  set_billing_mode(input.billing_mode.value_or("PROVISIONED"), now, description);
  if (input.local_secondary_indexes) {
    description.local_secondary_indexes.emplace();
    for (const LocalIndexSpec& spec : *input.local_secondary_indexes) {
      description.local_secondary_indexes->push_back(describe_local(spec, description.table_arn));
    }
  }
  if (input.global_secondary_indexes) {
    description.global_secondary_indexes.emplace();
    for (const GlobalIndexSpec& spec : *input.global_secondary_indexes) {
      description.global_secondary_indexes->push_back(describe_global(spec, description.table_arn));
    }
  }
  if (input.sse_specification) set_encryption(*input.sse_specification, request, description);
  if (input.table_class) description.table_class_summary = TableClassSummary{*input.table_class};
  description.deletion_protection_enabled = input.deletion_protection_enabled.value_or(false);
  description.on_demand_throughput = input.on_demand_throughput;
  return description;
}

// An index of a description by its name; throws when there is none.
GlobalIndexDescription& find_index(TableDescription& description, const std::string& name) {
  if (description.global_secondary_indexes) {
    for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
      if (index.index_name == name) return index;
    }
  }
  throw AwsError("ResourceNotFoundException",
                 "Requested resource not found: Index: " + name +
                     " not found for table: " + description.table_name);
}

void refuse_what_is_not_there(const UpdateTableInput& input) {
  const auto refuse = [](bool is_given, const char* what) {
    if (is_given) throw invalid(std::string("Snowglobe does not implement ") + what + " yet");
  };
  const auto& stream = input.stream_specification;
  refuse(stream && stream->stream_enabled, "DynamoDB Streams (StreamSpecification)");
  refuse(input.replica_updates.has_value(), "ReplicaUpdates");
  refuse(input.multi_region_consistency.has_value(), "MultiRegionConsistency");
  refuse(input.global_table_witness_updates.has_value(), "GlobalTableWitnessUpdates");
  refuse(input.global_table_settings_replication_mode.has_value(),
         "GlobalTableSettingsReplicationMode");
  refuse(input.disassociation_protection_enabled.has_value(), "DisassociationProtectionEnabled");
  refuse(input.vector_index_updates.has_value(), "VectorIndexUpdates");
}

bool changes_something(const UpdateTableInput& input) {
  return input.billing_mode || input.provisioned_throughput ||
         input.global_secondary_index_updates || input.stream_specification ||
         input.sse_specification || input.table_class || input.deletion_protection_enabled ||
         input.on_demand_throughput || input.warm_throughput;
}

void update_settings(const UpdateTableInput& input, const Request& request, Moment now,
                     TableDescription& description) {
  const std::string present_mode = description.billing_mode_summary
                                       ? description.billing_mode_summary->billing_mode
                                       : "PROVISIONED";
  const std::string mode = input.billing_mode.value_or(present_mode);
  if (input.provisioned_throughput || mode != present_mode) {
    check_throughput(mode, input.provisioned_throughput, "the table");
    description.provisioned_throughput = describe_throughput(input.provisioned_throughput);
    set_billing_mode(mode, now, description);
  }
  if (input.sse_specification) set_encryption(*input.sse_specification, request, description);
  if (input.table_class) description.table_class_summary = TableClassSummary{*input.table_class};
  if (input.deletion_protection_enabled) {
    description.deletion_protection_enabled = *input.deletion_protection_enabled;
  }
  if (input.on_demand_throughput) description.on_demand_throughput = input.on_demand_throughput;
}

void add_definitions(const Maybe<std::vector<AttributeDefinition>>& more,
                     std::vector<AttributeDefinition>& definitions) {
  if (!more) return;
  for (const AttributeDefinition& definition : *more) {
    const auto known = std::find_if(definitions.begin(), definitions.end(), [&](const auto& other) {
      return other.attribute_name == definition.attribute_name;
    });
    if (known == definitions.end()) {
      definitions.push_back(definition);
    } else if (known->attribute_type != definition.attribute_type) {
      throw invalid_parameter("Attribute " + definition.attribute_name +
                              " is already defined with another type");
    }
  }
}

// Leaves only what keys use.
void drop_unused_definitions(const Table& table, std::vector<AttributeDefinition>& definitions) {
  std::erase_if(definitions, [&](const AttributeDefinition& definition) {
    return !table.key.has(definition.attribute_name) &&
           std::none_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
             return index.key.has(definition.attribute_name);
           });
  });
}

}  // namespace

TableDescription Dynamodb::describe(const TableName& name, const Table& table) {
  TableDescription description;
  read_shape(tables_.description(name), description);
  const auto totals = items_.totals(table, 0);
  description.item_count = totals.items;
  description.table_size_bytes = totals.bytes;
  const auto add_totals = [&](auto& index) {
    const auto index_totals = items_.totals(table, table.index(index.index_name).number);
    index.item_count = index_totals.items;
    index.index_size_bytes = index_totals.bytes;
  };
  if (description.local_secondary_indexes) {
    for (auto& index : *description.local_secondary_indexes) add_totals(index);
  }
  if (description.global_secondary_indexes) {
    for (auto& index : *description.global_secondary_indexes) add_totals(index);
  }
  return description;
}

TableDescriptionOutput Dynamodb::create_table(const CreateTableInput& input,
                                              const Request& request) {
  Table table = read_table_spec(input);
  const TableName name{request.account(), request.region(), input.table_name};
  if (tables_.find(name)) throw table_exists(input.table_name);
  table.id = tables_.next_id();
  TableDescription description = describe_new(input, request, host_.now(), host_.random().uuid());
  TableDescription stored = description;
  tables_.insert(name, table, write_shape(stored));
  if (input.tags) {
    Json tags = Json::object();
    for (const Tag& tag : *input.tags) tags[tag.key] = tag.value;
    tables_.set_tags(name, tags);
  }
  description.table_status = "CREATING";
  if (description.global_secondary_indexes) {
    for (auto& index : *description.global_secondary_indexes) index.index_status = "CREATING";
  }
  return {std::move(description)};
}

DescribeTableOutput Dynamodb::describe_table(const TableNameInput& input, const Request& request) {
  if (!input.table_name.starts_with("arn:")) check_table_name(input.table_name);
  const TableName name{request.account(), request.region(), input.table_name};
  if (!input.table_name.starts_with("arn:") && !tables_.find(name)) {
    throw no_such_table(input.table_name);
  }
  const auto found = find_table(input.table_name, request);
  return {describe(found.name, *found.table)};
}

ListTablesOutput Dynamodb::list_tables(const ListTablesInput& input, const Request& request) {
  const int limit = input.limit.value_or(list_names_max);
  const TableName start{request.account(), request.region(),
                        input.exclusive_start_table_name.value_or("")};
  ListTablesOutput output;
  output.table_names = tables_.list(start, limit + 1);
  if (output.table_names.size() > static_cast<std::size_t>(limit)) {
    output.table_names.pop_back();
    output.last_evaluated_table_name = output.table_names.back();
  }
  return output;
}

void Dynamodb::create_index(const UpdateTableInput& input, const GlobalIndexSpec& spec,
                            const TableName& name, Table& table, TableDescription& description) {
  const auto exists = [&](const Index& index) { return index.name == spec.index_name; };
  if (std::any_of(table.indexes.begin(), table.indexes.end(), exists)) {
    throw invalid("Attempting to create an index which already exists");
  }
  add_definitions(input.attribute_definitions, description.attribute_definitions);
  const bool is_on_demand = description.billing_mode_summary &&
                            description.billing_mode_summary->billing_mode == "PAY_PER_REQUEST";
  check_throughput(is_on_demand ? "PAY_PER_REQUEST" : "PROVISIONED", spec.provisioned_throughput,
                   "index: " + spec.index_name);
  Index index = read_global_index(spec, description.attribute_definitions, table.next_index_number);
  ++table.next_index_number;
  items_.fill_index(table, index);
  table.indexes.push_back(std::move(index));
  check_definitions(description.attribute_definitions, table);
  if (!description.global_secondary_indexes) description.global_secondary_indexes.emplace();
  const Arn arn{"dynamodb", name.region, name.account, "table/" + name.name};
  description.global_secondary_indexes->push_back(describe_global(spec, arn.text()));
}

TableDescriptionOutput Dynamodb::update_table(const UpdateTableInput& input,
                                              const Request& request) {
  refuse_what_is_not_there(input);
  if (!changes_something(input)) {
    throw invalid(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
        "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
  }
  const auto [name, found] = find_table(input.table_name, request);
  Table table = *found;
  TableDescription description;
  read_shape(tables_.description(name), description);
  update_settings(input, request, host_.now(), description);
  std::string created;
  for (const GlobalIndexUpdate& change :
       input.global_secondary_index_updates.value_or(std::vector<GlobalIndexUpdate>())) {
    if (change.create) {
      create_index(input, *change.create, name, table, description);
      created = change.create->index_name;
    }
    if (change.update) {
      find_index(description, change.update->index_name).provisioned_throughput =
          describe_throughput(change.update->provisioned_throughput);
    }
    if (!change.remove) continue;
    const std::string& index_name = change.remove->index_name;
    find_index(description, index_name);
    items_.remove_index(table, table.index(index_name).number);
    std::erase_if(*description.global_secondary_indexes,
                  [&](const auto& index) { return index.index_name == index_name; });
    if (description.global_secondary_indexes->empty()) description.global_secondary_indexes.reset();
    std::erase_if(table.indexes, [&](const Index& index) { return index.name == index_name; });
    drop_unused_definitions(table, description.attribute_definitions);
  }
  tables_.update(name, table, write_shape(TableDescription(description)));
  TableDescriptionOutput output{describe(name, table)};
  output.table_description.table_status = "UPDATING";
  if (!created.empty()) {
    find_index(output.table_description, created).index_status = "CREATING";
  }
  return output;
}

TableDescriptionOutput Dynamodb::delete_table(const TableNameInput& input, const Request& request) {
  const TableName plain{request.account(), request.region(), input.table_name};
  if (!input.table_name.starts_with("arn:") && !tables_.find(plain)) {
    throw no_such_table(input.table_name);
  }
  const auto [name, table] = find_table(input.table_name, request);
  TableDescriptionOutput output{describe(name, *table)};
  if (output.table_description.deletion_protection_enabled) {
    throw invalid(
        "Resource cannot be deleted as it is currently protected against deletion. Disable "
        "deletion protection first.");
  }
  items_.remove_table(*table);
  tables_.remove(name);
  output.table_description.table_status = "DELETING";
  return output;
}

}  // namespace snowglobe::dynamodb
