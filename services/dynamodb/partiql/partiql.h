// ExecuteStatement, BatchExecuteStatement and ExecuteTransaction: PartiQL.
//
// A statement is parsed and bound, planned as reads or as one write of one item, and then runs on
// what the other operations on items run on: pages, actions, transactions.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/transactions.h"
#include "services/dynamodb/partiql/bind.h"
#include "services/dynamodb/partiql/shapes_partiql.h"
#include "services/dynamodb/tables/table_finder.h"

namespace snowglobe::dynamodb {

class PartiQl {
 public:
  PartiQl(Host& host, TableFinder& finder, ItemStore& items, Transactions& transactions)
      : host_(host), finder_(finder), items_(items), transactions_(transactions) {}

  ExecuteStatementOutput execute_statement(const ExecuteStatementInput& input,
                                           const Request& request);
  BatchExecuteStatementOutput batch_execute_statement(const BatchExecuteStatementInput& input,
                                                      const Request& request);
  ExecuteTransactionOutput execute_transaction(const ExecuteTransactionInput& input,
                                               const Request& request);

 private:
  // The SELECT of an ExecuteStatement.
  ExecuteStatementOutput select(const ExecuteStatementInput& input,
                                const partiql::BoundStatement& statement, const Table& table);

  Host& host_;
  TableFinder& finder_;
  ItemStore& items_;
  Transactions& transactions_;
};

}  // namespace snowglobe::dynamodb
