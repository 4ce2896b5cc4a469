#include "services/dynamodb/tables/table_behaviors.h"

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr Duration read_lag_max = std::chrono::hours(1);
constexpr Duration ttl_delay_max = std::chrono::hours(48);

std::optional<Duration> read_duration(const char* name, const Maybe<std::string>& text,
                                      Duration most) {
  if (!text) return std::nullopt;
  const auto duration = parse_duration(*text);
  if (!duration || *duration < Duration(0) || *duration > most) {
    throw invalid(std::string(name) + " is a duration like 500ms, 2s or 1h30m, at most " +
                  std::to_string(most / std::chrono::hours(1)) + "h: " + *text);
  }
  return duration;
}

std::string print_duration(Duration duration) {
  const bool is_whole = duration % std::chrono::seconds(1) == Duration(0);
  return is_whole ? std::to_string(duration / std::chrono::seconds(1)) + "s"
                  : std::to_string(duration.count()) + "ms";
}

TableBehavior behavior_of(const Table& table) {
  TableBehavior behavior{table.name, std::nullopt, std::nullopt};
  if (table.replica_id != 0) behavior.read_lag = print_duration(table.read_lag);
  if (table.ttl_delay) behavior.time_to_live_delay = print_duration(*table.ttl_delay);
  return behavior;
}

}  // namespace

TableBehavior TableBehaviors::set_table_behavior(const SetTableBehaviorInput& input,
                                                 const Request& request) {
  const auto read_lag = read_duration("ReadLag", input.read_lag, read_lag_max);
  const auto ttl_delay = read_duration("TimeToLiveDelay", input.time_to_live_delay, ttl_delay_max);
  const auto found = finder_.find(input.table_name, request);
  Table table = *found.table;
  table.read_lag = read_lag.value_or(Duration(0));
  if (table.read_lag == Duration(0)) {
    if (table.replica_id != 0) items_.remove_replica(table);
    table.replica_id = 0;
  } else if (table.replica_id == 0) {
    table.replica_id = tables_.next_id();
    items_.fill_replica(table);
  } else {
    items_.hasten_replica(table);
  }
  if (ttl_delay != table.ttl_delay) {
    table.ttl_delay = ttl_delay;
    if (!table.ttl_attribute.empty()) {
      items_.forget_expiries(table);
      items_.fill_expiries(table);
    }
  }
  tables_.update(found.name, table, tables_.description(found.name));
  return behavior_of(table);
}

TableBehavior TableBehaviors::get_table_behavior(const TableNameInput& input,
                                                 const Request& request) {
  return behavior_of(*finder_.find(input.table_name, request).table);
}

}  // namespace snowglobe::dynamodb
