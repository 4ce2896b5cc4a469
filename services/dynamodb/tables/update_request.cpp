#include "services/dynamodb/tables/update_request.h"

#include <algorithm>
#include <set>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/stream_specification.h"
#include "services/dynamodb/tables/table_spec.h"

namespace snowglobe::dynamodb {
namespace {

void refuse_what_is_not_there(const UpdateTableInput& input) {
  const auto refuse = [](bool is_given, const char* what) {
    if (is_given) throw not_implemented(what);
  };
  refuse(input.replica_updates.has_value(), "ReplicaUpdates");
  refuse(input.multi_region_consistency.has_value(), "MultiRegionConsistency");
  refuse(input.global_table_witness_updates.has_value(), "GlobalTableWitnessUpdates");
  refuse(input.global_table_settings_replication_mode.has_value(),
         "GlobalTableSettingsReplicationMode");
  refuse(input.disassociation_protection_enabled.has_value(), "DisassociationProtectionEnabled");
  refuse(input.vector_index_updates.has_value(), "VectorIndexUpdates");
}

bool has_index_updates(const UpdateTableInput& input) {
  return input.global_secondary_index_updates && !input.global_secondary_index_updates->empty();
}

int count_members(const UpdateTableInput& input) {
  return input.billing_mode.has_value() + input.provisioned_throughput.has_value() +
         has_index_updates(input) + input.stream_specification.has_value() +
         input.sse_specification.has_value() + input.table_class.has_value() +
         input.deletion_protection_enabled.has_value() + input.on_demand_throughput.has_value() +
         input.warm_throughput.has_value();
}

int count_of(const UpdateTableInput& input, bool (*is_it)(const GlobalIndexUpdate&)) {
  if (!input.global_secondary_index_updates) return 0;
  const auto& changes = *input.global_secondary_index_updates;
  return static_cast<int>(std::count_if(changes.begin(), changes.end(), is_it));
}

void check_index_update(const GlobalIndexUpdate& change) {
  const int parts =
      change.update.has_value() + change.create.has_value() + change.remove.has_value();
  if (parts == 0) {
    throw invalid_parameter(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
        "GlobalSecondaryIndexUpdate.Delete must not be null");
  }
  if (parts > 1) {
    throw invalid_parameter(
        "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
  }
  if (!change.update || !change.update->warm_throughput) return;
  const WarmThroughput& warm = *change.update->warm_throughput;
  if (warm.read_units_per_second || warm.write_units_per_second) return;
  throw invalid_parameter(
      "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond "
      "specified for index: " +
      change.update->index_name);
}

// Each entry of GlobalSecondaryIndexUpdates does one thing, each to another index.
void check_index_updates(const UpdateTableInput& input) {
  if (!input.global_secondary_index_updates) return;
  const auto& changes = *input.global_secondary_index_updates;
  if (changes.empty()) throw invalid_parameter("List of GlobalSecondaryIndexUpdates is empty");
  std::set<std::string> names;
  for (const GlobalIndexUpdate& change : changes) {
    check_index_update(change);
    const std::string& name = change.update   ? change.update->index_name
                              : change.create ? change.create->index_name
                                              : change.remove->index_name;
    if (names.insert(name).second) continue;
    throw invalid_parameter(
        "Only one global secondary index update per index is allowed simultaneously. Index: " +
        name);
  }
}

// The order says which one AWS names of several.
void check_what_stands_alone(const UpdateTableInput& input) {
  const auto alone = [](bool is_given, const std::string& what) {
    if (!is_given) return;
    throw invalid_parameter(what + " must be the only operation in the request");
  };
  alone(input.sse_specification.has_value(), "Server-Side Encryption modification");
  alone(input.table_class.has_value(), "TableClass modification");
  alone(input.deletion_protection_enabled.has_value(), "DeletionProtection modification");
  if (input.on_demand_throughput && (count_members(input) > 2 || !input.billing_mode)) {
    throw invalid_parameter(
        "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
  }
  if (input.warm_throughput && creates_index(input)) {
    throw invalid_parameter(
        "Create global secondary index cannot be specified when updating WarmThroughput");
  }
  alone(input.warm_throughput.has_value(), "WarmThroughput");
}

// "IOPS" is AWS's word for provisioned throughput.
void check_what_excludes_each_other(const UpdateTableInput& input) {
  const bool sets_units = input.provisioned_throughput || input.billing_mode == "PROVISIONED";
  const bool moves_index = creates_index(input) || deletes_index(input);
  if (sets_units && input.stream_specification) {
    throw invalid_parameter("You cannot modify stream status while updating table IOPS");
  }
  if (sets_units && moves_index) {
    throw invalid_parameter("You cannot create or delete index while updating table IOPS");
  }
  if (input.stream_specification && moves_index) {
    throw invalid_parameter("You cannot create or delete index while changing stream status");
  }
}

void check_billing_mode(const UpdateTableInput& input) {
  if (input.billing_mode == "PROVISIONED" && !input.provisioned_throughput) {
    throw invalid_parameter(
        "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (input.billing_mode == "PAY_PER_REQUEST" && input.provisioned_throughput) {
    throw invalid_parameter(
        "ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST");
  }
  if (input.provisioned_throughput) check_units(*input.provisioned_throughput);
}

}  // namespace

UpdateTableInput without_empty_members(UpdateTableInput input) {
  const int given = count_members(input);
  if (const auto& warm = input.warm_throughput;
      warm && !warm->read_units_per_second && !warm->write_units_per_second) {
    input.warm_throughput.reset();
  }
  if (const auto& ceilings = input.on_demand_throughput;
      ceilings && !ceilings->max_read_request_units && !ceilings->max_write_request_units) {
    input.on_demand_throughput.reset();
  }
  if (given > 0 && count_members(input) == 0) throw internal_failure();
  return input;
}

void check_update(const UpdateTableInput& input) {
  refuse_what_is_not_there(input);
  if (count_members(input) == 0) {
    throw invalid(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
        "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
        "ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, "
        "OnDemandThroughput, WarmThroughput or TableClass is required");
  }
  check_index_updates(input);
  check_stream(input.stream_specification, StreamOf::kTable);
  if (count_members(input) > 1) {
    check_what_stands_alone(input);
    check_what_excludes_each_other(input);
  }
  check_billing_mode(input);
  if (input.sse_specification) check_encryption(*input.sse_specification);
  check_table_class(input.table_class);
}

void check_one_index_at_a_time(const UpdateTableInput& input) {
  const auto moves = [](const GlobalIndexUpdate& change) { return !change.update.has_value(); };
  if (count_of(input, moves) <= 1) return;
  throw limit_exceeded(
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously "
      "per table");
}

bool creates_index(const UpdateTableInput& input) {
  const auto creates = [](const GlobalIndexUpdate& change) { return change.create.has_value(); };
  return count_of(input, creates) > 0;
}

bool deletes_index(const UpdateTableInput& input) {
  const auto deletes = [](const GlobalIndexUpdate& change) { return change.remove.has_value(); };
  return count_of(input, deletes) > 0;
}

}  // namespace snowglobe::dynamodb
