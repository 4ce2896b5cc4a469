#include "services/states/choice.h"

#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "emulator/base/text.h"
#include "emulator/base/time.h"
#include "emulator/lang/jsonpath/tree.h"

namespace snowglobe::states {
namespace choice {

enum class Type { kString, kNumeric, kBoolean, kTimestamp };
enum class Order { kEquals, kLess, kGreater, kLessEquals, kGreaterEquals };
enum class Test {
  kCompare,
  kMatches,  // StringMatches
  kIsNull,
  kIsPresent,
  kIsNumeric,
  kIsString,
  kIsBoolean,
  kIsTimestamp,
};

struct Node {
  enum class Kind { kAnd, kOr, kNot, kTest };

  Kind kind = Kind::kTest;
  std::vector<Node> parts;  // of kAnd, kOr, kNot

  std::optional<JsonPath> variable;
  Test test = Test::kCompare;
  Type type = Type::kString;
  Order order = Order::kEquals;
  Json literal;                       // compared with; of Is...: the answer that matches
  std::optional<JsonPath> path;       // compared with, of a ...Path operator
  std::vector<std::string> segments;  // of kMatches: what stands between the pattern's *
};

namespace {

struct Operator {
  Test test;
  Type type;
  Order order;
  bool is_path;
};

std::optional<Operator> find_operator(std::string_view name) {
  static constexpr std::pair<std::string_view, Test> questions[] = {
      {"IsNull", Test::kIsNull},         {"IsPresent", Test::kIsPresent},
      {"IsNumeric", Test::kIsNumeric},   {"IsString", Test::kIsString},
      {"IsBoolean", Test::kIsBoolean},   {"IsTimestamp", Test::kIsTimestamp},
      {"StringMatches", Test::kMatches},
  };
  static constexpr std::pair<std::string_view, Type> types[] = {
      {"String", Type::kString},
      {"Numeric", Type::kNumeric},
      {"Boolean", Type::kBoolean},
      {"Timestamp", Type::kTimestamp},
  };
  static constexpr std::pair<std::string_view, Order> orders[] = {
      {"Equals", Order::kEquals},
      {"LessThan", Order::kLess},
      {"GreaterThan", Order::kGreater},
      {"LessThanEquals", Order::kLessEquals},
      {"GreaterThanEquals", Order::kGreaterEquals},
  };
  for (const auto& [word, test] : questions) {
    if (name == word) return Operator{test, Type::kString, Order::kEquals, false};
  }
  const bool is_path = name.ends_with("Path");
  if (is_path) name.remove_suffix(std::string_view("Path").size());
  for (const auto& [prefix, type] : types) {
    if (!name.starts_with(prefix)) continue;
    for (const auto& [suffix, order] : orders) {
      if (name.substr(prefix.size()) != suffix) continue;
      if (type == Type::kBoolean && order != Order::kEquals) return std::nullopt;
      return Operator{Test::kCompare, type, order, is_path};
    }
  }
  return std::nullopt;
}

// RFC 3339 with the capital T and Z that the States Language asks for.
std::optional<Moment> to_timestamp(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  if (text.find_first_of("tz") != std::string::npos) return std::nullopt;
  return parse_iso8601(text);
}

// The texts between the `*` of a pattern, in which \* and \\ stand for themselves.
std::vector<std::string> pattern_segments(std::string_view pattern) {
  std::vector<std::string> segments(1);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_escape = pattern[i] == '\\' && i + 1 < pattern.size() &&
                           (pattern[i + 1] == '*' || pattern[i + 1] == '\\');
    if (pattern[i] == '*') {
      segments.emplace_back();
    } else {
      segments.back() += pattern[is_escape ? ++i : i];
    }
  }
  return segments;
}

bool matches_segments(std::string_view text, const std::vector<std::string>& segments) {
  if (segments.size() == 1) return text == segments.front();
  if (!text.starts_with(segments.front())) return false;
  text.remove_prefix(segments.front().size());
  if (!text.ends_with(segments.back())) return false;
  text.remove_suffix(segments.back().size());
  for (std::size_t i = 1; i + 1 < segments.size(); ++i) {
    if (segments[i].empty()) continue;
    // memmem is linear; string_view::find is not.
    const void* at = memmem(text.data(), text.size(), segments[i].data(), segments[i].size());
    if (at == nullptr) return false;
    const auto offset = static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
    text.remove_prefix(offset + segments[i].size());
  }
  return true;
}

class Parser {
 public:
  Node rule(const Json& value, const std::string& pointer, int depth) {
    if (!value.is_object()) throw ChoiceError("Expected value of type Object", pointer);
    if (depth >= choice_depth_max) {
      throw ChoiceError("Rules are nested deeper than " + std::to_string(choice_depth_max),
                        pointer);
    }
    const std::string kind = the_one_kind(value, pointer);
    if (kind == "Variable") return test(value, pointer, depth);
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      if (name != kind && !is_foreign(name, depth)) unsupported(name, pointer);
    }
    const Json& operand = *find_member(value, kind);
    const std::string place = pointer + "/" + kind;
    Node node;
    if (kind == "Not") {
      node.kind = Node::Kind::kNot;
      node.parts.push_back(rule(operand, place, depth + 1));
      return node;
    }
    node.kind = kind == "And" ? Node::Kind::kAnd : Node::Kind::kOr;
    if (!operand.is_array()) throw ChoiceError("Expected value of type Array", place);
    if (operand.empty()) throw ChoiceError("Array must have at least 1 item(s)", place);
    for (const Json& part : operand.get_ref<const Json::array_t&>()) {
      node.parts.push_back(
          rule(part, place + "[" + std::to_string(node.parts.size()) + "]", depth + 1));
    }
    return node;
  }

