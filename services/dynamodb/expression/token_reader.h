// What the parsers of all expression kinds share: moving over tokens, paths, and AWS's errors.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "services/dynamodb/expression/lexer.h"
#include "services/dynamodb/expression/tree.h"

namespace snowglobe::dynamodb {

class TokenReader {
 public:
  // Throws when the text is empty or too long. REQUIRES: the text outlives the reader.
  TokenReader(std::string_view text, ExpressionKind kind);

 protected:
  // Mistakes that AWS reports only when the whole text can be parsed, the gravest first.
  enum class Flaw {
    kReservedWord,
    kParentheses,
    kSection,
    kFunctionName,
    kFunctionNotAllowed,
    kFunctionMisused,
    kOperandCount,
    kOperandKind,
    kPath,
    kCount_,
  };

  const Token& peek() const { return tokens_[at_]; }
  const Token& peek_second() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  bool is_at(TokenKind kind) const { return peek().kind == kind; }
  bool is_at_keyword(std::string_view keyword) const;
  const Token& take();
  bool take_if(TokenKind kind);
  bool take_keyword(std::string_view keyword);
  void expect(TokenKind kind);

  Path take_path();
  std::uint32_t take_value_reference();

  void count_operator() { ++operators_; }
  // Notes a mistake for finish(); only the first of each kind counts.
  void note(Flaw flaw, std::string message);
  // At the end of the text: throws for what was noted, or returns what was referred to.
  References finish();

  [[noreturn]] void syntax_error() const;
  [[noreturn]] void fail(const std::string& message) const;

  // Bounds the recursion: each level of brackets or of functions holds one.
  class Level {
   public:
    explicit Level(TokenReader& reader);
    ~Level() { --reader_.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    TokenReader& reader_;
  };

  const ExpressionKind kind_;

 private:
  PathPart take_name();
  PathPart take_index();

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int operators_ = 0;
  int level_ = 0;
  References references_;
  std::array<std::string, static_cast<std::size_t>(Flaw::kCount_)> flaws_;
};

// A function as the parsers know it.
struct FunctionInfo {
  std::string_view name;
  Function function;
  std::size_t operands;
  bool is_of_updates;  // else of conditions
  bool needs_path;     // as its first operand
};
const FunctionInfo* find_function(std::string_view name);

}  // namespace snowglobe::dynamodb
