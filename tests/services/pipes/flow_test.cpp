// Messages on their way through a pipe: what arrives, what stays, what comes again.
#include "tests/services/pipes/flow.h"

#include <gtest/gtest.h>

namespace snowglobe {
namespace {

TEST(PipeFlow, Messages_sent_before_and_after_its_creation_go_through_and_leave_the_queue) {
  Flow flow;
  flow.send(R"({"n": 1})");
  flow.make_pipe();
  flow.send(R"({"n": 2})");
  EXPECT_EQ(flow.bodies(), (Bodies{R"({"n":1})", R"({"n":2})"}));
  flow.advance("1h");
  flow.send(R"({"n": 3})");
  EXPECT_EQ(flow.bodies(), Bodies{R"({"n":3})"});
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, Without_a_template_the_record_arrives) {
  Flow flow;
  flow.make_pipe({{"TargetParameters", Json::object()}});
  flow.send(R"({"n": 1})");
  const auto bodies = flow.bodies();
  ASSERT_EQ(bodies.size(), 1U);
  const Json record = parse_json(bodies[0]);
  std::vector<std::string> names;
  for (const auto& [name, value] : record.items()) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"messageId", "receiptHandle", "body", "attributes",
                                             "messageAttributes", "md5OfBody", "eventSource",
                                             "eventSourceARN", "awsRegion"}));
  EXPECT_EQ(record.at("body"), R"({"n": 1})");  // as text: only filters and templates read it
  EXPECT_EQ(record.at("eventSource"), "aws:sqs");
  EXPECT_EQ(record.at("eventSourceARN"), Flow::queue_arn("in"));
  EXPECT_EQ(record.at("awsRegion"), "us-east-1");
  EXPECT_EQ(record.at("attributes").at("ApproximateReceiveCount"), "1");
  EXPECT_FALSE(record.at("attributes").contains("SnowglobeCause"));
}

TEST(PipeFlow, A_template_names_parts_of_the_body_and_the_pipe) {
  Flow flow;
  flow.make_pipe({{"TargetParameters",
                   {{"InputTemplate", R"({"n": <$.body.n>, "s": "<$.body.s>!", "t": <$.body.s>,)"
                                      R"( "pipe": <aws.pipes.pipe-name>})"}}}});
  flow.send(R"({"n": [1], "s": "x"})");
  EXPECT_EQ(flow.bodies(), Bodies{R"({"n": [1], "s": "x!", "t": "x", "pipe": "p"})"});
}

TEST(PipeFlow, What_a_filter_holds_back_is_deleted) {
  Flow flow;
  flow.make_pipe({{"SourceParameters", parse_json(R"({"FilterCriteria": {"Filters": [
      {"Pattern": "{\"body\": {\"n\": [{\"numeric\": [\">\", 1]}]}}"},
      {"Pattern": "{\"body\": [\"plain\"]}"}]}})")}});
  for (const auto* body : {R"({"n": 1})", R"({"n": 2})", "plain", "other", "{broken"}) {
    flow.send(body);
  }
  EXPECT_EQ(flow.bodies(), (Bodies{R"({"n":2})", "\"plain\""}));
  EXPECT_EQ(flow.count(), "0+0");
}

