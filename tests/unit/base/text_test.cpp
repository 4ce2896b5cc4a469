#include "emulator/base/text.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

TEST(Text, Integers_are_whole_and_fit) {
  EXPECT_EQ(parse_int("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(parse_int("+5"), 5);
  for (const char* text : {"", "+", "-", "+-5", "++5", "5 ", " 5", "5.0", "0x5", "1e3",
                           "9223372036854775808", "-9223372036854775809"}) {
    EXPECT_FALSE(parse_int(text)) << text;
  }
}

TEST(Text, Only_wellformed_UTF8_is_UTF8) {
  for (const char* text : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                           "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(text)) << testing::PrintToString(text);
  }
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2",
        "\xC2"
        "a",
        "\xE0\x9F\xBF", "\xE0\xA0", "\xED\xA0\x80",
        "\xE1\x80"
        "a",
        "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
  }
  EXPECT_EQ(utf8_length("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"), 4u);
}

TEST(Text, Base64_is_read_strictly) {
  for (const char* text : {"", "a", "ab", "abc", "abcd"}) {
    EXPECT_EQ(base64_decode(base64_encode(text)), text);
  }
  EXPECT_EQ(base64_encode("\xFF\xFE"), "//4=");
  for (const char* text :
       {"a", "ab", "abc", "a===", "====", "=", "ab=c", "ab==abcd", "ab_d", "ab\nd"}) {
    EXPECT_FALSE(base64_decode(text)) << text;
  }
}

TEST(Text, A_broken_escape_is_left_as_it_stands) {
  EXPECT_EQ(percent_decode("%41%4", Plus::kKept), "A%4");
  EXPECT_EQ(percent_decode("%%41%g1%1g%", Plus::kKept), "%A%g1%1g%");
  EXPECT_EQ(percent_decode("a+b%2B", Plus::kIsSpace), "a b+");
  EXPECT_EQ(percent_decode("a+b", Plus::kKept), "a+b");
  EXPECT_EQ(percent_encode("aZ0-_.~ /\xC3"), "aZ0-_.~%20%2F%C3");
}

// A reply that is no XML is a failure to every client.
TEST(Text, XML_holds_only_what_it_can) {
  EXPECT_EQ(xml_escape("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
  EXPECT_EQ(xml_escape("\t\n\r"), "\t\n&#xD;");
  EXPECT_EQ(xml_escape(std::string_view("\0\x1F", 2)), "&#xFFFD;&#xFFFD;");
  EXPECT_EQ(xml_escape("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80!"),
            "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80!");
  EXPECT_EQ(xml_escape("a\xE2\x82"), "a&#xFFFD;&#xFFFD;");
  EXPECT_EQ(xml_escape("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"), "&#xFFFD;&#xFFFD;\xEF\xBF\xBD");
}

TEST(Text, A_wildcard_takes_any_run_and_any_byte) {
  for (const auto& [pattern, text] :
       {std::pair("*", ""), std::pair("a*c", "abbc"), std::pair("a*c", "ac"), std::pair("**", "x"),
        std::pair("a?c", "abc"), std::pair("*b*d", "abcbd"), std::pair("*aab", "aaab")}) {
    EXPECT_TRUE(wildcard_match(pattern, text)) << pattern << " " << text;
  }
  for (const auto& [pattern, text] :
       {std::pair("", "a"), std::pair("?", ""), std::pair("a*c", "abcd"), std::pair("a?", "a"),
        std::pair("*b", "abc"), std::pair("A", "a")}) {
    EXPECT_FALSE(wildcard_match(pattern, text)) << pattern << " " << text;
  }
}

}  // namespace
}  // namespace snowglobe
