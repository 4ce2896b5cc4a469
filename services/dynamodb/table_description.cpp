#include "services/dynamodb/table_description.h"

#include <algorithm>
#include <array>

#include "emulator/base/arn.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

// Source: "Quotas in Amazon DynamoDB": four decreases a day (UTC), and then one an hour.
constexpr int free_decreases_a_day = 4;
constexpr Duration decrease_pause = std::chrono::hours(1);

// Source: "Warm throughput": what an on-demand table begins with.
constexpr std::int64_t on_demand_read_units = 12'000;
constexpr std::int64_t on_demand_write_units = 4'000;

std::chrono::sys_days day_of(Moment moment) {
  return std::chrono::floor<std::chrono::days>(moment);
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// "Tuesday, December 23, 2014 5:38:43 PM UTC"
std::string long_date(Moment moment) {
  static constexpr std::array weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                          "Thursday", "Friday", "Saturday"};
  static constexpr std::array months = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
  const std::chrono::year_month_day date(day_of(moment));
  const std::int64_t seconds = (moment - day_of(moment)).count() / 1000;
  const std::int64_t hour = seconds / 3600;
  const std::int64_t hour_of_12 = hour % 12 == 0 ? 12 : hour % 12;
  return std::string(weekdays[std::chrono::weekday(day_of(moment)).c_encoding()]) + ", " +
         months[static_cast<unsigned>(date.month()) - 1] + " " +
         std::to_string(static_cast<unsigned>(date.day())) + ", " +
         std::to_string(static_cast<int>(date.year())) + " " + std::to_string(hour_of_12) + ":" +
         two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60) +
         (hour < 12 ? " AM UTC" : " PM UTC");
}

AwsError throughput_stays(const Throughput& wanted, const std::string& subject,
                          const ThroughputDescription& present) {
  const std::string place = subject.substr(0, subject.find(' ', 4));
  return invalid("The provisioned throughput for " + subject +
                 " will not change. The requested value equals the current value. Current "
                 "ReadCapacityUnits provisioned for " +
                 place + ": " + std::to_string(present.read_capacity_units) +
                 ". Requested ReadCapacityUnits: " + std::to_string(wanted.read_capacity_units) +
                 ". Current WriteCapacityUnits provisioned for " + place + ": " +
                 std::to_string(present.write_capacity_units) +
                 ". Requested WriteCapacityUnits: " + std::to_string(wanted.write_capacity_units) +
                 ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to "
                 "request higher limits.");
}

AwsError decreased_too_often(const ThroughputDescription& throughput) {
  const Moment last = *throughput.last_decrease_date_time;
  return limit_exceeded(
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC "
      "day. After the first 4 decreases, each subsequent decrease in the same UTC day can be "
      "performed at most once every 3600 seconds. Number of decreases today: " +
      std::to_string(throughput.number_of_decreases_today) + ". Last decrease at " +
      long_date(last) + ". Next decrease can be made at " + long_date(last + decrease_pause));
}

ThroughputDescription describe_throughput(const Maybe<Throughput>& throughput) {
  ThroughputDescription description;
  if (throughput) {
    description.read_capacity_units = throughput->read_capacity_units;
    description.write_capacity_units = throughput->write_capacity_units;
  }
  return description;
}

LocalIndexDescription describe_local(const LocalIndexSpec& spec, const std::string& table_arn) {
  LocalIndexDescription description;
  description.index_name = spec.index_name;
  description.key_schema = spec.key_schema;
  description.projection = spec.projection;
  description.index_arn = table_arn + "/index/" + spec.index_name;
  return description;
}

// Sets or takes away one ceiling.
void change_ceiling(const Maybe<std::int64_t>& wanted, Maybe<std::int64_t>& ceiling) {
  if (!wanted) return;
  ceiling = *wanted == -1 ? std::nullopt : wanted;
}

}  // namespace

