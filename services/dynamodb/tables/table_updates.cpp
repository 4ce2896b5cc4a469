#include "services/dynamodb/tables/table_updates.h"

#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/account_quotas.h"
#include "services/dynamodb/tables/stream_specification.h"
#include "services/dynamodb/tables/table_description.h"
#include "services/dynamodb/tables/table_spec.h"
#include "services/dynamodb/tables/throughput.h"
#include "services/dynamodb/tables/update_answer.h"
#include "services/dynamodb/tables/update_request.h"

namespace snowglobe::dynamodb {
namespace {

// Source: "Read/write capacity mode" in "Constraints": four switches to on-demand in so long.
constexpr std::size_t on_demand_switches_max = 4;
constexpr Duration on_demand_switches_window = std::chrono::hours(24);

// What an update says of the index `name`, if anything.
const UpdateGlobalIndexAction* find_update(const UpdateTableInput& input, const std::string& name) {
  if (!input.global_secondary_index_updates) return nullptr;
  for (const GlobalIndexUpdate& change : *input.global_secondary_index_updates) {
    if (change.update && change.update->index_name == name) return &*change.update;
  }
  return nullptr;
}

void count_on_demand_switch(Moment now, std::vector<Moment>& switches) {
  std::erase_if(switches, [&](Moment at) { return now - at >= on_demand_switches_window; });
  if (switches.size() == on_demand_switches_max) {
    throw limit_exceeded(
        "Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 times in 1 "
        "day(s).");
  }
  switches.push_back(now);
}

// Switches the billing mode. Throughput is then as the new mode wants it, of the indexes too.
void switch_billing_mode(const UpdateTableInput& input, Moment now, Table& table,
                         TableDescription& description) {
  const std::string& mode = *input.billing_mode;
  if (mode == "PAY_PER_REQUEST") count_on_demand_switch(now, table.on_demand_switches);
  set_billing_mode(mode, now, description);
  if (mode != "PROVISIONED" || !description.global_secondary_indexes) return;
  for (const GlobalIndexDescription& index : *description.global_secondary_indexes) {
    const auto* update = find_update(input, index.index_name);
    if (update != nullptr && update->provisioned_throughput) continue;
    throw invalid_parameter("ProvisionedThroughput must be specified for index: " +
                            index.index_name);
  }
}

void update_throughput(const UpdateTableInput& input, Moment now, Table& table,
                       TableDescription& description) {
  if (input.billing_mode && *input.billing_mode != billing_mode_of(description)) {
    switch_billing_mode(input, now, table, description);
  }
  const std::string mode = billing_mode_of(description);
  if (input.provisioned_throughput) {
    check_created_throughput(mode, input.provisioned_throughput, "");
    change_throughput(*input.provisioned_throughput, "", now, description.provisioned_throughput);
  }
  if (input.on_demand_throughput) {
    check_ceilings(*input.on_demand_throughput, mode, "", Ceilings::kUpdate);
    change_ceilings(*input.on_demand_throughput, description.on_demand_throughput);
  }
  change_warm_throughput(input.warm_throughput, mode, description.provisioned_throughput, "",
                         description.warm_throughput);
}

// Source: "Quotas in Amazon DynamoDB": two updates of the class in so long.
constexpr std::chrono::days class_changes_pause{30};

// A table that never had a class has the standard one, and says nothing of it.
void change_table_class(const std::string& wanted, Moment now, Table& table,
                        TableDescription& description) {
  auto& summary = description.table_class_summary;
  if (!summary && wanted == "STANDARD") return;
  if (table.class_changed_before != Moment{} &&
      now - table.class_changed_before < class_changes_pause) {
    throw limit_exceeded(
        "Subscriber limit exceeded: Updates to TableClass are limited to 2 times in 30 day(s).");
  }
  if (!summary || summary->table_class != wanted) {
    table.class_changed_before = table.class_changed;
    table.class_changed = now;
  }
  summary = TableClassSummary{wanted, now};
}

void update_settings(const UpdateTableInput& input, const TableName& name, Moment now, Table& table,
                     TableDescription& description) {
  update_throughput(input, now, table, description);
  if (input.sse_specification) change_encryption(*input.sse_specification, name, description);
  if (input.table_class) change_table_class(*input.table_class, now, table, description);
  if (input.deletion_protection_enabled) {
    description.deletion_protection_enabled = *input.deletion_protection_enabled;
  }
}

// `verb` is what is to be done with the index.
void refuse_local_index(const Table& table, const std::string& index_name, const char* verb) {
  const Index* index = table.find_index(index_name);
  if (index == nullptr || index->is_global) return;
  throw invalid("Cannot " + std::string(verb) +
                " an index that is not a GlobalSecondaryIndex: " + index_name);
}

void update_index(const UpdateGlobalIndexAction& update, Moment now, const Table& table,
                  TableDescription& description) {
  const std::string& name = update.index_name;
  refuse_local_index(table, name, "update");
  const bool only_warms = !update.provisioned_throughput && !update.on_demand_throughput;
  if (update.warm_throughput && only_warms && table.find_index(name) == nullptr) {
    throw internal_failure();
  }
  GlobalIndexDescription& index = find_index(description, name);
  const std::string mode = billing_mode_of(description);
  const auto has_units = [](const OnDemandThroughput& ceilings) {
    return ceilings.max_read_request_units || ceilings.max_write_request_units;
  };
  const bool sets_ceilings = update.on_demand_throughput && has_units(*update.on_demand_throughput);
  if (mode == "PAY_PER_REQUEST" &&
      (update.provisioned_throughput || (!sets_ceilings && !update.warm_throughput))) {
    throw invalid_parameter("The only Updates for index: " + name +
                            " when TableThroughputMode is PAY_PER_REQUEST can be to "
                            "OnDemandThroughput, WarmThroughput");
  }
  if (update.provisioned_throughput) {
    check_units(*update.provisioned_throughput);
    change_throughput(*update.provisioned_throughput, name, now, index.provisioned_throughput);
  }
  if (update.on_demand_throughput) {
    check_ceilings(*update.on_demand_throughput, mode, name, Ceilings::kUpdate);
    change_ceilings(*update.on_demand_throughput, index.on_demand_throughput);
  }
  change_warm_throughput(update.warm_throughput, mode, index.provisioned_throughput, name,
                         index.warm_throughput);
}

}  // namespace

void TableUpdates::create_index(const UpdateTableInput& input, const GlobalIndexSpec& spec,
                                const TableName& name, Table& table,
                                TableDescription& description) {
  if (table.find_index(spec.index_name) != nullptr) {
    throw invalid("Attempting to create an index which already exists");
  }
  if (!input.attribute_definitions) {
    throw invalid_parameter("AttributeDefinitions is not specified for index: " + spec.index_name);
  }
  add_definitions(*input.attribute_definitions, description.attribute_definitions);
  const std::string mode = billing_mode_of(description);
  check_added_throughput(mode, spec.provisioned_throughput, spec.index_name);
  if (spec.on_demand_throughput) {
    check_ceilings(*spec.on_demand_throughput, mode, spec.index_name, Ceilings::kCreate);
  }
  Index index = read_global_index(spec, description.attribute_definitions, table.next_index_number);
  ++table.next_index_number;
  items_.fill_index(table, index);
  table.indexes.push_back(std::move(index));
  drop_unused_definitions(table, description.attribute_definitions);
  check_index_counts(table, IndexOf::kTable);
  if (!description.global_secondary_indexes) description.global_secondary_indexes.emplace();
  description.global_secondary_indexes->push_back(describe_global(spec, table_arn(name), mode));
}

void TableUpdates::delete_index(const std::string& index_name, Table& table,
                                TableDescription& description) {
  refuse_local_index(table, index_name, "delete");
  find_index(description, index_name);
  items_.remove_index(table, table.index(index_name).number);
  auto& indexes = description.global_secondary_indexes;
  std::erase_if(*indexes, [&](const auto& index) { return index.index_name == index_name; });
  if (indexes->empty()) indexes.reset();
  std::erase_if(table.indexes, [&](const Index& index) { return index.name == index_name; });
  drop_unused_definitions(table, description.attribute_definitions);
}

TableDescriptionOutput TableUpdates::update_table(const UpdateTableInput& given,
                                                  const Request& request) {
  const UpdateTableInput input = without_empty_members(given);
  check_update(input);
  const auto [name, found] = finder_.find_named(input.table_name, request);
  check_one_index_at_a_time(input);
  Table table = *found;
  TableDescription description;
  read_shape(tables_.description(name), description);
  const TableDescription before = description;
  if (input.stream_specification) {
    switch_stream(*input.stream_specification, name, streams_, table, description);
  }
  update_settings(input, name, host_.now(), table, description);
  update_indexes(input, name, table, description);
  check_quotas(tables_, before, description, name);
  tables_.update(name, table, write_shape(TableDescription(description)));
  TableDescriptionOutput output{describer_.describe(name, table)};
  show_as_begun(input, before, output.table_description);
  return output;
}

void TableUpdates::update_indexes(const UpdateTableInput& input, const TableName& name,
                                  Table& table, TableDescription& description) {
  for (const GlobalIndexUpdate& change :
       input.global_secondary_index_updates.value_or(std::vector<GlobalIndexUpdate>())) {
    if (change.create) {
      create_index(input, *change.create, name, table, description);
    } else if (change.update) {
      update_index(*change.update, host_.now(), table, description);
    } else {
      delete_index(change.remove->index_name, table, description);
    }
  }
}

}  // namespace snowglobe::dynamodb
