// TransactGetItems and TransactWriteItems: many items a call, all of them or none. Also the
// transactions of PartiQL, which come as the same reads and writes.
//
// A call runs in one turn, so no other transaction is ever under way; only a fault rule says that
// one is.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/service.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/items/action.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/items/shapes_batch.h"
#include "services/dynamodb/items/transaction_tokens.h"
#include "services/dynamodb/tables/table_finder.h"

namespace snowglobe::dynamodb {

// One read of a transaction.
struct TransactRead {
  std::string table_name;  // as the request has it
  Map given;               // the request's Key
  // The bound projection points into it, unless it is a statement's.
  std::unique_ptr<RequestExpressions> expressions;
  std::optional<BoundProjection> projection;
  std::shared_ptr<const Table> table;
  StoredKey key;
};

// What a call asks of a transaction of writes.
struct TransactionParameters {
  std::string_view list;  // the input's member that lists the writes
  Maybe<std::string> client_request_token, return_consumed_capacity, return_item_collection_metrics;
};

class Transactions {
 public:
  Transactions(Host& host, TableFinder& finder, ItemStore& items, ExpressionCache& expressions)
      : host_(host),
        finder_(finder),
        items_(items),
        expressions_(expressions),
        tokens_(host.database()) {}

  TransactGetItemsOutput transact_get_items(const TransactGetItemsInput& input,
                                            const Request& request);
  TransactWriteItemsOutput transact_write_items(const TransactWriteItemsInput& input,
                                                const Request& request);

  // The reads of a transaction, which take place at one moment. REQUIRES: each has its table.
  TransactGetItemsOutput read_together(std::vector<TransactRead>& reads,
                                       const Maybe<std::string>& return_consumed_capacity,
                                       const Request& request);
  // The writes of a transaction: all of them, or a TransactionCanceledException.
  // REQUIRES: each action has its table.
  TransactWriteItemsOutput write_together(std::vector<Action>& actions,
                                          const TransactionParameters& parameters,
                                          const Request& request);

 private:
  // Of a ClientRequestToken; a new one is noted. Throws when it came with other actions.
  bool is_repeated(const TransactionParameters& parameters, const Request& request);
  // Throws when a fault rule says that another transaction has the next item.
  void refuse_conflict(const Request& request);

  Host& host_;
  TableFinder& finder_;
  ItemStore& items_;
  ExpressionCache& expressions_;
  TransactionTokens tokens_;
};

}  // namespace snowglobe::dynamodb