std::string table_arn(const TableName& name) {
  return Arn{"dynamodb", name.region, name.account, "table/" + name.name}.text();
}

GlobalIndexDescription describe_global(const GlobalIndexSpec& spec, const std::string& table_arn,
                                       const std::string& billing_mode) {
  GlobalIndexDescription description;
  description.index_name = spec.index_name;
  description.key_schema = spec.key_schema;
  description.projection = spec.projection;
  description.index_status = "ACTIVE";
  description.provisioned_throughput = describe_throughput(spec.provisioned_throughput);
  description.index_arn = table_arn + "/index/" + spec.index_name;
  description.on_demand_throughput = spec.on_demand_throughput;
  change_warm_throughput(spec.warm_throughput, billing_mode, description.provisioned_throughput,
                         "index " + spec.index_name, description.warm_throughput);
  return description;
}

TableDescription describe_new(const CreateTableInput& input, const TableName& name, Moment now,
                              std::string id) {
  const std::string mode = input.billing_mode.value_or("PROVISIONED");
  TableDescription description;
  description.attribute_definitions = input.attribute_definitions.value();
  description.table_name = name.name;
  description.key_schema = input.key_schema;
  description.table_status = "ACTIVE";
  description.creation_date_time = now;
  description.provisioned_throughput = describe_throughput(input.provisioned_throughput);
  description.table_arn = table_arn(name);
  description.table_id = std::move(id);
  if (mode == "PAY_PER_REQUEST") description.billing_mode_summary = BillingModeSummary{mode, now};
  if (input.local_secondary_indexes) {
    auto& indexes = description.local_secondary_indexes.emplace();
    for (const LocalIndexSpec& spec : *input.local_secondary_indexes) {
      indexes.push_back(describe_local(spec, description.table_arn));
    }
  }
  if (input.global_secondary_indexes) {
    auto& indexes = description.global_secondary_indexes.emplace();
    for (const GlobalIndexSpec& spec : *input.global_secondary_indexes) {
      indexes.push_back(describe_global(spec, description.table_arn, mode));
    }
  }
  if (input.sse_specification) set_encryption(*input.sse_specification, name, description);
  if (input.table_class) {
    description.table_class_summary = TableClassSummary{*input.table_class, std::nullopt};
  }
  description.deletion_protection_enabled = input.deletion_protection_enabled.value_or(false);
  description.on_demand_throughput = input.on_demand_throughput;
  change_warm_throughput(input.warm_throughput, mode, description.provisioned_throughput, "table",
                         description.warm_throughput);
  return description;
}

std::string billing_mode_of(const TableDescription& description) {
  return description.billing_mode_summary ? description.billing_mode_summary->billing_mode
                                          : "PROVISIONED";
}

void set_billing_mode(const std::string& mode, Moment now, TableDescription& description) {
  if (mode == billing_mode_of(description)) return;
  if (!description.billing_mode_summary) description.billing_mode_summary.emplace();
  description.billing_mode_summary->billing_mode = mode;
  if (mode == "PROVISIONED") {
    description.on_demand_throughput.reset();
  } else {
    description.billing_mode_summary->last_update_to_pay_per_request_date_time = now;
    description.provisioned_throughput = {};
  }
  change_warm_throughput(std::nullopt, mode, description.provisioned_throughput, "table",
                         description.warm_throughput);
  if (!description.global_secondary_indexes) return;
  for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
    if (mode == "PROVISIONED") {
      index.on_demand_throughput.reset();
    } else {
      index.provisioned_throughput = {};
    }
    change_warm_throughput(std::nullopt, mode, index.provisioned_throughput,
                           "index " + index.index_name, index.warm_throughput);
  }
}

