// Consumed capacity in inputs and outputs: DynamoDB API reference, version 2012-08-10.
#pragma once

#include <map>
#include <string>

#include "emulator/api/shape.h"
#include "services/dynamodb/maybe.h"

namespace snowglobe::dynamodb {

namespace fields {

inline void capacity(auto& field, Maybe<std::string>& value) {
  field("ReturnConsumedCapacity", value).one_of({"INDEXES", "TOTAL", "NONE"});
}

}  // namespace fields

struct Capacity {
  Maybe<double> read_capacity_units, write_capacity_units;
  double capacity_units = 0;
  void describe(auto& field) {
    field("ReadCapacityUnits", read_capacity_units);
    field("WriteCapacityUnits", write_capacity_units);
    field("CapacityUnits", capacity_units);
  }
};

struct ConsumedCapacity {
  std::string table_name;
  double capacity_units = 0;
  Maybe<double> read_capacity_units, write_capacity_units;
  Maybe<Capacity> table;
  Maybe<std::map<std::string, Capacity>> local_secondary_indexes, global_secondary_indexes;
  void describe(auto& field) {
    field("TableName", table_name);
    field("CapacityUnits", capacity_units);
    field("ReadCapacityUnits", read_capacity_units);
    field("WriteCapacityUnits", write_capacity_units);
    field("Table", table);
    field("LocalSecondaryIndexes", local_secondary_indexes);
    field("GlobalSecondaryIndexes", global_secondary_indexes);
  }
};

}  // namespace snowglobe::dynamodb
