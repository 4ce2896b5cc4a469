#include "services/dynamodb/tables/tables.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/account_quotas.h"
#include "services/dynamodb/tables/policy_document.h"
#include "services/dynamodb/tables/stream_specification.h"
#include "services/dynamodb/tables/table_description.h"
#include "services/dynamodb/tables/table_spec.h"
#include "services/dynamodb/tables/tags.h"
#include "services/dynamodb/tables/update_answer.h"

namespace snowglobe::dynamodb {
namespace {

constexpr int list_names_max = 100;

}  // namespace

TableDescriptionOutput Tables::create_table(const CreateTableInput& input, const Request& request) {
  const TableName name = read_new_table_name(input.table_name, request);
  Table table = read_table_spec(input, name.name);
  std::string policy;
  if (input.resource_policy) policy = canonical_policy(*input.resource_policy);
  if (input.tags) check_tags(*input.tags);
  if (tables_.find(name)) throw table_exists(name.name);
  check_table_count(tables_, name);
  table.id = tables_.next_id();
  TableDescription description = describe_new(input, name, host_.now(), host_.random().uuid());
  check_quotas(tables_, TableDescription(), description, name);
  if (input.stream_specification) {
    open_stream(*input.stream_specification, name, parts_.streams, table, description);
  }
  tables_.insert(name, table, write_shape(TableDescription(description)));
  if (input.tags) tables_.set_tags(name, add_tags(Json::object(), *input.tags));
  if (input.resource_policy) {
    parts_.policies.put(description.table_arn, policy, host_.now());
  }
  show_as_created(input, description);
  return {std::move(description)};
}

DescribeTableOutput Tables::describe_table(const TableNameInput& input, const Request& request) {
  const auto found = finder_.find_named(input.table_name, request);
  return {describer_.describe(found.name, *found.table)};
}

ListTablesOutput Tables::list_tables(const ListTablesInput& input, const Request& request) {
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

DeleteTableOutput Tables::delete_table(const TableNameInput& input, const Request& request) {
  const auto [name, table] = finder_.find_named(input.table_name, request);
  const TableDescription description = describer_.describe(name, *table);
  if (description.deletion_protection_enabled) {
    throw invalid(
        "Resource cannot be deleted as it is currently protected against deletion. Disable "
        "deletion protection first.");
  }
  if (table->keeps_history) {
    backups_.make(name, *table, name.name + "$DeletedTableBackup", BackupKind::kSystem);
    parts_.recoveries.remove(table->id);
  }
  parts_.items.remove_table(*table);
  parts_.totals.remove_table(table->id);
  parts_.policies.remove_table(description.table_arn);
  if (table->stream) parts_.streams.close(table->stream->id);
  tables_.remove(name);
  return {{name.name, "DELETING", description.provisioned_throughput, description.table_size_bytes,
           description.item_count, description.table_arn, description.table_id,
           description.billing_mode_summary, description.deletion_protection_enabled}};
}

}  // namespace snowglobe::dynamodb
