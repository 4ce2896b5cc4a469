// A statement with a request's parameters: each Term has its value.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/partiql/statement.h"
#include "services/dynamodb/values/attribute_value.h"

namespace snowglobe::dynamodb::partiql {

// A value; what was bound from it keeps what it needs alive.
struct BoundStatement {
  std::shared_ptr<const Statement> statement;
  std::vector<Value> values;  // of the terms; moving the statement moves them along

  const Statement* operator->() const { return statement.get(); }
};

// Parses the text and binds it. Throws AWS's ValidationException when the parameters are too few,
// too many, or no values.
BoundStatement read_statement(const std::string& text,
                              const std::optional<std::vector<AttributeValueView>>& parameters);

// Conditions, projections and updates of the statement as those of an expression. They point into
// the statement's values, so it must outlive them.
BoundCondition bind_condition(const BoundStatement& statement, Condition condition);
std::optional<BoundProjection> bind_projection(const BoundStatement& statement);
BoundUpdate bind_update(const BoundStatement& statement);

}  // namespace snowglobe::dynamodb::partiql
