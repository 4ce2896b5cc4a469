// The history of an execution, as GetExecutionHistory prints it.
#include "services/states/history.h"

#include <gtest/gtest.h>

#include "tests/unit/states/memory_run.h"

namespace snowglobe::states {
namespace {

Json printed(const HistoryEvent& event) { return describe(event, IncludePayload::kYes); }

TEST(History, Every_event_names_the_one_before_it) {
  MemoryRun execution(R"({"StartAt": "T", "States": {
    "T": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Next": "F",
          "Parameters": {"TableName": "t", "Key": {}},
          "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}],
          "Catch": [{"ErrorEquals": ["E"], "Next": "F"}]},
    "F": {"Type": "Fail", "Error": "X"}}})");
  execution.answer = [](const Frame&, const StartTask&) { return TaskEnd(make_failure("E", "c")); };
  execution.start().advance(std::chrono::seconds(1));
  EXPECT_EQ(execution.trail(),
            "1<0 ExecutionStarted, 2<0 TaskStateEntered, 3<2 TaskScheduled, 4<3 TaskStarted, "
            "5<4 TaskFailed, 6<5 TaskScheduled, 7<6 TaskStarted, 8<7 TaskFailed, "
            "9<8 TaskStateExited, 10<9 FailStateEntered, 11<10 ExecutionFailed");
}

TEST(History, A_map_tells_of_every_iteration) {
  MemoryRun execution(R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
    "MaxConcurrency": 1, "ItemProcessor": {"StartAt": "I", "States": {
      "I": {"Type": "Pass", "End": true}}}}}})",
                      "[8,9]");
  execution.start();
  EXPECT_EQ(execution.trail(),
            "1<0 ExecutionStarted, 2<0 MapStateEntered, 3<2 MapStateStarted, "
            "4<3 MapIterationStarted, 5<4 PassStateEntered, 6<5 PassStateExited, "
            "7<6 MapIterationSucceeded, 8<7 MapIterationStarted, 9<8 PassStateEntered, "
            "10<9 PassStateExited, 11<10 MapIterationSucceeded, 12<11 MapStateSucceeded, "
            "13<12 MapStateExited, 14<13 ExecutionSucceeded");
  EXPECT_EQ(print_json(printed(execution.event(EventType::kMapIterationSucceeded, 1))),
            R"({"timestamp":1767225600.0,"type":"MapIterationSucceeded","id":11,)"
            R"("previousEventId":10,"mapIterationSucceededEventDetails":{"name":"M","index":1}})");
}

TEST(History, Details_are_as_the_API_names_them) {
  MemoryRun execution(R"({"StartAt": "T", "States": {
    "T": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
          "Parameters": {"StateMachineArn": "m"}, "TimeoutSeconds": 9, "Next": "L"},
    "L": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
          "End": true}}})",
                      R"({"in": 1})");
  execution.start();
  execution.task_ended(1, TaskSubmitted{make_data(Json{{"ExecutionArn", "x"}})});
  execution.task_ended(1, TaskSucceeded{make_data("done")});
  execution.task_ended(1, make_failure("Boom", "because"));
  std::vector<std::string> lines;
  for (const HistoryEvent& event : execution.events) {
    Json json = printed(event);
    json.erase("timestamp");
    json.erase("id");
    json.erase("previousEventId");
    lines.push_back(print_json(json));
  }
  const std::vector<std::string> expected = {
      R"({"type":"ExecutionStarted","executionStartedEventDetails":{"roleArn":"arn:aws:iam::000000000000:role/r","input":"{\"in\": 1}","inputDetails":{"truncated":false}}})",
      R"({"type":"TaskStateEntered","stateEnteredEventDetails":{"name":"T","input":"{\"in\": 1}","inputDetails":{"truncated":false}}})",
      R"({"type":"TaskScheduled","taskScheduledEventDetails":{"resourceType":"states","resource":"startExecution.sync:2","region":"us-east-1","timeoutInSeconds":9,"parameters":"{\"StateMachineArn\":\"m\"}"}})",
      R"({"type":"TaskStarted","taskStartedEventDetails":{"resourceType":"states","resource":"startExecution.sync:2"}})",
      R"({"type":"TaskSubmitted","taskSubmittedEventDetails":{"resourceType":"states","resource":"startExecution.sync:2","output":"{\"ExecutionArn\":\"x\"}","outputDetails":{"truncated":false}}})",
      R"({"type":"TaskSucceeded","taskSucceededEventDetails":{"resourceType":"states","resource":"startExecution.sync:2","output":"\"done\"","outputDetails":{"truncated":false}}})",
      R"({"type":"TaskStateExited","stateExitedEventDetails":{"name":"T","output":"\"done\"","outputDetails":{"truncated":false}}})",
      R"({"type":"TaskStateEntered","stateEnteredEventDetails":{"name":"L","input":"\"done\"","inputDetails":{"truncated":false}}})",
      R"({"type":"LambdaFunctionScheduled","lambdaFunctionScheduledEventDetails":{"resource":"arn:aws:lambda:us-east-1:000000000000:function:f","input":"\"done\"","inputDetails":{"truncated":false}}})",
      R"({"type":"LambdaFunctionStarted"})",
      R"({"type":"LambdaFunctionFailed","lambdaFunctionFailedEventDetails":{"error":"Boom","cause":"because"}})",
      R"({"type":"ExecutionFailed","executionFailedEventDetails":{"error":"Boom","cause":"because"}})",
  };
  EXPECT_EQ(lines, expected);
}

TEST(History, Payloads_can_be_left_out) {
  MemoryRun execution(R"({"StartAt": "S", "States": {"S": {"Type": "Succeed"}}})");
  execution.start();
  const Json json = describe(execution.events.at(1), IncludePayload::kNo);
  EXPECT_EQ(print_json(json["stateEnteredEventDetails"]), R"({"name":"S"})");
}

TEST(History, The_numbers_of_the_types_are_stored_and_must_not_move) {
  EXPECT_EQ(static_cast<int>(EventType::kExecutionStarted), 0);
  EXPECT_EQ(static_cast<int>(EventType::kPassStateEntered), 5);
  EXPECT_EQ(static_cast<int>(EventType::kTaskScheduled), 34);
  EXPECT_EQ(static_cast<int>(EventType::kLambdaFunctionTimedOut), 46);
  EXPECT_EQ(name_of(EventType::kTaskScheduled), "TaskScheduled");
  EXPECT_EQ(name_of(EventType::kLambdaFunctionTimedOut), "LambdaFunctionTimedOut");
}

}  // namespace
}  // namespace snowglobe::states
