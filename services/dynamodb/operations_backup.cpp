// Backups and restores, continuous backups.
//
// A backup is made at once: CreateBackup answers CREATING, as clients expect, and everything after
// it finds the backup AVAILABLE.
#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"
#include "services/dynamodb/table_description.h"
#include "services/dynamodb/table_spec.h"

namespace snowglobe::dynamodb {
namespace {

constexpr int list_backups_max = 100;
constexpr int recovery_days_max = 35;
// Source: "Restoring a table to a point in time": of a deleted table with point-in-time recovery
// a backup stays for 35 days.
constexpr Duration system_backup_kept = std::chrono::hours(24 * 35);

AwsError no_such_backup(const std::string& arn) {
  return AwsError("BackupNotFoundException", "Backup not found: " + arn);
}

AwsError table_not_found(const std::string& name) {
  return AwsError("TableNotFoundException", "Table not found: " + name);
}

// "01489602797149-73d8d5bc": the moment in milliseconds, so that ARNs sort by age.
std::string backup_id(Moment now, Random& random) {
  std::string millis = std::to_string(to_millis(now));
  millis.insert(0, 14 - std::min<std::size_t>(millis.size(), 14), '0');
  return millis + "-" + random.hex(8);
}

Throughput plain(const ThroughputDescription& throughput) {
  return {throughput.read_capacity_units, throughput.write_capacity_units};
}

SourceTableFeatureDetails describe_features(const TableDescription& description,
                                            const Table& table) {
  SourceTableFeatureDetails features;
  if (description.local_secondary_indexes) {
    auto& infos = features.local_secondary_indexes.emplace();
    for (const LocalIndexDescription& index : *description.local_secondary_indexes) {
      infos.push_back({index.index_name, index.key_schema, index.projection});
    }
  }
  if (description.global_secondary_indexes) {
    auto& infos = features.global_secondary_indexes.emplace();
    for (const GlobalIndexDescription& index : *description.global_secondary_indexes) {
      infos.push_back({index.index_name, index.key_schema, index.projection,
                       plain(index.provisioned_throughput), index.on_demand_throughput});
    }
  }
  if (!table.ttl_attribute.empty()) {
    features.time_to_live_description = TimeToLiveDescription{"ENABLED", table.ttl_attribute};
  }
  features.sse_description = description.sse_description;
  return features;
}

BackupDescription describe_new(const Backup& backup, const std::string& backup_name,
                               const TableDescription& table, const Totals& totals) {
  BackupDescription description;
  description.backup_details = {backup.arn,  backup_name,    totals.bytes,  "AVAILABLE",
                                backup.type, backup.created, backup.expires};
  description.source_table_details = {table.table_name,
                                      table.table_id,
                                      table.table_arn,
                                      totals.bytes,
                                      table.key_schema,
                                      table.creation_date_time,
                                      plain(table.provisioned_throughput),
                                      table.on_demand_throughput,
                                      totals.items,
                                      billing_mode_of(table)};
  description.source_table_feature_details = describe_features(table, backup.schema);
  return description;
}

BackupDescription read_description(const Backup& backup) {
  BackupDescription description;
  read_shape(backup.backup_description, description);
  return description;
}

template <class Spec, class Description>
bool is_same_index(const Spec& spec, const Description& index) {
  return spec.index_name == index.index_name &&
         json_equal(write_shape(std::vector(spec.key_schema)),
                    write_shape(std::vector(index.key_schema))) &&
         json_equal(write_shape(ProjectionSpec(spec.projection)),
                    write_shape(ProjectionSpec(index.projection)));
}

// Leaves the indexes that the override names; each must be one of the source's.
template <class Spec, class Description>
void keep_indexes(const Maybe<std::vector<Spec>>& wanted,
                  Maybe<std::vector<Description>>& descriptions, Table& table) {
  if (!wanted) return;
  std::vector<Description> all = descriptions.value_or(std::vector<Description>());
  descriptions.reset();
  for (const Spec& spec : *wanted) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Description& index) {
      return is_same_index(spec, index);
    });
    if (found == all.end()) {
      throw invalid_parameter("Index " + spec.index_name +
                              " does not match an index of the source table");
    }
    if (!descriptions) descriptions.emplace();
    descriptions->push_back(*found);
    all.erase(found);
  }
  for (const Description& dropped : all) {
    std::erase_if(table.indexes,
                  [&](const Index& index) { return index.name == dropped.index_name; });
  }
}

// A new table has no past: only the units of the throughput are kept.
void renew(const Maybe<Throughput>& wanted, ThroughputDescription& throughput) {
  const Throughput units = wanted.value_or(plain(throughput));
  throughput = {};
  throughput.read_capacity_units = units.read_capacity_units;
  throughput.write_capacity_units = units.write_capacity_units;
}

const GlobalIndexSpec* find_spec(const RestoreOverrides& overrides, const std::string& name) {
  if (!overrides.global_secondary_indexes) return nullptr;
  for (const GlobalIndexSpec& spec : *overrides.global_secondary_indexes) {
    if (spec.index_name == name) return &spec;
  }
  return nullptr;
}

