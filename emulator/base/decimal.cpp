#include "emulator/base/decimal.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace snowglobe {
namespace {

__extension__ typedef unsigned __int128 Uint128;  // holds every number of 38 digits

constexpr int exponent_min = -130;  // of the first digit
constexpr int exponent_max = 125;

constexpr auto powers_of_ten = [] {
  std::array<Uint128, 39> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

Uint128 power_of_ten(int exponent) { return powers_of_ten[static_cast<std::size_t>(exponent)]; }

int count_digits(Uint128 value) {
  int digits = 0;
  while (digits < 39 && value >= power_of_ten(digits)) ++digits;
  return digits;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits of `value`, without leading zeros.
std::string digit_text(Uint128 value) {
  constexpr std::uint64_t chunk = 10'000'000'000'000'000'000ULL;  // 10^19
  if (value < chunk) return std::to_string(static_cast<std::uint64_t>(value));
  const std::string low = std::to_string(static_cast<std::uint64_t>(value % chunk));
  return std::to_string(static_cast<std::uint64_t>(value / chunk)) +
         std::string(19 - low.size(), '0') + low;
}

// Reads an exponent's digits; a huge one stays huge instead of overflowing.
bool read_exponent(std::string_view text, long& exponent) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  exponent = 0;
  for (const char c : text) exponent = std::min(exponent * 10 + (c - '0'), 100'000'000L);
  if (negative) exponent = -exponent;
  return true;
}

}  // namespace

struct Decimal::Parts {
  Uint128 coefficient = 0;
  long exponent = 0;
  bool negative = false;
};

Decimal::Parts Decimal::parts() const {
  return {(static_cast<Uint128>(high_) << 64) | low_, exponent_, negative_};
}

Decimal::Flaw Decimal::make(const Parts& parts, Decimal& out) {
  Uint128 coefficient = parts.coefficient;
  long exponent = parts.exponent;
  if (coefficient == 0) {
    out = Decimal();
    return Flaw::kNone;
  }
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  const int digits = count_digits(coefficient);
  const long first = exponent + digits - 1;
  if (first > exponent_max) return Flaw::kOverflow;
  if (digits > digits_max) return Flaw::kTooPrecise;
  if (first < exponent_min) return Flaw::kUnderflow;
  out.high_ = static_cast<std::uint64_t>(coefficient >> 64);
  out.low_ = static_cast<std::uint64_t>(coefficient);
  out.exponent_ = static_cast<std::int16_t>(exponent);
  out.negative_ = parts.negative;
  return Flaw::kNone;
}

Decimal::Flaw Decimal::parse(std::string_view text, Decimal& out) {
  Parts parts;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) parts.negative = text[at++] == '-';
  bool has_digits = false, has_point = false, is_too_precise = false;
  int digits = 0;   // significant ones taken into the coefficient
  long zeros = 0;   // zeros after them, not yet known to be significant
  long places = 0;  // digits after the point, of those taken
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      if (has_point) return Flaw::kNotANumber;
      has_point = true;
      continue;
    }
    if (!is_digit(c)) break;
    has_digits = true;
    if (has_point) ++places;
    if (c == '0') {
      if (digits > 0) ++zeros;
      continue;
    }
    if (digits + zeros + 1 > digits_max) {
      is_too_precise = true;
      continue;
    }
    parts.coefficient = parts.coefficient * power_of_ten(static_cast<int>(zeros) + 1) +
                        static_cast<unsigned>(c - '0');
    digits += static_cast<int>(zeros) + 1;
    zeros = 0;
  }
  if (!has_digits) return Flaw::kNotANumber;
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return Flaw::kNotANumber;
    if (!read_exponent(text.substr(at + 1), parts.exponent)) return Flaw::kNotANumber;
  }
  if (is_too_precise) return Flaw::kTooPrecise;
  // The zeros that were not taken into the coefficient scale it.
  parts.exponent += zeros - places;
  return make(parts, out);
}

