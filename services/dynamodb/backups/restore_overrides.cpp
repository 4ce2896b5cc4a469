#include "services/dynamodb/backups/restore_overrides.h"

#include <algorithm>
#include <type_traits>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/table_description.h"
#include "services/dynamodb/tables/table_spec.h"
#include "services/dynamodb/tables/throughput.h"

namespace snowglobe::dynamodb {
namespace {

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

}  // namespace

void override_indexes(const RestoreOverrides& overrides, Table& table,
                      TableDescription& description) {
  keep_indexes(overrides.local_secondary_indexes, description.local_secondary_indexes, table);
  keep_indexes(overrides.global_secondary_indexes, description.global_secondary_indexes, table);
}

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

}  // namespace snowglobe::dynamodb
