// The services of a program as the wire needs to know them: by target prefix, signing name and
// path. Made once at start, then only read, by any thread.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/api/service.h"
#include "emulator/wire/route.h"

namespace snowglobe::wire {

struct ServiceEntry {
  ServiceInfo info;
  std::unordered_map<std::string_view, const Operation*> operations;
  std::vector<std::pair<Route, const Operation*>> routes;  // of a REST service

  const Operation* find(std::string_view operation) const;
  bool is_rest() const {
    return info.protocol == Protocol::kRestJson || info.protocol == Protocol::kRestXml;
  }
  bool speaks_query() const { return info.protocol == Protocol::kQuery || info.also_speaks_query; }
};

// An operation that a method and a path lead to.
struct RestMatch {
  const ServiceEntry* service = nullptr;
  const Operation* operation = nullptr;
  const Route* route = nullptr;
  Labels labels;
};

class Directory {
 public:
  // Operations whose `http` is "CONTROL" are no part of AWS's API and stay out. The operations must
  // outlive the directory.
  void add(const ServiceInfo& info, std::span<const Operation> operations);

  const ServiceEntry* by_target_prefix(std::string_view prefix) const;
  const ServiceEntry* by_signing_name(std::string_view name) const;
  // The services that speak Query and have this operation, the API version counting when it is
  // given.
  const ServiceEntry* by_action(std::string_view action, std::string_view version) const;
  // The closest route among those of `only`, or of all services when it is nullptr.
  std::optional<RestMatch> by_path(std::string_view method, std::string_view path,
                                   const ServiceEntry* only) const;

 private:
  std::deque<ServiceEntry> services_;
};

}  // namespace snowglobe::wire
