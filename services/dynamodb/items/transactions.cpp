#include "services/dynamodb/items/transactions.h"

#include <algorithm>
#include <set>

#include "services/dynamodb/capacity/capacity.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/items/action.h"
#include "services/dynamodb/items/answers.h"
#include "services/dynamodb/items/key_paths.h"
#include "services/dynamodb/items/partial_failure.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t transaction_bytes_max = 4 * 1024 * 1024;

AwsError transaction_too_large() {
  return invalid("Transaction request size has exceeded the maximum allowed size");
}

template <class Part>
Action start(Action::Kind kind, const Part& part) {
  Action action;
  action.kind = kind;
  action.table_name = part.table_name;
  action.returns_old_on_failure = part.on_condition_failure.value_or("NONE") == "ALL_OLD";
  return action;
}

Action read_action(const TransactWriteItem& item, ExpressionCache& cache) {
  const int given = item.condition_check.has_value() + item.put.has_value() +
                    item.remove.has_value() + item.update.has_value();
  if (given == 0) {
    throw invalid_request("TransactWriteRequest should contain Delete or Put or Update request");
  }
  if (given > 1) {
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  if (const auto& part = item.put) {
    Action action = start(Action::Kind::kPut, *part);
    read_put(action, cache, part->item, part->condition_expression,
             part->expression_attribute_names, part->expression_attribute_values);
    refuse_large_item(action);
    return action;
  }
  const auto keyed = [&](Action::Kind kind, const auto& part,
                         const std::optional<std::string>& update) {
    Action action = start(kind, part);
    read_keyed(action, cache, part.key, update, part.condition_expression,
               part.expression_attribute_names, part.expression_attribute_values);
    return action;
  };
  if (item.update) {
    return keyed(Action::Kind::kUpdate, *item.update, item.update->update_expression);
  }
  if (item.remove) return keyed(Action::Kind::kDelete, *item.remove, std::nullopt);
  return keyed(Action::Kind::kCheck, *item.condition_check, std::nullopt);
}

// Why one action of a transaction did not happen, as CancellationReasons has it.
Json reason(const AwsError& error) {
  Json json = {{"Code", short_code(error)}, {"Message", error.message}};
  if (error.members.contains("Item")) json["Item"] = error.members["Item"];
  return json;
}

// The errors of transactions alone call their text "Message".
AwsError transaction_error(const char* code, const std::string& message) {
  AwsError error(code, message);
  error.members["Message"] = message;
  return error;
}

AwsError cancelled(Json reasons) {
  std::string codes;
  for (const Json& part : reasons) {
    codes += (codes.empty() ? "" : ", ") + part.at("Code").get<std::string>();
  }
  AwsError error = transaction_error(
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes +
          "]");
  error.members["CancellationReasons"] = std::move(reasons);
  return error;
}

// Runs `step` for every part; throws for all that failed together.
template <class Part, class Step>
void all_or_cancelled(std::vector<Part>& parts, Step step) {
  Json reasons;  // null while none has failed
  for (std::size_t i = 0; i < parts.size(); ++i) {
    try {
      step(parts[i]);
    } catch (const AwsError& error) {
      if (error.code == "ResourceNotFoundException") throw;
      if (reasons.is_null()) reasons = Json::array_t(parts.size(), {{"Code", "None"}});
      reasons[i] = reason(error);
    }
  }
  if (!reasons.is_null()) throw cancelled(std::move(reasons));
}

using Capacities = std::map<std::string, ConsumedCapacity>;  // by table

void note_capacity(Capacities& capacities, Access access,
                   std::optional<ConsumedCapacity> capacity) {
  if (!capacity) return;
  tell_access(*capacity, access);
  const auto [at, is_new] = capacities.emplace(capacity->table_name, *capacity);
  if (!is_new) add(at->second, *capacity);
}

template <class Part>
void refuse_same_item(const std::vector<Part>& parts) {
  std::set<std::pair<std::int64_t, StoredKey>> seen;
  for (const Part& part : parts) {
    if (!seen.emplace(part.table->id, part.key).second) {
      throw invalid("Transaction request cannot include multiple operations on one item");
    }
  }
}

TransactRead read_get(const TransactGet& get, ExpressionCache& cache) {
  const ExpressionText text{"ProjectionExpression", &get.projection_expression};
  TransactRead read;
  read.table_name = get.table_name;
  read.given = read_map(*get.key.json);
  read.expressions = std::make_unique<RequestExpressions>(
      cache, get.expression_attribute_names, std::nullopt,
      std::initializer_list<ExpressionText>{text}, std::initializer_list<ExpressionText>{});
  read.projection = read.expressions->projection(get.projection_expression);
  read.expressions->finish();
  return read;
}

template <class Output>
void answer_capacity(Capacities& capacities, Output& output) {
  if (capacities.empty()) return;
  output.consumed_capacity.emplace();
  for (auto& [name, capacity] : capacities) {
    output.consumed_capacity->push_back(std::move(capacity));
  }
}

}  // namespace

