#include "services/dynamodb/partiql/partiql.h"

#include "services/dynamodb/capacity/capacity.h"
#include "services/dynamodb/items/answers.h"
#include "services/dynamodb/items/key_span.h"
#include "services/dynamodb/items/page.h"
#include "services/dynamodb/items/partial_failure.h"
#include "services/dynamodb/partiql/errors.h"
#include "services/dynamodb/partiql/next_token.h"
#include "services/dynamodb/partiql/plan.h"
#include "services/dynamodb/throttling.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

using partiql::BoundStatement;
using partiql::Continuation;
using partiql::ReadPlan;
using partiql::Statement;

// "If the IN list contains more values, you must use the NextToken": the operators' page.
constexpr std::size_t page_queries_max = 10;

AwsError exists_outside_transaction() {
  return invalid("EXISTS can only be used in ExecuteTransaction write requests.");
}

AwsError mixed(const std::string& operation) {
  return invalid(operation +
                 " API does not support both read and write operations in the same request.");
}

// What a NextToken is bound to.
std::string identity(const ExecuteStatementInput& input) {
  std::string text = input.statement;
  if (input.parameters) {
    for (const DocumentView& parameter : *input.parameters) {
      text += '\0' + print_json(*parameter.json);
    }
  }
  return text;
}

Position read_position(const Table& table, const Index* index, const Json& key) {
  try {
    return find_start_key(table, index, read_start_key(key), &invalid_start_key);
  } catch (const AwsError&) {
    throw partiql::invalid_token();
  }
}

// Lets the page see the plan's rows from `from` on; answers where the next page begins, if there is
// one.
std::optional<Continuation> see_rows(const ReadPlan& plan, const Table& table,
                                     const Continuation& from, ItemStore& items, Page& page) {
  const int index = plan.index != nullptr ? plan.index->number : 0;
  bool wants_more = true;
  const auto see = [&](const Row& row) { return wants_more = page.see(row); };
  std::optional<Position> start;
  if (from.key) start = read_position(table, plan.index, *from.key);
  if (plan.queries.empty()) {
    Span all{{}, {{beyond_all_keys, {}}, {}}};
    if (start) {
      start->item.range += '\0';
      all.low = std::move(*start);
    }
    items.scan(table, index, all, see);
    if (wants_more) return std::nullopt;
    return Continuation{};
  }
  if (from.query >= plan.queries.size()) throw partiql::invalid_token();
  for (std::size_t i = from.query; i < plan.queries.size(); ++i) {
    if (i - from.query == page_queries_max) return Continuation{i, std::nullopt};
    Span span = span_of(table.key_of(plan.index), plan.queries[i]);
    if (start && i == from.query) {
      start_behind(span, *start, plan.direction);
    }
    items.query(table, index, span, plan.direction, see);
    if (!wants_more) return Continuation{i, std::nullopt};
  }
  return std::nullopt;
}

// Carries out a statement that writes one item, and answers its RETURNING.
Maybe<Json> write_item(Action& action, const std::string& returning, ItemStore& items,
                       const Maybe<std::string>& asked, Maybe<ConsumedCapacity>& capacity) {
  partiql::check_key(action);
  resolve(action);
  action.reads_before = action.reads_before || !returning.empty() || is_asked(asked);
  prepare(action, items);
  carry_out(action, items);
  capacity = consumed_by(action, asked, Writing::kAlone);
  if (returning.empty()) return std::nullopt;
  return returned(returning, action);
}

// The whole key that a SELECT of one item names. `where` is AWS's name for where it stands.
Map key_of_read(const BoundStatement& statement, const Table& table, const std::string& where) {
  partiql::check_index(table.find_index(statement->index));
  partiql::KeyedPlan plan = partiql::plan_keyed(statement, table);
  if (!statement->index.empty() || plan.rest || !partiql::is_whole_key(table, plan.key)) {
    throw invalid("Select statements within " + where +
                  " must specify the primary key in the where clause.");
  }
  return std::move(plan.key);
}

