// Events on their way to targets: what arrives, what is tried again, what is given up.
#include <gtest/gtest.h>

#include "tests/support/test_world.h"

namespace snowglobe {
namespace {

// A world in which the rule "r" sends what comes from "shop" to the queue "q".
class Shop : public TestWorld {
 public:
  Shop() {
    make_queue("q");
    put_rule("r", R"({"source": ["shop"]})");
  }

  static std::string queue_arn(const std::string& name) {
    return "arn:aws:sqs:us-east-1:000000000000:" + name;
  }

  void make_queue(const std::string& name, Json attributes = Json::object()) {
    urls_[name] = ok("sqs", "CreateQueue", Json{{"QueueName", name}, {"Attributes", attributes}})
                      .at("QueueUrl");
  }
  void delete_queue(const std::string& name) {
    ok("sqs", "DeleteQueue", Json{{"QueueUrl", urls_[name]}});
  }
  void put_rule(const std::string& name, const std::string& pattern) {
    ok("events", "PutRule", Json{{"Name", name}, {"EventPattern", pattern}});
  }
  void put_target(Json target, const std::string& rule = "r") {
    if (!target.contains("Id")) target["Id"] = "1";
    if (!target.contains("Arn")) target["Arn"] = queue_arn("q");
    ok("events", "PutTargets", Json{{"Rule", rule}, {"Targets", {target}}});
  }
  std::string put_event(const std::string& detail, const std::string& source = "shop") {
    const Json output = ok("events", "PutEvents",
                           Json{{"Entries",
                                 {{{"Source", source},
                                   {"DetailType", "order"},
                                   {"Resources", {"a"}},
                                   {"Detail", detail}}}}});
    return output.at("Entries")[0].at("EventId");
  }
  // The messages that are in the queue, each with its attributes; they are taken away.
  Json messages(const std::string& name = "q") {
    const Json output = ok("sqs", "ReceiveMessage",
                           Json{{"QueueUrl", urls_[name]},
                                {"MaxNumberOfMessages", 10},
                                {"MessageAttributeNames", {"All"}},
                                {"MessageSystemAttributeNames", {"All"}}});
    const Json* found = find_member(output, "Messages");
    Json messages = found == nullptr ? Json::array() : *found;
    for (const Json& message : messages) {
      ok("sqs", "DeleteMessage",
         Json{{"QueueUrl", urls_[name]}, {"ReceiptHandle", message.at("ReceiptHandle")}});
    }
    return messages;
  }
  std::vector<std::string> bodies(const std::string& name = "q") {
    std::vector<std::string> bodies;
    for (const Json& message : messages(name)) bodies.push_back(message.at("Body"));
    return bodies;
  }
  void fault(const char* rule) { world().add_fault(parse_json(rule)); }

 private:
  std::map<std::string, std::string> urls_;
};

using Bodies = std::vector<std::string>;

TEST(Delivery, A_matching_event_arrives_with_its_members_in_order) {
  Shop shop;
  shop.put_target({});
  const std::string id = shop.put_event(R"({"b": 1, "a": [true, null, 1.5]})");
  shop.put_event("{}", "elsewhere");
  EXPECT_EQ(shop.bodies(),
            Bodies{R"({"version":"0","id":")" + id +
                   R"(","detail-type":"order","source":"shop","account":"000000000000",)"
                   R"("time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":["a"],)"
                   R"("detail":{"b":1,"a":[true,null,1.5]}})"});
}

TEST(Delivery, A_disabled_rule_and_another_bus_send_nothing) {
  Shop shop;
  shop.put_target({});
  shop.ok("events", "DisableRule", R"({"Name": "r"})");
  shop.put_event("{}");
  EXPECT_EQ(shop.bodies(), Bodies{});
  shop.ok("events", "EnableRule", R"({"Name": "r"})");
  shop.ok("events", "CreateEventBus", R"({"Name": "other"})");
  shop.ok("events", "PutEvents", R"({"Entries": [{"Source": "shop", "DetailType": "t",
      "Detail": "{}", "EventBusName": "other"}]})");
  EXPECT_EQ(shop.bodies(), Bodies{});
  shop.put_event("{}");
  EXPECT_EQ(shop.bodies().size(), 1U);
}

