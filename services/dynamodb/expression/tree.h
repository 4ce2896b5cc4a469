// Parsed expressions. A tree belongs to its text alone: the names and values of a request are only
// numbered in it (#name and :value by their place in References), so one tree serves every request
// with the same text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace snowglobe::dynamodb {

enum class ExpressionKind : std::uint8_t {
  kCondition,
  kFilter,
  kKeyCondition,
  kProjection,
  kUpdate,
  kStatement,  // of PartiQL
};

// The distinct #names and :values of an expression, in order of appearance.
struct References {
  std::vector<std::string> names, values;
};

struct PathPart {
  enum class Kind : std::uint8_t { kName, kNameRef, kIndex };
  Kind kind = Kind::kName;
  std::string name;         // of a kName
  std::uint32_t index = 0;  // of a kIndex: in the list; of a kNameRef: in References::names
};

// At least one part; the first is no kIndex.
using Path = std::vector<PathPart>;

enum class Function : std::uint8_t {
  kAttributeExists,
  kAttributeNotExists,
  kAttributeType,
  kBeginsWith,
  kContains,
  kSize,
  kIfNotExists,
  kListAppend,
  kPlus,
  kMinus,
};

struct Operand {
  enum class Kind : std::uint8_t { kPath, kValue, kFunction };
  Kind kind = Kind::kPath;
  Path path;
  std::uint32_t value = 0;  // in References::values
  Function function = Function::kSize;
  std::vector<Operand> arguments;
};

enum class Comparator : std::uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
};

struct Condition {
  enum class Kind : std::uint8_t { kAnd, kOr, kNot, kCompare, kBetween, kIn, kFunction };
  Kind kind = Kind::kAnd;
  Comparator comparator = Comparator::kEqual;
  Function function = Function::kAttributeExists;
  std::vector<Operand> operands;    // compare: 2; between: 3; in: 2 and more; function: arguments
  std::vector<Condition> children;  // and, or: 2 and more; not: 1
};

struct ConditionExpression {
  Condition root;
  References references;
};

struct ProjectionExpression {
  std::vector<Path> paths;
  References references;
};

struct UpdateAction {
  enum class Kind : std::uint8_t { kSet, kRemove, kAdd, kDelete };
  Kind kind = Kind::kSet;
  Path path;
  Operand operand;  // of a SET: any; of ADD and DELETE: a value; of a REMOVE: none
};

struct UpdateExpression {
  bool is_legacy = false;  // AttributeUpdates, which may ADD lists, and has messages of its own
  std::vector<UpdateAction> actions;
  References references;
};

}  // namespace snowglobe::dynamodb
