// CreateTable, DescribeTable, ListTables, DeleteTable.
//
// A table is there at once: CreateTable answers CREATING, as clients expect, and everything after
// it finds the table ACTIVE. In the same way DeleteTable answers DELETING.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/backups/backups.h"
#include "services/dynamodb/backups/recovery_store.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/streams/stream_writer.h"
#include "services/dynamodb/tables/policy_store.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_describer.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"
#include "services/dynamodb/tables/totals.h"

namespace snowglobe::dynamodb {

// The stores of what belongs to a table, beside the table itself: it goes when the table goes.
struct TableParts {
  ItemStore& items;
  StreamWriter& streams;
  TotalsStore& totals;
  PolicyStore& policies;
  RecoveryStore& recoveries;
};

class Tables {
 public:
  Tables(Host& host, TableStore& tables, TableFinder& finder, TableDescriber& describer,
         Backups& backups, const TableParts& parts)
      : host_(host),
        tables_(tables),
        finder_(finder),
        describer_(describer),
        backups_(backups),
        parts_(parts) {}

  TableDescriptionOutput create_table(const CreateTableInput& input, const Request& request);
  DescribeTableOutput describe_table(const TableNameInput& input, const Request& request);
  ListTablesOutput list_tables(const ListTablesInput& input, const Request& request);
  DeleteTableOutput delete_table(const TableNameInput& input, const Request& request);

 private:
  Host& host_;
  TableStore& tables_;
  TableFinder& finder_;
  TableDescriber& describer_;
  Backups& backups_;
  TableParts parts_;
};

}  // namespace snowglobe::dynamodb