TEST(Delivery, Input_InputPath_and_InputTransformer_shape_what_arrives) {
  Shop shop;
  shop.put_target({{"Id", "1"}, {"Input", R"({"constant": 1})"}});
  shop.put_target({{"Id", "2"}, {"InputPath", "$.detail.order"}});
  shop.put_target({{"Id", "3"},
                   {"InputTransformer",
                    {{"InputPathsMap", {{"id", "$.detail.order.id"}, {"none", "$.detail.x"}}},
                     {"InputTemplate", R"({"id": <id>, "text": "<id> by <aws.events.rule-name>",)"
                                       R"( "at": <aws.events.event.ingestion-time>,)"
                                       R"( "none": <none>})"}}}});
  shop.put_target({{"Id", "4"}, {"InputTransformer", {{"InputTemplate", "<aws.events.event>"}}}});
  const std::string id = shop.put_event(R"({"order": {"id": 7}})");
  EXPECT_EQ(
      shop.bodies(),
      (Bodies{R"({"constant": 1})", R"({"id":7})",
              R"({"id": 7, "text": "7 by r", "at": "2026-01-01T00:00:00Z", "none": ""})",
              R"({"version":"0","id":")" + id +
                  R"(","detail-type":"order","source":"shop","account":"000000000000",)"
                  R"("time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":["a"]})"}));
}

TEST(Delivery, A_FIFO_queue_gets_its_message_group) {
  Shop shop;
  shop.make_queue("f.fifo", {{"FifoQueue", "true"}, {"ContentBasedDeduplication", "true"}});
  shop.put_target(
      {{"Arn", Shop::queue_arn("f.fifo")}, {"SqsParameters", {{"MessageGroupId", "g"}}}});
  shop.put_event("{}");
  const Json messages = shop.messages("f.fifo");
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].at("Attributes").at("MessageGroupId"), "g");
}

// A crash of the target for a while must lose nothing.
TEST(Delivery, An_unavailable_target_is_tried_again_until_it_takes_the_event) {
  Shop shop;
  shop.put_target({});
  shop.fault(R"({"service": "sqs", "operation": "SendMessage", "count": 5, "effect": "error",
                 "code": "ServiceUnavailable", "message": "away", "status": 503})");
  shop.put_event("{}");
  EXPECT_EQ(shop.bodies(), Bodies{});
  shop.restart();
  shop.advance("5m");
  EXPECT_EQ(shop.bodies().size(), 1U);
  shop.advance("25h");
  EXPECT_EQ(shop.bodies(), Bodies{});
}

TEST(Delivery, A_slow_target_is_waited_for) {
  Shop shop;
  shop.put_target({});
  shop.fault(R"({"service": "sqs", "operation": "SendMessage", "effect": "delay",
                 "delay": "30s"})");
  shop.put_event("{}");
  EXPECT_EQ(shop.bodies(), Bodies{});
  shop.restart();
  shop.advance("30s");
  EXPECT_EQ(shop.bodies().size(), 1U);
  shop.advance("25h");
  EXPECT_EQ(shop.bodies(), Bodies{});
}

TEST(Delivery, What_is_given_up_goes_to_the_dead_letter_queue_and_says_why) {
  Shop shop;
  shop.make_queue("dead");
  shop.put_target({{"DeadLetterConfig", {{"Arn", Shop::queue_arn("dead")}}},
                   {"InputPath", "$.detail"},
                   {"RetryPolicy", {{"MaximumRetryAttempts", 2}}}});
  shop.fault(R"({"service": "sqs", "operation": "SendMessage", "resource": "*/q",
                 "effect": "throttle"})");
  const std::string id = shop.put_event(R"({"a": 1})");
  EXPECT_TRUE(shop.messages("dead").empty());
  shop.advance("1h");
  const Json messages = shop.messages("dead");
  ASSERT_EQ(messages.size(), 1U);
  const Json event = parse_json(messages[0].at("Body").get<std::string>());
  EXPECT_EQ(event.at("id"), id);  // the event, not what the target would have been given
  const Json& attributes = messages[0].at("MessageAttributes");
  const auto value = [&](const char* name) { return attributes.at(name).at("StringValue"); };
  EXPECT_EQ(value("RULE_ARN"), "arn:aws:events:us-east-1:000000000000:rule/r");
  EXPECT_EQ(value("TARGET_ARN"), Shop::queue_arn("q"));
  EXPECT_EQ(value("ERROR_CODE"), "THROTTLING");
  EXPECT_EQ(value("EXHAUSTED_RETRY_CONDITION"), "MaximumRetryAttempts");
  EXPECT_EQ(value("RETRY_ATTEMPTS"), "2");
  EXPECT_TRUE(attributes.contains("ERROR_MESSAGE"));
}

