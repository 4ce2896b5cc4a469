// Event buses, rules, targets, schedules and tags, as their API shows them.
#include <gtest/gtest.h>

#include "tests/support/test_world.h"

namespace snowglobe {
namespace {

constexpr auto queue_arn = "arn:aws:sqs:us-east-1:000000000000:q";

std::string put_target_error(TestWorld& world, const Json& target) {
  const AwsError error =
      world.error("events", "PutTargets", Json{{"Rule", "r"}, {"Targets", {target}}});
  return error.code + ": " + error.message;
}

TEST(EventBus, The_default_bus_is_there_and_others_are_made_and_deleted) {
  TestWorld world;
  EXPECT_EQ(world.ok("events", "DescribeEventBus", "{}").at("Arn"),
            "arn:aws:events:us-east-1:000000000000:event-bus/default");
  EXPECT_EQ(world.error("events", "DescribeEventBus", R"({"Name": "shop"})").message,
            "Event bus shop does not exist.");
  const Json made =
      world.ok("events", "CreateEventBus", R"({"Name": "shop", "Description": "orders"})");
  EXPECT_EQ(made.at("EventBusArn"), "arn:aws:events:us-east-1:000000000000:event-bus/shop");
  EXPECT_EQ(world.error("events", "CreateEventBus", R"({"Name": "shop"})").code,
            "ResourceAlreadyExistsException");
  world.ok("events", "UpdateEventBus", R"({"Name": "shop", "Description": "more"})");
  EXPECT_EQ(world.ok("events", "DescribeEventBus", R"({"Name": "shop"})").at("Description"),
            "more");
  EXPECT_EQ(world.ok("events", "ListEventBuses", "{}").at("EventBuses").size(), 2U);
  world.ok("events", "DeleteEventBus", R"({"Name": "shop"})");
  world.ok("events", "DeleteEventBus", R"({"Name": "shop"})");
  EXPECT_EQ(world.ok("events", "ListEventBuses", "{}").at("EventBuses").size(), 1U);
  EXPECT_EQ(world.error("events", "DeleteEventBus", R"({"Name": "default"})").code,
            "ValidationException");
}

TEST(EventBus, A_bus_with_rules_cannot_be_deleted) {
  TestWorld world;
  world.ok("events", "CreateEventBus", R"({"Name": "shop"})");
  world.ok("events", "PutRule",
           R"({"Name": "r", "EventBusName": "shop", "EventPattern": "{\"source\": [\"a\"]}"})");
  EXPECT_EQ(world.error("events", "DeleteEventBus", R"({"Name": "shop"})").message,
            "EventBus can't be deleted since it has rules.");
}

TEST(Rule, What_was_put_is_described_and_replaced_as_a_whole) {
  TestWorld world;
  world.ok("events", "CreateEventBus", R"({"Name": "shop"})");
  const Json put = world.ok("events", "PutRule", R"({"Name": "r", "EventBusName": "shop",
      "EventPattern": "{\"source\": [\"a\"]}", "Description": "d"})");
  EXPECT_EQ(put.at("RuleArn"), "arn:aws:events:us-east-1:000000000000:rule/shop/r");
  Json rule = world.ok("events", "DescribeRule", R"({"Name": "r", "EventBusName": "shop"})");
  EXPECT_EQ(rule.at("State"), "ENABLED");
  EXPECT_EQ(rule.at("Description"), "d");
  EXPECT_EQ(rule.at("EventBusName"), "shop");
  world.ok("events", "PutRule", R"({"Name": "r", "State": "DISABLED", "EventBusName":
      "arn:aws:events:us-east-1:000000000000:event-bus/shop",
      "EventPattern": "{\"source\": [\"b\"]}"})");
  rule = world.ok("events", "DescribeRule", R"({"Name": "r", "EventBusName": "shop"})");
  EXPECT_EQ(rule.at("State"), "DISABLED");
  EXPECT_FALSE(rule.contains("Description"));
  EXPECT_EQ(world.error("events", "DescribeRule", R"({"Name": "r"})").message,
            "Rule r does not exist on EventBus default.");
}

