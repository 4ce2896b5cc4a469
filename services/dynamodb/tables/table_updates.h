// UpdateTable: throughput, settings, the stream, and global indexes of a table.
//
// The change is made at once; the answer says UPDATING, as clients expect, and tells of much how it
// was (update_answer.h).
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/streams/stream_writer.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_describer.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

class TableUpdates {
 public:
  TableUpdates(Host& host, TableStore& tables, TableFinder& finder, TableDescriber& describer,
               ItemStore& items, StreamWriter& streams)
      : host_(host),
        tables_(tables),
        finder_(finder),
        describer_(describer),
        items_(items),
        streams_(streams) {}

  TableDescriptionOutput update_table(const UpdateTableInput& input, const Request& request);

 private:
  void update_indexes(const UpdateTableInput& input, const TableName& name, Table& table,
                      TableDescription& description);
  void create_index(const UpdateTableInput& input, const GlobalIndexSpec& spec,
                    const TableName& name, Table& table, TableDescription& description);
  void delete_index(const std::string& index_name, Table& table, TableDescription& description);

  Host& host_;
  TableStore& tables_;
  TableFinder& finder_;
  TableDescriber& describer_;
  ItemStore& items_;
  StreamWriter& streams_;
};

}  // namespace snowglobe::dynamodb