// Throughput of the restored table and of its indexes.
void override_throughput(const RestoreOverrides& overrides, Moment now,
                         TableDescription& description) {
  const std::string mode = overrides.billing_mode.value_or(billing_mode_of(description));
  const bool is_switched = mode != billing_mode_of(description);
  set_billing_mode(mode, now, description);
  const auto set = [&](const Maybe<Throughput>& wanted, const std::string& subject,
                       ThroughputDescription& throughput) {
    if (is_switched || wanted) check_throughput(mode, wanted, subject);
    renew(wanted, throughput);
  };
  set(overrides.provisioned_throughput, "the table", description.provisioned_throughput);
  change_warm_throughput(std::nullopt, mode, description.provisioned_throughput, "table",
                         description.warm_throughput);
  if (overrides.on_demand_throughput) {
    check_ceilings(*overrides.on_demand_throughput, mode, "table", Ceilings::kUpdate);
    change_ceilings(*overrides.on_demand_throughput, description.on_demand_throughput);
  }
  if (!description.global_secondary_indexes) return;
  for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
    const GlobalIndexSpec* spec = find_spec(overrides, index.index_name);
    set(spec != nullptr ? spec->provisioned_throughput : std::nullopt, "index: " + index.index_name,
        index.provisioned_throughput);
    change_warm_throughput(std::nullopt, mode, index.provisioned_throughput,
                           "index " + index.index_name, index.warm_throughput);
  }
}

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

}  // namespace

Backup Dynamodb::make_backup(const TableName& name, const Table& table,
                             const std::string& backup_name, BackupKind kind) {
  Backup backup;
  backup.arn = table_arn(name) + "/backup/" + backup_id(host_.now(), host_.random());
  backup.table = name;
  backup.type = kind == BackupKind::kUser ? "USER" : "SYSTEM";
  backup.created = host_.now();
  if (kind == BackupKind::kSystem) backup.expires = host_.now() + system_backup_kept;
  backup.items_id = tables_.next_id();
  backup.schema = table;
  backup.table_description = tables_.description(name);
  backups_.copy_items(table.id, backup.items_id);
  TableDescription description;
  read_shape(backup.table_description, description);
  backup.backup_description = write_shape(
      describe_new(backup, backup_name, description, totals_.count(backup.items_id, 0)));
  backups_.insert(backup);
  return backup;
}

CreateBackupOutput Dynamodb::create_backup(const CreateBackupInput& input, const Request& request) {
  const auto found = find_table_or(input.table_name, request, &table_not_found);
  const Backup backup = make_backup(found.name, *found.table, input.backup_name, BackupKind::kUser);
  BackupDetails details = read_description(backup).backup_details;
  details.backup_status = "CREATING";
  return {std::move(details)};
}

Backup Dynamodb::find_backup(const std::string& arn, const Request& request) {
  auto backup = backups_.find(arn);
  if (!backup || backup->table.account != request.account() ||
      backup->table.region != request.region()) {
    throw no_such_backup(arn);
  }
  return std::move(*backup);
}

BackupDescriptionOutput Dynamodb::describe_backup(const BackupArnInput& input,
                                                  const Request& request) {
  return {read_description(find_backup(input.backup_arn, request))};
}

BackupDescriptionOutput Dynamodb::delete_backup(const BackupArnInput& input,
                                                const Request& request) {
  const Backup backup = find_backup(input.backup_arn, request);
  backups_.remove(backup);
  BackupDescription description = read_description(backup);
  description.backup_details.backup_status = "DELETED";
  return {std::move(description)};
}

ListBackupsOutput Dynamodb::list_backups(const ListBackupsInput& input, const Request& request) {
  BackupFilter filter;
  filter.account = request.account();
  filter.region = request.region();
  if (input.table_name) {
    const TableName name = read_table_name(*input.table_name, request);
    filter.account = name.account;
    filter.region = name.region;
    filter.table_name = name.name;
  }
  filter.type = input.backup_type.value_or("USER");
  filter.from = input.time_range_lower_bound.value_or(Moment());
  filter.before = input.time_range_upper_bound.value_or(never);
  filter.after_arn = input.exclusive_start_backup_arn;
  const int limit = input.limit.value_or(list_backups_max);
  filter.limit = limit + 1;
  ListBackupsOutput output;
  for (const Backup& backup : backups_.list(filter)) {
    const BackupDescription description = read_description(backup);
    const SourceTableDetails& source = description.source_table_details;
    output.backup_summaries.push_back(
        {source.table_name, source.table_id, source.table_arn, description.backup_details});
  }
  if (output.backup_summaries.size() > static_cast<std::size_t>(limit)) {
    output.backup_summaries.pop_back();
    output.last_evaluated_backup_arn = output.backup_summaries.back().details.backup_arn;
  }
  return output;
}