TEST(Rule, A_wrong_rule_is_refused) {
  TestWorld world;
  EXPECT_EQ(world.error("events", "PutRule", R"({"Name": "r"})").message,
            "Parameter(s) EventPattern or ScheduleExpression must be specified.");
  const AwsError pattern =
      world.error("events", "PutRule", R"({"Name": "r", "EventPattern": "{\"a\": 1}"})");
  EXPECT_EQ(pattern.code, "InvalidEventPatternException");
  EXPECT_TRUE(pattern.message.starts_with(
      "Event pattern is not valid. Reason: \"a\" must be an object or an array"));
  EXPECT_EQ(world
                .error("events", "PutRule",
                       R"json({"Name": "r", "ScheduleExpression": "rate(1 minutes)"})json")
                .message,
            "Parameter ScheduleExpression is not valid.");
  EXPECT_EQ(world
                .error("events", "PutRule",
                       Json{{"Name", "r"},
                            {"EventPattern", "{\"a\": [\"" + std::string(3000, 'x') + "\"]}"}})
                .code,
            "InvalidEventPatternException");
  EXPECT_EQ(world.error("events", "PutRule", R"({"Name": "bad name", "EventPattern": "{}"})").code,
            "ValidationException");
}

TEST(Rule, Rules_are_listed_in_pages) {
  TestWorld world;
  for (const auto* name : {"a1", "a2", "a3", "b1"}) {
    world.ok("events", "PutRule", Json{{"Name", name}, {"EventPattern", R"({"source": ["s"]})"}});
  }
  const Json first = world.ok("events", "ListRules", R"({"NamePrefix": "a", "Limit": 2})");
  ASSERT_EQ(first.at("Rules").size(), 2U);
  EXPECT_EQ(first.at("Rules")[1].at("Name"), "a2");
  const Json second =
      world.ok("events", "ListRules",
               Json{{"NamePrefix", "a"}, {"Limit", 2}, {"NextToken", first.at("NextToken")}});
  ASSERT_EQ(second.at("Rules").size(), 1U);
  EXPECT_EQ(second.at("Rules")[0].at("Name"), "a3");
  EXPECT_FALSE(second.contains("NextToken"));
}

TEST(Target, Targets_are_put_listed_and_removed) {
  TestWorld world;
  world.ok("events", "PutRule", R"({"Name": "r", "EventPattern": "{\"source\": [\"a\"]}"})");
  const Json target{{"Id", "1"},
                    {"Arn", queue_arn},
                    {"InputTransformer",
                     {{"InputPathsMap", {{"x", "$.detail.x"}}}, {"InputTemplate", "{\"x\": <x>}"}}},
                    {"RetryPolicy", {{"MaximumRetryAttempts", 3}}}};
  EXPECT_EQ(world.ok("events", "PutTargets", Json{{"Rule", "r"}, {"Targets", {target}}}),
            (Json{{"FailedEntryCount", 0}, {"FailedEntries", Json::array()}}));
  EXPECT_TRUE(json_equal(
      world.ok("events", "ListTargetsByRule", R"({"Rule": "r"})").at("Targets")[0], target));
  EXPECT_EQ(
      world.ok("events", "ListRuleNamesByTarget", Json{{"TargetArn", queue_arn}}).at("RuleNames"),
      Json({"r"}));
  EXPECT_EQ(world.error("events", "DeleteRule", R"({"Name": "r"})").message,
            "Rule can't be deleted since it has targets.");
  world.ok("events", "RemoveTargets", R"({"Rule": "r", "Ids": ["1"]})");
  world.ok("events", "DeleteRule", R"({"Name": "r"})");
  world.ok("events", "DeleteRule", R"({"Name": "r"})");
  EXPECT_EQ(world.ok("events", "ListRules", "{}").at("Rules").size(), 0U);
}

