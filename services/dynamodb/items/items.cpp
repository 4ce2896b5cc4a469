#include "services/dynamodb/items/items.h"

#include "services/dynamodb/capacity/capacity.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/legacy.h"
#include "services/dynamodb/items/action.h"
#include "services/dynamodb/items/answers.h"
#include "services/dynamodb/items/key_paths.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {
namespace {

template <class Input>
void refuse_mixture_in_write(const Input& input) {
  refuse_mixture({{"Expected", input.expected.has_value()},
                  {"ConditionalOperator", input.conditional_operator.has_value()}},
                 {{"ConditionExpression", &input.condition_expression}});
}

// Takes over the condition of a request without expressions.
template <class Input>
void take_expected(Action& action, const Input& input) {
  auto expected = read_expected(input.expected, input.conditional_operator);
  if (expected) action.condition = std::move(expected);
}

void need_all_old_or_none(const Maybe<std::string>& return_values) {
  if (is_asked(return_values) && *return_values != "ALL_OLD") {
    throw invalid("ReturnValues can only be ALL_OLD or NONE");
  }
}

template <class Input>
void note_answer(Action& action, const Input& input) {
  action.table_name = input.table_name;
  action.returns_old_on_failure = is_asked(input.on_condition_failure);
  action.reads_before = is_asked(input.return_values) || is_asked(input.return_consumed_capacity);
}

template <class Input>
WriteOutput write(Action& action, const Input& input, ItemStore& items) {
  resolve(action);
  prepare(action, items);
  carry_out(action, items);
  WriteOutput output;
  output.consumed_capacity = consumed_by(action, input.return_consumed_capacity, Writing::kAlone);
  if (is_asked(input.return_item_collection_metrics)) {
    output.item_collection_metrics =
        collection_metrics(*action.table, action.after ? *action.after : action.given);
  }
  return output;
}

}  // namespace

WriteOutput Items::put_item(const PutItemInput& input, const Request& request) {
  Action action;
  validate([&] {
    refuse_mixture_in_write(input);
    need_all_old_or_none(input.return_values);
    note_answer(action, input);
    read_put(action, expressions_, input.item, input.condition_expression,
             input.expression_attribute_names, input.expression_attribute_values);
    take_expected(action, input);
  });
  refuse_large_item(action);
  action.table = finder_.find(input.table_name, request).table;
  WriteOutput output = write(action, input, items_);
  if (is_asked(input.return_values) && action.before) output.attributes = write_map(*action.before);
  return output;
}

WriteOutput Items::delete_item(const DeleteItemInput& input, const Request& request) {
  Action action;
  action.kind = Action::Kind::kDelete;
  validate([&] {
    refuse_mixture_in_write(input);
    need_all_old_or_none(input.return_values);
    note_answer(action, input);
    read_keyed(action, expressions_, input.key, std::nullopt, input.condition_expression,
               input.expression_attribute_names, input.expression_attribute_values);
    take_expected(action, input);
  });
  action.table = finder_.find(input.table_name, request).table;
  WriteOutput output = write(action, input, items_);
  if (is_asked(input.return_values) && action.before) output.attributes = write_map(*action.before);
  return output;
}

WriteOutput Items::update_item(const UpdateItemInput& input, const Request& request) {
  Action action;
  action.kind = Action::Kind::kUpdate;
  validate([&] {
    refuse_mixture({{"AttributeUpdates", input.attribute_updates.has_value()},
                    {"Expected", input.expected.has_value()},
                    {"ConditionalOperator", input.conditional_operator.has_value()}},
                   {{"UpdateExpression", &input.update_expression},
                    {"ConditionExpression", &input.condition_expression}});
    note_answer(action, input);
    read_keyed(action, expressions_, input.key, input.update_expression, input.condition_expression,
               input.expression_attribute_names, input.expression_attribute_values);
    auto updates = read_attribute_updates(input.attribute_updates);
    if (updates) action.update = std::move(updates);
    take_expected(action, input);
  });
  action.table = finder_.find(input.table_name, request).table;
  WriteOutput output = write(action, input, items_);
  if (is_asked(input.return_values)) output.attributes = returned(*input.return_values, action);
  return output;
}

GetItemOutput Items::get_item(const GetItemInput& input, const Request& request) {
  const ExpressionText text{"ProjectionExpression", &input.projection_expression};
  refuse_mixture({{"AttributesToGet", input.attributes_to_get.has_value()}}, {text});
  const Map key = read_map(*input.key.json);
  RequestExpressions expressions(expressions_, input.expression_attribute_names, std::nullopt,
                                 {text}, {});
  auto projection = expressions.projection(input.projection_expression);
  expressions.finish();
  if (!projection) projection = read_attributes_to_get(input.attributes_to_get);
  const auto [name, table] = finder_.find(input.table_name, request);
  GetItemOutput output;
  std::size_t bytes = 0;
  const auto consistency =
      input.consistent_read.value_or(false) ? Consistency::kStrong : Consistency::kEventual;
  const StoredKey stored_key = read_key(*table, key);
  refuse_paths_into_keys(*table, projection);
  items_.find(table->as_read(consistency), stored_key, [&](const Row& row) {
    bytes = row.bytes;
    output.item = projection ? write_map(projection->apply(decode_item(row.item)))
                             : decode_item_to_json(row.item);
  });
  output.consumed_capacity = consumed(input.return_consumed_capacity, input.table_name, nullptr, 0,
                                      read_units(bytes, consistency));
  return output;
}

}  // namespace snowglobe::dynamodb
