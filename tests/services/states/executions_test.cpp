// Executions: started, described, listed, stopped, carried on over time and restarts.
#include "tests/services/states/scripted_world.h"

namespace snowglobe {
namespace {

std::string wait_of(int seconds) {
  return R"({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": )" +
         std::to_string(seconds) + R"(, "End": true}}})";
}
const char* const fail = R"({"StartAt": "F", "States": {
  "F": {"Type": "Fail", "Error": "Sad", "Cause": "why"}}})";
const char* const endless = R"({"StartAt": "A", "States": {
  "A": {"Type": "Pass", "Next": "B"},
  "B": {"Type": "Choice", "Choices": [{"Variable": "$.stop", "IsPresent": true, "Next": "C"}],
        "Default": "A"},
  "C": {"Type": "Succeed"}}})";

TEST(Execution, A_name_is_taken_once_and_the_same_start_is_the_same_execution) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", wait_of(9));
  const auto input = [&](const char* text) {
    return Json{{"stateMachineArn", arn}, {"name", "one"}, {"input", text}};
  };
  const Json first = world.ok("StartExecution", input("{}"));
  EXPECT_EQ(first["executionArn"], "arn:aws:states:us-east-1:000000000000:execution:m:one");
  world.advance("1s");
  EXPECT_EQ(print_json(world.ok("StartExecution", input("{}"))), print_json(first));
  EXPECT_EQ(world.error("StartExecution", input("[]")).code, "ExecutionAlreadyExists");
  world.advance("9s");
  EXPECT_EQ(world.error("StartExecution", input("{}")).message,
            "Execution Already Exists: 'arn:aws:states:us-east-1:000000000000:execution:m:one'");
}

TEST(Execution, It_is_described_and_listed_newest_first) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", wait_of(5));
  const std::string first = world.start(arn, R"({ "a" : 1 })");
  world.advance("1s");
  const std::string second = world.start(arn);
  world.advance("4s");
  Json described = world.ok("DescribeExecution", {{"executionArn", first}});
  EXPECT_EQ(described["status"], "SUCCEEDED");
  EXPECT_EQ(described["input"], R"({ "a" : 1 })");
  EXPECT_EQ(described["output"], R"({ "a" : 1 })");
  EXPECT_EQ(described["stopDate"].get<double>() - described["startDate"].get<double>(), 5.0);
  const Json list = world.ok("ListExecutions", {{"stateMachineArn", arn}})["executions"];
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0]["executionArn"], second);
  EXPECT_EQ(list[0]["status"], "RUNNING");
  const Json running =
      world.ok("ListExecutions", {{"stateMachineArn", arn}, {"statusFilter", "RUNNING"}});
  EXPECT_EQ(running["executions"].size(), 1u);
  const Json page = world.ok("ListExecutions", {{"stateMachineArn", arn}, {"maxResults", 1}});
  const Json next =
      world.ok("ListExecutions",
               {{"stateMachineArn", arn}, {"maxResults", 1}, {"nextToken", page["nextToken"]}});
  EXPECT_EQ(next["executions"][0]["executionArn"], first);
  EXPECT_FALSE(next.contains("nextToken"));
}

TEST(Execution, Its_history_comes_in_pages_and_backwards) {
  ScriptedWorld world;
  const std::string execution = world.start(world.machine("m", fail));
  world.settle();
  EXPECT_EQ(world.state(execution), "FAILED Sad: why");
  EXPECT_EQ(world.event_types(execution),
            (std::vector<std::string>{"ExecutionStarted", "FailStateEntered", "ExecutionFailed"}));
  for (const bool is_reverse : {false, true}) {
    Json input = {{"executionArn", execution}, {"maxResults", 2}, {"reverseOrder", is_reverse}};
    const Json first = world.ok("GetExecutionHistory", input);
    input["nextToken"] = first["nextToken"];
    const Json second = world.ok("GetExecutionHistory", input);
    EXPECT_EQ(first["events"][0]["id"], is_reverse ? 3 : 1);
    ASSERT_EQ(second["events"].size(), 1u);
    EXPECT_EQ(second["events"][0]["id"], is_reverse ? 1 : 3);
    EXPECT_FALSE(second.contains("nextToken"));
  }
  const Json bare = world.ok("GetExecutionHistory",
                             {{"executionArn", execution}, {"includeExecutionData", false}});
  EXPECT_FALSE(bare["events"][0]["executionStartedEventDetails"].contains("input"));
}