TEST(Delivery, An_event_is_not_kept_beyond_its_age) {
  Shop shop;
  shop.make_queue("dead");
  shop.put_target({{"DeadLetterConfig", {{"Arn", Shop::queue_arn("dead")}}},
                   {"RetryPolicy", {{"MaximumEventAgeInSeconds", 60}}}});
  shop.fault(R"({"service": "sqs", "operation": "SendMessage", "resource": "*/q",
                 "effect": "drop"})");
  shop.put_event("{}");
  shop.advance("59s");
  EXPECT_TRUE(shop.messages("dead").empty());
  shop.advance("1s");
  const Json messages = shop.messages("dead");
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].at("MessageAttributes").at("EXHAUSTED_RETRY_CONDITION").at("StringValue"),
            "MaximumEventAgeInSeconds");
}

TEST(Delivery, A_target_that_is_gone_is_not_tried_again) {
  Shop shop;
  shop.make_queue("dead");
  shop.put_target({{"DeadLetterConfig", {{"Arn", Shop::queue_arn("dead")}}}});
  shop.delete_queue("q");
  shop.put_event("{}");
  const Json messages = shop.messages("dead");
  ASSERT_EQ(messages.size(), 1U);
  const Json& attributes = messages[0].at("MessageAttributes");
  EXPECT_EQ(attributes.at("ERROR_CODE").at("StringValue"), "NO_RESOURCE");
  EXPECT_FALSE(attributes.contains("EXHAUSTED_RETRY_CONDITION"));
}

std::string numbers(int count) { return print_json({{"v", std::vector<int>(count, 7)}}); }

