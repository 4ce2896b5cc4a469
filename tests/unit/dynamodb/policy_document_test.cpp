#include "services/dynamodb/tables/policy_document.h"

#include <gtest/gtest.h>

#include "emulator/base/error.h"

namespace snowglobe::dynamodb {
namespace {

// Tools compare what they sent with what they get: AWS's form, not the one that was sent.
TEST(PolicyDocument, Is_given_back_in_one_form) {
  const char* wanted =
      R"({"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow",)"
      R"("Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"dynamodb:GetItem",)"
      R"("Resource":["a","b"],"Condition":{"Bool":{"x":"true"}}}]})";
  EXPECT_EQ(canonical_policy(R"({ "Statement": { "Resource": ["a", "b"], "Action":
      ["dynamodb:GetItem"], "Condition": {"Bool": {"x": "true"}}, "Effect": "allow", "Sid": "s",
      "Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:root"]}},
      "Version": "2012-10-17"})"),
            wanted);
  EXPECT_EQ(canonical_policy(wanted), wanted);
}

TEST(PolicyDocument, Has_the_version_of_old_where_it_says_none) {
  EXPECT_EQ(canonical_policy(R"({"Statement": [{"Effect": "Deny", "Principal": "*",
      "NotAction": "dynamodb:GetItem", "Resource": "*"}]})"),
            R"({"Version":"2008-10-17","Statement":[{"Effect":"Deny","Principal":"*",)"
            R"("Resource":"*","NotAction":"dynamodb:GetItem"}]})");
}

TEST(PolicyDocument, That_is_none_is_refused) {
  const auto refusal = [](const std::string& text) -> std::string {
    try {
      return canonical_policy(text);
    } catch (const AwsError& error) {
      return error.message.substr(error.message.find(": ") + 2);
    }
  };
  const std::string invalid = "Invalid policy document: ";
  EXPECT_EQ(refusal(""), invalid + "This policy contains invalid Json");
  EXPECT_EQ(refusal("[]"), invalid + "This policy contains invalid Json");
  EXPECT_EQ(refusal("null"), invalid + "This text appears not to be a policy");
  EXPECT_EQ(refusal("{}"), invalid + "Syntax error at position (1,3)");
  EXPECT_EQ(refusal(R"({"Statement": []})"),
            invalid + "Could not parse the policy: Statement is empty!");
  for (const char* statement : {"{}", "[{}]", "[1]", "\"text\"", "null"}) {
    EXPECT_EQ(refusal(R"({"Statement": )" + std::string(statement) + "}"),
              invalid + "Missing required field Effect");
  }
  EXPECT_EQ(refusal(R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*"}})"),
            invalid + "Missing required field Resource");
  EXPECT_EQ(refusal(std::string(20'481, ' ')), "Maximum policy size of 20480 bytes exceeded");
}

}  // namespace
}  // namespace snowglobe::dynamodb
