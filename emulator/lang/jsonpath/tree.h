// Inside JSONPath: a parsed path, how it is parsed, and how it is evaluated. Others use jsonpath.h.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/lang/budget.h"

namespace snowglobe::jsonpath {

struct Filter;

struct Step {
  enum class Kind {
    kName,      // .a ['a']
    kNames,     // ['a','b']: an object of those members; only as the last step
    kIndex,     // [0]; [-1] matches nothing, as in AWS
    kIndexes,   // [0,2]
    kFromEnd,   // [(@.length-1)]: indexes[0] is what is subtracted
    kSlice,     // [1:3]
    kWildcard,  // * [*]
    kFilter,    // [?(...)]
  };
  enum class Reach { kChild, kDescendant };  // after "." or "[", after ".."

  Kind kind = Kind::kName;
  Reach reach = Reach::kChild;
  std::vector<std::string> names;
  std::vector<std::int64_t> indexes;
  std::optional<std::int64_t> from, to;
  std::vector<Filter> filter;  // one, when kind is kFilter

  bool is_definite() const;
  std::string text() const;  // "['a']", as messages show it
};

using Steps = std::vector<Step>;

// One node of a filter's expression.
struct Filter {
  enum class Kind { kOr, kAnd, kNot, kExists, kCompare };
  enum class Operator { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
  // A literal, or a path that begins at the filtered node.
  struct Operand {
    std::optional<Json> literal;
    Steps steps;
  };

  Kind kind = Kind::kExists;
  Operator compare = Operator::kEqual;
  Operand left, right;
  std::vector<Filter> parts;  // of kOr, kAnd, kNot
};

struct Query {
  enum class Root { kInput, kContext };

  std::string text;
  Root root = Root::kInput;
  Steps steps;
  bool is_reference = false;
  bool is_definite = false;
};

// Does every step lead to one node?
bool leads_to_one(const Steps& steps);
// The node that those steps lead to, or nullptr. Throws BudgetExceeded.
// REQUIRES: leads_to_one(steps).
const Json* find(const Steps& steps, const Json& root, Budget& budget);

// Where a path has led to one node and goes no further: the step, and the node it was to be taken
// from. The node is nullptr when the step can be taken from none.
struct DeadEnd {
  std::size_t step;
  const Json* node;
};

struct Matches {
  std::vector<const Json*> nodes;   // in the document's order
  std::optional<DeadEnd> dead_end;  // then there are no nodes
};

// The nodes that the steps match. A dead end is among the steps up to the first that may match
// several. Throws BudgetExceeded.
Matches match(const Steps& steps, const Json& root, Budget& budget);
bool accepts(const Filter& filter, const Json& node, Budget& budget);

// Numbers of any kind compared by value. REQUIRES: both are numbers.
std::partial_ordering compare_numbers(const Json& a, const Json& b);

}  // namespace snowglobe::jsonpath
