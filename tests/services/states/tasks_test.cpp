// Tasks: calls to other services, their results and errors, retries, timeouts, tokens, and
// executions that run executions.
#include "tests/services/states/scripted_world.h"

namespace snowglobe {
namespace {

std::string task(const std::string& members) {
  return R"({"StartAt": "T", "States": {"T": {"Type": "Task", )" + members + "}}}";
}
const char* const invoke =
    R"("Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f",
       "Payload.$": "$"}, "End": true)";

TEST(Task, An_invocation_gives_the_function_the_payload_and_the_state_its_result) {
  ScriptedWorld world;
  world.script().handlers["lambda.Invoke"] = [](const Request& request) {
    EXPECT_EQ(bytes_of(request.call.input["Payload"]), R"({"n":1})");
    EXPECT_TRUE(request.call.input["FunctionName"].get<std::string>().ends_with("f"));
    EXPECT_EQ(request.call.caller.principal, "states.amazonaws.com");
    EXPECT_EQ(request.call.caller.detail, "state T");
    return invocation(R"({"ok":true})");
  };
  const std::string state = world.run(task(std::string(invoke) + R"(, "ResultSelector": {
    "p.$": "$.Payload", "s.$": "$.StatusCode", "v.$": "$.ExecutedVersion"})"),
                                      R"({"n": 1})");
  EXPECT_EQ(state, R"(SUCCEEDED {"p":{"ok":true},"s":200,"v":"$LATEST"})");
  EXPECT_EQ(world
                .run(task(R"("Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
                              "End": true)"),
                     R"({"n":1})")
                .substr(0, 9),
            "SUCCEEDED");
}

TEST(Task, A_function_that_throws_fails_the_task_with_its_own_error) {
  ScriptedWorld world;
  world.script().handlers["lambda.Invoke"] = [](const Request&) {
    return failed_invocation(R"({"errorType":"Declined","errorMessage":"no"})");
  };
  EXPECT_EQ(world.run(task(invoke)),
            R"(FAILED Declined: {"errorType":"Declined","errorMessage":"no"})");
  world.script().handlers["lambda.Invoke"] = [](const Request&) -> Json {
    throw AwsError("ServiceException", "broken", 500);
  };
  EXPECT_EQ(world.run(task(invoke)).substr(0, 62),
            "FAILED Lambda.ServiceException: broken (Service: AWSLambda; St");
}

TEST(Task, An_error_of_a_service_is_named_after_it) {
  ScriptedWorld world;
  world.script().handlers["dynamodb.UpdateItem"] = [](const Request&) -> Json {
    throw AwsError("ConditionalCheckFailedException", "The conditional request failed");
  };
  const std::string update = R"("Resource": "arn:aws:states:::dynamodb:updateItem",
      "Parameters": {"TableName": "t", "Key": {}}, "End": true)";
  EXPECT_TRUE(world.run(task(update))
                  .starts_with("FAILED DynamoDB.ConditionalCheckFailedException: The conditional "
                               "request failed (Service: "
                               "AmazonDynamoDBv2; Status Code: 400; Error Code: "
                               "ConditionalCheckFailedException; Request "
                               "ID: "));
  EXPECT_EQ(world.run(R"({"StartAt": "T", "States": {"T": {"Type": "Task", )" + update + R"(,
      "Catch": [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "C"}]},
      "C": {"Type": "Pass", "Result": "caught", "End": true}}})"),
            R"(SUCCEEDED "caught")");
}

TEST(Task, What_is_not_an_integration_here_fails_honestly_and_is_never_caught) {
  ScriptedWorld world;
  const std::string state = world.run(R"({"StartAt": "T", "States": {
    "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {}, "End": true,
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]}, "C": {"Type": "Succeed"}}})");
  EXPECT_TRUE(state.starts_with("FAILED States.Runtime: The service integration")) << state;
  const std::string unknown = world.run(task(
      R"("Resource": "arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime", "End": true)"));
  EXPECT_TRUE(unknown.starts_with("FAILED States.Runtime: The operation")) << unknown;
}

