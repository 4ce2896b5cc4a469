// Query and Scan: a page of items a call, of a table or one of its indexes.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/shapes_item.h"
#include "services/dynamodb/tables/table_finder.h"

namespace snowglobe::dynamodb {

class Queries {
 public:
  Queries(TableFinder& finder, ItemStore& items, ExpressionCache& expressions)
      : finder_(finder), items_(items), expressions_(expressions) {}

  PageOutput query(const QueryInput& input, const Request& request);
  PageOutput scan(const ScanInput& input, const Request& request);

 private:
  TableFinder& finder_;
  ItemStore& items_;
  ExpressionCache& expressions_;
};

}  // namespace snowglobe::dynamodb
