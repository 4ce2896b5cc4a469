#include "services/dynamodb/capacity/capacity.h"

#include <algorithm>

#include "services/dynamodb/tables/index_change.h"

namespace snowglobe::dynamodb {
namespace {

double blocks(std::size_t bytes, std::size_t block) {
  return bytes == 0 ? 1 : static_cast<double>((bytes + block - 1) / block);
}

Capacity capacity(double units) { return {std::nullopt, std::nullopt, units}; }

using Capacities = std::optional<std::map<std::string, Capacity>>;  // of indexes, by name

// A write of a row costs by the larger of what it was and what it becomes.
double entry_units(const IndexChange& change) {
  double units = 0;
  const std::size_t old_bytes = measure(change.old_entry).bytes;
  if (change.removes()) units += write_units(old_bytes);
  if (change.new_key) {
    const std::size_t bytes = measure(change.new_entry).bytes;
    units += write_units(change.replaces() ? std::max(bytes, old_bytes) : bytes);
  }
  return units;
}

void add_optional(std::optional<double>& sum, const std::optional<double>& more) {
  if (more) sum = sum.value_or(0) + *more;
}

void add_to(Capacity& sum, const Capacity& more) {
  sum.capacity_units += more.capacity_units;
  add_optional(sum.read_capacity_units, more.read_capacity_units);
  add_optional(sum.write_capacity_units, more.write_capacity_units);
}

void add_to(Capacities& map, const std::string& name, const Capacity& more) {
  if (!map) map.emplace();
  add_to((*map)[name], more);
}

void add_maps(Capacities& sum, const Capacities& more) {
  if (!more) return;
  for (const auto& [name, units] : *more) add_to(sum, name, units);
}

}  // namespace

double read_units(std::size_t bytes, Consistency consistency) {
  const double units = blocks(bytes, 4096);
  if (consistency == Consistency::kEventual) return units / 2;
  return consistency == Consistency::kTransaction ? units * 2 : units;
}

double write_units(std::size_t bytes) { return blocks(bytes, 1024); }

WriteUnits write_units(const Table& table, const Item* before, const Item* after) {
  const auto bytes = [](const Item* item) { return item != nullptr ? measure(*item).bytes : 0; };
  WriteUnits units{write_units(std::max(bytes(before), bytes(after))), {}};
  for (const Index& index : table.indexes) {
    const auto change = index_change(table, index, before, after);
    units.indexes.push_back(change ? entry_units(*change) : 0);
  }
  return units;
}

std::optional<ConsumedCapacity> consumed(const Maybe<std::string>& asked,
                                         const std::string& table_name, const Table& table,
                                         const WriteUnits& units) {
  if (!is_asked(asked)) return std::nullopt;
  ConsumedCapacity sum;
  sum.table_name = table_name;
  sum.capacity_units = units.table;
  for (const double part : units.indexes) sum.capacity_units += part;
  if (*asked != "INDEXES") return sum;
  sum.table = capacity(units.table);
  for (std::size_t i = 0; i < units.indexes.size(); ++i) {
    if (units.indexes[i] == 0) continue;
    const Index& index = table.indexes[i];
    add_to(index.is_global ? sum.global_secondary_indexes : sum.local_secondary_indexes, index.name,
           capacity(units.indexes[i]));
  }
  return sum;
}

std::optional<ConsumedCapacity> consumed(const Maybe<std::string>& asked,
                                         const std::string& table_name, const Index* index,
                                         double index_units, double table_units) {
  if (!is_asked(asked)) return std::nullopt;
  ConsumedCapacity sum;
  sum.table_name = table_name;
  sum.capacity_units = index_units + table_units;
  if (*asked != "INDEXES") return sum;
  sum.table = capacity(table_units);
  if (index != nullptr) {
    add_to(index->is_global ? sum.global_secondary_indexes : sum.local_secondary_indexes,
           index->name, capacity(index_units));
  }
  return sum;
}

void tell_access(ConsumedCapacity& capacity, Access access) {
  const auto tell = [access](auto& part) {
    auto& member = access == Access::kRead ? part.read_capacity_units : part.write_capacity_units;
    member = part.capacity_units;
  };
  tell(capacity);
  if (capacity.table) tell(*capacity.table);
  for (Capacities* indexes :
       {&capacity.local_secondary_indexes, &capacity.global_secondary_indexes}) {
    if (!*indexes) continue;
    for (auto& [name, part] : **indexes) tell(part);
  }
}

void add(ConsumedCapacity& sum, const ConsumedCapacity& more) {
  sum.capacity_units += more.capacity_units;
  add_optional(sum.read_capacity_units, more.read_capacity_units);
  add_optional(sum.write_capacity_units, more.write_capacity_units);
  if (more.table) {
    if (!sum.table) sum.table.emplace();
    add_to(*sum.table, *more.table);
  }
  add_maps(sum.local_secondary_indexes, more.local_secondary_indexes);
  add_maps(sum.global_secondary_indexes, more.global_secondary_indexes);
}

}  // namespace snowglobe::dynamodb