// What a filter or a template may cost is bounded: the one holds the message back, the other fails.
TEST(PipeFlow, A_filter_or_a_template_that_costs_too_much_holds_nothing_up) {
  const std::string body = print_json(std::vector<int>(400'000, 7));
  std::string tests = "1";
  for (int i = 0; i < 900; ++i) tests += ",1";
  const std::string pattern = R"({"body": [)" + tests + "]}";
  Flow flow;
  flow.make_pipe(
      {{"SourceParameters", {{"FilterCriteria", {{"Filters", {{{"Pattern", pattern}}}}}}}}});
  flow.send(body);
  EXPECT_EQ(flow.bodies(), Bodies{});
  EXPECT_EQ(flow.count(), "0+0");
  EXPECT_NE(print_json(flow.world().journal({})).find("message not matched"), std::string::npos);

  std::string text;
  for (int i = 0; i < 100; ++i) text += "<$.body[*].m" + std::to_string(i) + ">";
  Flow other;
  other.make_pipe({{"TargetParameters", {{"InputTemplate", "\"" + text + "\""}}}});
  other.send(body);
  EXPECT_EQ(other.bodies(), Bodies{});
  EXPECT_EQ(other.count(), "0+1");
  other.send("[]");
  EXPECT_EQ(other.bodies(), Bodies{"\"\""});
}

// The heart of storage first: a failing target must not lose a message.
TEST(PipeFlow, When_the_target_fails_the_message_stays_and_comes_again) {
  Flow flow;
  flow.make_pipe();
  flow.fault(R"({"service": "sqs", "operation": "SendMessageBatch", "effect": "error",
                 "code": "ServiceUnavailable", "message": "away", "status": 503})");
  flow.send("1");
  EXPECT_EQ(flow.count(), "0+1");
  flow.advance("2m");
  EXPECT_EQ(flow.bodies(), Bodies{});
  flow.no_faults();
  flow.advance("30s");
  EXPECT_EQ(flow.bodies(), Bodies{"\"1\""});
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, A_message_that_always_fails_ends_in_the_dead_letter_queue) {
  Flow flow(Json{{"RedrivePolicy", "{\"deadLetterTargetArn\": \"" + Flow::queue_arn("out") +
                                       "\", \"maxReceiveCount\": 3}"}});
  flow.make_pipe({{"Target", Flow::queue_arn("nowhere")}});
  flow.send("x");
  flow.advance("89s");
  EXPECT_EQ(flow.bodies("out"), Bodies{});
  flow.advance("1s");
  EXPECT_EQ(flow.bodies("out"), Bodies{"x"});
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, When_a_part_of_the_batch_fails_only_that_comes_again) {
  Flow flow;
  for (int i = 0; i < 10; ++i) flow.send(std::to_string(i));
  flow.fault(R"({"service": "sqs", "operation": "SendMessageBatch", "effect": "partial",
                 "chance": 0.5, "count": 1})");
  flow.make_pipe();
  const std::size_t first = flow.bodies().size();
  EXPECT_GT(first, 0U);
  EXPECT_LT(first, 10U);
  flow.advance("30s");
  EXPECT_EQ(flow.bodies().size(), 10 - first);
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, When_deleting_fails_it_is_tried_again_before_the_message_is_visible) {
  Flow flow;
  flow.fault(R"({"service": "sqs", "operation": "DeleteMessageBatch", "effect": "throttle",
                 "count": 3})");
  flow.make_pipe();
  flow.send("1");
  flow.advance("5m");
  EXPECT_EQ(flow.bodies(), Bodies{"\"1\""});
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, A_batching_window_gathers_messages_until_it_ends_or_the_batch_is_full) {
  Flow flow;
  flow.make_pipe({{"SourceParameters", Flow::batch_of(3, 20)}});
  flow.send("1");
  flow.advance("10s");
  flow.send("2");
  EXPECT_EQ(flow.bodies(), Bodies{});
  flow.advance("10s");
  EXPECT_EQ(flow.bodies(), (Bodies{"\"1\"", "\"2\""}));
  for (const auto* body : {"3", "4", "5"}) flow.send(body);
  EXPECT_EQ(flow.bodies(), (Bodies{"\"3\"", "\"4\"", "\"5\""}));
}

TEST(PipeFlow, A_stopped_pipe_leaves_messages_alone_and_a_started_one_goes_on) {
  Flow flow;
  flow.make_pipe();
  flow.ok("pipes", "StopPipe", R"({"Name": "p"})");
  EXPECT_EQ(flow.state(), "STOPPED");
  flow.send("1");
  flow.advance("1h");
  EXPECT_EQ(flow.count(), "1+0");
  flow.ok("pipes", "StartPipe", R"({"Name": "p"})");
  EXPECT_EQ(flow.bodies(), Bodies{"\"1\""});
}

TEST(PipeFlow, A_stopped_pipe_brings_to_its_end_what_is_on_the_way) {
  Flow flow;
  flow.fault(R"({"service": "sqs", "operation": "SendMessageBatch", "effect": "delay",
                 "delay": "10s"})");
  flow.make_pipe();
  flow.send("1");
  flow.ok("pipes", "StopPipe", R"({"Name": "p"})");
  EXPECT_EQ(flow.state(), "STOPPING");
  EXPECT_EQ(flow.error("pipes", "StartPipe", R"({"Name": "p"})").code, "ConflictException");
  flow.advance("10s");
  EXPECT_EQ(flow.state(), "STOPPED");
  EXPECT_EQ(flow.bodies(), Bodies{"\"1\""});
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, A_deleted_pipe_loses_nothing) {
  Flow flow;
  flow.make_pipe({{"SourceParameters", Flow::batch_of(10, 20)}});
  flow.send("1");
  flow.ok("pipes", "DeletePipe", R"({"Name": "p"})");
  EXPECT_EQ(flow.bodies(), Bodies{"\"1\""});
  EXPECT_EQ(flow.error("pipes", "DescribePipe", R"({"Name": "p"})").code, "NotFoundException");
  flow.send("2");
  flow.advance("1h");
  EXPECT_EQ(flow.count(), "1+0");
}

