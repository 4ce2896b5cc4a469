// The reading half of event patterns: the grammar, on top of a pull reader for JSON.
#include <algorithm>
#include <array>

#include "emulator/base/text.h"
#include "emulator/lang/event_pattern/event_pattern.h"
#include "emulator/lang/event_pattern/reader.h"
#include "emulator/lang/event_pattern/tree.h"

namespace snowglobe {
namespace event_pattern {
namespace {

// Words of the language, which a field inside $or may not be called.
bool is_reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 25> words = {"exactly",
                                                             "equals-ignore-case",
                                                             "prefix",
                                                             "suffix",
                                                             "anything-but",
                                                             "exists",
                                                             "wildcard",
                                                             "numeric",
                                                             "cidr",
                                                             "=",
                                                             "<",
                                                             "<=",
                                                             ">",
                                                             ">=",
                                                             "regex",
                                                             "not-wildcard",
                                                             "not-equals-ignore-case",
                                                             "date-after",
                                                             "date-on-or-after",
                                                             "date-before",
                                                             "date-on-or-before",
                                                             "in-date-range",
                                                             "ip-address-in-range",
                                                             "ip-address-not-in-range",
                                                             ""};
  return !name.empty() && std::find(words.begin(), words.end(), name) != words.end();
}

class Parser {
 public:
  explicit Parser(std::string_view text) : in_(text) {}

  ObjectPattern parse() {
    if (in_.next() != Token::kStartObject) in_.fail("Filter is not an object");
    ObjectPattern root = object(Place::kOutside);
    if (in_.next() != Token::kEnd) in_.fail("Unexpected text behind the pattern");
    if (combinations(root) > EventPattern::combinations_max) {
      in_.fail("Too many combinations of $or: at most " +
               std::to_string(EventPattern::combinations_max) + " are allowed");
    }
    return root;
  }

 private:
  enum class Place { kOutside, kInsideOr };

  ObjectPattern object(Place place) {
    ObjectPattern pattern;
    while (in_.next_member()) {
      std::string name = in_.text();
      if (name == "$or") {
        pattern.choices.push_back(choice());
        continue;
      }
      if (place == Place::kInsideOr && is_reserved(name)) {
        in_.fail(name + " is Ruler reserved fieldName which cannot be used inside $or.");
      }
      const Token token = in_.next();
      if (token == Token::kStartObject) {
        pattern.members.push_back({std::move(name), object(place)});
      } else if (token == Token::kStartArray) {
        set_tests(pattern, std::move(name), values());
      } else {
        in_.fail("\"" + name + "\" must be an object or an array");
      }
    }
    if (pattern.members.empty() && pattern.choices.empty()) {
      in_.fail("Empty objects are not allowed");
    }
    pattern.wants_a_value = wants_a_value(pattern);
    return pattern;
  }

  // Of a field that stands twice the last tests win.
  static void set_tests(ObjectPattern& pattern, std::string name, std::vector<Test> tests) {
    std::erase_if(pattern.members, [&](const Member& member) {
      return member.name == name && std::holds_alternative<std::vector<Test>>(member.pattern);
    });
    pattern.members.push_back({std::move(name), std::move(tests)});
  }

  static bool wants_a_value(const ObjectPattern& pattern) {
    const auto member_does = [](const Member& member) {
      if (const auto* below = std::get_if<ObjectPattern>(&member.pattern)) {
        return below->wants_a_value;
      }
      const auto& tests = std::get<std::vector<Test>>(member.pattern);
      return std::any_of(tests.begin(), tests.end(), [](const Test& test) {
        return !std::holds_alternative<Absent>(test.what);
      });
    };
    const auto choice_does = [](const std::vector<ObjectPattern>& alternatives) {
      return std::any_of(alternatives.begin(), alternatives.end(),
                         [](const ObjectPattern& one) { return one.wants_a_value; });
    };
    return std::any_of(pattern.members.begin(), pattern.members.end(), member_does) ||
           std::any_of(pattern.choices.begin(), pattern.choices.end(), choice_does);
  }

  std::vector<ObjectPattern> choice() {
    if (in_.next() != Token::kStartArray) in_.fail("It must be an Array followed with $or.");
    std::vector<ObjectPattern> alternatives;
    for (Token token = in_.next(); token != Token::kEndArray; token = in_.next()) {
      if (token != Token::kStartObject) {
        in_.fail("Only JSON object is allowed in array of $or relationship.");
      }
      alternatives.push_back(object(Place::kInsideOr));
    }
    if (alternatives.size() < 2) {
      in_.fail("There must have at least 2 Objects in $or relationship.");
    }
    return alternatives;
  }

  // Saturates, so that a hostile pattern cannot overflow it.
  static std::int64_t combinations(const ObjectPattern& pattern) {
    constexpr std::int64_t enough = EventPattern::combinations_max + 1;
    std::int64_t product = 1;
    for (const auto& member : pattern.members) {
      if (const auto* below = std::get_if<ObjectPattern>(&member.pattern)) {
        product = std::min(enough, product * combinations(*below));
      }
    }
    for (const auto& alternatives : pattern.choices) {
      std::int64_t sum = 0;
      for (const auto& one : alternatives) sum = std::min(enough, sum + combinations(one));
      product = std::min(enough, product * sum);
    }
    return product;
  }