TableDescriptionOutput Dynamodb::restore(const RestoreSource& source, const std::string& target,
                                         const RestoreOverrides& overrides,
                                         const Request& request) {
  const TableName name{request.account(), request.region(), target};
  if (tables_.find(name)) {
    throw AwsError("TableAlreadyExistsException", "Table already exists: " + target);
  }
  check_table_count(name);
  if (overrides.vector_indexes) throw not_implemented("VectorIndexOverride");
  Table table = bare_copy(source.schema, tables_.next_id());
  table.name = target;
  TableDescription description;
  read_shape(source.description, description);
  description.table_id = host_.random().uuid();
  description.creation_date_time = host_.now();
  description.deletion_protection_enabled = false;
  description.restore_summary = source.summary;
  description.stream_specification.reset();
  description.latest_stream_arn.reset();
  description.latest_stream_label.reset();
  rename(name, description);
  keep_indexes(overrides.local_secondary_indexes, description.local_secondary_indexes, table);
  keep_indexes(overrides.global_secondary_indexes, description.global_secondary_indexes, table);
  override_throughput(overrides, host_.now(), description);
  if (overrides.sse_specification) {
    check_encryption(*overrides.sse_specification);
    set_encryption(*overrides.sse_specification, name, description);
  }
  drop_unused_definitions(table, description.attribute_definitions);
  tables_.insert(name, table, write_shape(TableDescription(description)));
  backups_.copy_items(source.items_id, table.id);
  for (const Index& index : table.indexes) items_.fill_index(table, index);
  TableDescriptionOutput output{describe(name, table)};
  set_status("CREATING", output.table_description);
  output.table_description.restore_summary->restore_in_progress = true;
  return output;
}

TableDescriptionOutput Dynamodb::restore_table_from_backup(const RestoreTableFromBackupInput& input,
                                                           const Request& request) {
  const Backup backup = find_backup(input.backup_arn, request);
  const RestoreSummary summary{backup.arn, table_arn(backup.table), host_.now()};
  return restore({backup.items_id, backup.schema, backup.table_description, summary},
                 input.target_table_name, input.overrides, request);
}

TableDescriptionOutput Dynamodb::restore_table_to_point_in_time(
    const RestoreTableToPointInTimeInput& input, const Request& request) {
  if (!input.source_table_arn && !input.source_table_name) {
    throw invalid("Either SourceTableName or SourceTableArn must be specified");
  }
  const bool is_latest = input.use_latest_restorable_time.value_or(false);
  if (is_latest == input.restore_date_time.has_value()) {
    throw invalid("Exactly one of UseLatestRestorableTime and RestoreDateTime must be specified");
  }
  const std::string& source =
      input.source_table_arn ? *input.source_table_arn : *input.source_table_name;
  const auto found = find_table_or(source, request, &table_not_found);
  const auto recovery = backups_.recovery(found.table->id);
  if (!recovery) {
    throw AwsError("PointInTimeRecoveryUnavailableException",
                   "Point in time recovery is not enabled for table '" + found.name.name + "'");
  }
  const Moment wanted = input.restore_date_time.value_or(host_.now());
  if (wanted < recovery->since || wanted > host_.now()) {
    throw AwsError("InvalidRestoreTimeException",
                   "The restore time must be between EarliestRestorableDateTime and "
                   "LatestRestorableDateTime of the table");
  }
  if (wanted < host_.now()) throw not_implemented("RestoreDateTime before the present moment");
  const RestoreSummary summary{std::nullopt, table_arn(found.name), host_.now()};
  return restore({found.table->id, *found.table, tables_.description(found.name), summary},
                 input.target_table_name, input.overrides, request);
}

ContinuousBackupsOutput Dynamodb::describe_recovery(const Table& table) {
  ContinuousBackupsOutput output;
  const auto recovery = backups_.recovery(table.id);
  if (!recovery) return output;
  const Moment earliest = host_.now() - std::chrono::days(recovery->period_days);
  output.continuous_backups.point_in_time_recovery = {
      "ENABLED", recovery->period_days, std::max(earliest, recovery->since), host_.now()};
  return output;
}

ContinuousBackupsOutput Dynamodb::describe_continuous_backups(const TableNameInput& input,
                                                              const Request& request) {
  return describe_recovery(*find_table_or(input.table_name, request, &table_not_found).table);
}

ContinuousBackupsOutput Dynamodb::update_continuous_backups(
    const UpdateContinuousBackupsInput& input, const Request& request) {
  const auto found = find_table_or(input.table_name, request, &table_not_found);
  const PointInTimeRecoverySpecification& wanted = input.specification;
  if (!wanted.enabled) {
    if (wanted.recovery_period_in_days) {
      throw invalid_parameter(
          "RecoveryPeriodInDays can only be specified when PointInTimeRecoveryEnabled is true");
    }
    backups_.set_recovery(found.table->id, std::nullopt);
    return {};
  }
  const auto present = backups_.recovery(found.table->id);
  backups_.set_recovery(found.table->id,
                        Recovery{present ? present->since : host_.now(),
                                 wanted.recovery_period_in_days.value_or(recovery_days_max)});
  return describe_recovery(*found.table);
}

}  // namespace snowglobe::dynamodb
