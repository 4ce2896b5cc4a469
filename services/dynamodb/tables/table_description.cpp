#include "services/dynamodb/tables/table_description.h"

#include <algorithm>

#include "emulator/base/arn.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

ThroughputDescription describe_throughput(const Maybe<Throughput>& throughput) {
  ThroughputDescription description;
  if (throughput) {
    description.read_capacity_units = throughput->read_capacity_units;
    description.write_capacity_units = throughput->write_capacity_units;
  }
  return description;
}

ProjectionSpec describe_projection(ProjectionSpec projection) {
  if (auto& names = projection.non_key_attributes) std::sort(names->begin(), names->end());
  return projection;
}

LocalIndexDescription describe_local(const LocalIndexSpec& spec, const std::string& table_arn) {
  LocalIndexDescription description;
  description.index_name = spec.index_name;
  description.key_schema = spec.key_schema;
  description.projection = describe_projection(spec.projection);
  description.index_arn = table_arn + "/index/" + spec.index_name;
  return description;
}

}  // namespace

GlobalIndexDescription describe_global(const GlobalIndexSpec& spec, const std::string& table_arn,
                                       const std::string& billing_mode) {
  GlobalIndexDescription description;
  description.index_name = spec.index_name;
  description.key_schema = spec.key_schema;
  description.projection = describe_projection(spec.projection);
  description.index_status = "ACTIVE";
  description.provisioned_throughput = describe_throughput(spec.provisioned_throughput);
  description.index_arn = table_arn + "/index/" + spec.index_name;
  description.on_demand_throughput = spec.on_demand_throughput;
  change_warm_throughput(spec.warm_throughput, billing_mode, description.provisioned_throughput,
                         spec.index_name, description.warm_throughput);
  return description;
}

TableDescription describe_new(const CreateTableInput& input, const TableName& name, Moment now,
                              std::string id) {
  const std::string mode = input.billing_mode.value_or("PROVISIONED");
  TableDescription description;
  add_definitions(*input.attribute_definitions, description.attribute_definitions);
  description.table_name = name.name;
  description.key_schema = input.key_schema;
  description.table_status = "ACTIVE";
  description.creation_date_time = now;
  description.provisioned_throughput = describe_throughput(input.provisioned_throughput);
  description.table_arn = table_arn(name);
  description.table_id = std::move(id);
  if (mode == "PAY_PER_REQUEST") description.billing_mode_summary = BillingModeSummary{mode, now};
  if (input.local_secondary_indexes) {
    auto& indexes = description.local_secondary_indexes.emplace();
    for (const LocalIndexSpec& spec : *input.local_secondary_indexes) {
      indexes.push_back(describe_local(spec, description.table_arn));
    }
  }
  if (input.global_secondary_indexes) {
    auto& indexes = description.global_secondary_indexes.emplace();
    for (const GlobalIndexSpec& spec : *input.global_secondary_indexes) {
      indexes.push_back(describe_global(spec, description.table_arn, mode));
    }
  }
  if (input.sse_specification) set_encryption(*input.sse_specification, name, description);
  if (input.table_class) {
    description.table_class_summary = TableClassSummary{*input.table_class, std::nullopt};
  }
  description.deletion_protection_enabled = input.deletion_protection_enabled.value_or(false);
  description.on_demand_throughput = input.on_demand_throughput;
  change_warm_throughput(input.warm_throughput, mode, description.provisioned_throughput, "",
                         description.warm_throughput);
  return description;
}

std::string billing_mode_of(const TableDescription& description) {
  return description.billing_mode_summary ? description.billing_mode_summary->billing_mode
                                          : "PROVISIONED";
}

void set_billing_mode(const std::string& mode, Moment now, TableDescription& description) {
  if (mode == billing_mode_of(description)) return;
  if (!description.billing_mode_summary) description.billing_mode_summary.emplace();
  description.billing_mode_summary->billing_mode = mode;
  if (mode == "PROVISIONED") {
    description.on_demand_throughput.reset();
  } else {
    description.billing_mode_summary->last_update_to_pay_per_request_date_time = now;
    description.provisioned_throughput.read_capacity_units = 0;
    description.provisioned_throughput.write_capacity_units = 0;
  }
  change_warm_throughput(std::nullopt, mode, description.provisioned_throughput, "",
                         description.warm_throughput);
  if (!description.global_secondary_indexes) return;
  for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
    if (mode == "PROVISIONED") {
      index.on_demand_throughput.reset();
    } else {
      // Of an index, and not of its table, this counts as a decrease.
      auto& throughput = index.provisioned_throughput;
      forget_decreases_of_other_days(now, throughput);
      throughput.read_capacity_units = throughput.write_capacity_units = 0;
      throughput.last_decrease_date_time = now;
      ++throughput.number_of_decreases_today;
    }
    change_warm_throughput(std::nullopt, mode, index.provisioned_throughput, index.index_name,
                           index.warm_throughput);
  }
}

void set_encryption(const SseSpecification& spec, const TableName& name,
                    TableDescription& description) {
  description.sse_description.reset();
  if (!spec.enabled.value_or(spec.sse_type.has_value())) return;
  const std::string key = spec.kms_master_key_id.value_or("alias/aws/dynamodb");
  const Arn arn{"kms", name.region, name.account, key.starts_with("alias/") ? key : "key/" + key};
  description.sse_description =
      SseDescription{"ENABLED", "KMS", key.starts_with("arn:") ? key : arn.text()};
}

void change_encryption(const SseSpecification& spec, const TableName& name,
                       TableDescription& description) {
  const Maybe<SseDescription> present = description.sse_description;
  set_encryption(spec, name, description);
  if (!present && !description.sse_description) {
    throw invalid_parameter("Table is already encrypted by default");
  }
  if (present && spec.kms_master_key_id && present->kms_master_key_arn == spec.kms_master_key_id) {
    throw invalid_parameter(
        "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you "
        "want to change Master Key");
  }
}

GlobalIndexDescription& find_index(TableDescription& description, const std::string& name) {
  if (description.global_secondary_indexes) {
    for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
      if (index.index_name == name) return index;
    }
  }
  throw no_such_global_index(name, description.table_name);
}

void add_definitions(const std::vector<AttributeDefinition>& more,
                     std::vector<AttributeDefinition>& definitions) {
  const auto by_name = [](const AttributeDefinition& a, const AttributeDefinition& b) {
    return a.attribute_name < b.attribute_name;
  };
  for (const AttributeDefinition& definition : more) {
    const auto at = std::lower_bound(definitions.begin(), definitions.end(), definition, by_name);
    if (at != definitions.end() && at->attribute_name == definition.attribute_name) continue;
    definitions.insert(at, definition);
  }
}

void drop_unused_definitions(const Table& table, std::vector<AttributeDefinition>& definitions) {
  std::erase_if(definitions, [&](const AttributeDefinition& definition) {
    return !table.key.has(definition.attribute_name) &&
           std::none_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
             return index.key.has(definition.attribute_name);
           });
  });
}

}  // namespace snowglobe::dynamodb
