#include "emulator/wire/directory.h"

#include <algorithm>

namespace snowglobe::wire {

const Operation* ServiceEntry::find(std::string_view operation) const {
  const auto found = operations.find(operation);
  return found == operations.end() ? nullptr : found->second;
}

void Directory::add(const ServiceInfo& info, std::span<const Operation> operations) {
  ServiceEntry& entry = services_.emplace_back();
  entry.info = info;
  for (const Operation& operation : operations) {
    if (operation.http == "CONTROL") continue;
    entry.operations.emplace(operation.name, &operation);
    if (entry.is_rest()) entry.routes.emplace_back(Route::parse(operation.http), &operation);
  }
}

const ServiceEntry* Directory::by_target_prefix(std::string_view prefix) const {
  const auto found = std::find_if(services_.begin(), services_.end(), [&](const ServiceEntry& s) {
    return !s.info.target_prefix.empty() && s.info.target_prefix == prefix;
  });
  return found == services_.end() ? nullptr : &*found;
}

const ServiceEntry* Directory::by_signing_name(std::string_view name) const {
  const auto found = std::find_if(services_.begin(), services_.end(), [&](const ServiceEntry& s) {
    return s.info.signing_name == name;
  });
  return found == services_.end() ? nullptr : &*found;
}

const ServiceEntry* Directory::by_action(std::string_view action, std::string_view version) const {
  for (const ServiceEntry& service : services_) {
    if (!service.speaks_query()) continue;
    if (!version.empty() && service.info.api_version != version) continue;
    if (service.find(action) != nullptr) return &service;
  }
  return nullptr;
}

std::optional<RestMatch> Directory::by_path(std::string_view method, std::string_view path,
                                            const ServiceEntry* only) const {
  std::optional<RestMatch> best;
  for (const ServiceEntry& service : services_) {
    if (only != nullptr && &service != only) continue;
    for (const auto& [route, operation] : service.routes) {
      auto labels = route.match(method, path);
      if (!labels || (best && !route.is_closer_than(*best->route))) continue;
      best = RestMatch{&service, operation, &route, std::move(*labels)};
    }
  }
  return best;
}

}  // namespace snowglobe::wire
