#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "services/dynamodb/partiql/lexer.h"

namespace snowglobe::dynamodb::partiql {
namespace {

// "k:select s:* ...": the kind's letter and the text of each token.
std::string tokens(std::string_view text) {
  constexpr std::string_view letters = "!kiqtnps";
  std::string all;
  for (const Token& token : tokenize(text)) {
    if (token.kind == TokenKind::kEnd) break;
    if (!all.empty()) all += ' ';
    all += letters[static_cast<std::size_t>(token.kind)];
    all += ':' + token.text;
  }
  return all;
}

TEST(Partiql_lexer, Tells_keywords_names_and_texts_apart) {
  EXPECT_EQ(tokens("SELECT Name, \"select\" FROM t WHERE x='it''s' AND \"a\"\"b\"=?"),
            "k:select i:Name s:, q:select k:from i:t k:where i:x s:= t:it's k:and q:a\"b s:= p:?");
}

TEST(Partiql_lexer, Reads_numbers_and_symbols_as_long_as_they_go) {
  EXPECT_EQ(tokens("1 1.5 .5 1e-3 2E+7 a.1"), "n:1 n:1.5 n:.5 n:1e-3 n:2E+7 i:a n:.1");
  EXPECT_EQ(tokens("<<1>> <> <= >= != < >"), "s:<< n:1 s:>> s:<> s:<= s:>= s:!= s:< s:>");
}

TEST(Partiql_lexer, Passes_over_comments) {
  EXPECT_EQ(tokens("a -- b 'c\nd /* e ' */ f - - g"), "i:a i:d i:f s:- s:- i:g");
}

TEST(Partiql_lexer, Knows_the_reserved_words_in_any_case) {
  EXPECT_EQ(tokens("pad Key DATE year status name"), "k:pad k:key k:date i:year i:status i:name");
}

TEST(Partiql_lexer, Refuses_what_starts_nothing_and_what_never_ends) {
  for (const char* text : {"'open", "\"open", "/* open", "a # b", "`ion`", "1e", "1e+", "\x80"}) {
    EXPECT_THROW(tokenize(text), AwsError) << text;
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb::partiql
