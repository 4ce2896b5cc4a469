// Consumed capacity, by AWS's arithmetic: "Read and write capacity" in the Developer Guide.
//
// It is counted from what an operation read and wrote, beside the store and only when a request
// asks for it. No database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/dynamodb/capacity/shapes_capacity.h"
#include "services/dynamodb/maybe.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

// One unit for each 4 KB begun, half for an eventually consistent read, double in a transaction.
double read_units(std::size_t bytes, Consistency consistency);
// One unit for each KB begun.
double write_units(std::size_t bytes);

// Write units of the table, and of each index in the table's order.
struct WriteUnits {
  double table = 0;
  std::vector<double> indexes;
};
// Of a write that replaced `before` by `after`, either of which may be nullptr: none.
WriteUnits write_units(const Table& table, const Item* before, const Item* after);

// Nothing unless `asked` is TOTAL or INDEXES.
std::optional<ConsumedCapacity> consumed(const Maybe<std::string>& asked,
                                         const std::string& table_name, const Table& table,
                                         const WriteUnits& units);
// `index` is the index that was read, or nullptr; what was read of the table itself is apart.
std::optional<ConsumedCapacity> consumed(const Maybe<std::string>& asked,
                                         const std::string& table_name, const Index* index,
                                         double index_units, double table_units);

// Says in the members that only transactions have whether the units were read or written.
enum class Access { kRead, kWrite };
void tell_access(ConsumedCapacity& capacity, Access access);

// Adds what several operations on one table consumed. REQUIRES: both of the same kind.
void add(ConsumedCapacity& sum, const ConsumedCapacity& more);

}  // namespace snowglobe::dynamodb