void change_throughput(const Throughput& wanted, const std::string& subject, Moment now,
                       ThroughputDescription& throughput) {
  const auto reads = wanted.read_capacity_units - throughput.read_capacity_units;
  const auto writes = wanted.write_capacity_units - throughput.write_capacity_units;
  if (reads == 0 && writes == 0) throw throughput_stays(wanted, subject, throughput);
  if (reads < 0 || writes < 0) {
    forget_decreases_of_other_days(now, throughput);
    if (throughput.number_of_decreases_today >= free_decreases_a_day &&
        now - *throughput.last_decrease_date_time < decrease_pause) {
      throw decreased_too_often(throughput);
    }
    throughput.last_decrease_date_time = now;
    ++throughput.number_of_decreases_today;
  }
  if (reads > 0 || writes > 0) throughput.last_increase_date_time = now;
  throughput.read_capacity_units = wanted.read_capacity_units;
  throughput.write_capacity_units = wanted.write_capacity_units;
}

void forget_decreases_of_other_days(Moment now, ThroughputDescription& throughput) {
  if (throughput.last_decrease_date_time &&
      day_of(*throughput.last_decrease_date_time) != day_of(now)) {
    throughput.number_of_decreases_today = 0;
  }
}

void change_ceilings(const OnDemandThroughput& wanted, Maybe<OnDemandThroughput>& ceilings) {
  OnDemandThroughput changed = ceilings.value_or(OnDemandThroughput());
  change_ceiling(wanted.max_read_request_units, changed.max_read_request_units);
  change_ceiling(wanted.max_write_request_units, changed.max_write_request_units);
  ceilings.reset();
  if (changed.max_read_request_units || changed.max_write_request_units) ceilings = changed;
}

void change_warm_throughput(const Maybe<WarmThroughput>& wanted, const std::string& mode,
                            const ThroughputDescription& provisioned, const std::string& subject,
                            Maybe<WarmThroughputDescription>& warm) {
  const bool is_on_demand = mode == "PAY_PER_REQUEST";
  WarmThroughputDescription changed = warm.value_or(WarmThroughputDescription());
  const auto change = [&](std::int64_t least, const char* member, Maybe<std::int64_t> asked,
                          std::int64_t& units) {
    units = std::max(units, least);
    if (!asked) return;
    if (*asked < units) {
      throw invalid_parameter("Requested " + std::string(member) + " for WarmThroughput for " +
                              subject + " is lower than the current value of " +
                              std::to_string(units));
    }
    units = *asked;
  };
  const WarmThroughput asked = wanted.value_or(WarmThroughput());
  change(is_on_demand ? on_demand_read_units : provisioned.read_capacity_units,
         "ReadUnitsPerSecond", asked.read_units_per_second, changed.read_units_per_second);
  change(is_on_demand ? on_demand_write_units : provisioned.write_capacity_units,
         "WriteUnitsPerSecond", asked.write_units_per_second, changed.write_units_per_second);
  warm = changed;
}

void set_encryption(const SseSpecification& spec, const TableName& name,
                    TableDescription& description) {
  description.sse_description.reset();
  if (!spec.enabled.value_or(false)) return;
  const std::string key = spec.kms_master_key_id.value_or("alias/aws/dynamodb");
  const Arn arn{"kms", name.region, name.account, key.starts_with("alias/") ? key : "key/" + key};
  description.sse_description =
      SseDescription{"ENABLED", "KMS", key.starts_with("arn:") ? key : arn.text()};
}

GlobalIndexDescription& find_index(TableDescription& description, const std::string& name) {
  if (description.global_secondary_indexes) {
    for (GlobalIndexDescription& index : *description.global_secondary_indexes) {
      if (index.index_name == name) return index;
    }
  }
  throw no_such_index(name, description.table_name);
}

void drop_unused_definitions(const Table& table, std::vector<AttributeDefinition>& definitions) {
  std::erase_if(definitions, [&](const AttributeDefinition& definition) {
    return !table.key.has(definition.attribute_name) &&
           std::none_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
             return index.key.has(definition.attribute_name);
           });
  });
}

}  // namespace snowglobe::dynamodb
