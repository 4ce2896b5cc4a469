#include <gtest/gtest.h>

#include "tests/support/test_world.h"

namespace snowglobe {
namespace {

TEST(CallerIdentity, Is_the_root_of_the_account) {
  TestWorld world;
  const Json caller = world.ok("sts", "GetCallerIdentity", Json::object());
  EXPECT_EQ(caller.at("Account"), "000000000000");
  EXPECT_EQ(caller.at("Arn"), "arn:aws:iam::000000000000:root");
}

// Credentials must act in the account of the role that they are for.
TEST(AssumeRole, Gives_credentials_of_the_roles_account_for_an_hour) {
  TestWorld world;
  const Json input = {{"RoleArn", "arn:aws:iam::222222222222:role/team/deploy"},
                      {"RoleSessionName", "me"}};
  const Json output = world.ok("sts", "AssumeRole", input);
  EXPECT_EQ(output.at("AssumedRoleUser").at("Arn"),
            "arn:aws:sts::222222222222:assumed-role/deploy/me");
  EXPECT_EQ(output.at("Credentials").at("AccessKeyId"), "222222222222");
  EXPECT_EQ(output.at("Credentials").at("Expiration"), 1767225600.0 + 3600);
  const Json again = world.ok("sts", "AssumeRole", input);
  EXPECT_EQ(again.at("AssumedRoleUser"), output.at("AssumedRoleUser"));
  EXPECT_NE(again.at("Credentials").at("SessionToken"),
            output.at("Credentials").at("SessionToken"));
}

TEST(AssumeRole, Wants_the_ARN_of_a_role_and_a_possible_duration) {
  TestWorld world;
  const auto code = [&](const Json& more) {
    Json input = {{"RoleArn", "arn:aws:iam::222222222222:role/deploy"}, {"RoleSessionName", "me"}};
    for (const auto& [name, value] : more.items()) input[name] = value;
    return world.error("sts", "AssumeRole", input).code;
  };
  EXPECT_EQ(code({{"RoleArn", "arn:aws:iam::222222222222:user/deploy"}}), "ValidationError");
  EXPECT_EQ(code({{"RoleArn", "deploy"}}), "ValidationError");
  EXPECT_EQ(code({{"DurationSeconds", 899}}), "ValidationError");
}

TEST(SessionToken, Has_a_key_id_that_is_no_account_in_the_usual_account) {
  TestWorld world;
  const Json output = world.ok("sts", "GetSessionToken", Json::object());
  EXPECT_TRUE(output["Credentials"]["AccessKeyId"].get<std::string>().starts_with("ASIA"));
}

TEST(SessionToken, Lasts_twelve_hours_unless_asked_otherwise) {
  TestWorld world;
  EXPECT_EQ(world.ok("sts", "GetSessionToken", Json::object()).at("Credentials").at("Expiration"),
            1767225600.0 + 43'200);
}

}  // namespace
}  // namespace snowglobe
