// What the readers of all clauses share: moving over tokens, names, paths and values.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "services/dynamodb/partiql/lexer.h"
#include "services/dynamodb/partiql/statement.h"

namespace snowglobe::dynamodb::partiql {

class TermReader {
 protected:
  explicit TermReader(std::string_view text) : tokens_(tokenize(text)) {}

  const Token& peek() const { return tokens_[at_]; }
  const Token& peek_second() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  const Token& take();
  bool is_at(std::string_view symbol) const { return peek().is_symbol(symbol); }
  bool is_at_keyword(std::string_view word) const { return peek().is_keyword(word); }
  // A word that is a keyword only where it stands.
  bool is_at_word(std::string_view word) const;
  bool take_if(std::string_view symbol);
  bool take_keyword(std::string_view word);
  bool take_word(std::string_view word);
  void expect(std::string_view symbol);
  void expect_keyword(std::string_view word);
  // Of a token that can begin or go on with nothing that may stand here.
  [[noreturn]] void unexpected_term() const;

  Path take_path();
  // Whether a value that stands for itself, or a ?, begins here.
  bool is_at_term() const;
  Term take_term();
  // Adds the term to the statement's and returns its number.
  std::uint32_t add_term(Term term);
  Operand value_operand(Term term);

  // Bounds the recursion: each level of brackets holds one.
  class Level {
   public:
    explicit Level(TermReader& reader);
    ~Level() { --reader_.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    TermReader& reader_;
  };

  Statement statement_;

 private:
  Term take_list();
  Term take_map();
  Term take_set();

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int level_ = 0;
};

}  // namespace snowglobe::dynamodb::partiql