BatchStatementError batch_error(const AwsError& error) {
  BatchStatementError part{short_code(error), error.message, std::nullopt};
  if (error.members.contains("Item")) part.item = error.members["Item"];
  return part;
}

// One statement of a batch: the item it reads or returns.
Maybe<Json> run_in_batch(const BatchStatementRequest& part, const BoundStatement& statement,
                         const std::shared_ptr<const Table>& table, ItemStore& items,
                         const Maybe<std::string>& asked, Maybe<ConsumedCapacity>& capacity) {
  if (!statement->is_read()) {
    Action action = partiql::plan_write(statement, table);
    action.returns_old_on_failure = is_asked(part.on_condition_failure);
    return write_item(action, statement->returning, items, asked, capacity);
  }
  const StoredKey key = read_key(*table, key_of_read(statement, *table, "BatchExecuteStatement"));
  const auto projection = partiql::bind_projection(statement);
  Maybe<Json> item;
  std::size_t bytes = 0;
  const auto consistency =
      part.consistent_read.value_or(false) ? Consistency::kStrong : Consistency::kEventual;
  items.find(table->as_read(consistency), key, [&](const Row& row) {
    bytes = row.bytes;
    item = projection ? write_map(projection->apply(decode_item(row.item)))
                      : decode_item_to_json(row.item);
  });
  capacity = consumed(asked, statement->table, nullptr, 0, read_units(bytes, consistency));
  return item;
}

void refuse_in_transaction(const BoundStatement& statement) {
  if (!statement->returning.empty()) {
    throw invalid("RETURNING clause is not supported in ExecuteTransaction.");
  }
  if (statement->is_read() && !statement->index.empty()) {
    throw invalid("Reads on indices are not supported within transactions.");
  }
}

// Tells of which statement of a transaction an error is.
template <class Step>
void in_statement(std::size_t number, Step step) {
  try {
    step();
  } catch (AwsError& error) {
    error.message =
        "Validation failed in TransactStatements[" + std::to_string(number) + "]: " + error.message;
    throw;
  }
}

}  // namespace

ExecuteStatementOutput PartiQl::execute_statement(const ExecuteStatementInput& input,
                                                  const Request& request) {
  const BoundStatement statement = partiql::read_statement(input.statement, input.parameters);
  if (statement->kind == Statement::Kind::kExists) throw exists_outside_transaction();
  const auto table = finder_.find(statement->table, request).table;
  if (statement->is_read()) {
    return select(input, statement, seen_by(*table, input.consistent_read));
  }
  if (input.next_token) throw partiql::token_does_not_match();
  Action action = partiql::plan_write(statement, table);
  action.returns_old_on_failure = is_asked(input.on_condition_failure);
  ExecuteStatementOutput output;
  auto item = write_item(action, statement->returning, items_, input.return_consumed_capacity,
                         output.consumed_capacity);
  if (item) output.items.push_back(std::move(*item));
  return output;
}

ExecuteStatementOutput PartiQl::select(const ExecuteStatementInput& input,
                                       const BoundStatement& statement, const Table& table) {
  const auto projection = partiql::bind_projection(statement);
  const ReadPlan plan = partiql::plan_read(statement, table);
  if (!plan.queries.empty()) check_filter(table, plan.index, plan.filter);
  const bool is_consistent = input.consistent_read.value_or(false);
  if (is_consistent && plan.index != nullptr && plan.index->is_global) {
    throw invalid("Strongly consistent read is not supported on Global Secondary Indexes");
  }
  const std::string bound_to = identity(input);
  Continuation from;
  if (input.next_token) from = partiql::read_token(*input.next_token, bound_to);
  const Maybe<std::string> select;
  Page page({table, plan.index, items_, statement->table, input.limit, select, is_consistent,
             input.return_consumed_capacity, plan.filter, projection});
  auto next = see_rows(plan, table, from, items_, page);
  PageOutput seen = page.finish();
  ExecuteStatementOutput output;
  output.items = std::move(*seen.items);
  output.consumed_capacity = std::move(seen.consumed_capacity);
  output.last_evaluated_key = std::move(seen.last_evaluated_key);
  if (next) {
    next->key = output.last_evaluated_key;
    output.next_token = partiql::write_token(*next, bound_to);
  }
  return output;
}