TEST(Target, A_wrong_target_is_refused) {
  TestWorld world;
  world.ok("events", "PutRule", R"({"Name": "r", "EventPattern": "{\"source\": [\"a\"]}"})");
  EXPECT_EQ(put_target_error(world, {{"Id", "1"}, {"Arn", "queue"}}),
            "ValidationException: Parameter queue is not valid. Reason: Provided Arn is not in "
            "correct format.");
  const std::string machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
  EXPECT_EQ(put_target_error(world, {{"Id", "1"}, {"Arn", machine}}),
            "ValidationException: RoleArn is required for target " + machine + ".");
  EXPECT_EQ(put_target_error(world, {{"Id", "1"}, {"Arn", std::string(queue_arn) + ".fifo"}}),
            "ValidationException: Parameter(s) MessageGroupId must be specified for target: 1.");
  EXPECT_EQ(
      put_target_error(
          world, {{"Id", "1"}, {"Arn", queue_arn}, {"Input", "{}"}, {"InputPath", "$.detail"}}),
      "ValidationException: Only one of Input, InputPath, or InputTransformer must be "
      "provided for target 1.");
  EXPECT_EQ(put_target_error(world, {{"Id", "1"}, {"Arn", queue_arn}, {"Input", "{"}}),
            "ValidationException: JSON syntax error in input for target 1.");
  EXPECT_NE(put_target_error(world, {{"Id", "1"},
                                     {"Arn", queue_arn},
                                     {"InputTransformer", {{"InputTemplate", "<x> is"}}}})
                .find("Invalid InputTemplate for target 1"),
            std::string::npos);
  EXPECT_NE(
      put_target_error(world, {{"Id", "1"}, {"Arn", "arn:aws:firehose:us-east-1:000000000000:d/x"}})
          .find("Snowglobe does not support targets like"),
      std::string::npos);
  EXPECT_TRUE(world.ok("events", "ListTargetsByRule", R"({"Rule": "r"})").at("Targets").empty());
}

TEST(Target, A_rule_has_at_most_five) {
  TestWorld world;
  world.ok("events", "PutRule", R"({"Name": "r", "EventPattern": "{\"source\": [\"a\"]}"})");
  Json targets = Json::array();
  for (int i = 0; i < 6; ++i) targets.push_back({{"Id", std::to_string(i)}, {"Arn", queue_arn}});
  EXPECT_EQ(world.error("events", "PutTargets", Json{{"Rule", "r"}, {"Targets", targets}}).code,
            "LimitExceededException");
  EXPECT_TRUE(world.ok("events", "ListTargetsByRule", R"({"Rule": "r"})").at("Targets").empty());
}

TEST(PutEvents, Each_entry_is_answered_for_itself) {
  TestWorld world;
  const Json output = world.ok("events", "PutEvents", R"({"Entries": [
      {"Source": "s", "DetailType": "t", "Detail": "{}"},
      {"DetailType": "t", "Detail": "{}"},
      {"Source": "s", "Detail": "{}"},
      {"Source": "s", "DetailType": "t"},
      {"Source": "s", "DetailType": "t", "Detail": "not JSON"},
      {"Source": "s", "DetailType": "t", "Detail": "[1]"},
      {"Source": "aws.s3", "DetailType": "t", "Detail": "{}"},
      {"Source": "s", "DetailType": "t", "Detail": "{}", "EventBusName": "nowhere"}]})");
  EXPECT_EQ(output.at("FailedEntryCount"), 6);
  const Json& entries = output.at("Entries");
  EXPECT_EQ(entries[0].at("EventId").get<std::string>().size(), 36U);
  EXPECT_EQ(entries[1], (Json{{"ErrorCode", "InvalidArgument"},
                              {"ErrorMessage",
                               "Parameter Source is not valid. Reason: Source is a required "
                               "argument."}}));
  EXPECT_EQ(entries[2].at("ErrorMessage"),
            "Parameter DetailType is not valid. Reason: DetailType is a required argument.");
  EXPECT_EQ(entries[3].at("ErrorMessage"),
            "Parameter Detail is not valid. Reason: Detail is a required argument.");
  EXPECT_EQ(entries[4],
            (Json{{"ErrorCode", "MalformedDetail"}, {"ErrorMessage", "Detail is malformed."}}));
  EXPECT_EQ(entries[5].at("ErrorCode"), "MalformedDetail");
  EXPECT_EQ(entries[6].at("ErrorCode"), "NotAuthorizedForSourceException");
  EXPECT_TRUE(entries[7].contains("EventId"));
}

