#include "services/dynamodb/items/action.h"

#include "services/dynamodb/capacity/capacity.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/items/key_paths.h"

namespace snowglobe::dynamodb {
namespace {

void refuse_key_updates(const Action& action) {
  for (const std::string_view name : action.update->changed_names()) {
    if (action.table->key.has(name)) {
      throw invalid_parameter("Cannot update attribute " + std::string(name) +
                              ". This attribute is part of the key");
    }
  }
}

void check_condition_holds(const Action& action) {
  if (!action.condition) return;
  static const Item nothing;
  if (action.condition->holds(action.before ? *action.before : nothing)) return;
  AwsError error = action.refusal();
  if (action.returns_old_on_failure && action.before) {
    error.members["Item"] = write_map(*action.before);
  }
  throw error;
}

void update(Action& action) {
  if (!action.before && action.update && action.update->only_removes()) return;
  action.after = action.before ? *action.before : action.given;
  if (action.update) action.update->apply(*action.after);
  const Measure size = measure(*action.after);
  if (size.bytes > item_bytes_max) throw updated_item_too_large();
  if (size.levels > nesting_levels_max) throw nested_too_deep();
  action.after_bytes = size.bytes;
  check_index_keys(*action.table, *action.after, Write::kUpdate);
}

// An item and its entries in local indexes share the limit of one item.
// Source: "Item size for tables with local secondary indexes" in "Constraints".
void refuse_large_entries(const Action& action) {
  const Table& table = *action.table;
  if (action.after_bytes * (1 + table.indexes.size()) <= item_bytes_max) return;
  std::size_t bytes = action.after_bytes;
  for (const Index& index : table.indexes) {
    if (index.is_global || !index_key(index, *action.after)) continue;
    bytes += measure(project_to_index(table, index, *action.after)).bytes;
  }
  if (bytes <= item_bytes_max) return;
  throw action.kind == Action::Kind::kPut ? item_too_large() : updated_item_too_large();
}

const Item* pointer(const std::optional<Item>& item) { return item ? &*item : nullptr; }

// A ConditionCheck does not, nor does an update that only takes away where nothing is.
bool writes(const Action& action) {
  if (action.kind == Action::Kind::kUpdate) return action.after.has_value();
  return action.kind != Action::Kind::kCheck;
}

}  // namespace

void read_put(Action& action, ExpressionCache& cache, const DocumentView& item,
              const std::optional<std::string>& condition, const std::optional<DocumentView>& names,
              const std::optional<AttributeMapView>& values) {
  const ExpressionText text{"ConditionExpression", &condition};
  action.kind = Action::Kind::kPut;
  action.given = read_map(*item.json);
  action.expressions = std::make_unique<RequestExpressions>(
      cache, names, values, std::initializer_list<ExpressionText>{text},
      std::initializer_list<ExpressionText>{text});
  action.condition = action.expressions->condition(condition, ExpressionKind::kCondition);
  action.expressions->finish();
  action.after_bytes = measure(action.given).bytes;
}

void refuse_large_item(const Action& action) {
  if (action.after_bytes > item_bytes_max) throw item_too_large();
}

void read_keyed(Action& action, ExpressionCache& cache, const DocumentView& key,
                const std::optional<std::string>& update,
                const std::optional<std::string>& condition,
                const std::optional<DocumentView>& names,
                const std::optional<AttributeMapView>& values) {
  const ExpressionText condition_text{"ConditionExpression", &condition};
  const ExpressionText update_text{"UpdateExpression", &update};
  const bool is_update = action.kind == Action::Kind::kUpdate;
  action.given = read_map(*key.json);
  const auto texts = {update_text, condition_text};
  const auto text = {condition_text};
  action.expressions =
      is_update ? std::make_unique<RequestExpressions>(cache, names, values, texts, texts)
                : std::make_unique<RequestExpressions>(cache, names, values, text, text);
  action.update = action.expressions->update(update);
  action.condition = action.expressions->condition(condition, ExpressionKind::kCondition);
  action.expressions->finish();
}

void resolve(Action& action) {
  const Table& table = *action.table;
  if (action.kind == Action::Kind::kPut) {
    action.key = key_of_new_item(table, action.given);
    check_index_keys(table, action.given, Write::kPut);
  } else {
    action.key = read_key(table, action.given);
    if (action.update) refuse_key_updates(action);
  }
  refuse_paths_into_keys(table, action.update);
  refuse_paths_into_keys(table, action.condition);
}

void resolve_in_batch(Action& action) {
  if (action.kind != Action::Kind::kPut) return resolve(action);
  const Table& table = *action.table;
  action.key = read_key(table, key_attributes(table, nullptr, action.given));
  check_index_keys(table, action.given, Write::kPut);
}

void prepare(Action& action, ItemStore& items) {
  const bool needs_before = action.condition || action.kind == Action::Kind::kUpdate ||
                            action.reads_before || ItemStore::needs_before(*action.table);
  if (needs_before) action.before = items.find(*action.table, action.key);
  check_condition_holds(action);
  if (action.kind == Action::Kind::kPut) action.after = std::move(action.given);
  if (action.kind == Action::Kind::kUpdate) update(action);
  if (action.after) refuse_large_entries(action);
}

void carry_out(const Action& action, ItemStore& items) {
  if (!writes(action)) return;
  items.write(*action.table, action.key, pointer(action.before), pointer(action.after),
              action.after_bytes);
}

std::optional<ConsumedCapacity> consumed_by(const Action& action, const Maybe<std::string>& asked,
                                            Writing writing) {
  if (!is_asked(asked)) return std::nullopt;
  WriteUnits units;
  if (writes(action)) {
    units = write_units(*action.table, pointer(action.before), pointer(action.after));
  } else {
    units.table = write_units(action.before ? measure(*action.before).bytes : 0);
  }
  if (writing == Writing::kInTransaction) {  // one write to prepare, one to commit
    units.table *= 2;
    for (double& part : units.indexes) part *= 2;
  }
  return consumed(asked, action.table_name, *action.table, units);
}

std::optional<Json> returned(const std::string& asked, const Action& action) {
  const bool is_old = asked == "ALL_OLD" || asked == "UPDATED_OLD";
  const std::optional<Item>& item = is_old ? action.before : action.after;
  if (!item) return std::nullopt;
  if (asked == "ALL_OLD" || asked == "ALL_NEW") return write_map(*item);
  if (!action.update) return std::nullopt;
  const Map part = project(*action.update->paths, *item);
  if (part.empty()) return std::nullopt;
  return write_map(part);
}

}  // namespace snowglobe::dynamodb
