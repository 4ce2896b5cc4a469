// The services of one world, made from the program's table, and found by it.
//
// Used inside turns. The table outlives it.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "emulator/api/service_table.h"

namespace snowglobe {

class Services {
 public:
  explicit Services(const ServiceTable& table) : table_(table) {}

  // Makes all of them, in the table's order.
  void make(Host& host) {
    for (const ServiceTable::Entry& entry : table_.entries()) {
      services_.push_back(entry.definition->make(host));
    }
  }

  const ServiceTable& table() const { return table_; }
  // In the table's order.
  const std::vector<std::unique_ptr<Service>>& all() const { return services_; }
  Service& of(const ServiceTable::Entry& entry) const { return *services_[entry.index]; }
  // nullptr: there is none of this name.
  Service* find(std::string_view name) const {
    const ServiceTable::Entry* entry = table_.find(name);
    return entry == nullptr ? nullptr : &of(*entry);
  }
  // REQUIRES: it is one of them.
  std::string_view name_of(const Service& service) const {
    std::size_t index = 0;
    while (services_[index].get() != &service) ++index;
    return table_.entries()[index].info().name;
  }

 private:
  const ServiceTable& table_;
  std::vector<std::unique_ptr<Service>> services_;
};

}  // namespace snowglobe
