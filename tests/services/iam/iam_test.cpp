#include <gtest/gtest.h>

#include "tests/support/test_world.h"

namespace snowglobe {
namespace {

const char* const document = R"({"Version": "2012-10-17", "Statement": []})";
const char* const encoded =
    "%7B%22Version%22%3A%20%222012-10-17%22%2C%20%22Statement%22%3A%20%5B%5D%7D";

class IamWorld : public TestWorld {
 public:
  Json call(std::string_view operation, const Json& input) { return ok("iam", operation, input); }
  AwsError refused(std::string_view operation, const Json& input) {
    return error("iam", operation, input);
  }
  Json role(const std::string& name, const Json& more = Json::object()) {
    Json input = {{"RoleName", name}, {"AssumeRolePolicyDocument", document}};
    input.update(more);
    return call("CreateRole", input).at("Role");
  }
  std::string policy(const std::string& name) {
    return call("CreatePolicy", {{"PolicyName", name}, {"PolicyDocument", document}})
        .at("Policy")
        .at("Arn")
        .get<std::string>();
  }
};

TEST(Role, Is_returned_as_it_was_created) {
  IamWorld world;
  const Json created = world.role("r", {{"Path", "/team/"}, {"Description", "a role"}});
  EXPECT_EQ(created.at("Arn"), "arn:aws:iam::000000000000:role/team/r");
  EXPECT_EQ(created.at("AssumeRolePolicyDocument"), encoded);
  const Json found = world.call("GetRole", {{"RoleName", "r"}}).at("Role");
  EXPECT_EQ(found.at("RoleId"), created.at("RoleId"));
  EXPECT_EQ(found.at("Description"), "a role");
  EXPECT_EQ(found.at("MaxSessionDuration"), 3600);
  world.call("UpdateRole", {{"RoleName", "r"}, {"MaxSessionDuration", 7200}});
  world.call("UpdateAssumeRolePolicy", {{"RoleName", "r"}, {"PolicyDocument", "{}"}});
  const Json changed = world.call("GetRole", {{"RoleName", "r"}}).at("Role");
  EXPECT_EQ(changed.at("MaxSessionDuration"), 7200);
  EXPECT_EQ(changed.at("Description"), "a role");
  EXPECT_EQ(changed.at("AssumeRolePolicyDocument"), "%7B%7D");
}

TEST(Role, Exists_once_and_is_missed_in_AWSs_words) {
  IamWorld world;
  world.role("r");
  const AwsError twice =
      world.refused("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", document}});
  EXPECT_EQ(twice.code, "EntityAlreadyExists");
  EXPECT_EQ(twice.message, "Role with name r already exists.");
  const AwsError missing = world.refused("GetRole", {{"RoleName", "x"}});
  EXPECT_EQ(missing.code, "NoSuchEntity");
  EXPECT_EQ(missing.http_status, 404);
  EXPECT_EQ(missing.message, "The role with name x cannot be found.");
}

TEST(Role, Is_the_same_in_every_region) {
  IamWorld world;
  world.role("r");
  Call call;
  call.service = "iam";
  call.operation = "GetRole";
  call.region = "eu-west-1";
  call.input = {{"RoleName", "r"}};
  const auto ticket = world.world().submit(call);
  EXPECT_FALSE(ticket->outcome().error);
}

TEST(Roles, Are_listed_page_by_page) {
  IamWorld world;
  for (const char* name : {"c", "a", "b"}) world.role(name);
  world.role("d", {{"Path", "/team/"}});
  const Json first = world.call("ListRoles", {{"MaxItems", 2}});
  EXPECT_EQ(first.at("IsTruncated"), true);
  EXPECT_EQ(first.at("Roles")[1].at("RoleName"), "b");
  const Json rest = world.call("ListRoles", {{"MaxItems", 2}, {"Marker", first.at("Marker")}});
  EXPECT_EQ(rest.at("IsTruncated"), false);
  EXPECT_EQ(rest.at("Roles").size(), 2U);
  EXPECT_EQ(world.call("ListRoles", {{"PathPrefix", "/team/"}}).at("Roles").size(), 1U);
}

// Set-up scripts rely on the order in which a role can be taken down.
TEST(Role, Is_deleted_only_when_nothing_hangs_on_it) {
  IamWorld world;
  world.role("r");
  const std::string arn = world.policy("p");
  world.call("AttachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", arn}});
  world.call("PutRolePolicy",
             {{"RoleName", "r"}, {"PolicyName", "inline"}, {"PolicyDocument", document}});
  EXPECT_EQ(world.refused("DeleteRole", {{"RoleName", "r"}}).message,
            "Cannot delete entity, must detach all policies first.");
  EXPECT_EQ(world.refused("DeletePolicy", {{"PolicyArn", arn}}).code, "DeleteConflict");
  world.call("DetachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", arn}});
  EXPECT_EQ(world.refused("DeleteRole", {{"RoleName", "r"}}).message,
            "Cannot delete entity, must delete policies first.");
  world.call("DeleteRolePolicy", {{"RoleName", "r"}, {"PolicyName", "inline"}});
  world.call("DeleteRole", {{"RoleName", "r"}});
  world.call("DeletePolicy", {{"PolicyArn", arn}});
  EXPECT_EQ(world.refused("GetPolicy", {{"PolicyArn", arn}}).code, "NoSuchEntity");
}

