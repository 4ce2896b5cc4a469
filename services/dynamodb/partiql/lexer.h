// Tokens of PartiQL as DynamoDB speaks it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace snowglobe::dynamodb::partiql {

enum class TokenKind : std::uint8_t {
  kEnd,
  kKeyword,     // a reserved word, in any case
  kIdentifier,  // a name without quotes
  kQuoted,      // a name in double quotes
  kString,      // a text in single quotes
  kNumber,
  kParameter,  // ?
  kSymbol,     // an operator or a bracket
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;  // without its quotes; of a kKeyword in lower case

  bool is_symbol(std::string_view symbol) const {
    return kind == TokenKind::kSymbol && text == symbol;
  }
  bool is_keyword(std::string_view word) const {
    return kind == TokenKind::kKeyword && text == word;
  }
  bool is_name() const { return kind == TokenKind::kIdentifier || kind == TokenKind::kQuoted; }
};

// All tokens of the statement, the last being kEnd. Comments (-- and /* */) are passed over. Throws
// AWS's ValidationException for a character that starts nothing and for a quote that never ends.
std::vector<Token> tokenize(std::string_view text);

}  // namespace snowglobe::dynamodb::partiql
