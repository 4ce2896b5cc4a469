// Parts of answers that several operations have.
#pragma once

#include "services/dynamodb/items/shapes_item.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

// Of a table with local secondary indexes; else nothing.
inline Maybe<ItemCollectionMetrics> collection_metrics(const Table& table, const Item& item) {
  if (!table.has_local_indexes()) return std::nullopt;
  Item key;
  const std::string& hash = table.key.hash()[0].name;
  key.set(hash, *item.find(hash));
  return ItemCollectionMetrics{write_map(key), {0.0, 1.0}};
}

}  // namespace snowglobe::dynamodb
