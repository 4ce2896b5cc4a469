#include "services/dynamodb/expression/parser.h"

#include <optional>

#include "services/dynamodb/expression/token_reader.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::string_view condition_keywords[] = {"AND", "OR", "NOT", "IN", "BETWEEN"};
constexpr std::string_view update_keywords[] = {"SET", "REMOVE", "ADD", "DELETE"};

std::optional<Comparator> comparator_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kEqual:
      return Comparator::kEqual;
    case TokenKind::kNotEqual:
      return Comparator::kNotEqual;
    case TokenKind::kLess:
      return Comparator::kLess;
    case TokenKind::kLessOrEqual:
      return Comparator::kLessOrEqual;
    case TokenKind::kGreater:
      return Comparator::kGreater;
    case TokenKind::kGreaterOrEqual:
      return Comparator::kGreaterOrEqual;
    default:
      return std::nullopt;
  }
}

// A parser whose functions know which of them may stand where.
class FunctionReader : public TokenReader {
 protected:
  using TokenReader::TokenReader;

  // The name before an opening bracket. Of a name that is none, a stand-in: finish() throws.
  FunctionInfo take_function_name() {
    const std::string_view text = take().text;
    const std::string name(text);
    expect(TokenKind::kOpen);
    count_operator();
    const FunctionInfo* info = find_function(text);
    if (info == nullptr) {
      note(Flaw::kFunctionName, "Invalid function name; function: " + name);
      return {text, Function::kContains, 0, false, false};
    }
    const bool is_update = kind_ == ExpressionKind::kUpdate;
    if (info->is_of_updates != is_update) {
      const char* where = is_update                                ? "an update expression"
                          : kind_ == ExpressionKind::kCondition    ? "a condition expression"
                          : kind_ == ExpressionKind::kKeyCondition ? "a key condition expression"
                                                                   : "a filter expression";
      note(Flaw::kFunctionNotAllowed,
           std::string("The function is not allowed in ") + where + "; function: " + name);
    }
    return *info;
  }

  void check_operands(const FunctionInfo& info, const std::vector<Operand>& operands) {
    const std::string name(info.name);
    if (operands.size() != info.operands) {
      note(Flaw::kOperandCount,
           "Incorrect number of operands for operator or function; operator or function: " + name +
               ", number of operands: " + std::to_string(operands.size()));
    } else if (info.needs_path && operands[0].kind != Operand::Kind::kPath) {
      note(Flaw::kOperandKind,
           "Operator or function requires a document path; operator or function: " + name);
    }
  }

  void note_misuse(Function function) {
    note(Flaw::kFunctionMisused,
         "The function is not allowed to be used this way in an expression; function: " +
             std::string(function_name(function)));
  }

  Operand take_value() {
    Operand operand;
    operand.kind = Operand::Kind::kValue;
    operand.value = take_value_reference();
    return operand;
  }
};

class ConditionParser : public FunctionReader {
 public:
  using FunctionReader::FunctionReader;

  ConditionExpression parse() {
    Term term = take_or();
    need_condition(term);
    ConditionExpression expression;
    expression.root = std::move(term.condition);
    expression.references = finish();
    return expression;
  }

 private:
  // What stands in brackets may be either, and is known only behind them.
  struct Term {
    bool is_condition = false;
    bool is_in_brackets = false;
    Operand operand;
    Condition condition;
  };

  static Term condition_term(Condition condition) {
    Term term;
    term.is_condition = true;
    term.condition = std::move(condition);
    return term;
  }

  void need_condition(Term& term) {
    if (term.is_condition) return;
    if (term.operand.kind != Operand::Kind::kFunction) syntax_error();
    note_misuse(term.operand.function);
  }

  void need_operand(Term& term) {
    if (!term.is_condition) return;
    if (term.condition.kind != Condition::Kind::kFunction) syntax_error();
    note_misuse(term.condition.function);
  }