// One rule must not hold up the world, nor the other rules.
TEST(Delivery, An_event_that_costs_a_rule_too_much_is_not_matched_by_that_rule) {
  Shop shop;
  shop.make_queue("other");
  std::string tests = "1";
  for (int i = 0; i < 900; ++i) tests += ",1";
  const std::string slow = R"({"detail": {"v": [)" + tests + "]}}";
  shop.put_rule("a-slow-one", slow);
  shop.put_target({{"Arn", Shop::queue_arn("other")}}, "a-slow-one");
  shop.put_target({{"InputPath", "$.source"}});
  shop.put_event(numbers(400'000));
  EXPECT_EQ(shop.bodies(), Bodies{R"("shop")"});
  EXPECT_EQ(shop.bodies("other"), Bodies{});
  EXPECT_NE(print_json(shop.world().journal({})).find("event not matched"), std::string::npos);
  const Json event = {{"id", "1"},       {"detail-type", "d"},
                      {"source", "s"},   {"account", "1"},
                      {"time", "t"},     {"region", "r"},
                      {"resources", {}}, {"detail", parse_json(numbers(400'000))}};
  EXPECT_EQ(shop.error("events", "TestEventPattern",
                       Json{{"EventPattern", slow}, {"Event", print_json(event)}})
                .code,
            "InvalidEventPatternException");
}

TEST(Delivery, A_template_that_costs_too_much_ends_in_the_dead_letter_queue) {
  Shop shop;
  shop.make_queue("dead");
  Json paths;
  std::string text;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "p" + std::to_string(i);
    paths[name] = "$.detail.v[*]." + name;
    text += "<" + name + ">";
  }
  shop.put_target(
      {{"DeadLetterConfig", {{"Arn", Shop::queue_arn("dead")}}},
       {"InputTransformer", {{"InputPathsMap", paths}, {"InputTemplate", "\"" + text + "\""}}}});
  shop.put_event(numbers(400'000));
  EXPECT_EQ(shop.bodies(), Bodies{});
  const Json messages = shop.messages("dead");
  ASSERT_EQ(messages.size(), 1U);
  const Json& attributes = messages[0].at("MessageAttributes");
  EXPECT_EQ(attributes.at("ERROR_CODE").at("StringValue"), "INVALID_PARAMETER");
  EXPECT_FALSE(attributes.contains("EXHAUSTED_RETRY_CONDITION"));
}

TEST(Delivery, An_event_goes_from_bus_to_bus_but_not_to_a_third) {
  Shop shop;
  for (const auto* name : {"second", "third"})
    shop.ok("events", "CreateEventBus", {{"Name", name}});
  const auto bus_arn = [](const std::string& name) {
    return "arn:aws:events:us-east-1:000000000000:event-bus/" + name;
  };
  shop.put_target({{"Arn", bus_arn("second")}});
  for (const auto& [bus, target] : {std::pair{"second", bus_arn("third")},
                                    {"second", Shop::queue_arn("q")},
                                    {"third", Shop::queue_arn("q")}}) {
    shop.ok(
        "events", "PutRule",
        Json{{"Name", "r"}, {"EventBusName", bus}, {"EventPattern", R"({"source": ["shop"]})"}});
    shop.ok("events", "PutTargets",
            Json{{"Rule", "r"},
                 {"EventBusName", bus},
                 {"Targets", {{{"Id", target.substr(target.size() - 1)}, {"Arn", target}}}}});
  }
  const std::string id = shop.put_event("{}");
  const auto bodies = shop.bodies();
  ASSERT_EQ(bodies.size(), 1U);
  EXPECT_EQ(parse_json(bodies[0]).at("id"), id);
}

TEST(Delivery, A_circle_of_buses_ends) {
  Shop shop;
  shop.put_target({{"Arn", "arn:aws:events:us-east-1:000000000000:event-bus/default"}});
  shop.put_event("{}");
  shop.advance("1h");
}

TEST(Schedule, A_scheduled_rule_fires_at_its_moments) {
  Shop shop;
  shop.ok("events", "PutRule",
          R"json({"Name": "s", "ScheduleExpression": "rate(10 minutes)"})json");
  shop.put_target({}, "s");
  shop.advance("9m");
  EXPECT_EQ(shop.bodies(), Bodies{});
  shop.advance("1m");
  const auto bodies = shop.bodies();
  ASSERT_EQ(bodies.size(), 1U);
  const Json event = parse_json(bodies[0]);
  EXPECT_EQ(event.at("detail-type"), "Scheduled Event");
  EXPECT_EQ(event.at("source"), "aws.events");
  EXPECT_EQ(event.at("time"), "2026-01-01T00:10:00Z");
  EXPECT_EQ(event.at("resources"), Json({"arn:aws:events:us-east-1:000000000000:rule/s"}));
  EXPECT_EQ(event.at("detail"), Json::object());
  shop.advance("30m");
  EXPECT_EQ(shop.bodies().size(), 3U);
  shop.ok("events", "DisableRule", R"({"Name": "s"})");
  shop.advance("1h");
  EXPECT_EQ(shop.bodies(), Bodies{});
}

TEST(Delivery, A_state_machine_is_started_with_the_event) {
  Shop shop;
  const Json machine = shop.ok(
      "states", "CreateStateMachine",
      Json{{"name", "m"},
           {"roleArn", "arn:aws:iam::000000000000:role/r"},
           {"definition", R"({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}})"}});
  shop.put_target({{"Arn", machine.at("stateMachineArn")},
                   {"RoleArn", "arn:aws:iam::000000000000:role/r"},
                   {"InputPath", "$.detail"}});
  const std::string id = shop.put_event(R"({"a": 1})");
  shop.settle();
  const Json executions =
      shop.ok("states", "ListExecutions", Json{{"stateMachineArn", machine.at("stateMachineArn")}})
          .at("executions");
  ASSERT_EQ(executions.size(), 1U);
  EXPECT_TRUE(executions[0].at("name").get<std::string>().starts_with(id));
  const Json execution = shop.ok("states", "DescribeExecution",
                                 Json{{"executionArn", executions[0].at("executionArn")}});
  EXPECT_EQ(execution.at("input"), R"({"a":1})");
  EXPECT_EQ(execution.at("status"), "SUCCEEDED");
}

}  // namespace
}  // namespace snowglobe
