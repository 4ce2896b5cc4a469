#include "services/dynamodb/items/transaction_tokens.h"

#include <gtest/gtest.h>

namespace snowglobe::dynamodb {
namespace {

using Use = TransactionTokens::Use;

class Tokens : public testing::Test {
 protected:
  Use use(std::string_view token, const Json& actions, Moment now,
          std::string_view operation = "TransactWriteItems") {
    return tokens_.use("000000000000", "us-east-1", operation, token, actions, now);
  }

  Database database_{"", Durability::kNormal};
  TransactionTokens tokens_{database_};
  const Moment start_ = from_millis(0), over_ = start_ + TransactionTokens::lifetime;
  const Moment last_ = over_ - std::chrono::milliseconds(1);
};

TEST_F(Tokens, Live_for_ten_minutes) {
  EXPECT_EQ(use("t", "a", start_), Use::kFirst);
  EXPECT_EQ(use("t", "a", last_), Use::kSameActions);
  EXPECT_EQ(use("t", "b", last_), Use::kOtherActions);
  // Repetitions do not make it live longer, and afterwards it may come with anything.
  EXPECT_EQ(use("t", "b", over_), Use::kFirst);
  EXPECT_EQ(use("t", "b", over_), Use::kSameActions);
}

TEST_F(Tokens, Are_each_operations_own) {
  EXPECT_EQ(use("t", "a", start_), Use::kFirst);
  EXPECT_EQ(use("t", "b", start_, "ExecuteTransaction"), Use::kFirst);
  EXPECT_EQ(use("t", "a", start_), Use::kSameActions);
}

// What would be the same if lengths, kinds or borders were left out.
TEST_F(Tokens, Tell_actions_apart) {
  const char* const texts[] = {
      R"(["ab"])",       R"(["a", "b"])",   R"({"a": "b"})", R"({"a": ["b"]})",
      R"([["a"], "b"])", R"([["a", "b"]])", R"({"ab": ""})", R"({"a": {"b": ""}})",
      R"(["1"])",        R"([1])",          R"([true])",     R"(["true"])",
      R"([])",           R"({})",           R"([null])"};
  for (const char* const text : texts) use(text, parse_json(text), start_);
  for (const char* const first : texts) {
    for (const char* const second : texts) {
      EXPECT_EQ(use(first, parse_json(second), start_) == Use::kSameActions, first == second)
          << first << ' ' << second;
    }
  }
  use("order", parse_json(R"({"a": 1, "b": [2]})"), start_);
  EXPECT_EQ(use("order", parse_json(R"({"b": [2], "a": 1})"), start_), Use::kSameActions);
}

// Nobody asks again for a token that is over, so a table that only grew would go unnoticed.
TEST_F(Tokens, Go_faster_than_they_come) {
  for (int i = 0; i < 100; ++i) use(std::to_string(i), "a", start_);
  for (int i = 100; i < 164; ++i) use(std::to_string(i), "a", over_);
  Statement count(database_, "SELECT count(*) FROM dynamodb_transaction_tokens");
  auto row = count.query();
  ASSERT_TRUE(row.next());
  EXPECT_EQ(row.integer(0), 64);
}

}  // namespace
}  // namespace snowglobe::dynamodb
