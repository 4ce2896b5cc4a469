// State machines: made, described, changed, tagged, deleted.
#include "tests/services/states/scripted_world.h"

namespace snowglobe {
namespace {

const char* const pass = R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})";
const char* const other = R"({"StartAt": "B", "States": {"B": {"Type": "Succeed"}}})";
const std::string role = "arn:aws:iam::000000000000:role/r";

TEST(StateMachine, It_is_created_described_listed_updated_and_deleted) {
  ScriptedWorld world;
  const std::string arn = world.machine("orders", pass);
  EXPECT_EQ(arn, "arn:aws:states:us-east-1:000000000000:stateMachine:orders");
  Json described = world.ok("DescribeStateMachine", {{"stateMachineArn", arn}});
  EXPECT_EQ(described["definition"], pass);
  EXPECT_EQ(described["type"], "STANDARD");
  EXPECT_EQ(described["status"], "ACTIVE");
  EXPECT_EQ(described["loggingConfiguration"]["level"], "OFF");
  EXPECT_FALSE(described.contains("revisionId"));
  EXPECT_EQ(world.ok("ListStateMachines", Json::object())["stateMachines"].size(), 1u);
  const Json updated =
      world.ok("UpdateStateMachine", {{"stateMachineArn", arn}, {"definition", other}});
  described = world.ok("DescribeStateMachine", {{"stateMachineArn", arn}});
  EXPECT_EQ(described["definition"], other);
  EXPECT_EQ(described["revisionId"], updated["revisionId"]);
  world.ok("DeleteStateMachine", {{"stateMachineArn", arn}});
  world.ok("DeleteStateMachine", {{"stateMachineArn", arn}});
  EXPECT_EQ(world.error("DescribeStateMachine", {{"stateMachineArn", arn}}).code,
            "StateMachineDoesNotExist");
}

TEST(StateMachine, Creating_the_same_again_is_the_same_and_another_one_is_refused) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", pass);
  EXPECT_EQ(world.machine("m", pass), arn);
  EXPECT_EQ(
      world.error("CreateStateMachine", {{"name", "m"}, {"definition", other}, {"roleArn", role}})
          .code,
      "StateMachineAlreadyExists");
}

TEST(StateMachine, Bad_input_gets_AWSs_code_and_message) {
  ScriptedWorld world;
  const auto create = [&](const Json& input) { return world.error("CreateStateMachine", input); };
  EXPECT_EQ(create({{"name", "a b"}, {"definition", pass}, {"roleArn", role}}).message,
            "Invalid Name: 'a b'");
  EXPECT_EQ(create({{"name", "a"}, {"definition", pass}, {"roleArn", "me"}}).code, "InvalidArn");
  EXPECT_EQ(create({{"name", "a"}, {"roleArn", role}}).code, "ValidationException");
  const AwsError bad =
      create({{"name", "a"},
              {"definition", R"({"StartAt": "x", "States": {"y": {"Type": "Succeed"}}})"},
              {"roleArn", role}});
  EXPECT_EQ(bad.code, "InvalidDefinition");
  EXPECT_EQ(
      bad.message,
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: x "
      "at /StartAt'");
  EXPECT_EQ(world.error("DescribeStateMachine", {{"stateMachineArn", "nonsense"}}).message,
            "Invalid Arn: 'Invalid ARN prefix: nonsense'");
  EXPECT_EQ(world
                .error("DescribeStateMachine",
                       {{"stateMachineArn", "arn:aws:states:us-east-1:000000000000:execution:a:b"}})
                .message,
            "Invalid Arn: 'Resource type not valid in this context: execution'");
  const std::string arn = world.machine("m", pass);
  EXPECT_EQ(world.error("UpdateStateMachine", {{"stateMachineArn", arn}}).code,
            "MissingRequiredParameter");
}

TEST(StateMachine, A_list_comes_in_pages) {
  ScriptedWorld world;
  for (int i = 0; i < 5; ++i) world.machine("m" + std::to_string(i), pass);
  std::vector<std::string> names;
  Json input = {{"maxResults", 2}};
  for (int page = 0; page < 3; ++page) {
    const Json output = world.ok("ListStateMachines", input);
    for (const Json& item : output["stateMachines"]) names.push_back(item["name"]);
    EXPECT_EQ(output.contains("nextToken"), page < 2);
    if (page < 2) input["nextToken"] = output["nextToken"];
  }
  EXPECT_EQ(names, (std::vector<std::string>{"m0", "m1", "m2", "m3", "m4"}));
  EXPECT_EQ(world.error("ListStateMachines", {{"nextToken", "x"}}).code, "InvalidToken");
}

TEST(StateMachine, Tags_are_kept_changed_and_removed) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", pass);
  world.ok("TagResource",
           {{"resourceArn", arn},
            {"tags", {{{"key", "a"}, {"value", "1"}}, {{"key", "b"}, {"value", "2"}}}}});
  world.ok("TagResource", {{"resourceArn", arn}, {"tags", {{{"key", "a"}, {"value", "3"}}}}});
  world.ok("UntagResource", {{"resourceArn", arn}, {"tagKeys", {"b"}}});
  EXPECT_EQ(print_json(world.ok("ListTagsForResource", {{"resourceArn", arn}})),
            R"({"tags":[{"key":"a","value":"3"}]})");
  EXPECT_EQ(world.error("ListTagsForResource", {{"resourceArn", arn + "x"}}).code,
            "ResourceNotFound");
  Json many = Json::array();
  for (int i = 0; i < 51; ++i) many.push_back({{"key", std::to_string(i)}, {"value", ""}});
  EXPECT_EQ(world.error("TagResource", {{"resourceArn", arn}, {"tags", many}}).code, "TooManyTags");
  EXPECT_EQ(world.ok("ListTagsForResource", {{"resourceArn", arn}})["tags"].size(), 1u);
}

TEST(StateMachine, A_definition_is_validated_without_making_a_machine) {
  ScriptedWorld world;
  EXPECT_EQ(world.ok("ValidateStateMachineDefinition", {{"definition", pass}})["result"], "OK");
  const Json bad =
      world.ok("ValidateStateMachineDefinition",
               {{"definition", R"({"StartAt": "x", "States": {"y": {"Type": "Succeed"}}})"}});
  EXPECT_EQ(bad["result"], "FAIL");
  EXPECT_EQ(print_json(bad["diagnostics"]),
            R"([{"severity":"ERROR","code":"MISSING_TRANSITION_TARGET",)"
            R"("message":"Missing 'Next' target: x","location":"/StartAt"}])");
}

TEST(StateMachine, What_is_not_done_answers_honestly) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", pass);
  EXPECT_EQ(world.error("CreateActivity", {{"name", "a"}}).code, "NotImplemented");
  EXPECT_EQ(world.error("RedriveExecution", {{"executionArn", arn}}).code, "NotImplemented");
  EXPECT_EQ(world
                .error("CreateStateMachine",
                       {{"name", "p"}, {"definition", pass}, {"roleArn", role}, {"publish", true}})
                .code,
            "ValidationException");
}

}  // namespace
}  // namespace snowglobe
