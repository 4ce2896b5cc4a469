#include "services/dynamodb/backups/restores.h"

#include "emulator/base/arn.h"
#include "emulator/base/text.h"
#include "services/dynamodb/backups/restore_overrides.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/account_quotas.h"
#include "services/dynamodb/tables/table_description.h"
#include "services/dynamodb/tables/table_spec.h"
#include "services/dynamodb/tables/update_answer.h"

namespace snowglobe::dynamodb {
namespace {

Moment whole_second(Moment moment) { return std::chrono::floor<std::chrono::seconds>(moment); }

// The names of a new table, in its description and its indexes'.
void rename(const TableName& name, TableDescription& description) {
  description.table_name = name.name;
  description.table_arn = table_arn(name);
  const auto rename_all = [&](auto& indexes) {
    if (!indexes) return;
    for (auto& index : *indexes) {
      index.index_arn = description.table_arn + "/index/" + index.index_name;
    }
  };
  rename_all(description.local_secondary_indexes);
  rename_all(description.global_secondary_indexes);
}

// What of the source's description a restored table does not have.
void forget_what_is_not_restored(TableDescription& description) {
  description.deletion_protection_enabled = false;
  description.table_class_summary.reset();
  description.stream_specification.reset();
  description.latest_stream_arn.reset();
  description.latest_stream_label.reset();
}

// What AWS checks before it looks at tables.
void check_shape(const RestoreTableToPointInTimeInput& input, const Request& request) {
  if (input.use_latest_restorable_time.value_or(false)) {
    if (input.restore_date_time) {
      throw invalid_request(
          "Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time "
          "restore request. Please specify either RestoreDateTime time or UseLatestRestorableTime");
    }
  } else if (!input.restore_date_time) {
    throw invalid_request(
        "Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both");
  }
  if (input.source_table_arn && input.source_table_name) {
    throw invalid("Must provide exactly one of: sourceTableArn, sourceTableName");
  }
  if (!input.source_table_arn && !input.source_table_name) {
    throw invalid("The parameter 'TableName' is required but was not present in the request");
  }
  if (!input.source_table_arn) return;
  const auto arn = Arn::parse(*input.source_table_arn);
  if (!arn || arn->service != "dynamodb" || !arn->resource.starts_with("table/")) {
    throw invalid("sourceTableArn is not a valid ARN");
  }
  if (arn->account != request.account()) {
    throw invalid(
        "This action is only supported by accounts that match the resource owner\u2019s account.");
  }
}

// The moment to restore to. Throws when it is outside of what there is.
Moment restore_moment(const Maybe<Moment>& wanted, const Recovery& recovery, Moment now) {
  const Moment latest = recovery.latest(now);
  if (!wanted) return latest;
  const Moment earliest = whole_second(recovery.earliest(now));
  if (*wanted >= earliest && *wanted <= latest) return *wanted;
  throw AwsError("InvalidRestoreTimeException",
                 "RestoreDateTime '" + iso8601_seconds(*wanted) +
                     "' must be within EarliestRestorableDateTime '" + iso8601_seconds(earliest) +
                     "' and LatestRestorableDateTime '" + iso8601_seconds(latest) + "'");
}

}  // namespace

TableDescriptionOutput Restores::restore(const Source& source, const std::string& target,
                                         const RestoreOverrides& overrides,
                                         const Request& request) {
  const TableName name{request.account(), request.region(), target};
  if (source.region != name.region && !overrides.sse_specification) {
    throw invalid_request("sseSpecificationOverride must be provided for cross-region restores");
  }
  if (tables_.find(name)) {
    throw AwsError("TableAlreadyExistsException", "Table already exists: " + target);
  }
  check_table_count(tables_, name);
  if (overrides.vector_indexes) throw not_implemented("VectorIndexOverride");
  Table table = bare_copy(source.schema, tables_.next_id());
  table.name = target;
  TableDescription description;
  read_shape(source.description, description);
  description.table_id = host_.random().uuid();
  description.creation_date_time = host_.now();
  forget_what_is_not_restored(description);
  override_indexes(overrides, table, description);
  rename(name, description);
  override_throughput(overrides, host_.now(), description);
  if (overrides.sse_specification) {
    check_encryption(*overrides.sse_specification);
    set_encryption(*overrides.sse_specification, name, description);
  }
  drop_unused_definitions(table, description.attribute_definitions);
  description.restore_summary = source.summary;
  tables_.insert(name, table, write_shape(TableDescription(description)));
  if (source.as_of) {
    stores_.recoveries.copy_items(source.items_id, table.id, *source.as_of);
  } else {
    stores_.backups.copy_items(source.items_id, table.id);
  }
  for (const Index& index : table.indexes) stores_.items.fill_index(table, index);
  TableDescriptionOutput output{describer_.describe(name, table)};
  show_creating(output.table_description);
  output.table_description.restore_summary->restore_in_progress = true;
  return output;
}

TableDescriptionOutput Restores::restore_table_from_backup(const RestoreTableFromBackupInput& input,
                                                           const Request& request) {
  const Backup backup = backups_.find(input.backup_arn, request);
  const RestoreSummary summary{backup.arn, table_arn(backup.table), backup.created};
  return restore({backup.items_id, std::nullopt, backup.table.region, backup.schema,
                  backup.table_description, summary},
                 input.target_table_name, input.overrides, request);
}

TableDescriptionOutput Restores::restore_table_to_point_in_time(
    const RestoreTableToPointInTimeInput& input, const Request& request) {
  check_shape(input, request);
  const std::string& source =
      input.source_table_arn ? *input.source_table_arn : *input.source_table_name;
  const auto [name, table] = finder_.find_kept(source, request);
  if (!table->keeps_history) {
    throw AwsError("PointInTimeRecoveryUnavailableException",
                   "Point in time recovery is not enabled for table '" + name.name + "'");
  }
  const Moment moment =
      restore_moment(input.restore_date_time, *stores_.recoveries.find(table->id), host_.now());
  const RestoreSummary summary{std::nullopt, table_arn(name), moment};
  return restore({table->id, moment, name.region, *table, tables_.description(name), summary},
                 input.target_table_name, input.overrides, request);
}

}  // namespace snowglobe::dynamodb
