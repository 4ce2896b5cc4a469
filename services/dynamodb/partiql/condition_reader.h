// Reads what stands behind WHERE, and the values of SET.
#pragma once

#include <optional>
#include <variant>

#include "services/dynamodb/partiql/term_reader.h"

namespace snowglobe::dynamodb::partiql {

class ConditionReader : public TermReader {
 protected:
  using TermReader::TermReader;

  Condition take_condition();
  // A path, a value, a sum of these, or LIST_APPEND of two.
  Operand take_operand();

 private:
  // What stands in parentheses can be either, which only what follows decides.
  using Either = std::variant<Operand, Condition>;

  Either take_or();
  Either take_and();
  Either take_not();
  Either take_predicate();
  Either take_sum();
  Either take_primary();
  Either take_call(const Token& name);

  Condition take_comparison(Operand left, Comparator comparator);
  Condition take_in(Operand left);
  Condition take_between(Operand left);
  Condition take_is(Operand left);
  std::vector<Operand> take_arguments();
  static Operand need_operand(Either either);
  static Condition need_condition(Either either);

  int sums_ = 0;
};

}  // namespace snowglobe::dynamodb::partiql
