#include "emulator/base/decimal.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace snowglobe {
namespace {

using Flaw = Decimal::Flaw;

Decimal number(std::string_view text) {
  Decimal value;
  EXPECT_EQ(Decimal::parse(text, value), Flaw::kNone) << text;
  return value;
}

std::string canonical(std::string_view text) { return number(text).text(); }

Flaw flaw(std::string_view text) {
  Decimal value;
  return Decimal::parse(text, value);
}

std::string sum(std::string_view a, std::string_view b) {
  Decimal result;
  return Decimal::add(number(a), number(b), result) == Flaw::kNone ? result.text() : "flaw";
}

std::string key(std::string_view text) {
  std::string bytes;
  number(text).append_key(bytes);
  return bytes;
}

TEST(Decimal, Prints_plain_notation_without_needless_zeros) {
  EXPECT_EQ(canonical("0"), "0");
  EXPECT_EQ(canonical("-0.00"), "0");
  EXPECT_EQ(canonical("+007"), "7");
  EXPECT_EQ(canonical("1.50"), "1.5");
  EXPECT_EQ(canonical(".5"), "0.5");
  EXPECT_EQ(canonical("5."), "5");
  EXPECT_EQ(canonical("-12e2"), "-1200");
  EXPECT_EQ(canonical("1.5E-3"), "0.0015");
  EXPECT_EQ(canonical("100000000000000000000000000000"), "100000000000000000000000000000");
  EXPECT_EQ(canonical("12345678901234567890123456789012345678"),
            "12345678901234567890123456789012345678");
  EXPECT_EQ(canonical("10000000000000000000000000000000000001"),
            "10000000000000000000000000000000000001");
}

TEST(Decimal, Refuses_what_is_no_number) {
  for (const char* text : {"", "-", ".", "1.2.3", "abc", "1e", "1e+", "0x1", "1 ", " 1", "NaN",
                           "Infinity", "1e5x", "--1", "1e1.5"}) {
    EXPECT_EQ(flaw(text), Flaw::kNotANumber) << text;
  }
}

TEST(Decimal, Keeps_to_38_digits_and_the_range_of_magnitudes) {
  EXPECT_EQ(flaw("123456789012345678901234567890123456789"), Flaw::kTooPrecise);
  // More than 128 bits hold: what is left of them would be a number of 37 digits.
  EXPECT_EQ(flaw("350000000000000000000000000000000000001"), Flaw::kTooPrecise);
  EXPECT_EQ(flaw("1.00000000000000000000000000000000000001"), Flaw::kTooPrecise);
  EXPECT_EQ(flaw("1." + std::string(100000, '0')), Flaw::kNone);
  EXPECT_EQ(flaw("1" + std::string(125, '0')), Flaw::kNone);
  EXPECT_EQ(flaw("1e126"), Flaw::kOverflow);
  EXPECT_EQ(flaw("9.9999999999999999999999999999999999999E+125"), Flaw::kNone);
  EXPECT_EQ(flaw("1e-130"), Flaw::kNone);
  EXPECT_EQ(flaw("9e-131"), Flaw::kUnderflow);
  EXPECT_EQ(flaw("1e99999999999999999999"), Flaw::kOverflow);
  EXPECT_EQ(flaw("-1e-99999999999999999999"), Flaw::kUnderflow);
  EXPECT_EQ(canonical("0e99999999999999999999"), "0");
}

// Sums are feared at the edges of the 128 bits that hold the coefficient.
TEST(Decimal, Adds_and_subtracts_exactly_or_not_at_all) {
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("5", "-5"), "0");
  EXPECT_EQ(sum("1e125", "0"), canonical("1e125"));
  EXPECT_EQ(sum("99999999999999999999999999999999999999", "1"),
            "100000000000000000000000000000000000000");
  EXPECT_EQ(sum("1e38", "-1"), "99999999999999999999999999999999999999");
  EXPECT_EQ(sum("1e38", "1"), "flaw");
  EXPECT_EQ(sum("3e38", "1"), "flaw");
  EXPECT_EQ(sum("9e38", "-99999999999999999999999999999999999999"), "flaw");
  EXPECT_EQ(sum("1e125", "1e-130"), "flaw");
  EXPECT_EQ(sum("9e125", "9e125"), "flaw");
  EXPECT_EQ(sum("-1.5", "1"), "-0.5");
  Decimal result;
  EXPECT_EQ(Decimal::subtract(number("3"), number("10"), result), Flaw::kNone);
  EXPECT_EQ(result.text(), "-7");
  EXPECT_EQ(Decimal::add(number("9e125"), number("9e125"), result), Flaw::kOverflow);
}

TEST(Decimal, Orders_by_value_and_its_keys_order_alike) {
  const std::vector<std::string> ascending = {
      "-9.9e125", "-1e125",  "-124", "-123.5", "-123",  "-12.34", "-12.3", "-12",  "-10",    "-1",
      "-0.1",     "-1e-130", "0",    "1e-130", "0.01",  "0.1",    "0.12",  "0.5",  "1",      "1.5",
      "2",        "10",      "12",   "12.3",   "12.34", "100",    "1e37",  "1e38", "9.9e125"};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      const auto expected = i <=> j;
      EXPECT_EQ(number(ascending[i]) <=> number(ascending[j]), expected)
          << ascending[i] << " and " << ascending[j];
      EXPECT_EQ(key(ascending[i]) <=> key(ascending[j]), expected)
          << ascending[i] << " and " << ascending[j];
    }
  }
  EXPECT_EQ(key("1.0"), key("1"));
  EXPECT_EQ(key("100"), key("1e2"));
}

}  // namespace
}  // namespace snowglobe
