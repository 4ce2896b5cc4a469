// Inside JSONPath: a parsed path, how it is parsed, and how it is evaluated. Others use jsonpath.h.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/json.h"

namespace snowglobe::jsonpath {

class Budget;
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

// Throws PathError.
Query parse(std::string_view text);

// Does every step lead to one node?
bool leads_to_one(const Steps& steps);
// The node that those steps lead to, or nullptr. REQUIRES: leads_to_one(steps).
const Json* find(const Steps& steps, const Json& root);
const Json* find(const Steps& steps, const Json& root, Budget& budget);

// Throws PathNotFound, PathLimitExceeded.
Json evaluate(const Query& query, const Json& root, Budget& budget);

// What an evaluation, or the several of one state, may still look at and make; spending more throws
// PathLimitExceeded.
class Budget {
 public:
  void visit(std::size_t nodes = 1);
  // Counts the value's printed size, about, and refuses what is nested deeper than a document may
  // be (json_depth_max), `depth` being where it is put.
  void make(const Json& value, int depth = 0);

 private:
  void make_bytes(std::size_t bytes);

  std::int64_t visits_ = 0;
  std::int64_t bytes_ = 0;
};

// The nodes that the steps match, in the document's order. Throws PathNotFound when the steps up to
// the first one that may match several lead nowhere.
std::vector<const Json*> match(const Steps& steps, const Json& root, Budget& budget);
bool accepts(const Filter& filter, const Json& node, Budget& budget);

// Numbers of any kind compared by value. REQUIRES: both are numbers.
std::partial_ordering compare_numbers(const Json& a, const Json& b);

}  // namespace snowglobe::jsonpath
