#include "services/dynamodb/partiql/plan.h"

#include <algorithm>

#include "services/dynamodb/expression/make.h"
#include "services/dynamodb/items/key_span.h"
#include "services/dynamodb/partiql/errors.h"

namespace snowglobe::dynamodb::partiql {
namespace {

// Source: IN in "PartiQL arithmetic, comparison, and logical operators".
constexpr std::size_t hash_values_max = 50;

bool is_attribute(const Operand& operand, std::string_view name) {
  return operand.kind == Operand::Kind::kPath && operand.path.size() == 1 &&
         operand.path[0].name == name;
}

// The number of the value that the condition demands of the attribute.
std::optional<std::uint32_t> equality(const Condition& condition, std::string_view name) {
  if (condition.kind != Condition::Kind::kCompare || condition.comparator != Comparator::kEqual) {
    return std::nullopt;
  }
  for (const std::size_t side : {0U, 1U}) {
    const Operand& other = condition.operands[1 - side];
    if (is_attribute(condition.operands[side], name) && other.kind == Operand::Kind::kValue) {
      return other.value;
    }
  }
  return std::nullopt;
}

using Values = std::vector<std::uint32_t>;

// The values outside which the condition cannot hold; nothing when there is no such bound.
std::optional<Values> values_of(const Condition& condition, std::string_view name) {
  if (const auto value = equality(condition, name)) return Values{*value};
  switch (condition.kind) {
    case Condition::Kind::kIn: {
      if (!is_attribute(condition.operands[0], name)) return std::nullopt;
      Values values;
      for (std::size_t i = 1; i < condition.operands.size(); ++i) {
        values.push_back(condition.operands[i].value);
      }
      return values;
    }
    case Condition::Kind::kAnd: {
      std::optional<Values> fewest;
      for (const Condition& child : condition.children) {
        auto values = values_of(child, name);
        if (values && (!fewest || values->size() < fewest->size())) fewest = std::move(values);
      }
      return fewest;
    }
    case Condition::Kind::kOr: {
      Values all;
      for (const Condition& child : condition.children) {
        const auto values = values_of(child, name);
        if (!values) return std::nullopt;
        all.insert(all.end(), values->begin(), values->end());
      }
      return all;
    }
    default:
      return std::nullopt;
  }
}

// The conditions that all must hold.
void add_conjuncts(const Condition& condition, std::vector<const Condition*>& conjuncts) {
  if (condition.kind != Condition::Kind::kAnd) {
    conjuncts.push_back(&condition);
    return;
  }
  for (const Condition& child : condition.children) add_conjuncts(child, conjuncts);
}

std::vector<const Condition*> conjuncts_of(const std::optional<Condition>& condition) {
  std::vector<const Condition*> conjuncts;
  if (condition) add_conjuncts(*condition, conjuncts);
  return conjuncts;
}

void need_type(const KeyAttribute& attribute, const Value& value) {
  if (value.type != attribute.type) throw key_of_wrong_type(attribute.name);
}

class ReadPlanner {
 public:
  ReadPlanner(const BoundStatement& statement, const Table& table)
      : statement_(statement), table_(table) {}

  ReadPlan run() {
    if (!statement_->index.empty()) plan_.index = &find_index();
    check_index(plan_.index);
    if (statement_->where) {
      plan_.filter = bind_condition(statement_, *statement_->where);
      plan_queries();
    }
    if (!statement_->order_by.empty()) plan_order();
    return std::move(plan_);
  }

 private:
  const Index& find_index() const {
    if (const Index* index = table_.find_index(statement_->index)) return *index;
    throw no_such_index();
  }

  // One partition attribute, perhaps one sort attribute: see check_index.
  const KeySchema& key() const { return table_.key_of(plan_.index); }

