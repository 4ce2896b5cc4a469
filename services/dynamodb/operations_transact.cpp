// TransactGetItems and TransactWriteItems.
#include <set>

#include "emulator/base/hash.h"
#include "services/dynamodb/action.h"
#include "services/dynamodb/answers.h"
#include "services/dynamodb/codec.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"

namespace snowglobe::dynamodb {
namespace {

// Source: ClientRequestToken in the API reference of TransactWriteItems.
constexpr Duration token_lives = std::chrono::minutes(10);
constexpr std::size_t transaction_bytes_max = 4 * 1024 * 1024;

template <class Part>
Action start(Action::Kind kind, const Part& part) {
  Action action;
  action.kind = kind;
  action.table_name = part.table_name;
  action.returns_old_on_failure = part.on_condition_failure.value_or("NONE") == "ALL_OLD";
  action.reads_before = true;
  return action;
}

Action read_action(const TransactWriteItem& item, ExpressionCache& cache) {
  const int given = item.condition_check.has_value() + item.put.has_value() +
                    item.remove.has_value() + item.update.has_value();
  if (given != 1) {
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  if (const auto& part = item.put) {
    Action action = start(Action::Kind::kPut, *part);
    read_put(action, cache, part->item, part->condition_expression,
             part->expression_attribute_names, part->expression_attribute_values);
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
  const bool is_condition = error.code == "ConditionalCheckFailedException";
  Json json = {{"Code", is_condition ? "ConditionalCheckFailed" : "ValidationError"},
               {"Message", error.message}};
  if (error.members.contains("Item")) json["Item"] = error.members["Item"];
  return json;
}

AwsError cancelled(Json reasons) {
  std::string codes;
  for (const Json& part : reasons) {
    codes += (codes.empty() ? "" : ", ") + part.at("Code").get<std::string>();
  }
  AwsError error("TransactionCanceledException",
                 "Transaction cancelled, please refer cancellation reasons for specific reasons [" +
                     codes + "]");
  error.members["CancellationReasons"] = std::move(reasons);
  return error;
}

// Runs `step` for every action; throws for all that failed together.
template <class Step>
void all_or_cancelled(std::vector<Action>& actions, Step step) {
  Json reasons = Json::array();
  bool is_cancelled = false;
  for (Action& action : actions) {
    try {
      step(action);
      reasons.push_back({{"Code", "None"}});
    } catch (const AwsError& error) {
      if (error.code == "ResourceNotFoundException") throw;
      reasons.push_back(reason(error));
      is_cancelled = true;
    }
  }
  if (is_cancelled) throw cancelled(std::move(reasons));
}

void note_writes(std::map<std::string, ConsumedCapacity>& capacities,
                 std::optional<ConsumedCapacity> capacity) {
  if (!capacity) return;
  capacity->write_capacity_units = capacity->capacity_units;
  const auto [at, is_new] = capacities.emplace(capacity->table_name, *capacity);
  if (!is_new) add(at->second, *capacity);
}

template <class Output>
void answer_capacity(std::map<std::string, ConsumedCapacity>& capacities, Output& output) {
  if (capacities.empty()) return;
  output.consumed_capacity.emplace();
  for (auto& [name, capacity] : capacities) {
    output.consumed_capacity->push_back(std::move(capacity));
  }
}

}  // namespace

TransactGetItemsOutput Dynamodb::transact_get_items(const TransactGetItemsInput& input,
                                                    const Request& request) {
  struct Part {
    std::unique_ptr<RequestExpressions> expressions;
    std::optional<BoundProjection> projection;
    Map key;
  };
  std::vector<Part> parts;
  for (const TransactGetItem& item : input.transact_items) {
    const TransactGet& get = item.get;
    const ExpressionText text{"ProjectionExpression", &get.projection_expression};
    Part part;
    part.key = read_map(*get.key.json);
    part.expressions = std::make_unique<RequestExpressions>(
        expressions_, get.expression_attribute_names, std::nullopt,
        std::initializer_list<ExpressionText>{text}, std::initializer_list<ExpressionText>{});
    part.projection = part.expressions->projection(get.projection_expression);
    part.expressions->finish();
    parts.push_back(std::move(part));
  }
  TransactGetItemsOutput output;
  std::map<std::string, ConsumedCapacity> capacities;
  std::set<std::pair<std::int64_t, StoredKey>> seen;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& table_name = input.transact_items[i].get.table_name;
    const auto table = find_table(table_name, request).table;
    const StoredKey key = read_key(*table, parts[i].key);
    if (!seen.emplace(table->id, key).second) {
      throw invalid("Transaction request cannot include multiple operations on one item");
    }
    ItemResponse response;
    std::size_t bytes = 0;
    items_.find(*table, key, [&](const Row& row) {
      bytes = row.bytes;
      response.item = parts[i].projection
                          ? write_map(parts[i].projection->apply(decode_item(row.item)))
                          : decode_item_to_json(row.item);
    });
    output.responses.push_back(std::move(response));
    auto capacity = consumed(input.return_consumed_capacity, table_name, nullptr, 0,
                             read_units(bytes, Consistency::kTransaction));
    if (!capacity) continue;
    capacity->read_capacity_units = capacity->capacity_units;
    const auto [at, is_new] = capacities.emplace(table_name, *capacity);
    if (!is_new) add(at->second, *capacity);
  }
  answer_capacity(capacities, output);
  return output;
}

TransactWriteItemsOutput Dynamodb::transact_write_items(const TransactWriteItemsInput& input,
                                                        const Request& request) {
  std::vector<Action> actions;
  for (const TransactWriteItem& item : input.transact_items) {
    actions.push_back(read_action(item, expressions_));
  }
  for (Action& action : actions) action.table = find_table(action.table_name, request).table;
  if (input.client_request_token) {
    const std::string digest = sha256(print_json(request.call.input));
    forget_tokens_.run(host_.now());
    auto row = find_token_.query(request.account(), request.region(), *input.client_request_token);
    if (row.next()) {
      if (row.text_view(0) == digest) return {};
      throw AwsError("IdempotentParameterMismatchException",
                     "The request uses the same client token as a previous, but non-identical "
                     "request.");
    }
    put_token_.run(request.account(), request.region(), *input.client_request_token, Bytes{digest},
                   host_.now() + token_lives);
  }
  all_or_cancelled(actions, [](Action& action) { resolve(action); });
  std::set<std::pair<std::int64_t, StoredKey>> seen;
  std::size_t bytes = 0;
  for (const Action& action : actions) {
    if (!seen.emplace(action.table->id, action.key).second) {
      throw invalid("Transaction request cannot include multiple operations on one item");
    }
  }
  all_or_cancelled(actions, [&](Action& action) {
    prepare(action, items_);
    bytes += action.after_bytes;
  });
  if (bytes > transaction_bytes_max) {
    throw invalid("Transaction request size has exceeded the maximum allowed size");
  }
  TransactWriteItemsOutput output;
  std::map<std::string, ConsumedCapacity> capacities;
  for (const Action& action : actions) {
    WriteUnits units = carry_out(action, items_);
    units.table *= 2;  // one write to prepare, one to commit
    for (double& part : units.indexes) part *= 2;
    note_writes(capacities,
                consumed(input.return_consumed_capacity, action.table_name, *action.table, units));
    if (input.return_item_collection_metrics.value_or("NONE") != "SIZE") continue;
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