  Term take_chain(Condition::Kind kind, std::string_view keyword, Term (ConditionParser::*next)()) {
    Term first = (this->*next)();
    if (!is_at_keyword(keyword)) return first;
    Condition chain;
    chain.kind = kind;
    need_condition(first);
    chain.children.push_back(std::move(first.condition));
    while (take_keyword(keyword)) {
      count_operator();
      Term term = (this->*next)();
      need_condition(term);
      chain.children.push_back(std::move(term.condition));
    }
    return condition_term(std::move(chain));
  }

  Term take_or() { return take_chain(Condition::Kind::kOr, "OR", &ConditionParser::take_and); }
  Term take_and() { return take_chain(Condition::Kind::kAnd, "AND", &ConditionParser::take_not); }

  Term take_not() {
    int negations = 0;
    while (take_keyword("NOT")) ++negations;
    Term term = take_comparison();
    if (negations > 0) need_condition(term);
    for (; negations > 0; --negations) {
      count_operator();
      Condition negation;
      negation.kind = Condition::Kind::kNot;
      negation.children.push_back(std::move(term.condition));
      term = condition_term(std::move(negation));
    }
    return term;
  }

  Term take_comparison() {
    Term left = take_term();
    Condition condition;
    if (const auto comparator = comparator_of(peek().kind)) {
      need_operand(left);
      take();
      condition.kind = Condition::Kind::kCompare;
      condition.comparator = *comparator;
      condition.operands.push_back(std::move(left.operand));
      condition.operands.push_back(take_operand());
    } else if (is_at_keyword("BETWEEN")) {
      need_operand(left);
      take();
      condition.kind = Condition::Kind::kBetween;
      condition.operands.push_back(std::move(left.operand));
      condition.operands.push_back(take_operand());
      if (!take_keyword("AND")) syntax_error();
      condition.operands.push_back(take_operand());
    } else if (is_at_keyword("IN")) {
      need_operand(left);
      take();
      expect(TokenKind::kOpen);
      condition.kind = Condition::Kind::kIn;
      condition.operands.push_back(std::move(left.operand));
      take_operands(condition.operands);
      if (condition.operands.size() - 1 > in_operands_max) {
        note(Flaw::kOperandCount,
             "The IN operator is provided with too many operands; number of operands: " +
                 std::to_string(condition.operands.size() - 1));
      }
    } else {
      return left;
    }
    count_operator();
    return condition_term(std::move(condition));
  }

  // Operands up to and with the closing bracket: at least one.
  void take_operands(std::vector<Operand>& operands) {
    do {
      operands.push_back(take_operand());
    } while (take_if(TokenKind::kComma));
    expect(TokenKind::kClose);
  }

  Operand take_operand() {
    Term term = take_term();
    need_operand(term);
    return std::move(term.operand);
  }

  Term take_term() {
    if (is_at(TokenKind::kOpen)) return take_brackets();
    Term term;
    if (is_at(TokenKind::kValueRef)) {
      term.operand = take_value();
      return term;
    }
    if (is_at(TokenKind::kName)) {
      for (const std::string_view keyword : condition_keywords) {
        if (is_at_keyword(keyword)) syntax_error();
      }
      if (peek_second().kind == TokenKind::kOpen) return take_function();
    }
    term.operand.path = take_path();
    return term;
  }

  Term take_brackets() {
    const Level level(*this);
    expect(TokenKind::kOpen);
    Term term = take_or();
    expect(TokenKind::kClose);
    if (term.is_in_brackets) note(Flaw::kParentheses, "The expression has redundant parentheses;");
    term.is_in_brackets = true;
    return term;
  }

  Term take_function() {
    const Level level(*this);
    const FunctionInfo info = take_function_name();
    std::vector<Operand> operands;
    take_operands(operands);
    for (const Operand& operand : operands) {
      if (operand.kind == Operand::Kind::kFunction) note_misuse(operand.function);
    }
    check_operands(info, operands);
    Term term;
    if (info.function == Function::kSize) {
      term.operand.kind = Operand::Kind::kFunction;
      term.operand.function = info.function;
      term.operand.arguments = std::move(operands);
      return term;
    }
    term.is_condition = true;
    term.condition.kind = Condition::Kind::kFunction;
    term.condition.function = info.function;
    term.condition.operands = std::move(operands);
    return term;
  }
};

