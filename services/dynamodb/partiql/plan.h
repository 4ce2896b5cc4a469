// What a statement asks of a table: which rows it reads, or what it does to one item. No database.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "services/dynamodb/expression/key_condition.h"
#include "services/dynamodb/items/action.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/partiql/bind.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb::partiql {

// The rows of a SELECT. It points into the statement and the table.
struct ReadPlan {
  const Index* index = nullptr;  // nullptr: the table itself
  // One Query for each value of the partition key, in this order; none: a Scan.
  std::vector<KeyCondition> queries;
  Direction direction = Direction::kForward;
  std::optional<BoundCondition> filter;  // WHERE, unless the queries say all of it
};

// Throws AWS's error for an index that PartiQL does not read.
void check_index(const Index* index);

// Throws AWS's errors: no such index, key values of wrong types, ORDER BY where no partition key is
// given.
ReadPlan plan_read(const BoundStatement& statement, const Table& table);

// The key attributes that WHERE fixes by equalities, and what else it says.
struct KeyedPlan {
  Map key;
  std::optional<Condition> rest;
};
KeyedPlan plan_keyed(const BoundStatement& statement, const Table& table);
// Whether the key names one item of the table. Throws AWS's error for a value of a wrong type.
bool is_whole_key(const Table& table, const Map& key);

// What the statement does to one item. The action points into the statement. Its key may be
// incomplete, which resolve() refuses as it does for a transaction. REQUIRES: the statement is no
// SELECT.
Action plan_write(const BoundStatement& statement, std::shared_ptr<const Table> table);
// Throws what AWS answers, outside transactions, to a statement that does not fix the key.
void check_key(const Action& action);

}  // namespace snowglobe::dynamodb::partiql
