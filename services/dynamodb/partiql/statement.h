// A parsed PartiQL statement. Its conditions, paths and updates are those of expressions
// (expression/tree.h), so the same code evaluates them; only names stand in it as such, and every
// value is a Term, numbered as References::values would be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/dynamodb/expression/tree.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb::partiql {

// A literal, a ?, or a list or map of these.
struct Term {
  enum class Kind : std::uint8_t { kValue, kParameter, kList, kMap };
  Kind kind = Kind::kValue;
  Value value;
  std::uint32_t parameter = 0;     // of a kParameter: its place, from 0
  std::vector<Term> elements;      // of a kList and kMap
  std::vector<std::string> names;  // of a kMap's elements
};

enum class Order : std::uint8_t { kAscending, kDescending };

struct OrderTerm {
  std::string name;
  Order order = Order::kAscending;
};

struct Statement {
  enum class Kind : std::uint8_t {
    kSelect,
    kInsert,
    kUpdate,
    kDelete,
    kExists,  // EXISTS(SELECT ...): the SELECT's members
  };

  Kind kind = Kind::kSelect;
  std::string table, index;      // `index` is empty where there is none
  std::vector<Path> projection;  // empty: *
  std::optional<Condition> where;
  std::vector<OrderTerm> order_by;
  std::vector<UpdateAction> actions;
  std::uint32_t item = 0;  // of an INSERT: the item's term
  std::string returning;   // as ReturnValues has it, "ALL_OLD"; empty: nothing
  std::vector<Term> terms;
  std::uint32_t parameter_count = 0;

  bool is_read() const { return kind == Kind::kSelect; }
};

}  // namespace snowglobe::dynamodb::partiql
