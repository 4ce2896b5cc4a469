#include "services/dynamodb/backups/backups.h"

#include <algorithm>

#include "emulator/base/arn.h"
#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/table_description.h"

namespace snowglobe::dynamodb {
namespace {

constexpr int list_backups_max = 100;
// Source: "Restoring a table to a point in time": of a deleted table with point-in-time recovery
// a backup stays for 35 days.
constexpr Duration system_backup_kept = std::chrono::hours(24 * 35);
constexpr const char* system_backup_suffix = "00000000";

AwsError no_such_backup(const std::string& arn) {
  return AwsError("BackupNotFoundException", "Backup not found: " + arn);
}

// "01489602797149-73d8d5bc": the moment in milliseconds, so that ARNs sort by age.
std::string backup_id(Moment now, const std::string& suffix) {
  std::string millis = std::to_string(to_millis(now));
  millis.insert(0, 14 - std::min<std::size_t>(millis.size(), 14), '0');
  return millis + "-" + suffix;
}

// The moment in a backup's ARN.
std::optional<Moment> moment_of_backup(std::string_view arn) {
  const std::string_view id = arn.substr(std::min(arn.size(), arn.rfind('/') + 1));
  const auto millis = parse_int(id.substr(0, id.find('-')));
  if (!millis || *millis < 0 || *millis > to_millis(never)) return std::nullopt;
  return from_millis(*millis);
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
  features.stream_description = description.stream_specification;
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
  if (backup.type == "USER") {
    description.source_table_feature_details = describe_features(table, backup.schema);
  }
  return description;
}

BackupDescription read_description(const Backup& backup) {
  BackupDescription description;
  read_shape(backup.backup_description, description);
  return description;
}

}  // namespace

Backup Backups::make(const TableName& name, const Table& table, const std::string& backup_name,
                     BackupKind kind) {
  Backup backup;
  const bool is_user = kind == BackupKind::kUser;
  for (Moment at = host_.now(); backup.arn.empty() || backups_.find(backup.arn); ++at) {
    backup.arn = table_arn(name) + "/backup/" +
                 backup_id(at, is_user ? host_.random().hex(8) : system_backup_suffix);
  }
  backup.table = name;
  backup.type = is_user ? "USER" : "SYSTEM";
  backup.created = host_.now();
  if (!is_user) backup.expires = host_.now() + system_backup_kept;
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

CreateBackupOutput Backups::create_backup(const CreateBackupInput& input, const Request& request) {
  const auto found = finder_.find_kept(input.table_name, request);
  const Backup backup = make(found.name, *found.table, input.backup_name, BackupKind::kUser);
  BackupDetails details = read_description(backup).backup_details;
  details.backup_status = "CREATING";
  return {std::move(details)};
}

Backup Backups::find(const std::string& text, const Request& request) {
  const auto arn = Arn::parse(text);
  if (!arn || arn->resource.find("/backup/") == std::string::npos) {
    throw invalid("Invalid Backup ARN");
  }
  if (arn->service != "dynamodb") throw invalid_request("BackupArn is not valid");
  if (arn->account != request.account()) throw access_denied();
  auto backup = backups_.find(text);
  if (!backup) throw no_such_backup(text);
  return std::move(*backup);
}

Backup Backups::find_here(const std::string& arn, const Request& request) {
  Backup backup = find(arn, request);
  if (backup.table.region != request.region()) throw no_such_backup(arn);
  return backup;
}

BackupDescriptionOutput Backups::describe_backup(const BackupArnInput& input,
                                                 const Request& request) {
  return {read_description(find_here(input.backup_arn, request))};
}

BackupDescriptionOutput Backups::delete_backup(const BackupArnInput& input,
                                               const Request& request) {
  const Backup backup = find_here(input.backup_arn, request);
  if (backup.expires) {
    throw invalid_request("User is not allowed to delete the system backup with arn " + backup.arn +
                          ". It will automatically expire on " + iso8601_millis(*backup.expires));
  }
  backups_.remove(backup);
  BackupDescription description = read_description(backup);
  description.backup_details.backup_status = "DELETED";
  return {std::move(description)};
}

ListBackupsOutput Backups::list_backups(const ListBackupsInput& input, const Request& request) {
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
  if (filter.from > filter.before) {
    throw invalid_parameter("Time range lower bound must be less than or equal to upper bound");
  }
  if (input.exclusive_start_backup_arn) {
    filter.after_arn = input.exclusive_start_backup_arn;
    filter.after = moment_of_backup(*filter.after_arn);
    if (!filter.after) throw invalid("Invalid Backup ARN");
  }
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

}  // namespace snowglobe::dynamodb