TEST(PutEvents, Too_many_or_too_large_entries_are_refused) {
  TestWorld world;
  Json entry{{"Source", "s"}, {"DetailType", "t"}, {"Detail", "{}"}};
  EXPECT_EQ(world.error("events", "PutEvents", Json{{"Entries", Json(11, entry)}}).code,
            "ValidationException");
  EXPECT_EQ(world.error("events", "PutEvents", R"({"Entries": []})").code, "ValidationException");
  entry["Detail"] = "{\"x\":\"" + std::string(1024 * 1024, 'x') + "\"}";
  EXPECT_EQ(world.error("events", "PutEvents", Json{{"Entries", {entry}}}).message,
            "Total size of the entries in the request is over the limit.");
}

TEST(TestEventPattern, It_tells_whether_an_event_matches) {
  TestWorld world;
  const std::string event = R"({"id": "1", "detail-type": "t", "source": "s", "account": "0",
      "time": "2026-01-01T00:00:00Z", "region": "r", "resources": [], "detail": {"a": 5}})";
  const auto test = [&](const char* pattern) {
    return world.ok("events", "TestEventPattern", Json{{"EventPattern", pattern}, {"Event", event}})
        .at("Result");
  };
  EXPECT_EQ(test(R"({"detail": {"a": [{"numeric": [">", 4]}]}})"), true);
  EXPECT_EQ(test(R"({"detail": {"a": [{"numeric": [">", 5]}]}})"), false);
  EXPECT_EQ(
      world.error("events", "TestEventPattern", Json{{"EventPattern", "{}"}, {"Event", event}})
          .code,
      "InvalidEventPatternException");
  EXPECT_EQ(world
                .error("events", "TestEventPattern",
                       Json{{"EventPattern", R"({"a": [1]})"}, {"Event", "{}"}})
                .code,
            "ValidationException");
}

TEST(Tags, Rules_and_buses_carry_tags) {
  TestWorld world;
  const Json put = world.ok("events", "PutRule", R"json({"Name": "r", "ScheduleExpression":
      "rate(1 day)", "Tags": [{"Key": "team", "Value": "a"}]})json");
  const Json rule{{"ResourceARN", put.at("RuleArn")}};
  Json more = rule;
  more["Tags"] = {{{"Key", "stage"}, {"Value", "dev"}}};
  world.ok("events", "TagResource", more);
  EXPECT_EQ(world.ok("events", "ListTagsForResource", rule).at("Tags"),
            parse_json(R"([{"Key": "stage", "Value": "dev"}, {"Key": "team", "Value": "a"}])"));
  Json less = rule;
  less["TagKeys"] = {"team"};
  world.ok("events", "UntagResource", less);
  EXPECT_EQ(world.ok("events", "ListTagsForResource", rule).at("Tags").size(), 1U);
  EXPECT_EQ(world
                .error("events", "ListTagsForResource", R"({"ResourceARN":
      "arn:aws:events:us-east-1:000000000000:rule/nothing"})")
                .code,
            "ResourceNotFoundException");
}

}  // namespace
}  // namespace snowglobe
