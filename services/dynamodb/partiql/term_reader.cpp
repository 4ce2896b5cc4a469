#include "services/dynamodb/partiql/term_reader.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/partiql/errors.h"
#include "services/dynamodb/partiql/parser.h"

namespace snowglobe::dynamodb::partiql {
namespace {

Value read_number(const std::string& text) {
  Decimal number;
  const auto flaw = Decimal::parse(text, number);
  if (flaw != Decimal::Flaw::kNone) throw number_error(flaw, text);
  return Value::number(number);
}

Term literal(Value value) {
  Term term;
  term.value = std::move(value);
  return term;
}

}  // namespace

const Token& TermReader::take() {
  const Token& token = tokens_[at_];
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool TermReader::is_at_word(std::string_view word) const {
  const Token& token = peek();
  return token.is_keyword(word) ||
         (token.kind == TokenKind::kIdentifier && iequals(token.text, word));
}

bool TermReader::take_if(std::string_view symbol) {
  if (!is_at(symbol)) return false;
  take();
  return true;
}

bool TermReader::take_keyword(std::string_view word) {
  if (!is_at_keyword(word)) return false;
  take();
  return true;
}

bool TermReader::take_word(std::string_view word) {
  if (!is_at_word(word)) return false;
  take();
  return true;
}

void TermReader::expect(std::string_view symbol) {
  if (!take_if(symbol)) unexpected_term();
}

void TermReader::expect_keyword(std::string_view word) {
  if (!take_keyword(word)) unexpected_term();
}

void TermReader::unexpected_term() const {
  throw not_well_formed(peek().kind == TokenKind::kKeyword ? "Unexpected keyword"
                                                           : "Unexpected term");
}

TermReader::Level::Level(TermReader& reader) : reader_(reader) {
  if (++reader_.level_ > brackets_max) {
    throw invalid("The statement has more than " + std::to_string(brackets_max) +
                  " levels of nesting");
  }
}

Path TermReader::take_path() {
  Path path;
  if (!peek().is_name()) unexpected_term();
  const auto add_name = [&](const std::string& name) {
    if (name.empty()) throw empty_path_component();
    path.push_back({PathPart::Kind::kName, name, 0});
  };
  add_name(take().text);
  while (true) {
    if (path.size() > path_levels_max) throw nested_too_deep();
    if (take_if(".")) {
      if (is_at("*")) throw invalid("Changing item's hierarchy while reading isn't supported");
      if (!peek().is_name()) unexpected_term();
      add_name(take().text);
    } else if (take_if("[")) {
      if (peek().kind == TokenKind::kString) {
        add_name(take().text);
      } else {
        const auto index =
            peek().kind == TokenKind::kNumber ? parse_int(peek().text) : std::nullopt;
        if (!index || *index > INT32_MAX) throw invalid("Unexpected path component");
        take();
        path.push_back({PathPart::Kind::kIndex, {}, static_cast<std::uint32_t>(*index)});
      }
      expect("]");
    } else {
      return path;
    }
  }
}

bool TermReader::is_at_term() const {
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::kString:
    case TokenKind::kNumber:
    case TokenKind::kParameter:
      return true;
    case TokenKind::kKeyword:
      return token.text == "true" || token.text == "false" || token.text == "null";
    case TokenKind::kSymbol:
      if (token.text == "-" || token.text == "+") return peek_second().kind == TokenKind::kNumber;
      return token.text == "[" || token.text == "{" || token.text == "<<";
    default:
      return false;
  }
}

Term TermReader::take_term() {
  if (!is_at_term()) unexpected_term();
  if (is_at("[")) return take_list();
  if (is_at("{")) return take_map();
  if (is_at("<<")) return take_set();
  const Token& token = take();
  switch (token.kind) {
    case TokenKind::kString:
      return literal(Value::string(token.text));
    case TokenKind::kNumber:
      return literal(read_number(token.text));
    case TokenKind::kSymbol: {
      const std::string sign = token.text;
      return literal(read_number(sign + take().text));
    }
    case TokenKind::kParameter: {
      Term term;
      term.kind = Term::Kind::kParameter;
      term.parameter = statement_.parameter_count++;
      return term;
    }
    default:
      return literal(token.text == "null" ? Value::null() : Value::boolean(token.text == "true"));
  }
}

Term TermReader::take_list() {
  const Level level(*this);
  Term list;
  list.kind = Term::Kind::kList;
  expect("[");
  if (take_if("]")) return list;
  do {
    list.elements.push_back(take_term());
  } while (take_if(","));
  expect("]");
  return list;
}

Term TermReader::take_map() {
  const Level level(*this);
  Term map;
  map.kind = Term::Kind::kMap;
  expect("{");
  if (take_if("}")) return map;
  do {
    if (peek().kind != TokenKind::kString) unexpected_term();
    map.names.push_back(take().text);
    expect(":");
    map.elements.push_back(take_term());
  } while (take_if(","));
  expect("}");
  std::vector<std::string_view> names(map.names.begin(), map.names.end());
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) {
    throw invalid("The attribute name " + std::string(*twice) + " is there more than once");
  }
  return map;
}

Term TermReader::take_set() {
  const Level level(*this);
  expect("<<");
  if (is_at(">>")) throw invalid("Empty bags are not supported");
  Value::Set elements;
  std::optional<Type> type;
  do {
    const Term element = take_term();
    if (element.kind != Term::Kind::kValue) throw invalid("Unsupported data type in Bag");
    const Type found = element.value.type;
    if ((found != Type::kString && found != Type::kNumber) || (type && *type != found)) {
      throw invalid("DynamoDB only supports either numbers or strings in bags");
    }
    type = found;
    elements.push_back(element.value.text());
  } while (take_if(","));
  expect(">>");
  const Type set_type = *type == Type::kString ? Type::kStringSet : Type::kNumberSet;
  sort_set(set_type, elements);
  if (std::adjacent_find(elements.begin(), elements.end()) != elements.end()) {
    throw invalid("Input collection contains duplicates");
  }
  return literal({set_type, std::move(elements)});
}

std::uint32_t TermReader::add_term(Term term) {
  statement_.terms.push_back(std::move(term));
  return static_cast<std::uint32_t>(statement_.terms.size() - 1);
}

Operand TermReader::value_operand(Term term) {
  Operand operand;
  operand.kind = Operand::Kind::kValue;
  operand.value = add_term(std::move(term));
  return operand;
}

}  // namespace snowglobe::dynamodb::partiql
