// CreateTable, DescribeTable, ListTables, UpdateTable, DeleteTable.
//
// A table is there at once: CreateTable answers CREATING, as clients expect, and everything after
// it finds the table ACTIVE. In the same way UpdateTable answers UPDATING and DeleteTable DELETING.
#include <algorithm>
#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"
#include "services/dynamodb/table_description.h"
#include "services/dynamodb/table_spec.h"
#include "services/dynamodb/tags.h"

namespace snowglobe::dynamodb {
namespace {

constexpr int list_names_max = 100;
// Source: "Quotas in Amazon DynamoDB": tables of an account in a region.
constexpr int tables_max = 2'500;

void refuse_what_is_not_there(const UpdateTableInput& input) {
  const auto refuse = [](bool is_given, const char* what) {
    if (is_given) throw not_implemented(what);
  };
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

// What an update says of the index `name`, if anything.
const UpdateGlobalIndexAction* find_update(const UpdateTableInput& input, const std::string& name) {
  if (!input.global_secondary_index_updates) return nullptr;
  for (const GlobalIndexUpdate& change : *input.global_secondary_index_updates) {
    if (change.update && change.update->index_name == name) return &*change.update;
  }
  return nullptr;
}

// Switches the billing mode. Throughput is then as the new mode wants it, of the indexes too.
void switch_billing_mode(const UpdateTableInput& input, const std::string& mode, Moment now,
                         TableDescription& description) {
  check_throughput(mode, input.provisioned_throughput, "the table");
  set_billing_mode(mode, now, description);
  if (mode != "PROVISIONED") return;
  change_throughput(*input.provisioned_throughput, "the table", now,
                    description.provisioned_throughput);
  if (!description.global_secondary_indexes) return;
  for (const GlobalIndexDescription& index : *description.global_secondary_indexes) {
    const auto* update = find_update(input, index.index_name);
    check_throughput(mode, update ? update->provisioned_throughput : std::nullopt,
                     "index: " + index.index_name);
  }
}

void update_throughput(const UpdateTableInput& input, Moment now, TableDescription& description) {
  const std::string present_mode = billing_mode_of(description);
  const std::string mode = input.billing_mode.value_or(present_mode);
  if (mode != present_mode) {
    switch_billing_mode(input, mode, now, description);
  } else if (input.provisioned_throughput) {
    check_throughput(mode, input.provisioned_throughput, "the table");
    change_throughput(*input.provisioned_throughput, "the table", now,
                      description.provisioned_throughput);
  }
  if (input.on_demand_throughput) {
    check_ceilings(*input.on_demand_throughput, mode, "table", Ceilings::kUpdate);
    change_ceilings(*input.on_demand_throughput, description.on_demand_throughput);
  }
  change_warm_throughput(input.warm_throughput, mode, description.provisioned_throughput, "table",
                         description.warm_throughput);
}

void update_settings(const UpdateTableInput& input, const TableName& name, Moment now,
                     TableDescription& description) {
  update_throughput(input, now, description);
  if (input.sse_specification) {
    check_encryption(*input.sse_specification);
    set_encryption(*input.sse_specification, name, description);
  }
  if (input.table_class) {
    description.table_class_summary = TableClassSummary{*input.table_class, now};
  }
  if (input.deletion_protection_enabled) {
    description.deletion_protection_enabled = *input.deletion_protection_enabled;
  }
}

void update_index(const UpdateGlobalIndexAction& update, Moment now,
                  TableDescription& description) {
  GlobalIndexDescription& index = find_index(description, update.index_name);
  const std::string mode = billing_mode_of(description);
  if (update.provisioned_throughput) {
    check_throughput(mode, update.provisioned_throughput, "index: " + update.index_name);
    change_throughput(*update.provisioned_throughput, "the index " + update.index_name, now,
                      index.provisioned_throughput);
  }
  if (update.on_demand_throughput) {
    check_ceilings(*update.on_demand_throughput, mode, "index " + update.index_name,
                   Ceilings::kUpdate);
    change_ceilings(*update.on_demand_throughput, index.on_demand_throughput);
  }
  change_warm_throughput(update.warm_throughput, mode, index.provisioned_throughput,
                         "index " + update.index_name, index.warm_throughput);
}

// Each entry of GlobalSecondaryIndexUpdates does one thing, each to another index.
void check_index_updates(const UpdateTableInput& input) {
  if (!input.global_secondary_index_updates) return;
  const auto& changes = *input.global_secondary_index_updates;
  if (changes.empty()) throw invalid_parameter("List of GlobalSecondaryIndexUpdates is empty");
  std::set<std::string> names;
  int online = 0;
  for (const GlobalIndexUpdate& change : changes) {
    const int parts =
        change.update.has_value() + change.create.has_value() + change.remove.has_value();
    if (parts == 0) {
      throw invalid_parameter(
          "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
          "GlobalSecondaryIndexUpdate.Delete must not be null");
    }
    if (parts > 1) {
      throw invalid_parameter(
          "Only one of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
          "GlobalSecondaryIndexUpdate.Delete may be specified");
    }
    const std::string& name = change.update   ? change.update->index_name
                              : change.create ? change.create->index_name
                                              : change.remove->index_name;
    if (!names.insert(name).second) {
      throw invalid_parameter(
          "Only one global secondary index update per index is allowed simultaneously. Index: " +
          name);
    }
    if (!change.update) ++online;
  }
  if (online > 1) {
    throw limit_exceeded(
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously "
        "per table");
  }
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

}  // namespace

void Dynamodb::check_table_count(const TableName& name) {
  if (tables_.count(name) < tables_max) return;
  throw limit_exceeded("Subscriber limit exceeded: There is a limit of " +
                       std::to_string(tables_max) + " tables per subscriber");
}

TableDescription Dynamodb::describe(const TableName& name, const Table& table) {
  TableDescription description;
  read_shape(tables_.description(name), description);
  const Totals totals = totals_.totals(table.id, 0, host_.now());
  description.item_count = totals.items;
  description.table_size_bytes = totals.bytes;
  forget_decreases_of_other_days(host_.now(), description.provisioned_throughput);
  const auto add_totals = [&](auto& index) {
    const int number = table.index(index.index_name).number;
    const Totals index_totals = totals_.totals(table.id, number, host_.now());
    index.item_count = index_totals.items;
    index.index_size_bytes = index_totals.bytes;
  };
  if (description.local_secondary_indexes) {
    for (auto& index : *description.local_secondary_indexes) add_totals(index);
  }
  if (description.global_secondary_indexes) {
    for (auto& index : *description.global_secondary_indexes) {
      add_totals(index);
      forget_decreases_of_other_days(host_.now(), index.provisioned_throughput);
    }
  }
  return description;
}

void Dynamodb::set_status(const std::string& status, TableDescription& description) {
  description.table_status = status;
  if (status != "CREATING") return;
  if (description.warm_throughput) description.warm_throughput->status = status;
  if (!description.global_secondary_indexes) return;
  for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
    index.index_status = status;
    if (index.warm_throughput) index.warm_throughput->status = status;
  }
}

TableDescriptionOutput Dynamodb::create_table(const CreateTableInput& input,
                                              const Request& request) {
  const TableName name = read_new_table_name(input.table_name, request);
  Table table = read_table_spec(input, name.name);
  if (input.resource_policy) PolicyStore::check(*input.resource_policy);
  if (tables_.find(name)) throw table_exists(name.name);
  check_table_count(name);
  table.id = tables_.next_id();
  TableDescription description = describe_new(input, name, host_.now(), host_.random().uuid());
  if (input.stream_specification) {
    open_stream(*input.stream_specification, name, table, description);
  }
  tables_.insert(name, table, write_shape(TableDescription(description)));
  if (input.tags) tables_.set_tags(name, add_tags(Json::object(), *input.tags));
  if (input.resource_policy) {
    policies_.put(description.table_arn, *input.resource_policy, host_.now());
  }
  // Told once the switch is over.
  if (description.billing_mode_summary) {
    description.billing_mode_summary->last_update_to_pay_per_request_date_time.reset();
  }
  set_status("CREATING", description);
  return {std::move(description)};
}

DescribeTableOutput Dynamodb::describe_table(const TableNameInput& input, const Request& request) {
  if (!input.table_name.starts_with("arn:")) check_table_name(input.table_name);
  const auto found = find_named_table(input.table_name, request);
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
  const std::string mode = billing_mode_of(description);
  check_global_index(spec, mode);
  Index index = read_global_index(spec, description.attribute_definitions, table.next_index_number);
  ++table.next_index_number;
  items_.fill_index(table, index);
  table.indexes.push_back(std::move(index));
  check_definitions(description.attribute_definitions, table);
  check_index_counts(table);
  if (!description.global_secondary_indexes) description.global_secondary_indexes.emplace();
  description.global_secondary_indexes->push_back(describe_global(spec, table_arn(name), mode));
}

void Dynamodb::delete_index(const std::string& index_name, Table& table,
                            TableDescription& description) {
  find_index(description, index_name);
  items_.remove_index(table, table.index(index_name).number);
  auto& indexes = description.global_secondary_indexes;
  std::erase_if(*indexes, [&](const auto& index) { return index.index_name == index_name; });
  if (indexes->empty()) indexes.reset();
  std::erase_if(table.indexes, [&](const Index& index) { return index.name == index_name; });
  drop_unused_definitions(table, description.attribute_definitions);
}

TableDescriptionOutput Dynamodb::update_table(const UpdateTableInput& input,
                                              const Request& request) {
  refuse_what_is_not_there(input);
  if (!changes_something(input)) {
    throw invalid(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
        "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
  }
  check_index_updates(input);
  check_stream(input.stream_specification);
  const auto [name, found] = find_named_table(input.table_name, request);
  Table table = *found;
  TableDescription description;
  read_shape(tables_.description(name), description);
  if (input.stream_specification) {
    switch_stream(*input.stream_specification, name, table, description);
  }
  update_settings(input, name, host_.now(), description);
  std::string created;
  std::vector<std::string> changed;
  for (const GlobalIndexUpdate& change :
       input.global_secondary_index_updates.value_or(std::vector<GlobalIndexUpdate>())) {
    if (change.create) {
      create_index(input, *change.create, name, table, description);
      created = change.create->index_name;
    } else if (change.update) {
      update_index(*change.update, host_.now(), description);
      changed.push_back(change.update->index_name);
    } else {
      delete_index(change.remove->index_name, table, description);
    }
  }
  tables_.update(name, table, write_shape(TableDescription(description)));
  TableDescriptionOutput output{describe(name, table)};
  set_status("UPDATING", output.table_description);
  for (const std::string& index_name : changed) {
    find_index(output.table_description, index_name).index_status = "UPDATING";
  }
  if (!created.empty()) {
    auto& index = find_index(output.table_description, created);
    index.index_status = "CREATING";
    index.backfilling = false;
  }
  return output;
}

DeleteTableOutput Dynamodb::delete_table(const TableNameInput& input, const Request& request) {
  const auto [name, table] = find_named_table(input.table_name, request);
  const TableDescription description = describe(name, *table);
  if (description.deletion_protection_enabled) {
    throw invalid(
        "Resource cannot be deleted as it is currently protected against deletion. Disable "
        "deletion protection first.");
  }
  if (table->keeps_history) {
    make_backup(name, *table, name.name + "$DeletedTableBackup", BackupKind::kSystem);
    recoveries_.remove(table->id);
  }
  items_.remove_table(*table);
  totals_.remove_table(table->id);
  policies_.remove_table(description.table_arn);
  if (table->stream) streams_.close(table->stream->id);
  tables_.remove(name);
  return {{name.name, "DELETING", description.provisioned_throughput, description.table_size_bytes,
           description.item_count, description.table_arn, description.table_id,
           description.billing_mode_summary, description.deletion_protection_enabled}};
}

}  // namespace snowglobe::dynamodb
