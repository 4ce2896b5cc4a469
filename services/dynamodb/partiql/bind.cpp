#include "services/dynamodb/partiql/bind.h"

#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/expression/update.h"
#include "services/dynamodb/partiql/errors.h"
#include "services/dynamodb/partiql/parser.h"

namespace snowglobe::dynamodb::partiql {
namespace {

Value value_of(const Term& term, const std::vector<Value>& parameters) {
  switch (term.kind) {
    case Term::Kind::kValue:
      return term.value;
    case Term::Kind::kParameter:
      return parameters[term.parameter];
    case Term::Kind::kList: {
      Value::List list;
      for (const Term& element : term.elements) list.push_back(value_of(element, parameters));
      return Value::list(std::move(list));
    }
    case Term::Kind::kMap:
      break;
  }
  Map map;
  map.reserve(term.elements.size());
  for (std::size_t i = 0; i < term.elements.size(); ++i) {
    map.append(term.names[i], value_of(term.elements[i], parameters));
  }
  map.sort();
  return Value::map(std::move(map));
}

Bindings bindings_of(const BoundStatement& statement) {
  Bindings bindings;
  bindings.values.reserve(statement.values.size());
  for (const Value& value : statement.values) bindings.values.push_back(&value);
  return bindings;
}

}  // namespace

BoundStatement read_statement(const std::string& text,
                              const std::optional<std::vector<AttributeValueView>>& parameters) {
  BoundStatement made{std::make_shared<const Statement>(parse_statement(text)), {}};
  std::vector<Value> given;
  if (parameters) {
    for (const DocumentView& parameter : *parameters) given.push_back(read_value(*parameter.json));
  }
  if (given.size() != made->parameter_count) throw parameters_do_not_match();
  const bool is_insert = made->kind == Statement::Kind::kInsert;
  for (std::uint32_t i = 0; i < made->terms.size(); ++i) {
    made.values.push_back(value_of(made->terms[i], given));
    // An item is no level of its own.
    const int levels_max = nesting_levels_max + (is_insert && i == made->item ? 1 : 0);
    if (measure(made.values.back()).levels > levels_max) throw nested_too_deep();
  }
  return made;
}

BoundCondition bind_condition(const BoundStatement& statement, Condition condition) {
  ConditionExpression tree{std::move(condition), {}};
  return bind_tree(std::make_shared<const ConditionExpression>(std::move(tree)),
                   bindings_of(statement), ExpressionKind::kStatement);
}

std::optional<BoundProjection> bind_projection(const BoundStatement& statement) {
  if (statement->projection.empty()) return std::nullopt;
  ProjectionExpression tree{statement->projection, {}};
  return bind_tree(std::make_shared<const ProjectionExpression>(std::move(tree)), {});
}

BoundUpdate bind_update(const BoundStatement& statement) {
  for (const UpdateAction& action : statement->actions) {
    const bool is_add = action.kind == UpdateAction::Kind::kAdd;
    if (is_add && !is_set(statement.values[action.operand.value].type)) {
      throw invalid("The second argument to SET_ADD must be a set");
    }
  }
  UpdateExpression tree;
  tree.actions = statement->actions;
  return bind_tree(std::make_shared<const UpdateExpression>(std::move(tree)),
                   bindings_of(statement));
}

}  // namespace snowglobe::dynamodb::partiql
