// Host names that lead to a service: {ApiId}.execute-api.us-east-1.amazonaws.com, and the same
// before Snowglobe's own endings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/api/service_table.h"

namespace snowglobe::wire {

struct HostMatch {
  const ServiceTable::Entry* service = nullptr;
  const HostRoute* route = nullptr;
  std::map<std::string, std::string> labels;  // what stands in the places of the route's {labels}
  std::string region;                         // empty when the host names none
};

// What the host (with or without a port, in any case) leads to by the services' host routes. Only
// these endings count: amazonaws.com, amazonaws.com.cn, on.aws, api.aws, localhost and
// localhost.localstack.cloud; before them a region may stand.
std::optional<HostMatch> match_host(const ServiceTable& services, std::string_view host);

// The first label of the host, without a prefix that some service's SDKs put before it:
// "sqs" of sqs.us-east-1.amazonaws.com. A view into `host`.
std::string_view first_label(const ServiceTable& services, std::string_view host);
// The host without such a prefix.
std::string_view without_prefix(const ServiceTable& services, std::string_view host);

}  // namespace snowglobe::wire