 private:
  [[noreturn]] static void unsupported(const std::string& name, const std::string& pointer) {
    throw ChoiceError("Field '" + name + "' is not supported", pointer);
  }

  // Members that are the Choice state's business, not the rule's.
  static bool is_foreign(std::string_view name, int depth) {
    if (name == "Comment") return true;
    return depth == 0 && (name == "Next" || name == "Assign" || name == "Output");
  }

  static std::string the_one_kind(const Json& value, const std::string& pointer) {
    std::vector<std::string> kinds;
    for (const char* kind : {"And", "Or", "Not", "Variable"}) {
      if (find_member(value, kind) != nullptr) kinds.emplace_back(kind);
    }
    if (kinds.empty()) {
      throw ChoiceError("There should be one of the following fields: [And, Or, Not, Variable]",
                        pointer);
    }
    only_one(kinds, pointer);
    return kinds.front();
  }

  static void only_one(const std::vector<std::string>& names, const std::string& pointer) {
    if (names.size() == 1) return;
    throw ChoiceError(
        "There should only be one of the following fields: [" + join(names, ", ") + "]", pointer);
  }

  static JsonPath path(const Json& value, const std::string& pointer) {
    if (!value.is_string()) throw ChoiceError("Expected value of type String", pointer);
    const auto& text = value.get_ref<const std::string&>();
    if (!text.starts_with('$')) {
      throw ChoiceError("Value is not a Reference Path: Reference path didn't start with '$'",
                        pointer);
    }
    try {
      return JsonPath::parse(text);
    } catch (const JsonPathError&) {
      throw ChoiceError("Value is not a Reference Path", pointer);
    }
  }

  static Node test(const Json& value, const std::string& pointer, int depth) {
    std::vector<std::string> names;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      if (find_operator(name)) {
        names.push_back(name);
      } else if (name != "Variable" && !is_foreign(name, depth)) {
        unsupported(name, pointer);
      }
    }
    if (names.empty()) throw ChoiceError("A comparison operator is required", pointer);
    only_one(names, pointer);
    const Operator compared = *find_operator(names.front());
    Node node;
    node.variable = path(*find_member(value, "Variable"), pointer + "/Variable");
    node.test = compared.test;
    node.type = compared.type;
    node.order = compared.order;
    const Json& operand = *find_member(value, names.front());
    const std::string place = pointer + "/" + names.front();
    if (compared.is_path) {
      node.path = path(operand, place);
    } else {
      check_literal(compared, operand, place);
      node.literal = operand;
    }
    if (node.test == Test::kMatches) {
      node.segments = pattern_segments(operand.get_ref<const std::string&>());
    }
    return node;
  }

  static void check_literal(const Operator& compared, const Json& value,
                            const std::string& pointer) {
    const auto expect = [&](bool is_right, const char* type) {
      if (!is_right) throw ChoiceError(std::string("Expected value of type ") + type, pointer);
    };
    if (compared.test != Test::kCompare && compared.test != Test::kMatches) {
      expect(value.is_boolean(), "Boolean");
      return;
    }
    switch (compared.type) {
      case Type::kString:
        expect(value.is_string(), "String");
        break;
      case Type::kNumeric:
        expect(value.is_number(), "Number");
        break;
      case Type::kBoolean:
        expect(value.is_boolean(), "Boolean");
        break;
      case Type::kTimestamp:
        expect(to_timestamp(value).has_value(), "Timestamp");
        break;
    }
  }
};

