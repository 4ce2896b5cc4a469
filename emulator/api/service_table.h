// The services of a program and their operations, found by name and by what requests say: made once
// at start, then only read, by any thread and by all worlds.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/api/route.h"
#include "emulator/api/service.h"

namespace snowglobe {

class ServiceTable {
 public:
  struct Entry {
    const ServiceDefinition* definition = nullptr;
    std::size_t index = 0;  // its place in the table

    const ServiceInfo& info() const { return definition->info; }
    bool is_rest() const {
      return info().speaks(Protocol::kRestJson) || info().speaks(Protocol::kRestXml);
    }
    const Operation* find(std::string_view operation) const;
    // The same for AWS's clients: without operations of the control API.
    const Operation* find_public(std::string_view operation) const;
    bool is_aws_operation(std::string_view operation) const;
    // Of a REST service: the name of AWS's operation at this method and target, or nothing.
    std::string_view aws_operation_at(std::string_view method, std::string_view target) const;

   private:
    friend class ServiceTable;
    std::unordered_map<std::string_view, const Operation*> operations_;
    std::vector<std::pair<Route, const Operation*>> routes_;
  };

  // An operation that a method and a target lead to.
  struct RestMatch {
    const Entry* service = nullptr;
    const Operation* operation = nullptr;
    const Route* route = nullptr;
    Labels labels;
  };

  // A service that AWS has and that is not here: only for answering it in a protocol that its
  // clients read.
  struct Elsewhere {
    std::string_view signing_name;
    Protocol protocol;
  };

  // The definitions must outlive it. In the order in which worlds make them.
  explicit ServiceTable(std::span<const ServiceDefinition* const> services,
                        std::span<const Elsewhere> elsewhere = {});
  ServiceTable(const ServiceTable&) = delete;
  ServiceTable& operator=(const ServiceTable&) = delete;

  const std::deque<Entry>& entries() const { return entries_; }

  const Entry* find(std::string_view service) const;
  const Operation* find(std::string_view service, std::string_view operation) const;

  const Entry* by_shape_name(std::string_view name) const;
  const Entry* by_signing_name(std::string_view name) const;
  // The services that speak Query and have this operation, the API version counting when it is
  // given.
  const Entry* by_action(std::string_view action, std::string_view version) const;
  // The closest route among those of `only`, or of all services when it is nullptr.
  std::optional<RestMatch> by_target(std::string_view method, std::string_view target,
                                     const Entry* only) const;
  const Elsewhere* elsewhere(std::string_view signing_name) const;

 private:
  std::deque<Entry> entries_;
  std::unordered_map<std::string_view, const Entry*> by_name_;
  std::vector<Elsewhere> elsewhere_;
};

}  // namespace snowglobe
