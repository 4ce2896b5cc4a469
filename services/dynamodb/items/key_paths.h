// Paths of expressions that go into a key attribute, where nothing can be: keys are scalars.
#pragma once

#include <optional>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/request_expressions.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

// Throws AWS's ValidationException for a path into a key of the table or of one of its indexes.
inline void refuse_paths_into_keys(const Table& table, const Names& nested) {
  const auto refuse = [](const char* what, std::string_view name) {
    throw invalid(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
        "allowed: " +
        std::string(what) + ": " + std::string(name));
  };
  for (const std::string_view name : nested) {
    if (table.key.has(name)) refuse("Key", name);
    for (const Index& index : table.indexes) {
      if (index.key.has(name)) refuse("IndexKey", name);
    }
  }
}

// The same for an expression that a request may have.
template <class Bound>
void refuse_paths_into_keys(const Table& table, const std::optional<Bound>& bound) {
  if (bound) refuse_paths_into_keys(table, bound->nested_names());
}

}  // namespace snowglobe::dynamodb
