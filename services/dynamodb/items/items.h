// PutItem, DeleteItem, UpdateItem, GetItem: one item a call.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/shapes_item.h"
#include "services/dynamodb/tables/table_finder.h"

namespace snowglobe::dynamodb {

class Items {
 public:
  Items(TableFinder& finder, ItemStore& items, ExpressionCache& expressions)
      : finder_(finder), items_(items), expressions_(expressions) {}

  WriteOutput put_item(const PutItemInput& input, const Request& request);
  WriteOutput delete_item(const DeleteItemInput& input, const Request& request);
  WriteOutput update_item(const UpdateItemInput& input, const Request& request);
  GetItemOutput get_item(const GetItemInput& input, const Request& request);

 private:
  TableFinder& finder_;
  ItemStore& items_;
  ExpressionCache& expressions_;
};

}  // namespace snowglobe::dynamodb