// While one batch waits for its target, others must go on, but not without end.
TEST(PipeFlow, Up_to_five_batches_are_on_their_way_at_a_time) {
  Flow flow;
  flow.fault(R"({"service": "sqs", "operation": "SendMessageBatch", "effect": "delay",
                 "delay": "10s"})");
  for (int i = 0; i < 12; ++i) flow.send(std::to_string(i));
  flow.make_pipe({{"SourceParameters", Flow::batch_of(1)}});
  EXPECT_EQ(flow.count(), "7+5");
  flow.advance("10s");
  EXPECT_EQ(flow.bodies().size(), 5U);
  flow.advance("20s");
  EXPECT_EQ(flow.bodies().size(), 7U);
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, A_FIFO_queue_keeps_the_order_of_a_group_when_its_first_message_fails) {
  Flow flow;
  flow.make_queue(
      "in.fifo",
      {{"FifoQueue", "true"}, {"ContentBasedDeduplication", "true"}, {"VisibilityTimeout", "30"}});
  flow.fault(R"({"service": "sqs", "operation": "SendMessageBatch", "effect": "throttle",
                 "count": 1})");
  flow.make_pipe({{"Source", Flow::queue_arn("in.fifo")}, {"SourceParameters", Flow::batch_of(1)}});
  for (const auto* body : {"1", "2", "3"}) flow.send(body, "in.fifo", "g");
  EXPECT_EQ(flow.bodies(), Bodies{});
  flow.advance("30s");
  EXPECT_EQ(flow.bodies(), (Bodies{"\"1\"", "\"2\"", "\"3\""}));
}

TEST(PipeFlow, A_pipe_whose_queue_comes_later_waits_for_it) {
  Flow flow;
  flow.make_pipe({{"Source", Flow::queue_arn("late")}});
  flow.advance("10m");
  flow.make_queue("late");
  flow.send("1", "late");
  flow.advance("1m");
  EXPECT_EQ(flow.bodies(), Bodies{"\"1\""});
}

TEST(PipeFlow, A_kill_at_any_moment_forgets_nothing) {
  Flow flow;
  flow.make_pipe({{"SourceParameters", Flow::batch_of(10, 20)}});
  flow.restart();  // while it polls
  flow.send("1");
  flow.restart();  // while it gathers
  flow.fault(R"({"service": "sqs", "operation": "SendMessageBatch", "effect": "delay",
                 "delay": "5s", "count": 1})");
  flow.advance("20s");
  flow.restart();  // while the target is called
  flow.advance("5s");
  EXPECT_EQ(flow.bodies(), Bodies{"\"1\""});
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeFlow, An_event_bus_takes_the_body_as_the_detail_of_an_event) {
  Flow flow;
  flow.ok("events", "PutRule", Json{{"Name", "r"}, {"EventPattern", R"({"source": ["Pipe p"]})"}});
  flow.ok("events", "PutTargets",
          Json{{"Rule", "r"}, {"Targets", {{{"Id", "1"}, {"Arn", Flow::queue_arn("out")}}}}});
  flow.make_pipe({{"Target", "arn:aws:events:us-east-1:000000000000:event-bus/default"},
                  {"TargetParameters",
                   {{"InputTemplate", "<$.body>"},
                    {"EventBridgeEventBusParameters", {{"DetailType", "$.body.type"}}}}}});
  flow.send(R"({"type": "order", "n": 1})");
  flow.send("no object");  // the bus refuses it
  const auto bodies = flow.bodies();
  ASSERT_EQ(bodies.size(), 1U);
  const Json event = parse_json(bodies[0]);
  EXPECT_EQ(event.at("detail-type"), "order");
  EXPECT_EQ(event.at("detail").at("n"), 1);
  EXPECT_EQ(flow.count(), "0+1");
}

TEST(PipeFlow, Two_pipes_share_a_queue_without_doing_a_message_twice) {
  Flow flow;
  flow.make_pipe();
  flow.make_pipe({{"Name", "p2"}});
  for (int i = 0; i < 20; ++i) flow.send(std::to_string(i));
  flow.advance("5m");
  EXPECT_EQ(flow.bodies().size(), 20U);
}

}  // namespace
}  // namespace snowglobe