TEST(Execution, Bad_requests_get_AWSs_errors) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", fail);
  const auto start = [&](const Json& input) { return world.error("StartExecution", input); };
  EXPECT_EQ(start({{"stateMachineArn", arn + "x"}}).code, "StateMachineDoesNotExist");
  EXPECT_EQ(start({{"stateMachineArn", arn}, {"input", "no json"}}).code, "InvalidExecutionInput");
  EXPECT_EQ(start({{"stateMachineArn", arn}, {"name", "a/b"}}).code, "InvalidName");
  EXPECT_EQ(
      start({{"stateMachineArn", arn}, {"input", "\"" + std::string(262'144, 'x') + "\""}}).code,
      "ValidationException");
  EXPECT_EQ(start({{"stateMachineArn", arn}, {"input", std::string(10'000, '[')}}).code,
            "InvalidExecutionInput");
  EXPECT_EQ(world
                .error("DescribeExecution",
                       {{"executionArn", "arn:aws:states:us-east-1:000000000000:execution:m:no"}})
                .code,
            "ExecutionDoesNotExist");
  EXPECT_EQ(world.error("SendTaskSuccess", {{"taskToken", "forged"}, {"output", "1"}}).code,
            "InvalidToken");
  EXPECT_EQ(
      world
          .error("SendTaskSuccess",
                 {{"taskToken", base64_encode("9/1/" + std::string(32, 'a'))}, {"output", "1"}})
          .code,
      "TaskTimedOut");
  EXPECT_EQ(
      world
          .error("SendTaskSuccess",
                 {{"taskToken", base64_encode("9223372036854775807/1/" + std::string(32, 'a'))},
                  {"output", "1"}})
          .code,
      "InvalidToken");
}

TEST(Execution, Stopping_aborts_it_and_stopping_again_changes_nothing) {
  ScriptedWorld world;
  const std::string execution = world.start(world.machine("m", wait_of(60)));
  world.settle();
  world.ok("StopExecution", {{"executionArn", execution}, {"error", "E"}, {"cause", "c"}});
  EXPECT_EQ(world.state(execution), "ABORTED E: c");
  world.advance("5s");
  world.ok("StopExecution", {{"executionArn", execution}, {"error", "F"}});
  EXPECT_EQ(world.state(execution), "ABORTED E: c");
  EXPECT_EQ(world.event_types(execution).back(), "ExecutionAborted");
}

TEST(Execution, A_deleted_machine_ends_its_executions_at_their_next_step) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", wait_of(60));
  const std::string execution = world.start(arn);
  world.settle();
  world.ok("DeleteStateMachine", {{"stateMachineArn", arn}});
  world.advance("60s");
  EXPECT_EQ(world.state(execution), "ABORTED");
}

TEST(Execution, A_changed_definition_does_not_change_what_runs) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", wait_of(60));
  const std::string execution = world.start(arn);
  world.settle();
  world.ok("UpdateStateMachine", {{"stateMachineArn", arn}, {"definition", fail}});
  world.advance("60s");
  EXPECT_EQ(world.state(execution), "SUCCEEDED {}");
  EXPECT_EQ(
      world.ok("DescribeStateMachineForExecution", {{"executionArn", execution}})["definition"],
      wait_of(60));
}

TEST(Execution, The_time_limit_of_the_machine_ends_it) {
  ScriptedWorld world;
  const std::string execution =
      world.start(world.machine("m", R"({"TimeoutSeconds": 30, "StartAt": "W", "States": {
             "W": {"Type": "Wait", "Seconds": 60, "End": true}}})"));
  world.advance("29s");
  EXPECT_EQ(world.state(execution), "RUNNING");
  world.advance("1s");
  EXPECT_EQ(world.state(execution), "TIMED_OUT States.Timeout:");
  world.advance("1h");
  EXPECT_EQ(world.event_types(execution).back(), "ExecutionTimedOut");
}

// A wait of a day is a row: it must survive any end of the process, and end at its own moment.
TEST(Execution, A_wait_survives_a_crash) {
  ScriptedWorld world;
  const std::string execution = world.start(world.machine("m", wait_of(86'400)));
  world.advance("1h");
  world.crash();
  world.advance("82799s");
  EXPECT_EQ(world.state(execution), "RUNNING");
  world.advance("1s");
  EXPECT_EQ(world.state(execution), "SUCCEEDED {}");
}

TEST(Execution, One_that_never_ends_does_not_keep_others_from_running) {
  ScriptedWorld world;
  const std::string loop = world.start(world.machine("loop", endless));
  const std::string brief = world.start(world.machine("brief", wait_of(1)));
  world.advance("1s");
  EXPECT_EQ(world.state(brief), "SUCCEEDED {}");
  EXPECT_EQ(world.state(loop),
            "FAILED States.Runtime: The execution reached the maximum number of history events "
            "(25000).");
}

TEST(Execution, Maps_and_branches_go_on_after_a_restart) {
  ScriptedWorld world;
  const std::string execution = world.start(world.machine("m", R"({"StartAt": "M", "States": {
    "M": {"Type": "Map", "MaxConcurrency": 2, "End": true, "ItemProcessor": {"StartAt": "P",
      "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}},
        {"StartAt": "Q", "States": {"Q": {"Type": "Pass", "End": true}}}]}}}}}})"),
                                            "[3,1,2]");
  for (int i = 0; i < 4; ++i) {
    world.advance("1s");
    world.restart();
  }
  EXPECT_EQ(world.state(execution), "SUCCEEDED [[3,3],[1,1],[2,2]]");
}

TEST(Express, A_synchronous_execution_answers_with_its_result) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", R"({"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Parameters": {"hello.$": "$.name"}, "End": true}}})",
                                        "EXPRESS");
  const auto ticket = world.submit("StartSyncExecution",
                                   {{"stateMachineArn", arn}, {"input", R"({"name": "you"})"}});
  world.settle();
  ASSERT_TRUE(ticket->is_done());
  const Json output = ticket->outcome().output;
  EXPECT_EQ(output["status"], "SUCCEEDED");
  EXPECT_EQ(output["output"], R"({"hello":"you"})");
  EXPECT_EQ(output["billingDetails"]["billedMemoryUsedInMB"], 64);
  EXPECT_TRUE(output["executionArn"].get<std::string>().starts_with(
      "arn:aws:states:us-east-1:000000000000:express:m:"));
  EXPECT_EQ(world.error("DescribeExecution", {{"executionArn", output["executionArn"]}}).code,
            "InvalidArn");
  EXPECT_EQ(world.error("ListExecutions", {{"stateMachineArn", arn}}).code,
            "StateMachineTypeNotSupported");
}

