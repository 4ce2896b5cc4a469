// Pipes whose target is a state machine.
#include <gtest/gtest.h>

#include "tests/services/pipes/flow.h"

namespace snowglobe {
namespace {

class MachineFlow : public Flow {
 public:
  // `states` as of a definition that starts at "S".
  MachineFlow(const char* type, const std::string& states) {
    machine_ = ok("states", "CreateStateMachine",
                  Json{{"name", "m"},
                       {"type", type},
                       {"roleArn", "arn:aws:iam::000000000000:role/r"},
                       {"definition", R"({"StartAt": "S", "States": )" + states + "}"}})
                   .at("stateMachineArn");
  }
  void make_machine_pipe(const char* invocation, const Json& source = batch_of(1),
                         const char* input_template = "<$.body>") {
    Json parameters{{"StepFunctionStateMachineParameters", {{"InvocationType", invocation}}}};
    if (input_template != nullptr) parameters["InputTemplate"] = input_template;
    make_pipe(
        {{"Target", machine_}, {"SourceParameters", source}, {"TargetParameters", parameters}});
  }
  Json executions() {
    Json all = Json::array();
    const Json list = ok("states", "ListExecutions", Json{{"stateMachineArn", machine_}});
    for (const Json& listed : list.at("executions")) {
      all.push_back(
          ok("states", "DescribeExecution", Json{{"executionArn", listed.at("executionArn")}}));
    }
    return all;
  }

 private:
  Json machine_;
};

constexpr auto pass = R"({"S": {"Type": "Pass", "End": true}})";
constexpr auto fail = R"({"S": {"Type": "Fail", "Error": "CircuitOpen"}})";
// Fails unless the first record says {"good": true}.
constexpr auto picky = R"({
  "S": {"Type": "Choice", "Default": "Bad",
        "Choices": [{"Variable": "$[0].good", "BooleanEquals": true, "Next": "Good"}]},
  "Good": {"Type": "Succeed"}, "Bad": {"Type": "Fail", "Error": "Bad"}})";

TEST(PipeToStateMachine, Fire_and_forget_starts_an_execution_with_the_batch_as_an_array) {
  MachineFlow flow("STANDARD", fail);
  flow.make_machine_pipe("FIRE_AND_FORGET");
  flow.send(R"({"n": 1})");
  flow.settle();
  const Json executions = flow.executions();
  ASSERT_EQ(executions.size(), 1U);
  EXPECT_EQ(executions[0].at("input"), R"([{"n":1}])");
  EXPECT_EQ(executions[0].at("status"), "FAILED");
  EXPECT_EQ(flow.count(), "0+0");  // nobody asked how it ended
}

TEST(PipeToStateMachine, A_batch_is_one_execution_and_records_come_whole_without_a_template) {
  MachineFlow flow("STANDARD", pass);
  for (const auto* body : {"a", "b"}) flow.send(body);
  flow.make_machine_pipe("FIRE_AND_FORGET", Flow::batch_of(10), nullptr);
  flow.settle();
  const Json executions = flow.executions();
  ASSERT_EQ(executions.size(), 1U);
  const Json input = parse_json(executions[0].at("input").get<std::string>());
  ASSERT_EQ(input.size(), 2U);
  EXPECT_EQ(input[0].at("body"), "a");
  EXPECT_EQ(input[1].at("eventSource"), "aws:sqs");
}

TEST(PipeToStateMachine, Request_response_deletes_the_message_only_when_the_execution_succeeded) {
  MachineFlow flow("EXPRESS", picky);
  flow.make_machine_pipe("REQUEST_RESPONSE");
  flow.send(R"({"good": true})");
  flow.settle();
  EXPECT_EQ(flow.count(), "0+0");
  flow.send(R"({"good": false})");
  flow.settle();
  EXPECT_EQ(flow.count(), "0+1");
  flow.advance("45s");
  EXPECT_EQ(flow.count(), "0+1");  // it came again, and failed again
}

TEST(PipeToStateMachine, An_execution_that_takes_its_time_is_waited_for_also_after_a_kill) {
  MachineFlow flow("EXPRESS", R"({"S": {"Type": "Wait", "Seconds": 20, "End": true}})");
  flow.make_machine_pipe("REQUEST_RESPONSE");
  flow.send("{}");
  flow.advance("10s");
  EXPECT_EQ(flow.count(), "0+1");
  flow.restart();
  flow.advance("15s");
  EXPECT_EQ(flow.count(), "0+0");
}

TEST(PipeToStateMachine, Its_output_may_name_the_messages_that_failed) {
  MachineFlow flow("EXPRESS", R"({"S": {"Type": "Pass", "End": true, "Parameters":
      {"batchItemFailures": [{"itemIdentifier.$": "$[1].messageId"}]}}})");
  for (const auto* body : {"a", "b", "c"}) flow.send(body);
  flow.make_machine_pipe("REQUEST_RESPONSE", Flow::batch_of(10), nullptr);
  flow.settle();
  EXPECT_EQ(flow.count(), "0+1");
}

TEST(PipeToStateMachine, A_standard_state_machine_cannot_be_waited_for) {
  MachineFlow flow("STANDARD", pass);
  flow.make_machine_pipe("REQUEST_RESPONSE");
  flow.send("{}");
  flow.settle();
  EXPECT_EQ(flow.count(), "0+1");
}

// One id must lead from the client's request through the pipe to the execution.
TEST(PipeToStateMachine, The_journal_leads_from_the_message_to_the_execution) {
  MachineFlow flow("STANDARD", pass);
  flow.make_machine_pipe("FIRE_AND_FORGET");
  flow.send("{}");
  flow.settle();
  JournalFilter sent;
  sent.operation = "SendMessage";
  const Json first = flow.world().journal(sent);
  ASSERT_EQ(first.size(), 1U);
  JournalFilter flow_of;
  flow_of.flow = first[0].at("id").get<std::int64_t>();
  const std::string all = print_json(flow.world().journal(flow_of));
  EXPECT_NE(all.find("StartExecution"), std::string::npos);
}

}  // namespace
}  // namespace snowglobe
