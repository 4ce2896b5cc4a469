// Reading the members of one JSON object of a definition: each getter takes a member, checks it,
// and notes what is wrong with its place. Used by the definition's reader alone.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/states/asl.h"

namespace snowglobe::states {

// Where in the definition something stands; its text is made only when something is wrong there.
// Lives on the reader's stack: the parent outlives it.
struct Place {
  const Place* parent = nullptr;
  std::string_view name;  // a member's name; empty for an array's element
  std::size_t index = 0;

  Place at(std::string_view member) const { return {this, member, 0}; }
  Place at(std::size_t element) const { return {this, {}, element}; }
  std::string text() const;  // "/States/Route/Choices[0]/Next"; "/" for the definition itself
};

class Problems {
 public:
  void add(std::string code, std::string message, std::string location);
  void schema(std::string message, const Place& place) {
    add("SCHEMA_VALIDATION_FAILED", std::move(message), place.text());
  }
  bool is_full() const { return list_.size() >= diagnostics_max; }
  std::vector<Diagnostic> take() { return std::move(list_); }
  bool empty() const { return list_.empty(); }

 private:
  std::vector<Diagnostic> list_;
};

class Fields {
 public:
  // REQUIRES: `object` is an object. All three outlive this.
  Fields(const Json& object, const Place& place, Problems& problems)
      : object_(object), place_(place), problems_(problems) {}

  const Json* get(std::string_view name) const { return find_member(object_, name); }
  bool has(std::string_view name) const { return get(name) != nullptr; }
  Place at(std::string_view name) const { return place_.at(name); }
  const Place& place() const { return place_; }
  const Json& object() const { return object_; }
  Problems& problems() const { return problems_; }

  // Each is nothing when the member is absent, and also (noted) when it is wrong.
  std::optional<std::string> text(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t min,
                                      std::int64_t max) const;
  std::optional<double> number(std::string_view name, double min) const;
  std::optional<bool> boolean(std::string_view name) const;
  const Json* array(std::string_view name) const;
  const Json* object(std::string_view name) const;
  std::optional<JsonPath> path(std::string_view name) const;
  std::optional<JsonPath> reference_path(std::string_view name) const;
  std::optional<PayloadTemplate> payload(std::string_view name) const;

  Selection selection(std::string_view name) const;    // InputPath, OutputPath
  Selection result_path(std::string_view name) const;  // a reference path into the input
  Amount amount(std::string_view name, std::string_view path_name, std::int64_t min,
                std::int64_t max) const;

  void only(std::initializer_list<std::string_view> known) const;
  void require(std::initializer_list<std::string_view> names) const;
  // Notes it when more than one of them is there.
  void at_most_one_of(std::initializer_list<std::string_view> names) const;
  void not_supported(std::string_view name, const std::string& what) const;

 private:
  void wrong_type(std::string_view name, std::string_view expected) const;

  const Json& object_;
  const Place& place_;
  Problems& problems_;
};

}  // namespace snowglobe::states
