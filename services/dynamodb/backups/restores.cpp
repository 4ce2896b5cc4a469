// Restores from backups and to points in time, continuous backups.
//
// A restored table is there at once: the answer says CREATING and tells what it is made from, and
// everything after it finds a table like any other, as on AWS when a restore is over.
#include <algorithm>
#include <type_traits>

#include "emulator/base/arn.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"
#include "services/dynamodb/tables/table_description.h"
#include "services/dynamodb/tables/table_spec.h"
#include "services/dynamodb/tables/update_answer.h"

namespace snowglobe::dynamodb {
namespace {

Moment whole_second(Moment moment) { return std::chrono::floor<std::chrono::seconds>(moment); }

Json comparable(ProjectionSpec projection) {
  if (projection.non_key_attributes) {
    std::sort(projection.non_key_attributes->begin(), projection.non_key_attributes->end());
  }
  return write_shape(std::move(projection));
}

// Whatever it is called: a restore may give an index another name.
template <class Spec, class Description>
bool is_same_index(const Spec& spec, const Description& index) {
  return json_equal(write_shape(std::vector(spec.key_schema)),
                    write_shape(std::vector(index.key_schema))) &&
         json_equal(comparable(spec.projection), comparable(index.projection));
}

// Leaves the indexes that the override names; each must be one of the source's.
template <class Spec, class Description>
void keep_indexes(const Maybe<std::vector<Spec>>& wanted,
                  Maybe<std::vector<Description>>& descriptions, Table& table) {
  if (!wanted) return;
  constexpr bool is_global = std::is_same_v<Spec, GlobalIndexSpec>;
  const std::vector<Index> source = table.indexes;
  std::vector<Description> all = descriptions.value_or(std::vector<Description>());
  descriptions.reset();
  std::erase_if(table.indexes, [](const Index& index) { return index.is_global == is_global; });
  for (const Spec& spec : *wanted) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Description& index) {
      return is_same_index(spec, index);
    });
    if (found == all.end()) {
      throw invalid_request("Index " + spec.index_name +
                            " does not match a secondary index that existed in the source table "
                            "and cannot be created during the restore operation");
    }
    Index index = *std::find_if(source.begin(), source.end(), [&](const Index& candidate) {
      return candidate.name == found->index_name;
    });
    index.name = spec.index_name;
    table.indexes.push_back(std::move(index));
    if (!descriptions) descriptions.emplace();
    descriptions->push_back(*found);
    descriptions->back().index_name = spec.index_name;
    all.erase(found);
  }
  refuse_duplicate_indexes(table.indexes);
}

// A new table has no past: only the units of the throughput are kept.
void renew(const Maybe<Throughput>& wanted, ThroughputDescription& throughput) {
  const Throughput units =
      wanted.value_or(Throughput{throughput.read_capacity_units, throughput.write_capacity_units});
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

// Throughput that may be overridden in the billing mode of the restored table. `place` is empty for
// the table, else " for index NAME".
void check_override(const RestoreOverrides& overrides, const Maybe<Throughput>& wanted,
                    const std::string& mode, const std::string& place) {
  if (!wanted || mode == "PROVISIONED") return;
  if (overrides.billing_mode) {
    throw invalid_request(
        "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST" +
        place);
  }
  throw invalid_request("Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED" +
                        place);
}

void override_ceilings(const OnDemandThroughput& wanted, const std::string& mode,
                       TableDescription& description) {
  const auto check = [&](const Maybe<std::int64_t>& units, const std::string& member) {
    if (!units) return;
    if (mode != "PAY_PER_REQUEST") {
      throw invalid_request("Cannot override " + member +
                            " for OnDemandThroughput unless BillingModeOverride is "
                            "PAY_PER_REQUEST");
    }
    if (*units >= 1 || *units == -1) return;
    throw invalid_request("Requested " + member +
                          " for OnDemandThroughput is outside of valid range");
  };
  check(wanted.max_read_request_units, "MaxReadRequestUnits");
  check(wanted.max_write_request_units, "MaxWriteRequestUnits");
  change_ceilings(wanted, description.on_demand_throughput);
}

// Throughput of the restored table and of its indexes.
void override_throughput(const RestoreOverrides& overrides, Moment now,
                         TableDescription& description) {
  const std::string mode = overrides.billing_mode.value_or(billing_mode_of(description));
  const bool is_switched = mode != billing_mode_of(description);
  check_override(overrides, overrides.provisioned_throughput, mode, "");
  if (overrides.billing_mode == "PROVISIONED" && !overrides.provisioned_throughput) {
    throw invalid_request(
        "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED");
  }
  set_billing_mode(mode, now, description);
  if (overrides.on_demand_throughput) {
    override_ceilings(*overrides.on_demand_throughput, mode, description);
  }
  renew(overrides.provisioned_throughput, description.provisioned_throughput);
  change_warm_throughput(std::nullopt, mode, description.provisioned_throughput, "",
                         description.warm_throughput);
  if (!description.global_secondary_indexes) return;
  for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
    const GlobalIndexSpec* spec = find_spec(overrides, index.index_name);
    const auto wanted = spec != nullptr ? spec->provisioned_throughput : std::nullopt;
    check_override(overrides, wanted, mode, " for index " + index.index_name);
    if (mode == "PROVISIONED" && !wanted && (spec != nullptr || is_switched)) {
      throw invalid_request("Must specify provisioned throughput for index " + index.index_name);
    }
    renew(wanted, index.provisioned_throughput);
    change_warm_throughput(std::nullopt, mode, index.provisioned_throughput, index.index_name,
                           index.warm_throughput);
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

// How far the latest moment that can be restored lies behind.
constexpr std::chrono::minutes recovery_lag{5};

Moment latest_restorable(const Recovery& recovery, Moment now) {
  return std::max(recovery.earliest(now), now - recovery_lag);
}

// The moment to restore to. Throws when it is outside of what there is.
Moment restore_moment(const Maybe<Moment>& wanted, const Recovery& recovery, Moment now) {
  const Moment latest = latest_restorable(recovery, now);
  if (!wanted) return latest;
  const Moment earliest = whole_second(recovery.earliest(now));
  if (*wanted >= earliest && *wanted <= latest) return *wanted;
  throw AwsError("InvalidRestoreTimeException",
                 "RestoreDateTime '" + iso8601_seconds(*wanted) +
                     "' must be within EarliestRestorableDateTime '" + iso8601_seconds(earliest) +
                     "' and LatestRestorableDateTime '" + iso8601_seconds(latest) + "'");
}

}  // namespace

TableDescriptionOutput Dynamodb::restore(const RestoreSource& source, const std::string& target,
                                         const RestoreOverrides& overrides,
                                         const Request& request) {
  const TableName name{request.account(), request.region(), target};
  if (source.region != name.region && !overrides.sse_specification) {
    throw invalid_request("sseSpecificationOverride must be provided for cross-region restores");
  }
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
  forget_what_is_not_restored(description);
  keep_indexes(overrides.local_secondary_indexes, description.local_secondary_indexes, table);
  keep_indexes(overrides.global_secondary_indexes, description.global_secondary_indexes, table);
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
    recoveries_.copy_items(source.items_id, table.id, *source.as_of);
  } else {
    backups_.copy_items(source.items_id, table.id);
  }
  for (const Index& index : table.indexes) items_.fill_index(table, index);
  TableDescriptionOutput output{describe(name, table)};
  show_creating(output.table_description);
  output.table_description.restore_summary->restore_in_progress = true;
  return output;
}

