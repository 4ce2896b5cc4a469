// One write of one item under a condition: a Put, Delete, Update or ConditionCheck, alone or in a
// transaction.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "services/dynamodb/capacity/shapes_capacity.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/values/attribute_value.h"

namespace snowglobe::dynamodb {

struct Action {
  enum class Kind { kPut, kDelete, kUpdate, kCheck };

  Kind kind = Kind::kPut;
  Map given;  // the item to be put; else the request's Key
  // The bound expressions point into it.
  std::unique_ptr<RequestExpressions> expressions;
  std::optional<BoundCondition> condition;
  std::optional<BoundUpdate> update;
  AwsError (*refusal)() = &condition_failed;  // when the condition does not hold
  bool returns_old_on_failure = false;
  bool reads_before = false;  // even when nothing here asks for it: for the answer

  std::string table_name;  // as the request has it
  std::shared_ptr<const Table> table;
  StoredKey key;

  std::optional<Item> before, after;
  std::size_t after_bytes = 0;
};

// The steps, in AWS's order of validation. Each throws AWS's errors.

// What the request alone says: the item or Key, and each expression.
void read_put(Action& action, ExpressionCache& cache, const DocumentView& item,
              const std::optional<std::string>& condition, const std::optional<DocumentView>& names,
              const std::optional<AttributeMapView>& values);
void read_keyed(Action& action, ExpressionCache& cache, const DocumentView& key,
                const std::optional<std::string>& update,
                const std::optional<std::string>& condition,
                const std::optional<DocumentView>& names,
                const std::optional<AttributeMapView>& values);
void refuse_large_item(const Action& action);
// What the table's keys and indexes say. REQUIRES: action.table.
void resolve(Action& action);
// The same of a BatchWriteItem, which has no words of its own for an item without its key.
void resolve_in_batch(Action& action);
// Reads the item, checks the condition, and works out what the item becomes: nothing when an
// update only takes away from an item that is not there.
void prepare(Action& action, ItemStore& items);
void carry_out(const Action& action, ItemStore& items);

// What the action consumes, alone or in a transaction, when `asked` asks for it; a request that
// asks reads what was there before (reads_before). REQUIRES: prepare.
enum class Writing { kAlone, kInTransaction };
std::optional<ConsumedCapacity> consumed_by(const Action& action, const Maybe<std::string>& asked,
                                            Writing writing);

// What ReturnValues (`asked`) of an update asks for; nothing when that is nothing.
std::optional<Json> returned(const std::string& asked, const Action& action);

}  // namespace snowglobe::dynamodb