  std::vector<Test> values() {
    std::vector<Test> tests;
    for (Token token = in_.next(); token != Token::kEndArray; token = in_.next()) {
      switch (token) {
        case Token::kStartObject:
          tests.push_back(expression());
          break;
        case Token::kString:
          tests.push_back({Exact{in_.text()}});
          break;
        case Token::kNumber:
          tests.push_back({Exact{parse_json(in_.text())}});
          break;
        case Token::kTrue:
        case Token::kFalse:
          tests.push_back({Exact{token == Token::kTrue}});
          break;
        case Token::kNull:
          tests.push_back({Exact{nullptr}});
          break;
        default:
          in_.fail("Match value must be String, number, true, false, or null");
      }
    }
    if (tests.empty()) in_.fail("Empty arrays are not allowed");
    return tests;
  }

  Test expression() {
    if (!in_.next_member()) in_.fail("Match expression name not found");
    const std::string type = in_.text();
    Test test = expression_of(type);
    if (in_.next() != Token::kEndObject) {
      in_.fail(type == "numeric" || type == "anything-but"
                   ? "Too many elements in numeric expression"
                   : "Only one key allowed in match expression");
    }
    return test;
  }

  Test expression_of(const std::string& type) {
    if (type == "exactly") return {Exact{string("exact match pattern must be a string")}};
    if (type == "prefix") return affix(Affix::End::kPrefix, type);
    if (type == "suffix") return affix(Affix::End::kSuffix, type);
    if (type == "equals-ignore-case") {
      return {Affix{Affix::End::kWhole, Affix::Case::kIgnored,
                    string("equals-ignore-case match pattern must be a string")}};
    }
    if (type == "wildcard") return wildcard(string("wildcard match pattern must be a string"));
    if (type == "cidr") return cidr(string("prefix match pattern must be a string"));
    if (type == "numeric") return numeric();
    if (type == "anything-but") return anything_but();
    if (type == "exists") {
      const Token token = in_.next();
      if (token == Token::kTrue) return {Exists{}};
      if (token == Token::kFalse) return {Absent{}};
      in_.fail("exists match pattern must be either true or false.");
    }
    in_.fail("Unrecognized match type " + type);
  }

  std::string string(const char* complaint) {
    if (in_.next() != Token::kString) in_.fail(complaint);
    return in_.text();
  }

  // "prefix": "text", or "prefix": {"equals-ignore-case": "text"}.
  Test affix(Affix::End end, const std::string& type) {
    const Token token = in_.next();
    if (token == Token::kString) return {Affix{end, Affix::Case::kCounts, in_.text()}};
    if (token != Token::kStartObject) in_.fail(type + " match pattern must be a string");
    if (!in_.next_member() || in_.text() != "equals-ignore-case") {
      in_.fail("Unsupported " + type + " pattern: " + in_.text());
    }
    Affix result{end, Affix::Case::kIgnored,
                 string("equals-ignore-case match pattern must be a string")};
    if (in_.next() != Token::kEndObject) in_.fail("Only one key allowed in match expression");
    return {std::move(result)};
  }

  Test wildcard(const std::string& text) {
    std::vector<std::string> pieces(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char following = i + 1 < text.size() ? text[i + 1] : '\0';
      if (text[i] == '*') {
        if (following == '*') {
          in_.fail("Consecutive wildcard characters at pos " + std::to_string(i));
        }
        pieces.emplace_back();
      } else if (text[i] == '\\') {
        if (following != '*' && following != '\\') {
          in_.fail("Invalid escape character at pos " + std::to_string(i));
        }
        pieces.back() += text[++i];
      } else {
        pieces.back() += text[i];
      }
    }
    return {Wildcard(std::move(pieces))};
  }

  Test cidr(std::string_view text) {
    const auto parts = split(text, '/');
    if (parts.size() != 2) in_.fail("Malformed CIDR, one '/' required");
    const auto bits = parse_int(parts[1]);
    if (!bits) in_.fail("Malformed CIDR, mask bits must be an integer");
    if (*bits < 0) in_.fail("Malformed CIDR, mask bits must not be negative");
    const auto low = IpAddress::parse(parts[0]);
    if (!low) in_.fail("Nonstandard IP address: " + std::string(parts[0]));
    if (low->size == 4 && *bits > 31) in_.fail("IPv4 mask bits must be < 32");
    if (low->size == 16 && *bits > 127) in_.fail("IPv6 mask bits must be < 128");
    IpAddress high = *low;
    for (auto bit = static_cast<std::size_t>(*bits); bit < high.size * 8; ++bit) {
      high.bytes[bit / 8] |= static_cast<std::uint8_t>(0x80U >> bit % 8);
    }
    return {Cidr{*low, high}};
  }

