#include "services/sqs/tenants.h"

#include <algorithm>
#include <limits>
#include <set>

namespace snowglobe::sqs {
namespace {

constexpr std::int64_t noisy_in_flight_min = 30;
constexpr std::int64_t noisy_share = 10;  // more than one in so many of all in flight
constexpr int tenants_max = 1000;

}  // namespace

std::optional<std::int64_t> Tenants::noise_of(std::int64_t queue, std::string_view tenant,
                                              Moment now) {
  const auto count = [&](std::int64_t limit) {
    auto row = in_flight_of_.query(queue, tenant, now, limit);
    row.next();
    return row.integer(0);
  };
  if (count(noisy_in_flight_min) < noisy_in_flight_min) return std::nullopt;
  const std::int64_t own = count(std::numeric_limits<std::int64_t>::max());
  auto row = in_flight_.query(queue, now, own * noisy_share);
  row.next();
  if (own * noisy_share <= row.integer(0)) return std::nullopt;
  return own;
}

std::vector<Tenants::Candidate> Tenants::candidates(std::int64_t queue, int count_max, Moment now) {
  std::vector<Candidate> found;
  std::string tenant;
  for (int i = 0; i < tenants_max; ++i) {
    {
      auto row = next_tenant_.query(queue, tenant);
      if (!row.next() || row.is_null(0)) break;
      tenant = row.text(0);
    }
    const auto noise = noise_of(queue, tenant, now);
    auto row = first_of_tenant_.query(queue, tenant, now, count_max);
    while (row.next()) {
      found.push_back({noise.value_or(0), row.moment(1), row.integer(0)});
    }
  }
  return found;
}

std::optional<std::vector<std::int64_t>> Tenants::choose(std::int64_t queue,
                                                         const std::vector<Waiting>& front,
                                                         int count_max, Moment now) {
  std::set<std::string_view> tenants;
  for (const Waiting& message : front) {
    if (!message.tenant.empty()) tenants.insert(message.tenant);
  }
  const bool is_any_noisy = std::any_of(tenants.begin(), tenants.end(), [&](auto tenant) {
    return noise_of(queue, tenant, now).has_value();
  });
  if (!is_any_noisy) return std::nullopt;

  std::vector<Candidate> found = candidates(queue, count_max, now);
  for (const Waiting& message : front) {
    if (message.tenant.empty()) found.push_back({0, message.visible_at, message.row});
  }
  std::sort(found.begin(), found.end());
  std::vector<std::int64_t> rows;
  for (const Candidate& candidate : found) {
    if (static_cast<int>(rows.size()) == count_max) break;
    rows.push_back(candidate.row);
  }
  return rows;
}

}  // namespace snowglobe::sqs
