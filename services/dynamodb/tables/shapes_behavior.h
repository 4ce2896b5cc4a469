// Inputs and outputs of the operations on a table's behaviour, which are Snowglobe's own.
#pragma once

#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

struct SetTableBehaviorInput {
  std::string table_name;
  // "2s", "500ms"; what is left out becomes as it is by default.
  Maybe<std::string> read_lag, time_to_live_delay;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("ReadLag", read_lag);
    field("TimeToLiveDelay", time_to_live_delay);
  }
};

struct TableBehavior {
  std::string table_name;
  Maybe<std::string> read_lag, time_to_live_delay;
  void describe(auto& field) {
    field("TableName", table_name);
    field("ReadLag", read_lag);
    field("TimeToLiveDelay", time_to_live_delay);
  }
};

}  // namespace snowglobe::dynamodb
