#include "services/dynamodb/partiql/lexer.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "services/dynamodb/partiql/errors.h"
#include "services/dynamodb/partiql/reserved_words.h"

namespace snowglobe::dynamodb::partiql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    while (skip_blanks(), at_ < text_.size()) tokens.push_back(take());
    tokens.push_back({});
    return tokens;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (is_space(peek())) {
        ++at_;
      } else if (text_.substr(at_, 2) == "--") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_, 2) == "/*") {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) throw not_well_formed("");
        at_ = end + 2;
      } else {
        return;
      }
    }
  }

  Token take() {
    const char c = peek();
    if (is_name_start(c)) return take_word();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return take_number();
    if (c == '\'') return take_quoted(TokenKind::kString);
    if (c == '"') return take_quoted(TokenKind::kQuoted);
    if (c == '?') {
      ++at_;
      return {TokenKind::kParameter, "?"};
    }
    return take_symbol();
  }

  Token take_word() {
    const std::size_t start = at_;
    while (is_name_start(peek()) || is_digit(peek())) ++at_;
    std::string word(text_.substr(start, at_ - start));
    std::string folded = to_lower(word);
    if (is_reserved(folded)) return {TokenKind::kKeyword, std::move(folded)};
    return {TokenKind::kIdentifier, std::move(word)};
  }

  void skip_digits() {
    while (is_digit(peek())) ++at_;
  }

  Token take_number() {
    const std::size_t start = at_;
    skip_digits();
    if (peek() == '.') {
      ++at_;
      skip_digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (!is_digit(peek(1 + sign))) throw not_well_formed("");
      at_ += 1 + sign;
      skip_digits();
    }
    return {TokenKind::kNumber, std::string(text_.substr(start, at_ - start))};
  }

  // A quote inside is written twice.
  Token take_quoted(TokenKind kind) {
    const char quote = text_[at_++];
    Token token{kind, {}};
    while (true) {
      const std::size_t end = text_.find(quote, at_);
      if (end == std::string_view::npos) throw not_well_formed("");
      token.text += text_.substr(at_, end - at_);
      at_ = end + 1;
      if (peek() != quote) return token;
      token.text += quote;
      ++at_;
    }
  }

  Token take_symbol() {
    for (const std::string_view symbol : {"<<", ">>", "<>", "<=", ">=", "!=", "||"}) {
      if (text_.substr(at_, 2) == symbol) {
        at_ += 2;
        return {TokenKind::kSymbol, std::string(symbol)};
      }
    }
    const char c = text_[at_++];
    if (std::string_view("=<>+-*/%()[]{},.:;").find(c) == std::string_view::npos) {
      throw not_well_formed("");
    }
    return {TokenKind::kSymbol, std::string(1, c)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace snowglobe::dynamodb::partiql
