// BatchGetItem and BatchWriteItem: many items a call, each by itself. What is not done, because a
// fault rule struck it or the answer is full, is answered as unprocessed.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/shapes_batch.h"
#include "services/dynamodb/tables/table_finder.h"

namespace snowglobe::dynamodb {

class Batches {
 public:
  Batches(Host& host, TableFinder& finder, ItemStore& items, ExpressionCache& expressions)
      : host_(host), finder_(finder), items_(items), expressions_(expressions) {}

  BatchGetItemOutput batch_get_item(const BatchGetItemInput& input, const Request& request);
  BatchWriteItemOutput batch_write_item(const BatchWriteItemInput& input, const Request& request);

 private:
  Host& host_;
  TableFinder& finder_;
  ItemStore& items_;
  ExpressionCache& expressions_;
};

}  // namespace snowglobe::dynamodb
