#include <algorithm>
#include <utility>

#include "emulator/lang/intrinsics/intrinsics.h"
#include "emulator/lang/intrinsics/tree.h"

namespace snowglobe {
namespace intrinsic {
namespace {

constexpr std::string_view prefix = "States.";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Call whole() {
    Call call = this->call(1);
    if (!rest_.empty()) refuse();
    return call;
  }

 private:
  [[noreturn]] static void refuse() {
    throw JsonPathError("Value must be a valid JSONPath or a valid intrinsic function call");
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_spaces() {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
  }
  std::string_view take_while(bool (*belongs)(char)) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), belongs);
    return take_bytes(static_cast<std::size_t>(end - rest_.begin()));
  }
  std::string_view take_bytes(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  Call call(int depth) {
    const std::string_view whole = rest_;
    if (depth > Intrinsic::depth_max || !rest_.starts_with(prefix)) refuse();
    rest_.remove_prefix(prefix.size());
    Call call;
    call.function = find_function(take_while(is_word));
    if (call.function == nullptr || !take('(')) refuse();
    skip_spaces();
    if (!take(')')) {
      do {
        skip_spaces();
        const bool is_template = call.arguments.empty() && call.function->name == "Format";
        call.arguments.push_back(argument(depth, is_template ? Text::kTemplate : Text::kPlain));
        skip_spaces();
      } while (take(','));
      if (!take(')')) refuse();
    }
    if (call.arguments.size() < call.function->arguments_min ||
        call.arguments.size() > call.function->arguments_max) {
      refuse();
    }
    call.text = std::string(whole.substr(0, whole.size() - rest_.size()));
    return call;
  }

  enum class Text { kPlain, kTemplate };

  Call::Argument argument(int depth, Text kind) {
    if (rest_.empty()) refuse();
    if (rest_.front() == '\'') return Json(text(kind));
    if (rest_.front() == '$') return path();
    if (rest_.starts_with(prefix)) return call(depth + 1);
    const std::string_view word =
        take_while([](char c) { return c != ',' && c != ')' && !is_space(c); });
    const bool is_scalar =
        !word.empty() && std::string_view("\"[{").find(word.front()) == std::string_view::npos;
    if (!is_scalar) refuse();
    try {
      return parse_json(word);
    } catch (const JsonError&) {
      refuse();
    }
  }

  // The template of States.Format keeps its escapes, which the function reads.
  std::string text(Text kind) {
    take('\'');
    std::string text;
    while (!take('\'')) {
      if (take('\\')) {
        if (rest_.empty() || std::string_view("'{}\\").find(rest_.front()) == std::string::npos) {
          refuse();
        }
        if (kind == Text::kTemplate) text += '\\';
      }
      if (rest_.empty()) refuse();
      text += take_bytes(1);
    }
    return text;
  }

  // Up to the "," or ")" that is outside of brackets, parentheses and quotes.
  JsonPath path() {
    int depth = 0;
    char quote = 0;
    std::size_t end = 0;
    for (; end < rest_.size(); ++end) {
      const char c = rest_[end];
      if (quote != 0) {
        if (c == '\\') ++end;
        if (c == quote) quote = 0;
      } else if (depth > 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '[' || c == '(') {
        ++depth;
      } else if (depth > 0 && (c == ']' || c == ')')) {
        --depth;
      } else if (depth == 0 && (c == ',' || c == ')' || is_space(c))) {
        break;
      }
    }
    return JsonPath::parse(take_bytes(end));
  }

  std::string_view rest_;
};

}  // namespace
}  // namespace intrinsic

Intrinsic::Intrinsic(std::shared_ptr<const intrinsic::Call> call) : call_(std::move(call)) {}

bool Intrinsic::is_call(std::string_view text) { return text.starts_with(intrinsic::prefix); }

Intrinsic Intrinsic::parse(std::string_view text) {
  return Intrinsic(std::make_shared<const intrinsic::Call>(intrinsic::Parser(text).whole()));
}

const std::string& Intrinsic::text() const { return call_->text; }

}  // namespace snowglobe