TEST(Task, Parameters_are_brought_into_the_form_of_the_service) {
  ScriptedWorld world;
  world.run(task(R"("Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
      "Parameters": {"QueueUrl": "q", "MessageBody": {"a.$": "$.x"}})"),
            R"({"x": 1})");
  EXPECT_EQ(world.script().calls.at(0).input["MessageBody"], R"({"a":1})");
  world.run(task(R"("Resource": "arn:aws:states:::events:putEvents", "End": true,
      "Parameters": {"Entries": [{"Source": "s", "DetailType": "d", "Detail": {"b": 2}}]})"));
  const Json entry = world.script().calls.at(1).input["Entries"][0];
  EXPECT_EQ(entry["Detail"], R"({"b":2})");
  EXPECT_EQ(entry["Resources"].size(), 2u);
  world.run(task(R"("Resource": "arn:aws:states:::aws-sdk:dynamodb:query", "End": true,
      "Parameters": {"TableName": "t"})"));
  EXPECT_EQ(world.script().calls.at(2).operation, "Query");
}

TEST(Task, An_event_that_was_not_taken_fails_the_task) {
  ScriptedWorld world;
  world.script().handlers["events.PutEvents"] = [](const Request&) {
    return Json{{"FailedEntryCount", 1}, {"Entries", {{{"ErrorCode", "x"}}}}};
  };
  const std::string state = world.run(task(R"("Resource": "arn:aws:states:::events:putEvents",
      "Parameters": {"Entries": []}, "End": true)"));
  EXPECT_TRUE(state.starts_with("FAILED EventBridge.FailedEntry: {")) << state;
}

TEST(Task, A_retry_of_a_day_survives_a_crash) {
  ScriptedWorld world;
  int calls = 0;
  world.script().handlers["lambda.Invoke"] = [&](const Request&) {
    return ++calls == 1 ? failed_invocation(R"({"errorType":"E"})") : invocation("7");
  };
  const std::string execution = world.start(world.machine("m", task(std::string(invoke) + R"(,
      "OutputPath": "$.Payload",
      "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 86400}])")));
  world.settle();
  world.crash();
  world.advance("86399s");
  EXPECT_EQ(calls, 1);
  world.advance("1s");
  EXPECT_EQ(world.state(execution), "SUCCEEDED 7");
}

TEST(Task, An_answer_that_comes_later_is_waited_for_also_over_a_restart) {
  ScriptedWorld world;
  world.script().handlers["lambda.Invoke"] =
      [](const Request& request) -> std::variant<Json, Park> {
    if (request.memo.is_null()) {
      const Moment until = *parse_iso8601("2026-01-01T00:00:10Z");
      return Park{"", until, until, 1};
    }
    return invocation("\"slow\"");
  };
  const std::string execution =
      world.start(world.machine("m", task(std::string(invoke) + R"(, "OutputPath": "$.Payload")")));
  world.advance("9s");
  EXPECT_EQ(world.state(execution), "RUNNING");
  world.restart();
  world.advance("1s");
  EXPECT_EQ(world.state(execution), R"(SUCCEEDED "slow")");
}

// The late answer of an attempt that was given up must not be taken for that of the next one.
TEST(Task, A_timeout_gives_the_attempt_up_and_its_late_answer_is_dropped) {
  ScriptedWorld world;
  int calls = 0;
  world.script().handlers["lambda.Invoke"] =
      [&](const Request& request) -> std::variant<Json, Park> {
    if (!request.memo.is_null()) return invocation("\"" + request.memo.get<std::string>() + "\"");
    const Moment until =
        *parse_iso8601("2026-01-01T00:00:00Z") + std::chrono::seconds(++calls == 1 ? 12 : 14);
    return Park{"", until, until, calls == 1 ? "first" : "second"};
  };
  const std::string execution = world.start(world.machine("m", task(std::string(invoke) + R"(,
      "TimeoutSeconds": 10, "OutputPath": "$.Payload",
      "Retry": [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1}])")));
  world.advance("13s");
  EXPECT_EQ(world.state(execution), "RUNNING");
  world.advance("1s");
  EXPECT_EQ(world.state(execution), R"(SUCCEEDED "second")");
  EXPECT_EQ(calls, 2);
}

TEST(TaskToken, A_task_waits_until_its_token_comes_back) {
  ScriptedWorld world;
  const std::string arn = world.machine("m", task(R"("End": true, "HeartbeatSeconds": 10,
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}})"));
  const auto token_of = [&](std::size_t call) {
    return parse_json(
               world.script().calls.at(call).input["MessageBody"].get<std::string>())["token"]
        .get<std::string>();
  };
  const std::string first = world.start(arn), second = world.start(arn), third = world.start(arn);
  world.advance("9s");
  world.restart();
  world.ok("SendTaskHeartbeat", {{"taskToken", token_of(0)}});
  world.ok("SendTaskSuccess", {{"taskToken", token_of(1)}, {"output", R"({"by": "hand"})"}});
  EXPECT_EQ(world.error("SendTaskSuccess", {{"taskToken", token_of(1)}, {"output", "1"}}).code,
            "TaskTimedOut");
  EXPECT_EQ(world.state(second), R"(SUCCEEDED {"by": "hand"})");
  world.advance("1s");
  EXPECT_EQ(world.state(third), "FAILED States.HeartbeatTimeout:");
  world.ok("SendTaskFailure", {{"taskToken", token_of(0)}, {"error", "E"}, {"cause", "c"}});
  EXPECT_EQ(world.state(first), "FAILED E: c");
  EXPECT_EQ(world.event_types(second),
            (std::vector<std::string>{"ExecutionStarted", "TaskStateEntered", "TaskScheduled",
                                      "TaskStarted", "TaskSubmitted", "TaskSucceeded",
                                      "TaskStateExited", "ExecutionSucceeded"}));
}

std::string nested(const std::string& suffix, const std::string& arn) {
  return task(R"("Resource": "arn:aws:states:::states:startExecution)" + suffix +
              R"(", "End": true, "Parameters": {"StateMachineArn": ")" + arn +
              R"(", "Input": {"n.$": "$.n"}})");
}

TEST(Nested, A_task_starts_an_execution_and_waits_for_its_end) {
  ScriptedWorld world;
  const std::string child = world.machine("child", R"({"StartAt": "W", "States": {
    "W": {"Type": "Wait", "Seconds": 60, "End": true}}})");
  const std::string once = world.start(world.machine("once", nested("", child)), R"({"n": 1})");
  const std::string text =
      world.start(world.machine("text", nested(".sync", child)), R"({"n": 2})");
  const std::string json =
      world.start(world.machine("json", nested(".sync:2", child)), R"({"n": 3})");
  world.settle();
  EXPECT_TRUE(world.state(once).starts_with(R"(SUCCEEDED {"ExecutionArn":"arn:)"));
  EXPECT_EQ(world.state(json), "RUNNING");
  world.restart();
  world.advance("60s");
  EXPECT_NE(world.state(text).find(R"("Output":"{\"n\":2}")"), std::string::npos)
      << world.state(text);
  EXPECT_NE(world.state(json).find(R"("Output":{"n":3})"), std::string::npos) << world.state(json);
  const std::vector<std::string> types = world.event_types(json);
  EXPECT_EQ(std::count(types.begin(), types.end(), "TaskSubmitted"), 1);
}

TEST(Nested, A_failed_child_fails_the_task_and_a_timeout_stops_waiting) {
  ScriptedWorld world;
  const std::string bad = world.machine("bad", R"({"StartAt": "F", "States": {
    "F": {"Type": "Fail", "Error": "Sad", "Cause": "why"}}})");
  const std::string failed = world.start(world.machine("p", nested(".sync:2", bad)), R"({"n": 1})");
  world.settle();
  EXPECT_TRUE(world.state(failed).starts_with("FAILED States.TaskFailed: {\"ExecutionArn\":"));
  EXPECT_NE(world.state(failed).find(R"("Error":"Sad")"), std::string::npos);

  const std::string slow = world.machine("slow", R"({"StartAt": "W", "States": {
    "W": {"Type": "Wait", "Seconds": 60, "End": true}}})");
  // After the timeout a Wait of 100 s follows; the end of the child must not cut it short.
  const std::string parent = world.start(world.machine("q", R"({"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": ")" + slow + R"("}, "TimeoutSeconds": 30,
              "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Rest"}], "Next": "Rest"},
        "Rest": {"Type": "Wait", "Seconds": 100, "Next": "End"}, "End": {"Type": "Succeed"}}})"));
  world.advance("129s");
  EXPECT_EQ(world.state(parent), "RUNNING");
  world.advance("1s");
  EXPECT_EQ(world.state(parent).substr(0, 9), "SUCCEEDED");
}

// Every execution starts the next: each must be short work, and the world must still answer.
TEST(Nested, A_machine_that_starts_itself_does_not_overflow_the_stack) {
  ScriptedWorld world;
  const std::string self = "arn:aws:states:us-east-1:000000000000:stateMachine:self";
  const std::string machine = R"({"StartAt": "N", "States": {
    "N": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 200, "Next": "T"}],
          "Default": "End"},
    "T": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution",
          "Parameters": {"StateMachineArn": ")" +
                              self + R"X(",
                         "Input": {"n.$": "States.MathAdd($.n, 1)"}}, "Next": "End"},
    "End": {"Type": "Succeed"}}})X";
  world.start(world.machine("self", machine), R"({"n": 0})");
  world.settle();
  const Json list =
      world.ok("ListExecutions",
               {{"stateMachineArn", self}, {"maxResults", 1000}, {"statusFilter", "SUCCEEDED"}});
  EXPECT_EQ(list["executions"].size(), 201u);
}

}  // namespace
}  // namespace snowglobe