TableDescriptionOutput Dynamodb::restore_table_from_backup(const RestoreTableFromBackupInput& input,
                                                           const Request& request) {
  const Backup backup = find_backup(input.backup_arn, request);
  const RestoreSummary summary{backup.arn, table_arn(backup.table), backup.created};
  return restore({backup.items_id, std::nullopt, backup.table.region, backup.schema,
                  backup.table_description, summary},
                 input.target_table_name, input.overrides, request);
}

TableDescriptionOutput Dynamodb::restore_table_to_point_in_time(
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
      restore_moment(input.restore_date_time, *recoveries_.find(table->id), host_.now());
  const RestoreSummary summary{std::nullopt, table_arn(name), moment};
  return restore({table->id, moment, name.region, *table, tables_.description(name), summary},
                 input.target_table_name, input.overrides, request);
}

ContinuousBackupsOutput Dynamodb::describe_recovery(const Table& table) {
  ContinuousBackupsOutput output;
  if (!table.keeps_history) return output;
  const Recovery recovery = *recoveries_.find(table.id);
  const Moment now = host_.now();
  output.continuous_backups.point_in_time_recovery = {
      "ENABLED", recovery.period_days, whole_second(recovery.earliest(now)),
      whole_second(latest_restorable(recovery, now))};
  return output;
}

ContinuousBackupsOutput Dynamodb::describe_continuous_backups(const TableNameInput& input,
                                                              const Request& request) {
  return describe_recovery(*finder_.find_kept(input.table_name, request).table);
}

ContinuousBackupsOutput Dynamodb::update_continuous_backups(
    const UpdateContinuousBackupsInput& input, const Request& request) {
  const PointInTimeRecoverySpecification& wanted = input.specification;
  if (!wanted.enabled && wanted.recovery_period_in_days) {
    throw invalid_request(
        "Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
  }
  const auto found = finder_.find_kept(input.table_name, request);
  Table table = *found.table;
  const Moment now = host_.now();
  if (wanted.enabled) {
    // A shorter period gives up what is older at once; a longer one cannot bring it back.
    const Moment since = table.keeps_history ? recoveries_.find(table.id)->earliest(now) : now;
    const int days = wanted.recovery_period_in_days.value_or(recovery_days_max);
    recoveries_.put(table.id, {Recovery{since, days}.earliest(now), days}, now);
  } else {
    recoveries_.remove(table.id);
  }
  if (table.keeps_history != wanted.enabled) {
    table.keeps_history = wanted.enabled;
    tables_.update(found.name, table, tables_.description(found.name));
  }
  return describe_recovery(table);
}

}  // namespace snowglobe::dynamodb
