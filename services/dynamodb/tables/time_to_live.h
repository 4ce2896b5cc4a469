// DescribeTimeToLive and UpdateTimeToLive. What expires is deleted by the job of items/ttl.h.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/tables/shapes_settings.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

class TimeToLive {
 public:
  TimeToLive(Host& host, TableStore& tables, TableFinder& finder, ItemStore& items)
      : host_(host), tables_(tables), finder_(finder), items_(items) {}

  DescribeTimeToLiveOutput describe_time_to_live(const TableNameInput& input,
                                                 const Request& request);
  UpdateTimeToLiveOutput update_time_to_live(const UpdateTimeToLiveInput& input,
                                             const Request& request);

 private:
  Host& host_;
  TableStore& tables_;
  TableFinder& finder_;
  ItemStore& items_;
};

}  // namespace snowglobe::dynamodb
