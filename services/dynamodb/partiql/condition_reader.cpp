#include "services/dynamodb/partiql/condition_reader.h"

#include "emulator/base/text.h"
#include "services/dynamodb/expression/make.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/token_reader.h"
#include "services/dynamodb/partiql/errors.h"

namespace snowglobe::dynamodb::partiql {
namespace {

std::optional<Comparator> comparator_of(const Token& token) {
  if (token.kind != TokenKind::kSymbol) return std::nullopt;
  if (token.text == "=") return Comparator::kEqual;
  if (token.text == "<>" || token.text == "!=") return Comparator::kNotEqual;
  if (token.text == "<") return Comparator::kLess;
  if (token.text == "<=") return Comparator::kLessOrEqual;
  if (token.text == ">") return Comparator::kGreater;
  if (token.text == ">=") return Comparator::kGreaterOrEqual;
  return std::nullopt;
}

// DynamoDB's type for PartiQL's name of one; MISSING is apart.
std::optional<Type> type_of(std::string_view word) {
  if (word == "null") return Type::kNull;
  if (word == "bool" || word == "boolean") return Type::kBool;
  if (word == "string" || word == "varchar" || word == "char") return Type::kString;
  if (word == "decimal" || word == "numeric" || word == "int" || word == "integer" ||
      word == "float") {
    return Type::kNumber;
  }
  if (word == "blob") return Type::kBinary;
  if (word == "list") return Type::kList;
  if (word == "struct" || word == "tuple") return Type::kMap;
  return std::nullopt;
}

// What a condition can compare: a path, a value, or the size of one of these.
void need_comparable(const Operand& operand) {
  if (operand.kind != Operand::Kind::kFunction) return;
  if (operand.function == Function::kPlus || operand.function == Function::kMinus) {
    throw invalid("Arithmetic operators can only be used in a SET clause");
  }
  if (operand.function != Function::kSize) {
    throw invalid("Function " + std::string(function_name(operand.function)) +
                  " can only be used in a SET clause");
  }
  if (operand.arguments[0].kind == Operand::Kind::kFunction) {
    throw invalid("The operand of function size must be an attribute or a value");
  }
}

Condition join(Condition::Kind kind, Condition left, Condition right) {
  if (left.kind == kind) {
    left.children.push_back(std::move(right));
    return left;
  }
  Condition both;
  both.kind = kind;
  both.children.push_back(std::move(left));
  both.children.push_back(std::move(right));
  return both;
}

}  // namespace

Operand ConditionReader::need_operand(Either either) {
  if (auto* operand = std::get_if<Operand>(&either)) return std::move(*operand);
  throw invalid("A condition stands in the statement where a value is expected");
}

Condition ConditionReader::need_condition(Either either) {
  if (auto* condition = std::get_if<Condition>(&either)) return std::move(*condition);
  throw invalid("A value stands in the statement where a condition is expected");
}

Condition ConditionReader::take_condition() { return need_condition(take_or()); }

Operand ConditionReader::take_operand() { return need_operand(take_sum()); }

ConditionReader::Either ConditionReader::take_or() {
  Either left = take_and();
  while (take_keyword("or")) {
    Condition first = need_condition(std::move(left));
    left = join(Condition::Kind::kOr, std::move(first), need_condition(take_and()));
  }
  return left;
}

ConditionReader::Either ConditionReader::take_and() {
  Either left = take_not();
  while (take_keyword("and")) {
    Condition first = need_condition(std::move(left));
    left = join(Condition::Kind::kAnd, std::move(first), need_condition(take_not()));
  }
  return left;
}

ConditionReader::Either ConditionReader::take_not() {
  if (!take_keyword("not")) return take_predicate();
  const Level level(*this);
  return negation(need_condition(take_not()));
}

ConditionReader::Either ConditionReader::take_predicate() {
  Either left = take_sum();
  if (const auto comparator = comparator_of(peek())) {
    take();
    return take_comparison(need_operand(std::move(left)), *comparator);
  }
  const bool is_negated = is_at_keyword("not");
  if (is_negated) take();
  std::optional<Condition> condition;
  if (take_keyword("in")) {
    condition = take_in(need_operand(std::move(left)));
  } else if (take_keyword("between")) {
    condition = take_between(need_operand(std::move(left)));
  } else if (is_negated) {
    unexpected_term();
  } else if (take_keyword("is")) {
    condition = take_is(need_operand(std::move(left)));
  } else if (is_at_keyword("like")) {
    throw invalid("Unsupported operator: LIKE");
  } else {
    return left;
  }
  return is_negated ? negation(std::move(*condition)) : std::move(*condition);
}

Condition ConditionReader::take_comparison(Operand left, Comparator comparator) {
  Condition condition;
  condition.kind = Condition::Kind::kCompare;
  condition.comparator = comparator;
  condition.operands.push_back(std::move(left));
  condition.operands.push_back(take_operand());
  for (const Operand& operand : condition.operands) need_comparable(operand);
  return condition;
}

Condition ConditionReader::take_in(Operand left) {
  const Level level(*this);
  need_comparable(left);
  const char* const end = is_at("(") ? ")" : "]";
  if (!take_if("(")) expect("[");
  Condition condition;
  condition.kind = Condition::Kind::kIn;
  condition.operands.push_back(std::move(left));
  do {
    condition.operands.push_back(value_operand(take_term()));
  } while (take_if(","));
  expect(end);
  if (condition.operands.size() - 1 > in_operands_max) {
    throw invalid("The IN operator can have at most " + std::to_string(in_operands_max) +
                  " values");
  }
  return condition;
}

Condition ConditionReader::take_between(Operand left) {
  Condition condition;
  condition.kind = Condition::Kind::kBetween;
  condition.operands.push_back(std::move(left));
  condition.operands.push_back(take_operand());
  expect_keyword("and");
  condition.operands.push_back(take_operand());
  for (const Operand& operand : condition.operands) need_comparable(operand);
  return condition;
}

Condition ConditionReader::take_is(Operand left) {
  const bool is_negated = take_keyword("not");
  if (left.kind != Operand::Kind::kPath) {
    throw invalid("The IS operator needs an attribute on its left");
  }
  const Token type = take();
  if (type.kind != TokenKind::kKeyword) throw not_well_formed("Unexpected term");
  std::vector<Operand> operands;
  operands.push_back(std::move(left));
  if (type.text == "missing") {
    return function_condition(
        is_negated ? Function::kAttributeExists : Function::kAttributeNotExists,
        std::move(operands));
  }
  const auto wanted = type_of(type.text);
  if (!wanted) throw invalid("Unsupported data type of the IS operator: " + type.text);
  Term name;
  name.value = Value::string(std::string(type_name(*wanted)));
  operands.push_back(value_operand(std::move(name)));
  Condition condition = function_condition(Function::kAttributeType, std::move(operands));
  return is_negated ? negation(std::move(condition)) : std::move(condition);
}

ConditionReader::Either ConditionReader::take_sum() {
  Either left = take_primary();
  while (is_at("+") || is_at("-")) {
    if (++sums_ > operators_max) throw invalid("The statement contains too many operators");
    Operand sum;
    sum.kind = Operand::Kind::kFunction;
    sum.function = take().text == "+" ? Function::kPlus : Function::kMinus;
    sum.arguments.push_back(need_operand(std::move(left)));
    sum.arguments.push_back(need_operand(take_primary()));
    left = std::move(sum);
  }
  return left;
}

ConditionReader::Either ConditionReader::take_primary() {
  if (is_at("(")) {
    const Level level(*this);
    take();
    Either inner = take_or();
    expect(")");
    return inner;
  }
  if (is_at_term()) return value_operand(take_term());
  // The names of some functions are reserved words.
  const bool is_call = peek_second().is_symbol("(") && peek().kind != TokenKind::kQuoted;
  if (is_call && (peek().is_name() || peek().kind == TokenKind::kKeyword)) {
    const Token name = take();
    return take_call(name);
  }
  Operand operand;
  operand.path = take_path();
  return operand;
}

std::vector<Operand> ConditionReader::take_arguments() {
  const Level level(*this);
  std::vector<Operand> arguments;
  expect("(");
  if (take_if(")")) return arguments;
  do {
    arguments.push_back(take_operand());
  } while (take_if(","));
  expect(")");
  return arguments;
}

ConditionReader::Either ConditionReader::take_call(const Token& name) {
  const FunctionInfo* function = find_function(to_lower(name.text));
  if (name.is_keyword("exists")) {
    throw invalid("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  if (function == nullptr || function->function == Function::kIfNotExists) {
    throw invalid("Unsupported function: " + name.text);
  }
  std::vector<Operand> arguments = take_arguments();
  if (arguments.size() != function->operands) {
    throw invalid("Incorrect number of operands for function " + std::string(function->name) +
                  ": " + std::to_string(arguments.size()));
  }
  if (function->needs_path && arguments[0].kind != Operand::Kind::kPath) {
    throw invalid("The first operand of function " + std::string(function->name) +
                  " must be a document path");
  }
  if (!function->is_of_updates && function->function != Function::kSize) {
    for (const Operand& argument : arguments) need_comparable(argument);
    return function_condition(function->function, std::move(arguments));
  }
  Operand operand;
  operand.kind = Operand::Kind::kFunction;
  operand.function = function->function;
  operand.arguments = std::move(arguments);
  return operand;
}

}  // namespace snowglobe::dynamodb::partiql