TransactGetItemsOutput Transactions::transact_get_items(const TransactGetItemsInput& input,
                                                        const Request& request) {
  std::vector<TransactRead> reads;
  for (const TransactGetItem& item : input.transact_items) {
    reads.push_back(read_get(item.get, expressions_));
  }
  FoundTables tables;
  for (TransactRead& read : reads) read.table = finder_.find_once(tables, read.table_name, request);
  return read_together(reads, input.return_consumed_capacity, request);
}

TransactGetItemsOutput Transactions::read_together(
    std::vector<TransactRead>& reads, const Maybe<std::string>& return_consumed_capacity,
    const Request& request) {
  for (const TransactRead& read : reads) refuse_empty_keys(*read.table, read.given);
  all_or_cancelled(reads, [](TransactRead& read) {
    read.key = read_key(*read.table, read.given);
    refuse_paths_into_keys(*read.table, read.projection);
  });
  refuse_same_item(reads);
  all_or_cancelled(reads, [&](TransactRead&) { refuse_conflict(request); });
  TransactGetItemsOutput output;
  Capacities capacities;
  std::size_t total_bytes = 0;
  for (const TransactRead& read : reads) {
    ItemResponse response;
    std::size_t bytes = 0;
    items_.find(*read.table, read.key, [&](const Row& row) {
      bytes = row.bytes;
      response.item = read.projection ? write_map(read.projection->apply(decode_item(row.item)))
                                      : decode_item_to_json(row.item);
    });
    total_bytes += bytes;
    if (total_bytes > transaction_bytes_max) throw transaction_too_large();
    output.responses.push_back(std::move(response));
    note_capacity(capacities, Access::kRead,
                  consumed(return_consumed_capacity, read.table_name, nullptr, 0,
                           read_units(bytes, Consistency::kTransaction)));
  }
  answer_capacity(capacities, output);
  return output;
}

bool Transactions::is_repeated(const TransactionParameters& parameters, const Request& request) {
  if (!parameters.client_request_token) return false;
  switch (tokens_.use(request.account(), request.region(), request.call.operation,
                      *parameters.client_request_token,
                      request.call.input.at(std::string(parameters.list)), host_.now())) {
    case TransactionTokens::Use::kFirst:
      return false;
    case TransactionTokens::Use::kSameActions:
      return true;
    case TransactionTokens::Use::kOtherActions:
      break;
  }
  throw transaction_error("IdempotentParameterMismatchException",
                          "The request uses the same client token as a previous, but non-identical "
                          "request.");
}

void Transactions::refuse_conflict(const Request& request) {
  if (is_struck(host_, request)) {
    throw AwsError("TransactionConflictException", "Transaction is ongoing for the item");
  }
}

TransactWriteItemsOutput Transactions::transact_write_items(const TransactWriteItemsInput& input,
                                                            const Request& request) {
  std::vector<Action> actions;
  for (const TransactWriteItem& item : input.transact_items) {
    actions.push_back(read_action(item, expressions_));
  }
  FoundTables tables;
  for (Action& action : actions)
    action.table = finder_.find_once(tables, action.table_name, request);
  return write_together(actions,
                        {"TransactItems", input.client_request_token,
                         input.return_consumed_capacity, input.return_item_collection_metrics},
                        request);
}

TransactWriteItemsOutput Transactions::write_together(std::vector<Action>& actions,
                                                      const TransactionParameters& parameters,
                                                      const Request& request) {
  const bool is_done = is_repeated(parameters, request);
  for (const Action& action : actions) refuse_empty_keys(*action.table, action.given);
  all_or_cancelled(actions, [](Action& action) { resolve(action); });
  refuse_same_item(actions);
  TransactWriteItemsOutput output;
  Capacities capacities;
  if (is_done) {  // all it takes is to read the items
    for (const Action& action : actions) {
      std::size_t bytes = 0;
      items_.find(*action.table, action.key, [&](const Row& row) { bytes = row.bytes; });
      note_capacity(capacities, Access::kRead,
                    consumed(parameters.return_consumed_capacity, action.table_name, nullptr, 0,
                             read_units(bytes, Consistency::kTransaction)));
    }
    answer_capacity(capacities, output);
    return output;
  }
  std::size_t bytes = 0;
  all_or_cancelled(actions, [&](Action& action) {
    refuse_conflict(request);
    action.reads_before = is_asked(parameters.return_consumed_capacity);
    prepare(action, items_);
    bytes += action.after_bytes;
  });
  if (bytes > transaction_bytes_max) throw transaction_too_large();
  for (const Action& action : actions) {
    carry_out(action, items_);
    note_capacity(
        capacities, Access::kWrite,
        consumed_by(action, parameters.return_consumed_capacity, Writing::kInTransaction));
    if (parameters.return_item_collection_metrics.value_or("NONE") != "SIZE") continue;
    const Item& item = action.after ? *action.after : action.given;
    if (auto metrics = collection_metrics(*action.table, item)) {
      if (!output.item_collection_metrics) output.item_collection_metrics.emplace();
      (*output.item_collection_metrics)[action.table_name].push_back(std::move(*metrics));
    }
  }
  answer_capacity(capacities, output);
  return output;
}

}  // namespace snowglobe::dynamodb