Decimal::Flaw Decimal::add(const Decimal& a, const Decimal& b, Decimal& out) {
  Parts large = a.parts(), small = b.parts();
  if (small.coefficient == 0) return make(large, out);
  if (large.coefficient == 0) return make(small, out);
  if (large.exponent < small.exponent) std::swap(large, small);
  // The last digit of `small` is not zero and stands below all of a shifted `large`: a result of
  // 38 digits needs a shifted `large` below 2 * 10^38. What is larger cannot fit.
  const int shift = static_cast<int>(std::min(large.exponent - small.exponent, 100L));
  if (count_digits(large.coefficient) + shift > digits_max + 1) return Flaw::kTooPrecise;
  const Uint128 limit = 3 * power_of_ten(38);
  if (shift > 38 || large.coefficient > limit / power_of_ten(shift)) return Flaw::kTooPrecise;
  const Uint128 shifted = large.coefficient * power_of_ten(shift);
  Parts sum;
  sum.exponent = small.exponent;
  if (large.negative == small.negative) {
    if (shifted > limit - small.coefficient) return Flaw::kTooPrecise;
    sum.coefficient = shifted + small.coefficient;
    sum.negative = large.negative;
  } else if (shifted >= small.coefficient) {
    sum.coefficient = shifted - small.coefficient;
    sum.negative = large.negative;
  } else {
    sum.coefficient = small.coefficient - shifted;
    sum.negative = small.negative;
  }
  return make(sum, out);
}

Decimal::Flaw Decimal::subtract(const Decimal& a, const Decimal& b, Decimal& out) {
  Decimal opposite = b;
  if (opposite != Decimal()) opposite.negative_ = !b.negative_;
  return add(a, opposite, out);
}

std::string Decimal::text() const {
  const Parts value = parts();
  std::string digits = digit_text(value.coefficient);
  if (exponent_ >= 0) {
    digits.append(static_cast<std::size_t>(exponent_), '0');
  } else {
    const auto places = static_cast<std::size_t>(-exponent_);
    if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  return negative_ ? "-" + digits : digits;
}

void Decimal::append_key(std::string& out) const {
  const Parts value = parts();
  if (value.coefficient == 0) {
    out.push_back('\x01');
    return;
  }
  std::string digits = digit_text(value.coefficient);
  const int first = exponent_ + static_cast<int>(digits.size()) - 1;
  if (digits.size() % 2 == 1) digits.push_back('0');
  // The magnitude: the first digit's exponent (just 256 different ones), then two digits a byte.
  const char flip = negative_ ? '\xFF' : '\0';
  out.push_back(negative_ ? '\0' : '\x02');
  out.push_back(static_cast<char>(static_cast<char>(first - exponent_min) ^ flip));
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int pair = (digits[i] - '0') * 10 + (digits[i + 1] - '0');
    out.push_back(static_cast<char>(static_cast<char>(pair + 1) ^ flip));
  }
  // Of two negative numbers the longer is the smaller one.
  if (negative_) out.push_back('\xFF');
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const Decimal::Parts left = a.parts(), right = b.parts();
  const auto sign = [](const Decimal::Parts& value) {
    return value.coefficient == 0 ? 0 : value.negative ? -1 : 1;
  };
  if (sign(left) != sign(right)) return sign(left) <=> sign(right);
  if (sign(left) == 0) return std::strong_ordering::equal;
  const int left_digits = count_digits(left.coefficient);
  const int right_digits = count_digits(right.coefficient);
  std::strong_ordering magnitude = left.exponent + left_digits <=> right.exponent + right_digits;
  if (magnitude == std::strong_ordering::equal) {
    const int digits = std::max(left_digits, right_digits);
    const Uint128 x = left.coefficient * power_of_ten(digits - left_digits);
    const Uint128 y = right.coefficient * power_of_ten(digits - right_digits);
    magnitude = x < y   ? std::strong_ordering::less
                : x > y ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
  }
  return sign(left) > 0 ? magnitude : 0 <=> magnitude;
}

}  // namespace snowglobe
