// The matching half of event patterns.
#include <algorithm>
#include <charconv>

#include "emulator/base/text.h"
#include "emulator/lang/event_pattern/event_pattern.h"
#include "emulator/lang/event_pattern/tree.h"

namespace snowglobe {
namespace event_pattern {

Wildcard::Wildcard(std::vector<std::string> pieces) {
  for (auto& text : pieces) {
    std::vector<std::size_t> borders(text.size(), 0);
    for (std::size_t i = 1, length = 0; i < text.size(); ++i) {
      while (length > 0 && text[i] != text[length]) length = borders[length - 1];
      if (text[i] == text[length]) ++length;
      borders[i] = length;
    }
    pieces_.push_back({std::move(text), std::move(borders)});
  }
}

std::size_t Wildcard::find(const Piece& piece, std::string_view text, std::size_t from) {
  if (piece.text.empty()) return from;
  std::size_t length = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    while (length > 0 && text[i] != piece.text[length]) length = piece.borders[length - 1];
    if (text[i] == piece.text[length]) ++length;
    if (length == piece.text.size()) return i + 1 - length;
  }
  return std::string_view::npos;
}

bool Wildcard::matches(std::string_view text) const {
  if (pieces_.size() == 1) return text == pieces_.front().text;
  const auto& first = pieces_.front().text;
  const auto& last = pieces_.back().text;
  if (text.size() < first.size() + last.size()) return false;
  if (!text.starts_with(first) || !text.ends_with(last)) return false;
  text = text.substr(0, text.size() - last.size());
  std::size_t at = first.size();
  for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
    at = find(pieces_[i], text, at);
    if (at == std::string_view::npos) return false;
    at += pieces_[i].text.size();
  }
  return true;
}

namespace {

std::optional<IpAddress> parse_ipv4(std::string_view text) {
  IpAddress address;
  for (const auto part : split(text, '.')) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || part.size() > 3 || error != std::errc{} ||
        end != part.data() + part.size() || value > 255 || address.size == 4) {
      return std::nullopt;
    }
    address.bytes[address.size++] = static_cast<std::uint8_t>(value);
  }
  return address.size == 4 ? std::optional(address) : std::nullopt;
}

// The groups of one side of "::", as bytes.
std::optional<std::vector<std::uint8_t>> parse_groups(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  if (text.empty()) return bytes;
  for (const auto group : split(text, ':')) {
    if (group.find('.') != std::string_view::npos && group.end() == text.end()) {
      const auto tail = parse_ipv4(group);
      if (!tail) return std::nullopt;
      bytes.insert(bytes.end(), tail->bytes.begin(), tail->bytes.begin() + 4);
      continue;
    }
    unsigned value = 0;
    const auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
    if (group.empty() || group.size() > 4 || error != std::errc{} ||
        end != group.data() + group.size()) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(value & 255U));
  }
  return bytes;
}

std::optional<IpAddress> parse_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const auto head = parse_groups(text.substr(0, gap));
  if (!head) return std::nullopt;
  IpAddress address;
  address.size = 16;
  std::vector<std::uint8_t> tail;
  if (gap == std::string_view::npos) {
    if (head->size() != 16) return std::nullopt;
  } else {
    const auto rest = parse_groups(text.substr(gap + 2));
    if (!rest || head->size() + rest->size() > 14) return std::nullopt;
    tail = *rest;
  }
  std::copy(head->begin(), head->end(), address.bytes.begin());
  std::copy(tail.begin(), tail.end(),
            address.bytes.end() - static_cast<std::ptrdiff_t>(tail.size()));
  return address;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  constexpr std::size_t longest = 45;  // of any address in text
  if (text.empty() || text.size() > longest) return std::nullopt;
  return text.find(':') == std::string_view::npos ? parse_ipv4(text) : parse_ipv6(text);
}

namespace {

// Holds an event against a pattern, and counts what that costs.
class Matcher {
 public:
  explicit Matcher(Budget& budget) : budget_(budget) {}