bool holds(Order order, std::partial_ordering result) {
  switch (order) {
    case Order::kEquals:
      return result == 0;
    case Order::kLess:
      return result < 0;
    case Order::kGreater:
      return result > 0;
    case Order::kLessEquals:
      return result <= 0;
    case Order::kGreaterEquals:
      return result >= 0;
  }
  return false;
}

// Unordered when one of them is not of that type.
std::partial_ordering compare(Type type, const Json& a, const Json& b) {
  constexpr auto unordered = std::partial_ordering::unordered;
  switch (type) {
    case Type::kString:
      if (!a.is_string() || !b.is_string()) return unordered;
      return a.get_ref<const std::string&>() <=> b.get_ref<const std::string&>();
    case Type::kNumeric:
      if (!a.is_number() || !b.is_number()) return unordered;
      return jsonpath::compare_numbers(a, b);
    case Type::kBoolean:
      if (!a.is_boolean() || !b.is_boolean()) return unordered;
      return a.get<bool>() <=> b.get<bool>();
    case Type::kTimestamp: {
      const auto left = to_timestamp(a);
      const auto right = to_timestamp(b);
      if (!left || !right) return unordered;
      return to_millis(*left) <=> to_millis(*right);
    }
  }
  return unordered;
}

class Evaluation {
 public:
  Evaluation(const Json& input, const Json& context, Budget& budget)
      : input_(input), context_(context), budget_(budget) {}

  bool matches(const Node& node) {
    budget_.step();
    const auto part_matches = [&](const Node& part) { return matches(part); };
    switch (node.kind) {
      case Node::Kind::kAnd:
        return std::all_of(node.parts.begin(), node.parts.end(), part_matches);
      case Node::Kind::kOr:
        return std::any_of(node.parts.begin(), node.parts.end(), part_matches);
      case Node::Kind::kNot:
        return !matches(node.parts.front());
      case Node::Kind::kTest:
        break;
    }
    if (node.test == Test::kIsPresent) {
      return node.variable->exists(input_, context_, budget_) == node.literal.get<bool>();
    }
    return passes(node);
  }

 private:
  bool passes(const Node& node) {
    Json made;
    const Json& value = resolve(*node.variable, made);
    // Looking for a pattern in a long text, or comparing two, is not one step.
    if (value.is_string()) budget_.step(value.get_ref<const std::string&>().size() / 8);
    switch (node.test) {
      case Test::kCompare: {
        Json made_other;
        const Json& other = node.path ? resolve(*node.path, made_other) : node.literal;
        return holds(node.order, compare(node.type, value, other));
      }
      case Test::kMatches:
        return value.is_string() &&
               matches_segments(value.get_ref<const std::string&>(), node.segments);
      case Test::kIsNull:
        return value.is_null() == node.literal.get<bool>();
      case Test::kIsNumeric:
        return value.is_number() == node.literal.get<bool>();
      case Test::kIsString:
        return value.is_string() == node.literal.get<bool>();
      case Test::kIsBoolean:
        return value.is_boolean() == node.literal.get<bool>();
      case Test::kIsTimestamp:
        return to_timestamp(value).has_value() == node.literal.get<bool>();
      case Test::kIsPresent:
        break;
    }
    return false;
  }

  // The node itself, or what the path makes, put into `made`.
  const Json& resolve(const JsonPath& path, Json& made) {
    if (path.is_reference()) {
      if (const Json* node = path.find(input_, context_, budget_)) return *node;
      not_found(path);
    }
    try {
      made = path.evaluate(input_, context_, budget_);
      return made;
    } catch (const JsonPathNotFound&) {
      not_found(path);
    }
  }

  [[noreturn]] static void not_found(const JsonPath& path) {
    throw JsonPathNotFound("Invalid path '" + path.text() +
                           "': The choice state's condition path references an invalid value.");
  }

  const Json& input_;
  const Json& context_;
  Budget& budget_;
};

}  // namespace
}  // namespace choice

ChoiceRule::ChoiceRule(std::shared_ptr<const choice::Node> root) : root_(std::move(root)) {}

ChoiceRule ChoiceRule::parse(const Json& rule) {
  return ChoiceRule(std::make_shared<const choice::Node>(choice::Parser().rule(rule, "", 0)));
}

bool ChoiceRule::matches(const Json& input, const Json& context, Budget& budget) const {
  return choice::Evaluation(input, context, budget).matches(*root_);
}

}  // namespace snowglobe::states
