// Decimal against Boost's integers of any length: every sum, order and text of random numbers.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

#include "emulator/base/decimal.h"
#include "emulator/base/random.h"

namespace snowglobe {
namespace {

using Integer = boost::multiprecision::cpp_int;
constexpr int places = 170;  // below the point: more than any digit of a decimal needs

Integer power_of_ten(int exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

struct Number {
  Decimal decimal;
  Integer exact;  // times 10^places
};

Number random_number(Random& random) {
  const int digits = 1 + static_cast<int>(random.below(38));
  std::string text;
  for (int i = 0; i < digits; ++i) {
    text += static_cast<char>('0' + (random.below(3) == 0 ? 0 : random.below(10)));
  }
  // Near each other, so that digits meet; at times at an end of the range.
  int exponent = static_cast<int>(random.below(40)) - 20;
  if (random.below(10) == 0) exponent = 125 - digits + 1;
  if (random.below(10) == 0) exponent = -130;
  Number number;
  number.exact = Integer(text.substr(std::min(text.find_first_not_of('0'), text.size() - 1))) *
                 power_of_ten(places + exponent);
  if (random.below(2) == 0) {
    number.exact = -number.exact;
    text.insert(0, "-");
  }
  EXPECT_EQ(Decimal::parse(text + "e" + std::to_string(exponent), number.decimal),
            Decimal::Flaw::kNone);
  return number;
}

// What Decimal must make of an exact result.
Decimal::Flaw expected_flaw(const Integer& exact) {
  if (exact == 0) return Decimal::Flaw::kNone;
  std::string digits = Integer(abs(exact)).str();
  const int first = static_cast<int>(digits.size()) - 1 - places;
  if (first > 125) return Decimal::Flaw::kOverflow;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.size() > 38) return Decimal::Flaw::kTooPrecise;
  return first < -130 ? Decimal::Flaw::kUnderflow : Decimal::Flaw::kNone;
}

Integer exact_of(const Decimal& decimal) {
  std::string text = decimal.text();
  const bool is_negative = text[0] == '-';
  if (is_negative) text.erase(0, 1);
  const std::size_t point = text.find('.');
  std::size_t after = 0;
  if (point != std::string::npos) {
    after = text.size() - point - 1;
    text.erase(point, 1);
  }
  text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));  // 0 begins octal numbers
  const Integer exact = Integer(text) * power_of_ten(places - static_cast<int>(after));
  return is_negative ? -exact : exact;
}

TEST(DecimalProperty, Sums_and_orders_are_those_of_exact_integers) {
  Random random(1);
  int sums = 0;
  for (int i = 0; i < 5000; ++i) {
    const Number a = random_number(random), b = random_number(random);
    ASSERT_EQ(exact_of(a.decimal), a.exact);
    ASSERT_EQ(a.decimal < b.decimal, a.exact < b.exact);
    ASSERT_EQ(a.decimal == b.decimal, a.exact == b.exact);
    for (const bool is_sum : {true, false}) {
      const Integer exact = is_sum ? Integer(a.exact + b.exact) : Integer(a.exact - b.exact);
      Decimal result;
      const auto flaw = is_sum ? Decimal::add(a.decimal, b.decimal, result)
                               : Decimal::subtract(a.decimal, b.decimal, result);
      const auto wanted = expected_flaw(exact);
      // Too large and too precise at once may be called either.
      const bool is_either = wanted == Decimal::Flaw::kOverflow && flaw != Decimal::Flaw::kNone;
      ASSERT_TRUE(flaw == wanted || is_either) << a.decimal.text() << " and " << b.decimal.text();
      if (flaw != Decimal::Flaw::kNone) continue;
      ASSERT_EQ(exact_of(result), exact);
      ++sums;
    }
  }
  EXPECT_GT(sums, 1000);
}

}  // namespace
}  // namespace snowglobe