TEST(Express, It_waits_for_its_end_and_times_out_after_five_minutes) {
  ScriptedWorld world;
  const std::string brief = world.machine("brief", wait_of(60), "EXPRESS");
  const std::string lasting = world.machine("lasting", wait_of(600), "EXPRESS");
  const auto first = world.submit("StartSyncExecution", {{"stateMachineArn", brief}});
  const auto second = world.submit("StartSyncExecution", {{"stateMachineArn", lasting}});
  world.advance("59s");
  EXPECT_FALSE(first->is_done());
  world.advance("1s");
  ASSERT_TRUE(first->is_done());
  EXPECT_EQ(first->outcome().output["status"], "SUCCEEDED");
  EXPECT_EQ(first->outcome().output["billingDetails"]["billedDurationInMilliseconds"], 60'000);
  world.advance("4m");
  ASSERT_TRUE(second->is_done());
  EXPECT_EQ(second->outcome().output["status"], "TIMED_OUT");
  EXPECT_EQ(
      world
          .error("StartSyncExecution", {{"stateMachineArn", world.machine("standard", wait_of(1))}})
          .code,
      "StateMachineTypeNotSupported");
}

TEST(Express, Nothing_is_left_of_it) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", fail, "EXPRESS");
  world.start(arn);
  const auto ticket = world.submit("StartSyncExecution", {{"stateMachineArn", arn}});
  world.settle();
  EXPECT_EQ(ticket->outcome().output["error"], "Sad");
  const std::string info = print_json(world.world().clock());
  world.advance("1h");
  EXPECT_EQ(world.world().clock()["nextDue"], nullptr) << info;
}

}  // namespace
}  // namespace snowglobe