BatchExecuteStatementOutput PartiQl::batch_execute_statement(
    const BatchExecuteStatementInput& input, const Request& request) {
  BatchExecuteStatementOutput output;
  output.responses.resize(input.statements.size());
  std::vector<std::optional<BoundStatement>> statements(input.statements.size());
  std::size_t reads = 0, writes = 0;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const BatchStatementRequest& part = input.statements[i];
    try {
      statements[i] = partiql::read_statement(part.statement, part.parameters);
      if ((*statements[i])->kind == Statement::Kind::kExists) throw exists_outside_transaction();
      ++((*statements[i])->is_read() ? reads : writes);
    } catch (const AwsError& error) {
      statements[i].reset();
      output.responses[i].error = batch_error(error);
    }
  }
  if (reads > 0 && writes > 0) throw mixed("BatchExecuteStatement");
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (!statements[i]) continue;
    BatchStatementResponse& response = output.responses[i];
    Maybe<ConsumedCapacity> capacity;
    try {
      if (is_struck(host_, request)) throw throttled(request.call);
      const auto table = finder_.find((*statements[i])->table, request).table;
      response.table_name = (*statements[i])->table;
      response.item = run_in_batch(input.statements[i], *statements[i], table, items_,
                                   input.return_consumed_capacity, capacity);
    } catch (const AwsError& error) {
      response.error = batch_error(error);
    }
    if (!capacity) continue;
    if (!output.consumed_capacity) output.consumed_capacity.emplace();
    output.consumed_capacity->push_back(std::move(*capacity));
  }
  return output;
}

ExecuteTransactionOutput PartiQl::execute_transaction(const ExecuteTransactionInput& input,
                                                      const Request& request) {
  const auto& parts = input.transact_statements;
  std::vector<BoundStatement> statements;
  std::size_t reads = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    in_statement(i, [&] {
      statements.push_back(partiql::read_statement(parts[i].statement, parts[i].parameters));
      refuse_in_transaction(statements.back());
    });
    if (statements.back()->is_read()) ++reads;
  }
  if (reads > 0 && reads < parts.size()) throw mixed("ExecuteTransaction");
  ExecuteTransactionOutput output;
  if (reads > 0) {
    std::vector<TransactRead> items(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      items[i].table_name = statements[i]->table;
      items[i].table = finder_.find(statements[i]->table, request).table;
      in_statement(i, [&] {
        items[i].given = key_of_read(statements[i], *items[i].table, "ExecuteTransaction");
        items[i].projection = partiql::bind_projection(statements[i]);
      });
    }
    TransactGetItemsOutput found =
        transactions_.read_together(items, input.return_consumed_capacity, request);
    return {std::move(found.responses), std::move(found.consumed_capacity)};
  }
  std::vector<Action> actions;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto table = finder_.find(statements[i]->table, request).table;
    in_statement(i, [&] { actions.push_back(partiql::plan_write(statements[i], table)); });
    actions.back().returns_old_on_failure = is_asked(parts[i].on_condition_failure);
  }
  output.responses.resize(parts.size());
  output.consumed_capacity = transactions_
                                 .write_together(actions,
                                                 {"TransactStatements", input.client_request_token,
                                                  input.return_consumed_capacity, std::nullopt},
                                                 request)
                                 .consumed_capacity;
  return output;
}

}  // namespace snowglobe::dynamodb
