#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "emulator/lang/jsonpath/jsonpath.h"
#include "emulator/lang/jsonpath/tree.h"

namespace snowglobe {
namespace jsonpath {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// May stand in a name after a dot. AWS takes what people write ($.detail-type); what is left out is
// what can only be a mistake.
bool is_name(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '.' && c != '[' && c != ']' && c != '\'' &&
         c != '"' && c != '\x7F';
}

// Inside a filter a name also ends where an operator begins.
bool is_name_in_filter(char c) {
  return is_name(c) && std::string_view("()=!<>&|,~").find(c) == std::string_view::npos;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Query query() {
    Query query;
    query.text = std::string(rest_);
    if (rest_.size() > static_cast<std::size_t>(JsonPath::text_bytes_max)) refuse();
    if (!take('$')) refuse();
    if (take('$')) query.root = Query::Root::kContext;
    query.steps = steps(is_name);
    if (!rest_.empty()) refuse();
    query.is_definite = std::all_of(query.steps.begin(), query.steps.end(),
                                    [](const Step& step) { return step.is_definite(); });
    query.is_reference = std::all_of(query.steps.begin(), query.steps.end(), [](const Step& step) {
      return step.reach == Step::Reach::kChild &&
             (step.kind == Step::Kind::kName ||
              (step.kind == Step::Kind::kIndex && step.indexes.front() >= 0));
    });
    return query;
  }

 private:
  using NamePredicate = bool (*)(char);

  [[noreturn]] static void refuse() { throw JsonPathError("Value must be a valid JSONPath."); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void expect(char c) {
    if (!take(c)) refuse();
  }
  void skip_spaces() {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
  }

  Steps steps(NamePredicate may_be_in_name) {
    Steps steps;
    while (!rest_.empty() && (rest_.front() == '.' || rest_.front() == '[')) {
      if (steps.size() >= static_cast<std::size_t>(JsonPath::path_steps_max)) refuse();
      const bool is_descendant = take("..");
      const bool is_dotted = is_descendant || take('.');
      // "$.['a']" is as good as "$['a']".
      Step step = take('[') ? bracket() : name(is_dotted, may_be_in_name);
      step.reach = is_descendant ? Step::Reach::kDescendant : Step::Reach::kChild;
      steps.push_back(std::move(step));
    }
    return steps;
  }

  Step name(bool is_dotted, NamePredicate may_be_in_name) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), may_be_in_name);
    const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    if (!is_dotted || word.empty()) refuse();
    rest_.remove_prefix(word.size());
    Step step;
    if (word == "*") {
      step.kind = Step::Kind::kWildcard;
    } else {
      step.names.emplace_back(word);
    }
    return step;
  }

  // After "[".
  Step bracket() {
    skip_spaces();
    if (rest_.empty()) refuse();
    Step step;
    const char first = rest_.front();
    if (first == '\'' || first == '"') {
      names(step);
    } else if (take('*')) {
      step.kind = Step::Kind::kWildcard;
    } else if (take('?')) {
      skip_spaces();
      step.kind = Step::Kind::kFilter;
      expect('(');
      step.filter.push_back(any_of());
      expect(')');
    } else if (take('(')) {
      from_end(step);
    } else {
      indexes(step);
    }
    skip_spaces();
    expect(']');
    return step;
  }

  void names(Step& step) {
    do {
      skip_spaces();
      step.names.push_back(quoted());
      skip_spaces();
    } while (take(','));
    step.kind = step.names.size() == 1 ? Step::Kind::kName : Step::Kind::kNames;
  }

  void from_end(Step& step) {
    skip_spaces();
    if (!take("@.length")) refuse();
    skip_spaces();
    expect('-');
    skip_spaces();
    step.kind = Step::Kind::kFromEnd;
    step.indexes.push_back(integer());
    skip_spaces();
    expect(')');
    if (step.indexes.front() < 0) refuse();
  }

  void indexes(Step& step) {
    if (rest_.front() != ':') {
      step.indexes.push_back(integer());
      skip_spaces();
    }
    if (take(':')) {
      step.kind = Step::Kind::kSlice;
      if (!step.indexes.empty()) step.from = step.indexes.front();
      skip_spaces();
      if (!rest_.empty() && (is_digit(rest_.front()) || rest_.front() == '-')) step.to = integer();
      if (!step.from && !step.to) refuse();
      return;
    }
    while (take(',')) {
      skip_spaces();
      step.indexes.push_back(integer());
      skip_spaces();
    }
    step.kind = step.indexes.size() == 1 ? Step::Kind::kIndex : Step::Kind::kIndexes;
  }