  // `value` is null where the event has nothing.
  bool matches(const ObjectPattern& pattern, const Json* value) {
    if (value != nullptr && value->is_array()) {
      const auto matches_element = [&](const Json& element) {
        budget_.step();
        return matches(pattern, &element);
      };
      return pattern.wants_a_value ? std::any_of(value->begin(), value->end(), matches_element)
                                   : std::all_of(value->begin(), value->end(), matches_element);
    }
    const auto member_matches = [&](const Member& member) {
      budget_.step(1 + (value == nullptr ? 0 : value->size() / 16));
      const Json* below = value == nullptr ? nullptr : find_member(*value, member.name);
      if (const auto* tests = std::get_if<std::vector<Test>>(&member.pattern)) {
        return passes(*tests, below);
      }
      return matches(std::get<ObjectPattern>(member.pattern), below);
    };
    const auto choice_matches = [&](const std::vector<ObjectPattern>& choice) {
      return std::any_of(choice.begin(), choice.end(), [&](const ObjectPattern& alternative) {
        return matches(alternative, value);
      });
    };
    return std::all_of(pattern.members.begin(), pattern.members.end(), member_matches) &&
           std::all_of(pattern.choices.begin(), pattern.choices.end(), choice_matches);
  }

 private:
  bool passes(const std::vector<Test>& tests, const Json* value) {
    bool found = false;
    if (value != nullptr && any_value_passes(tests, *value, found)) return true;
    return !found && std::any_of(tests.begin(), tests.end(), [](const Test& test) {
      return std::holds_alternative<Absent>(test.what);
    });
  }

  // `found` tells whether there was any value at all.
  bool any_value_passes(const std::vector<Test>& tests, const Json& value, bool& found) {
    budget_.step();
    if (value.is_object()) return false;
    if (value.is_array()) {
      return std::any_of(value.begin(), value.end(), [&](const Json& element) {
        return any_value_passes(tests, element, found);
      });
    }
    found = true;
    return any_holds(tests, value);
  }

  bool any_holds(const std::vector<Test>& tests, const Json& value) {
    return std::any_of(tests.begin(), tests.end(), [&](const Test& test) {
      budget_.step();
      return std::visit([&](const auto& what) { return holds(what, value); }, test.what);
    });
  }

  bool holds(const Exact& exact, const Json& value) { return exact.value == value; }

  bool holds(const Affix& affix, const Json& value) {
    if (!value.is_string()) return false;
    std::string_view text = value.get_ref<const std::string&>();
    if (text.size() < affix.text.size()) return false;
    if (affix.end == Affix::End::kWhole && text.size() != affix.text.size()) return false;
    budget_.step(affix.text.size() / 16);
    text = affix.end == Affix::End::kSuffix ? text.substr(text.size() - affix.text.size())
                                            : text.substr(0, affix.text.size());
    return affix.letter_case == Affix::Case::kIgnored ? iequals(text, affix.text)
                                                      : text == affix.text;
  }

  bool holds(const Range& range, const Json& value) {
    if (!value.is_number()) return false;
    const auto number = value.get<double>();
    if (number < -EventPattern::number_max || number > EventPattern::number_max) return false;
    return (range.is_low_open ? number > range.low : number >= range.low) &&
           (range.is_high_open ? number < range.high : number <= range.high);
  }

  bool holds(const Cidr& cidr, const Json& value) {
    if (!value.is_string()) return false;
    budget_.step(8);
    const auto address = IpAddress::parse(value.get_ref<const std::string&>());
    return address && address->size == cidr.low.size && address->bytes >= cidr.low.bytes &&
           address->bytes <= cidr.high.bytes;
  }

  bool holds(const Wildcard& wildcard, const Json& value) {
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    budget_.step(text.size() / 4);
    return wildcard.matches(text);
  }

  bool holds(const Exists&, const Json&) { return true; }
  bool holds(const Absent&, const Json&) { return false; }

  bool holds(const AnythingBut& anything_but, const Json& value) {
    return !any_holds(anything_but.tests, value);
  }

  Budget& budget_;
};

}  // namespace
}  // namespace event_pattern

bool EventPattern::matches(const Json& event) const {
  Budget budget = EventPattern::budget();
  return event_pattern::Matcher(budget).matches(*root_, &event);
}

}  // namespace snowglobe
