#include "emulator/api/service_table.h"

#include <algorithm>

namespace snowglobe {
namespace {

template <class Entries, class Wanted>
auto* find_if(const Entries& entries, const Wanted& wanted) {
  const auto found = std::find_if(entries.begin(), entries.end(), wanted);
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const Operation* ServiceTable::Entry::find(std::string_view operation) const {
  const auto found = operations_.find(operation);
  return found == operations_.end() ? nullptr : found->second;
}

const Operation* ServiceTable::Entry::find_public(std::string_view operation) const {
  const Operation* found = find(operation);
  return found == nullptr || found->reach == Reach::kControl ? nullptr : found;
}

bool ServiceTable::Entry::is_aws_operation(std::string_view operation) const {
  return find_if(definition->aws_operations,
                 [&](const AwsOperation& known) { return known.name == operation; }) != nullptr;
}

std::string_view ServiceTable::Entry::aws_operation_at(std::string_view method,
                                                       std::string_view target) const {
  Route best;
  std::string_view name;
  for (const AwsOperation& known : definition->aws_operations) {
    Route route = Route::parse(known.http);
    if (!route.match(method, target) || (!name.empty() && !route.is_closer_than(best))) continue;
    best = std::move(route);
    name = known.name;
  }
  return name;
}

ServiceTable::ServiceTable(std::span<const ServiceDefinition* const> services,
                           std::span<const Elsewhere> elsewhere)
    : elsewhere_(elsewhere.begin(), elsewhere.end()) {
  for (const ServiceDefinition* service : services) {
    Entry& entry = entries_.emplace_back();
    entry.definition = service;
    entry.index = entries_.size() - 1;
    for (const Operation& operation : service->operations) {
      entry.operations_.emplace(operation.name, &operation);
      if (!operation.http.empty()) {
        entry.routes_.emplace_back(Route::parse(operation.http), &operation);
      }
    }
    by_name_.emplace(entry.info().name, &entry);
  }
}

const ServiceTable::Entry* ServiceTable::find(std::string_view service) const {
  const auto found = by_name_.find(service);
  return found == by_name_.end() ? nullptr : found->second;
}

const Operation* ServiceTable::find(std::string_view service, std::string_view operation) const {
  const Entry* entry = find(service);
  return entry == nullptr ? nullptr : entry->find(operation);
}

const ServiceTable::Entry* ServiceTable::by_shape_name(std::string_view name) const {
  if (name.empty()) return nullptr;
  return find_if(entries_, [&](const Entry& entry) { return entry.info().shape_name == name; });
}

const ServiceTable::Entry* ServiceTable::by_signing_name(std::string_view name) const {
  return find_if(entries_, [&](const Entry& entry) { return entry.info().signing_name == name; });
}

const ServiceTable::Entry* ServiceTable::by_action(std::string_view action,
                                                   std::string_view version) const {
  return find_if(entries_, [&](const Entry& entry) {
    return entry.info().speaks(Protocol::kQuery) &&
           (version.empty() || entry.info().api_version == version) &&
           entry.find_public(action) != nullptr;
  });
}

std::optional<ServiceTable::RestMatch> ServiceTable::by_target(std::string_view method,
                                                               std::string_view target,
                                                               const Entry* only) const {
  std::optional<RestMatch> best;
  for (const Entry& entry : entries_) {
    if (only != nullptr && &entry != only) continue;
    for (const auto& [route, operation] : entry.routes_) {
      auto labels = route.match(method, target);
      if (!labels || (best && !route.is_closer_than(*best->route))) continue;
      best = RestMatch{&entry, operation, &route, std::move(*labels)};
    }
  }
  return best;
}

const ServiceTable::Elsewhere* ServiceTable::elsewhere(std::string_view signing_name) const {
  return find_if(elsewhere_,
                 [&](const Elsewhere& known) { return known.signing_name == signing_name; });
}

}  // namespace snowglobe
