// Reads JSON token by token and knows where it stands, since AWS's errors about a pattern say the
// place. Part of the reading half of event_pattern.h, used by nobody else.
#pragma once

#include <string>
#include <string_view>

namespace snowglobe::event_pattern {

enum class Token {
  kStartObject,
  kEndObject,
  kStartArray,
  kEndArray,
  kString,
  kNumber,
  kTrue,
  kFalse,
  kNull,
  kEnd,
};

// All that reads throws EventPatternError for what is no JSON.
class Reader {
 public:
  // `source` must outlive the reader.
  explicit Reader(std::string_view source) : source_(source) {}

  // Reads the next value, or the bracket that ends what is open, commas skipped.
  Token next();
  // In an object: true and the name in text(), or false at its end.
  bool next_member();

  const std::string& text() const { return text_; }  // of the last string, name or number
  double number() const { return number_; }          // the last one

  // Throws with the place of the last token.
  [[noreturn]] void fail(const std::string& reason) const;

 private:
  char peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }
  void skip_space();
  [[noreturn]] void fail_unexpected(const std::string& expectation);
  Token read();
  Token open(Token token);
  Token close(char opened_by, Token token);
  void read_string();
  Token read_number();
  Token read_word();

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t place_ = 0;  // which errors name: just behind where the last token begins
  std::string open_;       // the brackets that wait for their end
  bool wants_comma_ = false;
  std::string text_;
  double number_ = 0;
};

}  // namespace snowglobe::event_pattern
