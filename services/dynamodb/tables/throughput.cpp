#include "services/dynamodb/tables/throughput.h"

#include <algorithm>
#include <array>

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::int64_t capacity_units_max = 1'000'000'000'000;

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

// "Tuesday, December 23, 2014 at 5:38:43 PM Coordinated Universal Time"
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
         std::to_string(static_cast<int>(date.year())) + " at " + std::to_string(hour_of_12) + ":" +
         two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60) +
         (hour < 12 ? " AM" : " PM") + " Coordinated Universal Time";
}

const std::string warm_throughput_stays =
    "current WarmThroughput, decreasing WarmThroughput is not supported";
const std::string initial_throughput =
    "initial throughput for OnDemand. See: "
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
    "on-demand-capacity-mode.html#on-demand-capacity-mode-initial";

AwsError throughput_stays(const Throughput& wanted, const std::string& index,
                          const ThroughputDescription& present) {
  const std::string place = index.empty() ? "the table" : "the index";
  return invalid("The provisioned throughput for " + place + (index.empty() ? "" : " " + index) +
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
  const Moment next_day = day_of(last) + std::chrono::days(1);
  return limit_exceeded(
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC "
      "day. After the first 4 decreases, each subsequent decrease in the same UTC day can be "
      "performed at most once every 3600 seconds. Number of decreases today: " +
      std::to_string(throughput.number_of_decreases_today) + ". Last decrease at " +
      long_date(last) + ". Next decrease can be made at " +
      long_date(std::min(last + decrease_pause, next_day)));
}

// Sets or takes away one ceiling.
void change_ceiling(const Maybe<std::int64_t>& wanted, Maybe<std::int64_t>& ceiling) {
  if (!wanted) return;
  ceiling = *wanted == -1 ? std::nullopt : wanted;
}

// "table", or "index NAME".
std::string place_of(const std::string& index) {
  return index.empty() ? "table" : "index " + index;
}

}  // namespace

void check_units(const Throughput& throughput) {
  const auto check = [](std::int64_t units, const std::string& member) {
    if (units <= capacity_units_max) return;
    throw invalid("Given value " + std::to_string(units) + " for " + member + " is out of bounds");
  };
  check(throughput.read_capacity_units, "ReadCapacityUnits");
  check(throughput.write_capacity_units, "WriteCapacityUnits");
}

void check_created_throughput(const std::string& billing_mode, const Maybe<Throughput>& throughput,
                              const std::string& index) {
  const bool is_on_demand = billing_mode == "PAY_PER_REQUEST";
  if (is_on_demand == !throughput.has_value()) {
    if (throughput) check_units(*throughput);
    return;
  }
  if (is_on_demand) {
    throw invalid_parameter(
        index.empty()
            ? "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode "
              "is PAY_PER_REQUEST"
            : "ProvisionedThroughput should not be specified for index: " + index +
                  " when BillingMode is PAY_PER_REQUEST");
  }
  throw invalid_parameter(
      index.empty() ? "ReadCapacityUnits and WriteCapacityUnits must both be specified when "
                      "BillingMode is PROVISIONED"
                    : "ProvisionedThroughput is not specified for index: " + index);
}

void check_added_throughput(const std::string& billing_mode, const Maybe<Throughput>& throughput,
                            const std::string& index) {
  const bool is_on_demand = billing_mode == "PAY_PER_REQUEST";
  if (is_on_demand && throughput) {
    throw invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " + index +
        " when BillingMode is PAY_PER_REQUEST");
  }
  if (!is_on_demand && !throughput) {
    throw invalid_parameter(
        "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + index);
  }
  if (throughput) check_units(*throughput);
}

void check_ceilings(const OnDemandThroughput& wanted, const std::string& billing_mode,
                    const std::string& index, Ceilings use) {
  // AWS's words differ a little between CreateTable and UpdateTable.
  const bool is_new = use == Ceilings::kCreate;
  const std::string of_index = index.empty() ? "" : " for index : " + index;
  const std::string whose = index.empty() || !is_new ? of_index : " for index: " + index;
  const std::string provisioned =
      is_new ? "table BillingMode is PROVISIONED." : "the table BillingMode is PROVISIONED";
  const auto check = [&](const Maybe<std::int64_t>& units, const std::string& member) {
    if (!units) return;
    if (billing_mode != "PAY_PER_REQUEST") {
      throw invalid_parameter(member + " for OnDemandThroughput" + whose +
                              " cannot be specified when " + provisioned);
    }
    if (*units >= 1 || (*units == -1 && use == Ceilings::kUpdate)) return;
    throw invalid_parameter("Requested " + member + " for OnDemandThroughput" +
                            (index.empty() ? " for table" : of_index) +
                            " is outside of valid range");
  };
  check(wanted.max_read_request_units, "MaxReadRequestUnits");
  check(wanted.max_write_request_units, "MaxWriteRequestUnits");
}

void change_throughput(const Throughput& wanted, const std::string& index, Moment now,
                       ThroughputDescription& throughput) {
  const auto reads = wanted.read_capacity_units - throughput.read_capacity_units;
  const auto writes = wanted.write_capacity_units - throughput.write_capacity_units;
  if (reads == 0 && writes == 0) throw throughput_stays(wanted, index, throughput);
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

void change_warm_throughput(const Maybe<WarmThroughput>& wanted, const std::string& billing_mode,
                            const ThroughputDescription& provisioned, const std::string& index,
                            Maybe<WarmThroughputDescription>& warm) {
  const bool is_on_demand = billing_mode == "PAY_PER_REQUEST";
  WarmThroughputDescription changed = warm.value_or(WarmThroughputDescription());
  const auto change = [&](std::int64_t least, const std::string& kind, Maybe<std::int64_t> asked,
                          std::int64_t& units) {
    units = std::max(units, least);
    if (!asked) return;
    if (*asked < units) {
      throw invalid_parameter("Requested " + kind + "UnitsPerSecond for WarmThroughput for " +
                              place_of(index) + " is lower than " +
                              (warm           ? warm_throughput_stays
                               : is_on_demand ? initial_throughput
                                              : kind + "CapacityUnits of ProvisionedThroughput"));
    }
    units = *asked;
  };
  const WarmThroughput asked = wanted.value_or(WarmThroughput());
  change(is_on_demand ? on_demand_read_units : provisioned.read_capacity_units, "Read",
         asked.read_units_per_second, changed.read_units_per_second);
  change(is_on_demand ? on_demand_write_units : provisioned.write_capacity_units, "Write",
         asked.write_units_per_second, changed.write_units_per_second);
  warm = changed;
}

}  // namespace snowglobe::dynamodb
