#include "services/sqs/tenants.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace snowglobe::sqs {
namespace {

constexpr std::int64_t noisy_in_flight_min = 30;
constexpr std::int64_t noisy_share = 10;  // more than one in so many of all in flight
constexpr int tenants_max = 1000;

bool is_earlier(const Waiting& a, const Waiting& b) {
  return std::tie(a.visible_at, a.row) < std::tie(b.visible_at, b.row);
}

}  // namespace

std::optional<std::int64_t> Tenants::noise(std::int64_t queue, std::string_view tenant,
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

std::vector<Waiting> Tenants::of_quiet_tenants(std::int64_t queue, int count_max, Moment now) {
  std::vector<Waiting> found;
  std::string tenant;
  for (int i = 0; i < tenants_max; ++i) {
    {
      auto row = next_tenant_.query(queue, tenant);
      if (!row.next() || row.is_null(0)) break;
      tenant = row.text(0);
    }
    if (noise(queue, tenant, now)) continue;
    auto row = first_of_tenant_.query(queue, tenant, now, count_max);
    while (row.next()) found.push_back({row.integer(0), row.moment(1), tenant});
  }
  return found;
}

std::optional<std::vector<std::int64_t>> Tenants::choose(std::int64_t queue,
                                                         const std::vector<Waiting>& front,
                                                         int count_max, Moment now) {
  std::map<std::string_view, std::optional<std::int64_t>> noise_of;
  bool is_any_noisy = false;
  for (const Waiting& message : front) {
    if (message.tenant.empty() || noise_of.contains(message.tenant)) continue;
    const auto found = noise(queue, message.tenant, now);
    is_any_noisy = is_any_noisy || found.has_value();
    noise_of.emplace(message.tenant, found);
  }
  if (!is_any_noisy) return std::nullopt;

  std::vector<Waiting> chosen = of_quiet_tenants(queue, count_max, now);
  std::vector<Waiting> noisy;
  for (const Waiting& message : front) {
    if (message.tenant.empty()) chosen.push_back(message);
    if (!message.tenant.empty() && noise_of[message.tenant]) noisy.push_back(message);
  }
  std::sort(chosen.begin(), chosen.end(), is_earlier);
  std::stable_sort(noisy.begin(), noisy.end(), [&](const Waiting& a, const Waiting& b) {
    return *noise_of[a.tenant] < *noise_of[b.tenant];
  });
  chosen.insert(chosen.end(), noisy.begin(), noisy.end());
  if (chosen.size() > static_cast<std::size_t>(count_max)) {
    chosen.resize(static_cast<std::size_t>(count_max));
  }
  std::vector<std::int64_t> rows;
  for (const Waiting& message : chosen) rows.push_back(message.row);
  return rows;
}

}  // namespace snowglobe::sqs
