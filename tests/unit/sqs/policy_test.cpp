#include "services/sqs/policy.h"

#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "emulator/base/json.h"

namespace snowglobe::sqs {
namespace {

const Json good = {{"Effect", "Allow"},
                   {"Principal", "*"},
                   {"Action", "SQS:SendMessage"},
                   {"Resource", "arn:aws:sqs:us-east-1:000000000000:q"}};

Json with(const char* name, Json value) {
  Json statement = good;
  statement[name] = std::move(value);
  return statement;
}

// The error's text, or nothing.
std::string flaw(const Json& statements, const Json& version = "2012-10-17") {
  try {
    check_policy(print_json({{"Version", version}, {"Statement", statements}}));
    return "";
  } catch (const AwsError& error) {
    return error.message;
  }
}

Json times(int count, const Json& value) {
  Json list = Json::array();
  for (int i = 0; i < count; ++i) list.push_back(value);
  return list;
}

// A policy that AWS refuses must not pass here: it is found out at the first deployment.
TEST(Policy, Has_the_form_of_a_policy_for_a_resource) {
  const std::string wrong = "Invalid value for the parameter Policy.";
  EXPECT_EQ(flaw(good), "");
  EXPECT_EQ(flaw({good, good}), "");
  EXPECT_EQ(flaw(good, "2008-10-17"), "");
  EXPECT_EQ(flaw(good, "2026-01-01"), wrong);
  EXPECT_EQ(flaw(Json::array()), wrong);
  EXPECT_EQ(flaw("Allow"), wrong);
  EXPECT_EQ(flaw(with("Effect", "Maybe")), wrong);
  for (const char* name : {"Effect", "Principal", "Action"}) {
    Json statement = good;
    statement.erase(name);
    EXPECT_EQ(flaw(statement), wrong) << name;
  }
  for (const char* text : {"", "{", "[]", "{}"}) EXPECT_THROW(check_policy(text), AwsError) << text;
}

TEST(Policy, Has_quotas) {
  const auto too_many = [](const std::string& what, int limit) {
    return std::to_string(limit + 1) + " " + what +
           " were found in the submitted policy, max allowed is " + std::to_string(limit);
  };
  EXPECT_EQ(flaw(times(20, good)), "");
  EXPECT_EQ(flaw(times(21, good)), too_many("statements", 20));
  EXPECT_EQ(flaw(with("Action", times(7, "a"))), "");
  EXPECT_EQ(flaw(with("Action", times(8, "a"))),
            "8 actions were found in a statement from the submitted policy, max allowed is 7");
  EXPECT_EQ(flaw(with("Principal", {{"AWS", times(50, "a")}})), "");
  EXPECT_EQ(flaw(with("Principal", {{"AWS", times(50, "a")}, {"Service", "s"}})),
            too_many("principals", 50));
  const Json conditional = with("Condition", {{"StringEquals", {{"a", times(30, "v")}}}});
  EXPECT_EQ(flaw(times(10, conditional)), "");
  EXPECT_EQ(flaw(times(11, conditional)), too_many("conditions", 10));
  EXPECT_EQ(flaw(with("Sid", std::string(8192, 's'))),
            "Submitted policy is over max allowed size.");
}

}  // namespace
}  // namespace snowglobe::sqs