  std::int64_t integer() {
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) refuse();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  std::string quoted() {
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) refuse();
    const char quote = rest_.front();
    rest_.remove_prefix(1);
    std::string text;
    while (!take(quote)) {
      take('\\');
      if (rest_.empty()) refuse();
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    return text;
  }

  Filter any_of() { return joined("||", Filter::Kind::kOr, &Parser::all_of); }
  Filter all_of() { return joined("&&", Filter::Kind::kAnd, &Parser::term); }

  Filter joined(std::string_view sign, Filter::Kind kind, Filter (Parser::*part)()) {
    Filter first = (this->*part)();
    skip_spaces();
    if (!rest_.starts_with(sign)) return first;
    Filter filter;
    filter.kind = kind;
    filter.parts.push_back(std::move(first));
    while (take(sign)) {
      filter.parts.push_back((this->*part)());
      skip_spaces();
    }
    return filter;
  }

  Filter term() {
    if (++depth_ > JsonPath::filter_depth_max) refuse();
    skip_spaces();
    Filter filter;
    if (take('!')) {
      filter.kind = Filter::Kind::kNot;
      filter.parts.push_back(term());
    } else if (take('(')) {
      filter = any_of();
      skip_spaces();
      expect(')');
    } else {
      filter = comparison();
    }
    --depth_;
    return filter;
  }

  Filter comparison() {
    static constexpr std::pair<std::string_view, Filter::Operator> operators[] = {
        {"==", Filter::Operator::kEqual},     {"!=", Filter::Operator::kNotEqual},
        {"<=", Filter::Operator::kLessEqual}, {">=", Filter::Operator::kGreaterEqual},
        {"<", Filter::Operator::kLess},       {">", Filter::Operator::kGreater}};
    Filter filter;
    filter.left = operand();
    skip_spaces();
    for (const auto& [sign, meaning] : operators) {
      if (!take(sign)) continue;
      filter.kind = Filter::Kind::kCompare;
      filter.compare = meaning;
      skip_spaces();
      filter.right = operand();
      skip_spaces();
      return filter;
    }
    if (filter.left.literal) refuse();  // [?('a')] asks nothing
    return filter;
  }

  Filter::Operand operand() {
    if (rest_.empty()) refuse();
    Filter::Operand operand;
    if (take('@')) {
      operand.steps = steps(is_name_in_filter);
      for (const Step& step : operand.steps) {
        if (step.kind == Step::Kind::kNames) refuse();  // an object made up, not one to compare
      }
    } else if (rest_.front() == '\'' || rest_.front() == '"') {
      operand.literal = quoted();
    } else if (take("true")) {
      operand.literal = true;
    } else if (take("false")) {
      operand.literal = false;
    } else if (take("null")) {
      operand.literal = nullptr;
    } else {
      operand.literal = number();
    }
    return operand;
  }

  Json number() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), [](char c) {
      return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    });
    const std::string_view digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(digits.size());
    try {
      return parse_json(digits);
    } catch (const JsonError&) {
      refuse();
    }
  }

  std::string_view rest_;
  int depth_ = 0;
};

}  // namespace
}  // namespace jsonpath

JsonPath::JsonPath(std::shared_ptr<const jsonpath::Query> query) : query_(std::move(query)) {}

JsonPath JsonPath::parse(std::string_view text) {
  return JsonPath(std::make_shared<const jsonpath::Query>(jsonpath::Parser(text).query()));
}

JsonPath JsonPath::parse_reference(std::string_view text) {
  if (!text.starts_with('$')) {
    throw JsonPathError("Value is not a Reference Path: Reference path didn't start with '$'");
  }
  JsonPath path = parse(text);
  if (!path.is_reference()) throw JsonPathError("Value is not a Reference Path");
  return path;
}

bool JsonPath::is_context() const { return query_->root == jsonpath::Query::Root::kContext; }
bool JsonPath::is_reference() const { return query_->is_reference; }
bool JsonPath::is_definite() const { return query_->is_definite; }
const std::string& JsonPath::text() const { return query_->text; }

}  // namespace snowglobe