  double number(const std::string& operation) {
    if (in_.next() != Token::kNumber) in_.fail("Value of " + operation + " must be numeric");
    return checked(in_.number());
  }

  double checked(double value) {
    if (value < -EventPattern::number_max || value > EventPattern::number_max) {
      in_.fail("Value must be between -5.0E9 and 5.0E9, inclusive");
    }
    return value;
  }

  Test numeric() {
    if (in_.next() != Token::kStartArray) in_.fail("Value of numeric must be an array.");
    if (in_.next() != Token::kString) in_.fail("Invalid member in numeric match: " + in_.text());
    const std::string operation = in_.text();
    Range range{-EventPattern::number_max, EventPattern::number_max, false, false};
    if (operation == "=") {
      range.low = range.high = number("equals");
    } else if (operation == "<" || operation == "<=") {
      range.high = number(operation);
      range.is_high_open = operation == "<";
    } else if (operation == ">" || operation == ">=") {
      range.low = number(operation);
      range.is_low_open = operation == ">";
      return lower_bounded(range);
    } else {
      in_.fail("Unrecognized numeric range operator: " + operation);
    }
    if (in_.next() != Token::kEndArray) in_.fail("Too many elements in numeric expression");
    return {range};
  }

  Test lower_bounded(Range range) {
    const Token token = in_.next();
    if (token == Token::kEndArray) return {range};
    if (token != Token::kString) in_.fail("Bad value in numeric range: " + in_.text());
    const std::string operation = in_.text();
    if (operation != "<" && operation != "<=") {
      in_.fail("Bad numeric range operator: " + operation);
    }
    range.high = number(operation);
    range.is_high_open = operation == "<";
    if (in_.next() != Token::kEndArray) in_.fail("Too many terms in numeric range expression");
    if (range.low >= range.high) in_.fail("Bottom must be less than top");
    return {range};
  }

  Test anything_but() {
    const Token token = in_.next();
    if (token == Token::kStartObject) return anything_but_expression();
    AnythingBut result;
    if (token == Token::kString || token == Token::kNumber) {
      result.tests.push_back(excluded(token));
    } else if (token == Token::kStartArray) {
      bool has_string = false;
      bool has_number = false;
      for (Token item = in_.next(); item != Token::kEndArray; item = in_.next()) {
        has_string = has_string || item == Token::kString;
        has_number = has_number || item == Token::kNumber;
        if (item != Token::kString && item != Token::kNumber) {
          in_.fail("Inside anything but list, start|null|boolean is not supported.");
        }
        result.tests.push_back(excluded(item));
      }
      if (has_string == has_number) {
        in_.fail(
            "Inside anything but list, either all values are number or string, mixed type "
            "is not supported");
      }
    } else {
      in_.fail("Value of anything-but must be an array or single string/number value.");
    }
    return {std::move(result)};
  }

  Test excluded(Token token) {
    if (token == Token::kString) return {Exact{in_.text()}};
    checked(in_.number());
    return {Exact{in_.number()}};
  }

  // "anything-but": {"prefix": "a"} or {"prefix": ["a", "b"]}; likewise the other text tests.
  Test anything_but_expression() {
    if (!in_.next_member()) in_.fail("Anything-But expression name not found");
    const std::string type = in_.text();
    if (type != "prefix" && type != "suffix" && type != "wildcard" &&
        type != "equals-ignore-case") {
      in_.fail("Unsupported anything-but pattern: " + type);
    }
    AnythingBut result;
    const Token token = in_.next();
    if (token == Token::kString) {
      result.tests.push_back(excluded_text(type));
    } else if (token == Token::kStartArray) {
      for (Token item = in_.next(); item != Token::kEndArray; item = in_.next()) {
        if (item != Token::kString) {
          in_.fail("Inside anything-but/" + type +
                   " list, number|start|null|boolean is not supported.");
        }
        result.tests.push_back(excluded_text(type));
      }
      if (result.tests.empty()) in_.fail("Empty arrays are not allowed");
    } else {
      in_.fail("Value of " + type + " must be an array or single string value.");
    }
    if (in_.next() != Token::kEndObject) in_.fail("Only one key allowed in match expression");
    return {std::move(result)};
  }

  Test excluded_text(const std::string& type) {
    std::string text = in_.text();
    if (type == "wildcard") return wildcard(text);
    if (type == "equals-ignore-case") {
      return {Affix{Affix::End::kWhole, Affix::Case::kIgnored, std::move(text)}};
    }
    if (text.empty()) in_.fail("Null prefix/suffix not allowed");
    return {Affix{type == "prefix" ? Affix::End::kPrefix : Affix::End::kSuffix,
                  Affix::Case::kCounts, std::move(text)}};
  }

  Reader in_;
};

}  // namespace
}  // namespace event_pattern

EventPattern EventPattern::parse(std::string_view text) {
  return EventPattern(
      std::make_shared<const event_pattern::ObjectPattern>(event_pattern::Parser(text).parse()));
}

}  // namespace snowglobe