TEST(RolePolicy, Is_put_read_listed_and_deleted) {
  IamWorld world;
  world.role("r");
  world.call("PutRolePolicy",
             {{"RoleName", "r"}, {"PolicyName", "p"}, {"PolicyDocument", document}});
  EXPECT_EQ(
      world.call("GetRolePolicy", {{"RoleName", "r"}, {"PolicyName", "p"}}).at("PolicyDocument"),
      encoded);
  EXPECT_EQ(world.call("ListRolePolicies", {{"RoleName", "r"}}).at("PolicyNames"), Json{"p"});
  world.call("DeleteRolePolicy", {{"RoleName", "r"}, {"PolicyName", "p"}});
  EXPECT_EQ(world.refused("GetRolePolicy", {{"RoleName", "r"}, {"PolicyName", "p"}}).code,
            "NoSuchEntity");
  EXPECT_EQ(world.refused("DeleteRolePolicy", {{"RoleName", "r"}, {"PolicyName", "p"}}).code,
            "NoSuchEntity");
}

TEST(ManagedPolicy, Is_attached_whether_it_is_AWSs_or_ones_own) {
  IamWorld world;
  world.role("r");
  const std::string arn = world.policy("p");
  const std::string aws = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  for (const std::string& one : {arn, aws, arn}) {
    world.call("AttachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", one}});
  }
  const Json attached =
      world.call("ListAttachedRolePolicies", {{"RoleName", "r"}}).at("AttachedPolicies");
  ASSERT_EQ(attached.size(), 2U);
  EXPECT_EQ(attached[1].at("PolicyName"), "AWSLambdaBasicExecutionRole");
  EXPECT_EQ(world.call("GetPolicy", {{"PolicyArn", arn}}).at("Policy").at("AttachmentCount"), 1);
  EXPECT_EQ(
      world
          .refused("AttachRolePolicy",
                   {{"RoleName", "r"}, {"PolicyArn", "arn:aws:iam::000000000000:policy/missing"}})
          .code,
      "NoSuchEntity");
}

TEST(ManagedPolicy, Has_one_version_and_a_name_of_its_own) {
  IamWorld world;
  const std::string arn = world.policy("p");
  EXPECT_EQ(arn, "arn:aws:iam::000000000000:policy/p");
  EXPECT_EQ(world.call("GetPolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v1"}})
                .at("PolicyVersion")
                .at("Document"),
            encoded);
  EXPECT_EQ(world.refused("GetPolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v2"}}).code,
            "NoSuchEntity");
  EXPECT_EQ(world.call("ListPolicyVersions", {{"PolicyArn", arn}}).at("Versions").size(), 1U);
  EXPECT_EQ(world.call("ListPolicies", {{"Scope", "Local"}}).at("Policies").size(), 1U);
  EXPECT_EQ(world.call("ListPolicies", {{"OnlyAttached", true}}).at("Policies").size(), 0U);
  EXPECT_EQ(world.refused("CreatePolicy", {{"PolicyName", "p"}, {"PolicyDocument", document}}).code,
            "EntityAlreadyExists");
}

TEST(PolicyDocument, Must_be_a_JSON_object) {
  IamWorld world;
  for (const char* bad : {"{", "[]", "\"text\""}) {
    EXPECT_EQ(world.refused("CreatePolicy", {{"PolicyName", "p"}, {"PolicyDocument", bad}}).code,
              "MalformedPolicyDocument");
    EXPECT_EQ(
        world.refused("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", bad}}).code,
        "MalformedPolicyDocument");
  }
}

TEST(Role, Has_tags_whose_keys_ignore_case) {
  IamWorld world;
  const auto tag = [](const char* key, const char* value) {
    return Json{{"Key", key}, {"Value", value}};
  };
  world.role("r", {{"Tags", Json::array({tag("Team", "a")})}});
  world.call("TagRole", {{"RoleName", "r"}, {"Tags", {tag("team", "b"), tag("stage", "c")}}});
  EXPECT_EQ(world.call("ListRoleTags", {{"RoleName", "r"}}).at("Tags"),
            (Json{tag("team", "b"), tag("stage", "c")}));
  world.call("UntagRole", {{"RoleName", "r"}, {"TagKeys", {"TEAM"}}});
  EXPECT_EQ(world.call("ListRoleTags", {{"RoleName", "r"}}).at("Tags"),
            Json::array({tag("stage", "c")}));
  EXPECT_EQ(
      world.refused("TagRole", {{"RoleName", "r"}, {"Tags", {tag("a", "1"), tag("A", "2")}}}).code,
      "InvalidInput");
}

TEST(Roles, And_what_hangs_on_them_survive_a_restart) {
  IamWorld world;
  world.role("r");
  const std::string arn = world.policy("p");
  world.call("AttachRolePolicy", {{"RoleName", "r"}, {"PolicyArn", arn}});
  world.restart();
  EXPECT_EQ(world.call("ListAttachedRolePolicies", {{"RoleName", "r"}})
                .at("AttachedPolicies")[0]
                .at("PolicyArn"),
            arn);
}

}  // namespace
}  // namespace snowglobe