class ProjectionParser : public TokenReader {
 public:
  using TokenReader::TokenReader;

  ProjectionExpression parse() {
    ProjectionExpression expression;
    do {
      expression.paths.push_back(take_path());
    } while (take_if(TokenKind::kComma));
    expression.references = finish();
    return expression;
  }
};

class UpdateParser : public FunctionReader {
 public:
  using FunctionReader::FunctionReader;

  UpdateExpression parse() {
    bool seen[4] = {};
    do {
      const auto section = section_at();
      if (!section) syntax_error();
      take();
      const auto number = static_cast<std::size_t>(*section);
      if (seen[number]) {
        note(Flaw::kSection, "The \"" + std::string(update_keywords[number]) +
                                 "\" section can only be used once in an update expression;");
      }
      seen[number] = true;
      do {
        expression_.actions.push_back(take_action(*section));
      } while (take_if(TokenKind::kComma));
    } while (!is_at(TokenKind::kEnd));
    expression_.references = finish();
    return std::move(expression_);
  }

 private:
  std::optional<UpdateAction::Kind> section_at() const {
    for (std::size_t i = 0; i < std::size(update_keywords); ++i) {
      if (is_at_keyword(update_keywords[i])) return static_cast<UpdateAction::Kind>(i);
    }
    return std::nullopt;
  }

  UpdateAction take_action(UpdateAction::Kind kind) {
    if (section_at()) syntax_error();
    UpdateAction action;
    action.kind = kind;
    action.path = take_path();
    if (kind == UpdateAction::Kind::kSet) {
      expect(TokenKind::kEqual);
      action.operand = take_sum().operand;
    } else if (kind != UpdateAction::Kind::kRemove) {
      action.operand = take_value();
    }
    return action;
  }

  struct Term {
    Operand operand;
    bool is_in_brackets = false;
  };

  Term take_sum() {
    Term term = take_term();
    if (!is_at(TokenKind::kPlus) && !is_at(TokenKind::kMinus)) return term;
    count_operator();
    Term sum;
    sum.operand.kind = Operand::Kind::kFunction;
    sum.operand.function = take().kind == TokenKind::kPlus ? Function::kPlus : Function::kMinus;
    sum.operand.arguments.push_back(std::move(term.operand));
    sum.operand.arguments.push_back(take_term().operand);
    return sum;
  }

  Term take_term() {
    Term term;
    if (is_at(TokenKind::kOpen)) {
      const Level level(*this);
      take();
      term = take_sum();
      expect(TokenKind::kClose);
      if (term.is_in_brackets) {
        note(Flaw::kParentheses, "The expression has redundant parentheses;");
      }
      term.is_in_brackets = true;
      return term;
    }
    if (is_at(TokenKind::kValueRef)) {
      term.operand = take_value();
    } else if (is_at(TokenKind::kName) && peek_second().kind == TokenKind::kOpen) {
      term.operand = take_function();
    } else {
      term.operand.path = take_path();
    }
    return term;
  }

  Operand take_function() {
    const Level level(*this);
    const FunctionInfo info = take_function_name();
    Operand operand;
    operand.kind = Operand::Kind::kFunction;
    operand.function = info.function;
    do {
      operand.arguments.push_back(take_term().operand);
    } while (take_if(TokenKind::kComma));
    expect(TokenKind::kClose);
    check_operands(info, operand.arguments);
    return operand;
  }

  UpdateExpression expression_;
};

}  // namespace

ConditionExpression parse_condition(std::string_view text, ExpressionKind kind) {
  return ConditionParser(text, kind).parse();
}

ProjectionExpression parse_projection(std::string_view text) {
  return ProjectionParser(text, ExpressionKind::kProjection).parse();
}

UpdateExpression parse_update(std::string_view text) {
  return UpdateParser(text, ExpressionKind::kUpdate).parse();
}

}  // namespace snowglobe::dynamodb
