#include "services/dynamodb/tables/update_answer.h"

#include <algorithm>

#include "services/dynamodb/tables/table_description.h"
#include "services/dynamodb/tables/update_request.h"

namespace snowglobe::dynamodb {
namespace {

bool is_status_changing(const UpdateTableInput& input) {
  return input.billing_mode || input.provisioned_throughput || input.stream_specification ||
         input.table_class || creates_index(input) || deletes_index(input);
}

// Units and their decreases come later, the moment of the change is told at once.
void show_old_units(const ThroughputDescription& old, ThroughputDescription& throughput) {
  throughput.read_capacity_units = old.read_capacity_units;
  throughput.write_capacity_units = old.write_capacity_units;
  throughput.number_of_decreases_today = old.number_of_decreases_today;
}

// A ceiling that is taken away is told as it was asked for: -1.
void show_ceilings(const Maybe<OnDemandThroughput>& wanted, const Maybe<OnDemandThroughput>& old,
                   Maybe<OnDemandThroughput>& ceilings) {
  if (!wanted) return;
  OnDemandThroughput shown = old.value_or(OnDemandThroughput());
  if (wanted->max_read_request_units) {
    shown.max_read_request_units = wanted->max_read_request_units;
  }
  if (wanted->max_write_request_units) {
    shown.max_write_request_units = wanted->max_write_request_units;
  }
  ceilings = shown;
}

void show_warming(const Maybe<WarmThroughputDescription>& old,
                  Maybe<WarmThroughputDescription>& warm) {
  warm = old;
  if (warm) warm->status = "UPDATING";
}

void show_index_change(const GlobalIndexUpdate& change, const TableDescription& before,
                       TableDescription& answer) {
  if (change.create) {
    auto& index = find_index(answer, change.create->index_name);
    index.index_status = "CREATING";
    index.backfilling = false;
    return;
  }
  if (change.remove) {
    const auto& old_indexes = *before.global_secondary_indexes;
    const auto old = std::find_if(old_indexes.begin(), old_indexes.end(), [&](const auto& index) {
      return index.index_name == change.remove->index_name;
    });
    if (!answer.global_secondary_indexes) answer.global_secondary_indexes.emplace();
    auto& indexes = *answer.global_secondary_indexes;
    const auto place = indexes.begin() + std::min(old - old_indexes.begin(),
                                                  static_cast<std::ptrdiff_t>(indexes.size()));
    indexes.insert(place, *old)->index_status = "DELETING";
    answer.attribute_definitions = before.attribute_definitions;
    return;
  }
  const UpdateGlobalIndexAction& update = *change.update;
  auto& index = find_index(answer, update.index_name);
  TableDescription old_table = before;
  const auto& old = find_index(old_table, update.index_name);
  if (update.provisioned_throughput || update.on_demand_throughput) {
    index.index_status = "UPDATING";
  }
  show_ceilings(update.on_demand_throughput, old.on_demand_throughput, index.on_demand_throughput);
  if (update.warm_throughput) show_warming(old.warm_throughput, index.warm_throughput);
}

void show_old_throughput(const TableDescription& before, TableDescription& answer) {
  show_old_units(before.provisioned_throughput, answer.provisioned_throughput);
  if (!before.global_secondary_indexes || !answer.global_secondary_indexes) return;
  for (GlobalIndexDescription& index : *answer.global_secondary_indexes) {
    for (const GlobalIndexDescription& old : *before.global_secondary_indexes) {
      if (old.index_name != index.index_name) continue;
      show_old_units(old.provisioned_throughput, index.provisioned_throughput);
    }
  }
}

}  // namespace

void show_as_begun(const UpdateTableInput& input, const TableDescription& before,
                   TableDescription& answer) {
  answer.table_class_summary = before.table_class_summary;
  answer.warm_throughput = before.warm_throughput;
  if (input.warm_throughput) show_warming(before.warm_throughput, answer.warm_throughput);
  if (billing_mode_of(before) == billing_mode_of(answer)) {
    show_old_throughput(before, answer);
  } else {
    answer.billing_mode_summary->last_update_to_pay_per_request_date_time =
        before.billing_mode_summary
            ? before.billing_mode_summary->last_update_to_pay_per_request_date_time
            : std::nullopt;
  }
  show_ceilings(input.on_demand_throughput, before.on_demand_throughput,
                answer.on_demand_throughput);
  if (input.sse_specification) {
    answer.sse_description = before.sse_description.value_or(SseDescription());
    answer.sse_description->status = "UPDATING";
  }
  if (is_status_changing(input)) answer.table_status = "UPDATING";
  for (const GlobalIndexUpdate& change :
       input.global_secondary_index_updates.value_or(std::vector<GlobalIndexUpdate>())) {
    show_index_change(change, before, answer);
  }
}

void show_as_created(const CreateTableInput& input, TableDescription& answer) {
  show_creating(answer);
  // Told once the table is ready.
  if (input.warm_throughput) {
    answer.warm_throughput->status = "UPDATING";
  } else {
    answer.warm_throughput.reset();
  }
  if (answer.billing_mode_summary) {
    answer.billing_mode_summary->last_update_to_pay_per_request_date_time.reset();
  }
}

void show_creating(TableDescription& answer) {
  answer.table_status = "CREATING";
  if (!answer.global_secondary_indexes) return;
  for (GlobalIndexDescription& index : *answer.global_secondary_indexes) {
    index.index_status = "CREATING";
    index.warm_throughput.reset();
  }
}

}  // namespace snowglobe::dynamodb
