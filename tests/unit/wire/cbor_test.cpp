#include "emulator/wire/cbor.h"

#include <gtest/gtest.h>

#include <cmath>

namespace snowglobe::wire {
namespace {

using namespace std::string_literals;

std::string write(const Json& value) {
  CborWriter writer;
  writer.value(value);
  return writer.take();
}

std::string refusal(std::string_view bytes) {
  try {
    parse_cbor(bytes);
  } catch (const CborError& error) {
    return error.what();
  }
  return "was read";
}

// RFC 8949, appendix A.
TEST(Cbor, Half_precision_is_read_to_its_ends) {
  const std::pair<std::string, double> halves[] = {{"\xF9\x00\x00"s, 0.0},
                                                   {"\xF9\x3C\x00"s, 1.0},
                                                   {"\xF9\x3E\x00"s, 1.5},
                                                   {"\xF9\x7B\xFF"s, 65504.0},
                                                   {"\xF9\x00\x01"s, 5.960464477539063e-8},
                                                   {"\xF9\x04\x00"s, 0.00006103515625},
                                                   {"\xF9\xC4\x00"s, -4.0}};
  for (const auto& [bytes, value] : halves) EXPECT_EQ(parse_cbor(bytes), Json(value));
  EXPECT_TRUE(std::signbit(parse_cbor("\xF9\x80\x00"s).get<double>()));
}

TEST(Cbor, What_is_no_number_is_the_text_that_JSON_protocols_have) {
  EXPECT_EQ(parse_cbor("\xF9\x7E\x00"s), "NaN");
  EXPECT_EQ(parse_cbor("\xFA\x7F\x80\x00\x00"s), "Infinity");
  EXPECT_EQ(parse_cbor("\xFB\xFF\xF0\x00\x00\x00\x00\x00\x00"s), "-Infinity");
}

TEST(Cbor, Integers_are_exact_as_far_as_64_bits_go) {
  for (const Json& number :
       {Json(0), Json(23), Json(24), Json(255), Json(256), Json(65'536), Json(-1), Json(-24),
        Json(-25), Json(-257), Json(INT64_MAX), Json(INT64_MIN), Json(UINT64_MAX)}) {
    EXPECT_EQ(parse_cbor(write(number)), number) << number;
  }
  EXPECT_EQ(write(23).size(), 1u);
  EXPECT_EQ(write(24).size(), 2u);
  EXPECT_EQ(write(-24).size(), 1u);
  // One below what 64 bits hold.
  EXPECT_EQ(parse_cbor("\x3B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), Json(-18446744073709551616.0));
}

TEST(Cbor, Single_precision_is_written_where_it_loses_nothing) {
  EXPECT_EQ(write(7.625).size(), 5u);
  for (const double number : {0.1, 1e300, -1e-300, 3.4028235e38, 5e-324}) {
    EXPECT_EQ(write(number).size(), 9u) << number;
    EXPECT_EQ(parse_cbor(write(number)).get<double>(), number);
  }
}

TEST(Cbor, A_document_as_deep_as_JSON_may_be_is_read_and_no_deeper) {
  const std::string deep(json_depth_max, '\x81');
  EXPECT_TRUE(parse_cbor(deep + "\x01").is_array());
  EXPECT_EQ(refusal("\x81"s + deep + "\x01"), "at byte 513: nested deeper than 512 levels");
  EXPECT_EQ(refusal(std::string(1'000'000, '\xC1')), "at byte 513: nested deeper than 512 levels");
}

// What it costs follows what came.
TEST(Cbor, A_length_that_lies_makes_nothing) {
  for (const char head : {'\x5B', '\x7B', '\x9B', '\xBB'}) {
    const std::string lie = head + std::string(8, '\x7F');
    EXPECT_EQ(refusal(lie), "at byte 9: the document ends within a value");
    std::string nested;
    for (int i = 0; i < 100; ++i) nested += "\x82";
    EXPECT_EQ(refusal(nested + lie), "at byte 109: the document ends within a value");
  }
}

TEST(Cbor, A_document_holds_no_more_values_than_JSON_text_of_the_largest_body) {
  EXPECT_EQ(refusal("\x9F" + std::string(cbor_values_max, '\x01') + "\xFF"),
            "at byte 5000000: there are more than 5000000 values");
}

TEST(Cbor, Every_document_cut_short_is_refused) {
  const std::string whole = write({{"a", {1, 1.5, "text", nullptr}}, {"b", json_bytes("bytes")}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_TRUE(refusal(whole.substr(0, size)).ends_with("the document ends within a value"));
  }
}

TEST(Cbor, A_text_that_is_not_UTF8_is_mended_when_it_is_written) {
  EXPECT_EQ(parse_cbor(write("a\xFF\xC3")), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace snowglobe::wire
