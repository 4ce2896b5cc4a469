// What an event pattern is once it is read: a tree of tests. Shared by the two halves of
// event_pattern.h (reading and matching) and by nobody else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/base/json.h"

namespace snowglobe::event_pattern {

// An address as 4 or 16 bytes in network order; two addresses compare only within a family.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t size = 0;  // 4 or 16

  static std::optional<IpAddress> parse(std::string_view text);
};

// `*` matches any run of characters; all else stands for itself. Held as the literal pieces
// between the stars, each with its Knuth-Morris-Pratt table, so that a match is linear in the text.
class Wildcard {
 public:
  explicit Wildcard(std::vector<std::string> pieces);  // pieces.size() - 1 stars
  bool matches(std::string_view text) const;

 private:
  struct Piece {
    std::string text;
    std::vector<std::size_t> borders;
  };
  static std::size_t find(const Piece& piece, std::string_view text, std::size_t from);

  std::vector<Piece> pieces_;
};

struct Exact {
  Json value;  // a scalar
};
struct Affix {
  enum class End { kPrefix, kSuffix, kWhole };
  enum class Case { kCounts, kIgnored };
  End end;
  Case letter_case;
  std::string text;
};
struct Range {
  double low, high;
  bool is_low_open, is_high_open;
};
struct Cidr {
  IpAddress low, high;  // both inclusive
};
struct Exists {};
struct Absent {};
struct Test;
struct AnythingBut {
  std::vector<Test> tests;  // none of them may hold
};

struct Test {
  std::variant<Exact, Affix, Range, Cidr, Wildcard, Exists, Absent, AnythingBut> what;
};

struct Member;

struct ObjectPattern {
  std::vector<Member> members;                      // all must match
  std::vector<std::vector<ObjectPattern>> choices;  // of each $or, one must match
  bool wants_a_value = false;  // does anything but {"exists": false} stand below?
};

struct Member {
  std::string name;
  std::variant<std::vector<Test>, ObjectPattern> pattern;
};

}  // namespace snowglobe::event_pattern
