// A decimal number as DynamoDB keeps it: exact, at most 38 significant digits, zero or a magnitude
// from 1E-130 to 9.9999999999999999999999999999999999999E+125.
//
// Source: "Data types / Number" in the Amazon DynamoDB Developer Guide. What does not fit is
// reported as a flaw, never rounded; the caller words the error.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace snowglobe {

class Decimal {
 public:
  enum class Flaw {
    kNone,
    kNotANumber,
    kTooPrecise,  // more than 38 significant digits
    kOverflow,
    kUnderflow,
  };
  static constexpr int digits_max = 38;

  Decimal() = default;  // zero

  // Reads [+-]digits[.digits][e[+-]digits]; a point needs a digit on one side. Leading and trailing
  // zeros are free. Linear in the text's length. On a flaw `out` is left alone.
  static Flaw parse(std::string_view text, Decimal& out);

  static Flaw add(const Decimal& a, const Decimal& b, Decimal& out);
  static Flaw subtract(const Decimal& a, const Decimal& b, Decimal& out);

  // Plain notation without exponent and without needless zeros: "-0.05", "1200", "0".
  std::string text() const;

  // Appends at most 21 bytes whose order under memcmp (a proper prefix comes first) is the order of
  // the numbers, and which are the same only for the same number.
  void append_key(std::string& out) const;

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) = default;

 private:
  // value = (-1)^negative * coefficient * 10^exponent. The coefficient is below 10^38 and does not
  // end in a zero digit; zero is all members zero. So equal numbers have equal members.
  std::uint64_t high_ = 0;  // the coefficient's upper and lower 64 bits
  std::uint64_t low_ = 0;
  std::int16_t exponent_ = 0;
  bool negative_ = false;

  struct Parts;
  Parts parts() const;
  static Flaw make(const Parts& parts, Decimal& out);
};

}  // namespace snowglobe
