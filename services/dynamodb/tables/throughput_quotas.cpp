#include "services/dynamodb/tables/throughput_quotas.h"

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

const std::string see_guide =
    ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher "
    "limits.";

// One table or index; an empty `index` is the table.
struct Part {
  std::string index;
  const ThroughputDescription* provisioned;
  const Maybe<OnDemandThroughput>* ceilings;
  const Maybe<WarmThroughputDescription>* warm;
};

std::vector<Part> parts_of(const TableDescription& description) {
  std::vector<Part> parts = {{"", &description.provisioned_throughput,
                              &description.on_demand_throughput, &description.warm_throughput}};
  if (!description.global_secondary_indexes) return parts;
  for (const GlobalIndexDescription& index : *description.global_secondary_indexes) {
    parts.push_back({index.index_name, &index.provisioned_throughput, &index.on_demand_throughput,
                     &index.warm_throughput});
  }
  return parts;
}

bool is_too_much(std::int64_t before, std::int64_t after) {
  return after > table_units_max && after != before;
}

void check_units(const Part& part, std::int64_t before, std::int64_t after, const char* kind,
                 const std::string& region) {
  if (!is_too_much(before, after)) return;
  const bool is_table = part.index.empty();
  throw limit_exceeded("The requested " + std::string(kind) + "CapacityUnits" +
                       (is_table ? "" : " for index " + part.index) + ", " + std::to_string(after) +
                       ", is above the per " + (is_table ? "table" : "index") +
                       " maximum for the account in " + region +
                       ". Per table maximum: " + std::to_string(table_units_max) + see_guide);
}

// `what` names the member and whose it is.
void check_setting(std::int64_t before, std::int64_t after, const std::string& what,
                   const char* kind, const std::string& region) {
  if (!is_too_much(before, after)) return;
  throw limit_exceeded("Subscriber limit exceeded: Requested " + what + " exceeds TableMax" + kind +
                       "CapacityUnits of the account in region " + region);
}

void check_part(const Part& before, const Part& after, const std::string& region) {
  const auto& old_units = *before.provisioned;
  const auto& units = *after.provisioned;
  check_units(after, old_units.read_capacity_units, units.read_capacity_units, "Read", region);
  check_units(after, old_units.write_capacity_units, units.write_capacity_units, "Write", region);
  const std::string& index = after.index;
  const std::string limited =
      " for OnDemandThroughput for " + (index.empty() ? std::string("table") : "index : " + index);
  const OnDemandThroughput old_limits = before.ceilings->value_or(OnDemandThroughput());
  const OnDemandThroughput limits = after.ceilings->value_or(OnDemandThroughput());
  check_setting(old_limits.max_read_request_units.value_or(0),
                limits.max_read_request_units.value_or(0), "MaxReadRequestUnits" + limited, "Read",
                region);
  check_setting(old_limits.max_write_request_units.value_or(0),
                limits.max_write_request_units.value_or(0), "MaxWriteRequestUnits" + limited,
                "Write", region);
  const std::string warmed =
      " for WarmThroughput for " + (index.empty() ? std::string("table") : "index " + index);
  const WarmThroughputDescription old_warm = before.warm->value_or(WarmThroughputDescription());
  const WarmThroughputDescription warm = after.warm->value_or(WarmThroughputDescription());
  check_setting(old_warm.read_units_per_second, warm.read_units_per_second,
                "ReadUnitsPerSecond" + warmed, "Read", region);
  check_setting(old_warm.write_units_per_second, warm.write_units_per_second,
                "WriteUnitsPerSecond" + warmed, "Write", region);
}

}  // namespace

Units provisioned_units(const TableDescription& description) {
  Units sum;
  for (const Part& part : parts_of(description)) {
    sum.reads += part.provisioned->read_capacity_units;
    sum.writes += part.provisioned->write_capacity_units;
  }
  return sum;
}

void check_table_quotas(const TableDescription& before, const TableDescription& after,
                        const std::string& region) {
  static const ThroughputDescription no_units;
  static const Maybe<OnDemandThroughput> no_ceilings;
  static const Maybe<WarmThroughputDescription> no_warmth;
  const std::vector<Part> old_parts = parts_of(before);
  for (const Part& part : parts_of(after)) {
    Part old{part.index, &no_units, &no_ceilings, &no_warmth};
    for (const Part& other : old_parts) {
      if (other.index == part.index) old = other;
    }
    check_part(old, part, region);
  }
  if (!before.table_name.empty()) return;
  const Part table = parts_of(after).front();
  const Units all = provisioned_units(after);
  check_units(table, 0, all.reads, "Read", region);
  check_units(table, 0, all.writes, "Write", region);
}

void check_account_quotas(const Units& reserved, const Units& wanted, const std::string& region) {
  const auto check = [&](std::int64_t others, std::int64_t units, const std::string& member) {
    if (units == 0 || others + units <= account_units_max) return;
    throw limit_exceeded("This request would have caused the " + member +
                         " limit to be exceeded for the account in " + region + ". Current " +
                         member + " reserved by the account: " + std::to_string(others) +
                         ". Limit: " + std::to_string(account_units_max) +
                         ". Requested: " + std::to_string(units) + see_guide);
  };
  check(reserved.reads, wanted.reads, "ReadCapacityUnits");
  check(reserved.writes, wanted.writes, "WriteCapacityUnits");
}

}  // namespace snowglobe::dynamodb
