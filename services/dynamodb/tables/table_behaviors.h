// SetTableBehavior and GetTableBehavior: what only a test asks of a table.
#pragma once

#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/tables/shapes_behavior.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

class TableBehaviors {
 public:
  TableBehaviors(TableStore& tables, TableFinder& finder, ItemStore& items)
      : tables_(tables), finder_(finder), items_(items) {}

  TableBehavior set_table_behavior(const SetTableBehaviorInput& input, const Request& request);
  TableBehavior get_table_behavior(const TableNameInput& input, const Request& request);

 private:
  TableStore& tables_;
  TableFinder& finder_;
  ItemStore& items_;
};

}  // namespace snowglobe::dynamodb