  void plan_queries() {
    const auto numbers = values_of(*statement_->where, key().hash()[0].name);
    if (!numbers) return;
    const auto conjuncts = conjuncts_of(statement_->where);
    KeyCondition range;
    const Condition* used = find_range(conjuncts, range);
    for (const std::uint32_t number : *numbers) {
      const Value& value = statement_.values[number];
      need_type(key().hash()[0], value);
      const bool is_known =
          std::any_of(plan_.queries.begin(), plan_.queries.end(),
                      [&](const KeyCondition& query) { return query.hash[0] == value; });
      if (is_known) continue;
      KeyCondition query = range;
      query.hash.push_back(value);
      check_operands(key(), query);
      plan_.queries.push_back(query);
    }
    if (plan_.queries.size() > hash_values_max) {
      throw invalid("At most " + std::to_string(hash_values_max) +
                    " values of the partition key can be given in a WHERE clause");
    }
    // One condition for the partition key, perhaps one for the sort key, and no more.
    const bool is_all = conjuncts.size() == (used != nullptr ? 2U : 1U) &&
                        std::all_of(conjuncts.begin(), conjuncts.end(), [&](const Condition* part) {
                          return part == used || names_hash(*part);
                        });
    if (is_all) plan_.filter.reset();
  }

  bool names_hash(const Condition& condition) const {
    return condition.kind != Condition::Kind::kOr &&
           values_of(condition, key().hash()[0].name).has_value();
  }

  // The first condition that is a range of the sort key.
  const Condition* find_range(const std::vector<const Condition*>& conjuncts, KeyCondition& range) {
    if (key().range().empty()) return nullptr;
    for (const Condition* condition : conjuncts) {
      if (!read_range(*condition, range)) continue;
      need_type(key().range()[0], *range.low);
      if (range.high != nullptr) need_type(key().range()[0], *range.high);
      return condition;
    }
    return nullptr;
  }

  bool read_range(const Condition& condition, KeyCondition& range) const {
    const auto& operands = condition.operands;
    const auto is_value = [&](std::size_t i) { return operands[i].kind == Operand::Kind::kValue; };
    const auto value = [&](std::size_t i) { return &statement_.values[operands[i].value]; };
    if (condition.kind == Condition::Kind::kCompare) {
      if (condition.comparator == Comparator::kNotEqual) return false;
      const std::size_t side = is_attribute(operands[0], key().range()[0].name) ? 0 : 1;
      if (!is_attribute(operands[side], key().range()[0].name) || !is_value(1 - side)) return false;
      range.range = range_of(side == 0 ? condition.comparator : mirrored(condition.comparator));
      range.low = value(1 - side);
      return true;
    }
    if (operands.empty() || !is_attribute(operands[0], key().range()[0].name)) return false;
    if (condition.kind == Condition::Kind::kBetween && is_value(1) && is_value(2)) {
      range.range = KeyCondition::Range::kBetween;
      range.low = value(1);
      range.high = value(2);
      return true;
    }
    if (condition.kind == Condition::Kind::kFunction &&
        condition.function == Function::kBeginsWith && is_value(1) &&
        key().range()[0].type != Type::kNumber) {
      range.range = KeyCondition::Range::kBeginsWith;
      range.low = value(1);
      return true;
    }
    return false;
  }

  void plan_order() {
    if (!statement_->where) {
      throw invalid("Must have WHERE clause in the statement when using ORDER BY clause.");
    }
    if (plan_.queries.empty()) {
      throw invalid(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER "
          "BY clause.");
    }
    const OrderTerm* by_hash = nullptr;
    for (const OrderTerm& term : statement_->order_by) {
      if (!key().has(term.name)) {
        throw invalid("Variable reference " + term.name +
                      " in ORDER BY clause must be part of the primary key");
      }
      if (term.name == key().hash()[0].name) {
        by_hash = &term;
      } else if (term.order == Order::kDescending) {
        plan_.direction = Direction::kBackward;
      }
    }
    if (plan_.queries.size() > 1 && by_hash == nullptr) {
      throw invalid(
          "Must have hash key in ORDER BY clause when more than one hash key condition specified "
          "in WHERE clause.");
    }
    if (by_hash == nullptr) return;
    std::sort(plan_.queries.begin(), plan_.queries.end(),
              [&](const KeyCondition& a, const KeyCondition& b) {
                const auto order = compare(a.hash[0], b.hash[0]);
                return by_hash->order == Order::kDescending ? *order > 0 : *order < 0;
              });
  }

