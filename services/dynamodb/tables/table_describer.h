// A table as DescribeTable answers it: what is kept of it, with what changes with its items and
// with the day.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_name.h"
#include "services/dynamodb/tables/table_store.h"
#include "services/dynamodb/tables/totals.h"

namespace snowglobe::dynamodb {

class TableDescriber {
 public:
  TableDescriber(Host& host, TableStore& tables, TotalsStore& totals)
      : host_(host), tables_(tables), totals_(totals) {}

  // REQUIRES: the table is in the store.
  TableDescription describe(const TableName& name, const Table& table);

 private:
  Host& host_;
  TableStore& tables_;
  TotalsStore& totals_;
};

}  // namespace snowglobe::dynamodb
