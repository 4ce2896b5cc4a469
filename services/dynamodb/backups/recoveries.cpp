#include "services/dynamodb/backups/recoveries.h"

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

Moment whole_second(Moment moment) { return std::chrono::floor<std::chrono::seconds>(moment); }

}  // namespace

ContinuousBackupsOutput Recoveries::describe(const Table& table) {
  ContinuousBackupsOutput output;
  if (!table.keeps_history) return output;
  const Recovery recovery = *recoveries_.find(table.id);
  const Moment now = host_.now();
  output.continuous_backups.point_in_time_recovery = {"ENABLED", recovery.period_days,
                                                      whole_second(recovery.earliest(now)),
                                                      whole_second(recovery.latest(now))};
  return output;
}

ContinuousBackupsOutput Recoveries::describe_continuous_backups(const TableNameInput& input,
                                                                const Request& request) {
  return describe(*finder_.find_kept(input.table_name, request).table);
}

ContinuousBackupsOutput Recoveries::update_continuous_backups(
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
  return describe(table);
}

}  // namespace snowglobe::dynamodb