  const BoundStatement& statement_;
  const Table& table_;
  ReadPlan plan_;
};

Condition join(Condition::Kind kind, std::vector<Condition> parts) {
  if (parts.size() == 1) return std::move(parts[0]);
  Condition whole;
  whole.kind = kind;
  whole.children = std::move(parts);
  return whole;
}

Action plan_insert(const BoundStatement& statement, const Table& table) {
  const Value& item = statement.values[statement->item];
  if (item.type != Type::kMap) throw invalid("The item of an INSERT statement must be a tuple");
  Action action;
  action.kind = Action::Kind::kPut;
  action.given = item.map();
  action.after_bytes = measure(action.given).bytes;
  refuse_large_item(action);
  action.condition =
      bind_condition(statement, function_condition(Function::kAttributeNotExists,
                                                   {attribute_operand(table.key.hash()[0].name)}));
  action.refusal = &duplicate_item;
  return action;
}

// An UPDATE changes only an item that is there; a DELETE of what is not there succeeds, whatever
// else WHERE says.
std::optional<Condition> condition_of(Statement::Kind kind, const Table& table,
                                      std::optional<Condition> rest) {
  const std::string& hash = table.key.hash()[0].name;
  std::vector<Condition> parts;
  if (kind == Statement::Kind::kUpdate)
    parts.push_back(function_condition(Function::kAttributeExists, {attribute_operand(hash)}));
  if (kind == Statement::Kind::kDelete && rest) {
    parts.push_back(function_condition(Function::kAttributeNotExists, {attribute_operand(hash)}));
  }
  if (rest) parts.push_back(std::move(*rest));
  if (parts.empty()) return std::nullopt;
  return join(kind == Statement::Kind::kDelete ? Condition::Kind::kOr : Condition::Kind::kAnd,
              std::move(parts));
}

Action plan_change(const BoundStatement& statement, const Table& table) {
  KeyedPlan plan = plan_keyed(statement, table);
  Action action;
  switch (statement->kind) {
    case Statement::Kind::kUpdate:
      action.kind = Action::Kind::kUpdate;
      action.update = bind_update(statement);
      break;
    case Statement::Kind::kDelete:
      action.kind = Action::Kind::kDelete;
      break;
    default:
      action.kind = Action::Kind::kCheck;
      if (!plan.rest || !statement->index.empty() || !is_whole_key(table, plan.key)) {
        throw invalid("EXISTS() must contain a single item read with additional condition");
      }
  }
  auto condition = condition_of(statement->kind, table, std::move(plan.rest));
  if (condition) {
    action.condition = bind_condition(statement, std::move(*condition));
  }
  action.given = std::move(plan.key);
  return action;
}

}  // namespace

void check_index(const Index* index) {
  if (index != nullptr && index->key.has_several()) throw key_of_several_attributes();
}

ReadPlan plan_read(const BoundStatement& statement, const Table& table) {
  return ReadPlanner(statement, table).run();
}

KeyedPlan plan_keyed(const BoundStatement& statement, const Table& table) {
  KeyedPlan plan;
  std::vector<Condition> rest;
  for (const Condition* part : conjuncts_of(statement->where)) {
    const auto fixes = [&](const std::string& name) {
      if (plan.key.find(name) != nullptr) return false;
      const auto value = equality(*part, name);
      if (value) plan.key.set(name, statement.values[*value]);
      return value.has_value();
    };
    const auto& attributes = table.key.attributes;
    const bool is_key =
        std::any_of(attributes.begin(), attributes.end(),
                    [&](const KeyAttribute& attribute) { return fixes(attribute.name); });
    if (!is_key) rest.push_back(*part);
  }
  if (!rest.empty()) plan.rest = join(Condition::Kind::kAnd, std::move(rest));
  return plan;
}

bool is_whole_key(const Table& table, const Map& key) {
  for (const KeyAttribute& attribute : table.key.attributes) {
    const Value* value = key.find(attribute.name);
    if (value == nullptr) return false;
    need_type(attribute, *value);
  }
  return true;
}

Action plan_write(const BoundStatement& statement, std::shared_ptr<const Table> table) {
  const bool is_insert = statement->kind == Statement::Kind::kInsert;
  Action action = is_insert ? plan_insert(statement, *table) : plan_change(statement, *table);
  action.table_name = statement->table;
  action.table = std::move(table);
  return action;
}

void check_key(const Action& action) {
  if (is_whole_key(*action.table, action.given)) return;
  if (action.kind != Action::Kind::kPut) throw key_is_not_fixed();
  for (const KeyAttribute& attribute : action.table->key.attributes) {
    if (action.given.find(attribute.name) == nullptr) throw key_is_absent(attribute.name);
  }
}

}  // namespace snowglobe::dynamodb::partiql
