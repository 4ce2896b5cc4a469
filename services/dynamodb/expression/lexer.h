// Tokens of DynamoDB's expressions.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace snowglobe::dynamodb {

enum class TokenKind : std::uint8_t {
  kEnd,
  kName,      // an attribute or function name, or a keyword: a letter, then letters, digits, _
  kNameRef,   // #name, a key of ExpressionAttributeNames
  kValueRef,  // :value, a key of ExpressionAttributeValues
  kNumber,    // an index
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kOpen,
  kClose,
  kOpenBracket,
  kCloseBracket,
  kComma,
  kDot,
  kPlus,
  kMinus,
  kUnknown,  // a character that starts nothing
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;   // a part of the expression; empty at the end
  std::size_t offset = 0;  // in the expression
};

// All tokens of the text, the last being kEnd. They point into the text.
std::vector<Token> tokenize(std::string_view text);

}  // namespace snowglobe::dynamodb
