// The services of a world and their operations, found by name.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/api/service.h"

namespace snowglobe {

// Operations whose Operation::http is this are no part of AWS's API: tests and the command line
// reach them through the control API only.
inline constexpr std::string_view control_only = "CONTROL";

class Catalog {
 public:
  struct Entry {
    std::unique_ptr<Service> service;
    std::unordered_map<std::string_view, const Operation*> operations;
  };

  void add(std::unique_ptr<Service> service) {
    Entry entry{std::move(service), {}};
    for (const Operation& operation : entry.service->operations()) {
      entry.operations.emplace(operation.name, &operation);
    }
    const std::string_view name = entry.service->info().name;
    by_name_.emplace(name, entries_.size());
    entries_.push_back(std::move(entry));
  }

  // In the order of services/catalog.cpp.
  const std::vector<Entry>& entries() const { return entries_; }

  const Entry* find(std::string_view service) const {
    const auto found = by_name_.find(service);
    return found == by_name_.end() ? nullptr : &entries_[found->second];
  }
  const Operation* find(std::string_view service, std::string_view operation) const {
    const Entry* entry = find(service);
    if (entry == nullptr) return nullptr;
    const auto found = entry->operations.find(operation);
    return found == entry->operations.end() ? nullptr : found->second;
  }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
};

}  // namespace snowglobe
