#include "services/dynamodb/expression/lexer.h"

namespace snowglobe::dynamodb {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_word(char c) { return is_letter(c) || c == '_' || is_digit(c); }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

TokenKind sign_kind(char c) {
  switch (c) {
    case '=':
      return TokenKind::kEqual;
    case '<':
      return TokenKind::kLess;
    case '>':
      return TokenKind::kGreater;
    case '(':
      return TokenKind::kOpen;
    case ')':
      return TokenKind::kClose;
    case '[':
      return TokenKind::kOpenBracket;
    case ']':
      return TokenKind::kCloseBracket;
    case ',':
      return TokenKind::kComma;
    case '.':
      return TokenKind::kDot;
    case '+':
      return TokenKind::kPlus;
    case '-':
      return TokenKind::kMinus;
    default:
      return TokenKind::kUnknown;
  }
}

// The bytes of one UTF-8 character, so that a message never shows half of one.
std::size_t character_end(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

Token next_token(std::string_view text, std::size_t at) {
  const auto token = [&](TokenKind kind, std::size_t end) {
    return Token{kind, text.substr(at, end - at), at};
  };
  const char c = text[at];
  if (is_digit(c)) {
    const std::size_t end = word_end(text, at);
    for (const char digit : text.substr(at, end - at)) {
      if (!is_digit(digit)) return token(TokenKind::kUnknown, end);
    }
    return token(TokenKind::kNumber, end);
  }
  if (is_letter(c)) return token(TokenKind::kName, word_end(text, at));
  if (c == '#' || c == ':') {
    const std::size_t end = word_end(text, at + 1);
    if (end == at + 1) return token(TokenKind::kUnknown, end);
    return token(c == '#' ? TokenKind::kNameRef : TokenKind::kValueRef, end);
  }
  const std::string_view two = text.substr(at, 2);
  if (two == "<>") return token(TokenKind::kNotEqual, at + 2);
  if (two == "<=") return token(TokenKind::kLessOrEqual, at + 2);
  if (two == ">=") return token(TokenKind::kGreaterOrEqual, at + 2);
  return token(sign_kind(c), character_end(text, at));
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 3 + 2);
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && is_space(text[at])) ++at;
    if (at >= text.size()) break;
    tokens.push_back(next_token(text, at));
    at += tokens.back().text.size();
  }
  tokens.push_back({TokenKind::kEnd, {}, text.size()});
  return tokens;
}

}  // namespace snowglobe::dynamodb
