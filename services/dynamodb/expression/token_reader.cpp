#include "services/dynamodb/expression/token_reader.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/reserved_words.h"

namespace snowglobe::dynamodb {
namespace {

// Deeper than 300 operators can make it without needless brackets.
constexpr int levels_max = 320;
constexpr std::uint32_t list_index_max = 4'294'967'294;

constexpr FunctionInfo functions[] = {
    {"attribute_exists", Function::kAttributeExists, 1, false, true},
    {"attribute_not_exists", Function::kAttributeNotExists, 1, false, true},
    {"attribute_type", Function::kAttributeType, 2, false, false},
    {"begins_with", Function::kBeginsWith, 2, false, false},
    {"contains", Function::kContains, 2, false, false},
    {"size", Function::kSize, 1, false, false},
    {"if_not_exists", Function::kIfNotExists, 2, true, true},
    {"list_append", Function::kListAppend, 2, true, false},
};

std::uint32_t find_or_add(std::vector<std::string>& list, std::string_view text) {
  const auto at = std::find(list.begin(), list.end(), text);
  const auto index = static_cast<std::uint32_t>(at - list.begin());
  if (at == list.end()) list.emplace_back(text);
  return index;
}

}  // namespace

AwsError wrong_expression(ExpressionKind kind, const std::string& message) {
  const char* name = "ConditionExpression";
  switch (kind) {
    case ExpressionKind::kCondition:
      break;
    case ExpressionKind::kFilter:
      name = "FilterExpression";
      break;
    case ExpressionKind::kKeyCondition:
      name = "KeyConditionExpression";
      break;
    case ExpressionKind::kProjection:
      name = "ProjectionExpression";
      break;
    case ExpressionKind::kUpdate:
      name = "UpdateExpression";
      break;
    case ExpressionKind::kStatement:
      return invalid(message);
  }
  return invalid("Invalid " + std::string(name) + ": " + message);
}

std::string_view function_name(Function function) {
  if (function == Function::kPlus) return "+";
  if (function == Function::kMinus) return "-";
  for (const FunctionInfo& info : functions) {
    if (info.function == function) return info.name;
  }
  return {};
}

std::string_view comparator_text(Comparator comparator) {
  constexpr std::string_view texts[] = {"=", "<>", "<", "<=", ">", ">="};
  return texts[static_cast<std::size_t>(comparator)];
}

const FunctionInfo* find_function(std::string_view name) {
  for (const FunctionInfo& info : functions) {
    if (info.name == name) return &info;
  }
  return nullptr;
}

TokenReader::TokenReader(std::string_view text, ExpressionKind kind) : kind_(kind), text_(text) {
  if (text.size() > expression_bytes_max) {
    std::string message = "Expression size has exceeded the maximum allowed size;";
    if (kind == ExpressionKind::kFilter) {
      message += " expression size: " + std::to_string(text.size());
    }
    fail(message);
  }
  tokens_ = tokenize(text);
  if (tokens_.size() == 1) fail("The expression can not be empty;");
}

bool TokenReader::is_at_keyword(std::string_view keyword) const {
  return is_at(TokenKind::kName) && iequals(peek().text, keyword);
}

const Token& TokenReader::take() {
  const Token& token = tokens_[at_];
  if (token.kind != TokenKind::kEnd) ++at_;
  return token;
}

bool TokenReader::take_if(TokenKind kind) {
  if (!is_at(kind)) return false;
  take();
  return true;
}

bool TokenReader::take_keyword(std::string_view keyword) {
  if (!is_at_keyword(keyword)) return false;
  take();
  return true;
}

void TokenReader::expect(TokenKind kind) {
  if (!take_if(kind)) syntax_error();
}

PathPart TokenReader::take_name() {
  PathPart part;
  if (is_at(TokenKind::kNameRef)) {
    part.kind = PathPart::Kind::kNameRef;
    part.index = find_or_add(references_.names, take().text);
    return part;
  }
  if (!is_at(TokenKind::kName)) syntax_error();
  part.name = take().text;
  if (is_reserved_word(part.name)) {
    note(Flaw::kReservedWord,
         "Attribute name is a reserved keyword; reserved keyword: " + part.name);
  }
  return part;
}

PathPart TokenReader::take_index() {
  PathPart part;
  part.kind = PathPart::Kind::kIndex;
  if (!is_at(TokenKind::kNumber)) syntax_error();
  const std::string_view digits = take().text;
  const auto index = parse_int(digits);
  if (!index || *index > list_index_max) {
    note(Flaw::kPath,
         "List index is not within the allowable range; index: [" + std::string(digits) + "]");
  } else {
    part.index = static_cast<std::uint32_t>(*index);
  }
  expect(TokenKind::kCloseBracket);
  return part;
}

Path TokenReader::take_path() {
  Path path;
  path.push_back(take_name());
  while (true) {
    if (take_if(TokenKind::kDot)) {
      path.push_back(take_name());
    } else if (take_if(TokenKind::kOpenBracket)) {
      path.push_back(take_index());
    } else {
      break;
    }
  }
  if (path.size() > path_levels_max) {
    note(Flaw::kPath, "The document path has too many nesting elements; nesting level: " +
                          std::to_string(path.size()));
  }
  return path;
}

std::uint32_t TokenReader::take_value_reference() {
  if (!is_at(TokenKind::kValueRef)) syntax_error();
  return find_or_add(references_.values, take().text);
}

void TokenReader::note(Flaw flaw, std::string message) {
  std::string& place = flaws_[static_cast<std::size_t>(flaw)];
  if (place.empty()) place = std::move(message);
}

References TokenReader::finish() {
  if (!is_at(TokenKind::kEnd)) syntax_error();
  for (const std::string& flaw : flaws_) {
    if (!flaw.empty()) fail(flaw);
  }
  if (operators_ > operators_max) {
    fail("The expression contains too many operators; operator count: " +
         std::to_string(operators_));
  }
  return std::move(references_);
}

void TokenReader::syntax_error() const {
  // "near" is the token with its neighbours, as they stand in the text.
  const Token& token = peek();
  const Token& first = at_ > 0 ? tokens_[at_ - 1] : token;
  const Token& last = at_ + 1 < tokens_.size() ? tokens_[at_ + 1] : token;
  const bool is_end = token.kind == TokenKind::kEnd;
  std::size_t end = last.offset + last.text.size();
  if (is_end || last.kind == TokenKind::kEnd) {
    const Token& final_token = is_end ? first : token;
    end = final_token.offset + final_token.text.size();
  }
  fail("Syntax error; token: \"" + (is_end ? "<EOF>" : std::string(token.text)) + "\", near: \"" +
       std::string(text_.substr(first.offset, end - first.offset)) + "\"");
}

void TokenReader::fail(const std::string& message) const { throw wrong_expression(kind_, message); }

TokenReader::Level::Level(TokenReader& reader) : reader_(reader) {
  if (reader.level_ >= levels_max) reader.fail("The expression has redundant parentheses;");
  ++reader.level_;
}

}  // namespace snowglobe::dynamodb
