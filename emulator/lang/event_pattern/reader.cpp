#include "emulator/lang/event_pattern/reader.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "emulator/lang/event_pattern/event_pattern.h"

namespace snowglobe::event_pattern {

Token Reader::next() {
  skip_space();
  if (wants_comma_ && peek() != '}' && peek() != ']' && at_ < source_.size()) {
    if (peek() != ',') fail_unexpected("was expecting comma to separate entries");
    ++at_;
    skip_space();
    if (peek() == '}' || peek() == ']') fail_unexpected("expected a value");
  }
  wants_comma_ = true;
  return read();
}

bool Reader::next_member() {
  const Token token = next();
  if (token == Token::kEndObject) return false;
  if (token != Token::kString) fail_unexpected("was expecting double-quote to start field name");
  skip_space();
  if (peek() != ':') fail_unexpected("was expecting a colon to separate field name and value");
  ++at_;
  wants_comma_ = false;
  return true;
}

void Reader::fail(const std::string& reason) const {
  const std::size_t end = std::min(place_, source_.size());
  const auto line = std::count(source_.begin(), source_.begin() + static_cast<long>(end), '\n');
  const std::size_t start = source_.substr(0, end).rfind('\n');
  const std::size_t column = end - (start == std::string_view::npos ? 0 : start + 1) + 1;
  constexpr std::size_t shown_max = 500;
  std::string shown(source_.substr(0, shown_max));
  if (source_.size() > shown_max) {
    shown += "[truncated " + std::to_string(source_.size() - shown_max) + " chars]";
  }
  throw EventPatternError(reason + "\n at [Source: (String)\"" + shown + "\"; line: " +
                          std::to_string(line + 1) + ", column: " + std::to_string(column) + "]");
}

void Reader::skip_space() {
  while (at_ < source_.size() &&
         std::string_view(" \t\r\n").find(source_[at_]) != std::string_view::npos) {
    ++at_;
  }
}

void Reader::fail_unexpected(const std::string& expectation) {
  place_ = at_ + 1;
  if (at_ >= source_.size()) fail("Unexpected end-of-input: " + expectation);
  fail("Unexpected character ('" + std::string(1, source_[at_]) + "'): " + expectation);
}

Token Reader::read() {
  const char c = peek();
  place_ = at_ + 1;
  if (at_ >= source_.size()) return Token::kEnd;
  switch (c) {
    case '{':
      return open(Token::kStartObject);
    case '[':
      return open(Token::kStartArray);
    case '}':
      return close('{', Token::kEndObject);
    case ']':
      return close('[', Token::kEndArray);
    case '"':
      read_string();
      return Token::kString;
    default:
      return c == '-' || (c >= '0' && c <= '9') ? read_number() : read_word();
  }
}

Token Reader::open(Token token) {
  if (open_.size() >= static_cast<std::size_t>(json_depth_max)) fail("Nested too deeply");
  open_ += source_[at_++];
  wants_comma_ = false;
  return token;
}

Token Reader::close(char opened_by, Token token) {
  if (open_.empty() || open_.back() != opened_by) fail_unexpected("it closes nothing");
  open_.pop_back();
  ++at_;
  return token;
}

void Reader::read_string() {
  const std::size_t start = at_++;
  while (at_ < source_.size() && source_[at_] != '"') at_ += source_[at_] == '\\' ? 2 : 1;
  if (at_ >= source_.size()) fail("Unexpected end-of-input: was expecting closing quote");
  ++at_;
  try {
    text_ = parse_json(source_.substr(start, at_ - start)).get<std::string>();
  } catch (const JsonError&) {
    fail("Illegal character or escape in a string");
  }
}

Token Reader::read_number() {
  const std::size_t start = at_;
  while (at_ < source_.size() &&
         std::string_view("+-.eE0123456789").find(source_[at_]) != std::string_view::npos) {
    ++at_;
  }
  place_ = at_;
  text_ = source_.substr(start, at_ - start);
  try {
    number_ = parse_json(text_).get<double>();
  } catch (const JsonError&) {
    fail("Invalid numeric value: " + text_);
  }
  if (!std::isfinite(number_)) fail("Invalid numeric value: " + text_);
  return Token::kNumber;
}

Token Reader::read_word() {
  for (const auto& [word, token] : {std::pair{std::string_view("true"), Token::kTrue},
                                    {"false", Token::kFalse},
                                    {"null", Token::kNull}}) {
    if (source_.substr(at_, word.size()) == word) {
      at_ += word.size();
      place_ = at_;
      return token;
    }
  }
  fail_unexpected(
      "expected a valid value (JSON String, Number, Array, Object or token 'null', "
      "'true' or 'false')");
}

}  // namespace snowglobe::event_pattern
