#include "tests/services/lambda/lambda_world.h"

namespace snowglobe::lambda {
namespace {

using Invoke = LambdaTest;
using Script = LambdaTest;
using AsynchronousInvoke = LambdaTest;

TEST_F(Invoke, A_function_without_a_script_returns_its_event) {
  create("f");
  const Json output = invoke("f", R"({"b": 1, "a": [2]})");
  EXPECT_EQ(output["StatusCode"], 200);
  EXPECT_EQ(output["ExecutedVersion"], "$LATEST");
  EXPECT_FALSE(output.contains("FunctionError"));
  EXPECT_EQ(print_json(payload_of(output)), R"({"b":1,"a":[2]})");
  EXPECT_EQ(payload_of(world.ok("lambda", "Invoke", R"({"FunctionName": "f"})")), Json::object());
}

TEST_F(Invoke, Names_may_be_partial_and_whole_arns_with_a_qualifier) {
  create("f");
  for (const char* name : {"f", "f:$LATEST", "000000000000:function:f", "function:f",
                           "arn:aws:lambda:us-east-1:000000000000:function:f",
                           "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST"}) {
    EXPECT_EQ(invoke(name)["StatusCode"], 200) << name;
  }
}

TEST_F(Invoke, A_function_that_is_not_there_is_named_in_the_error) {
  create("f");
  AwsError error = world.error("lambda", "Invoke", R"({"FunctionName": "g"})");
  EXPECT_EQ(error.code, "ResourceNotFoundException");
  EXPECT_EQ(error.message, "Function not found: arn:aws:lambda:us-east-1:000000000000:function:g");
  EXPECT_EQ(error.http_status, 404);
  EXPECT_EQ(error.members["Type"], "User");
  error = world.error("lambda", "Invoke", R"({"FunctionName": "f", "Qualifier": "live"})");
  EXPECT_EQ(error.message,
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:f:live");
  error = world.error("lambda", "Invoke",
                      R"({"FunctionName": "arn:aws:lambda:eu-west-1:000000000000:function:f"})");
  EXPECT_EQ(error.message,
            "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')");
}

TEST_F(Invoke, A_name_that_is_none_is_a_validation_error) {
  const AwsError error = world.error("lambda", "Invoke", R"({"FunctionName": "a b"})");
  EXPECT_EQ(error.code, "ValidationException");
  EXPECT_TRUE(error.message.starts_with(
      "1 validation error detected: Value 'a b' at 'functionName' failed to satisfy constraint: "
      "Member must satisfy regular expression pattern: "))
      << error.message;
}

TEST_F(Invoke, A_payload_that_is_no_json_is_refused_and_counts_as_no_invocation) {
  create("f");
  for (const char* type : {"RequestResponse", "Event"}) {
    Json input = request("f", "{no json");
    input["InvocationType"] = type;
    const AwsError error = world.error("lambda", "Invoke", input);
    EXPECT_EQ(error.code, "InvalidRequestContentException");
    EXPECT_TRUE(error.message.starts_with("Could not parse request body into json: "));
  }
  EXPECT_EQ(script("f")["Invocations"], 0);
}

TEST_F(Invoke, Payloads_over_the_limits_are_refused) {
  create("f");
  const std::string large = '"' + std::string(1'048'576, 'x') + '"';
  Json input = request("f", large);
  EXPECT_EQ(payload_of(world.ok("lambda", "Invoke", input)).get<std::string>().size(), 1'048'576U);
  input["InvocationType"] = "Event";
  AwsError error = world.error("lambda", "Invoke", input);
  EXPECT_EQ(error.code, "RequestEntityTooLargeException");
  EXPECT_EQ(error.message,
            "1048578 byte payload is too large for the Event invocation type (limit 1048576 "
            "bytes)");
  EXPECT_EQ(error.http_status, 413);
  error = world.error("lambda", "Invoke", request("f", '"' + std::string(6'291'455, 'x') + '"'));
  EXPECT_EQ(error.http_status, 413);
}

TEST_F(Invoke, A_dry_run_does_nothing) {
  create("f");
  Json input = request("f", "{}");
  input["InvocationType"] = "DryRun";
  EXPECT_EQ(world.ok("lambda", "Invoke", input)["StatusCode"], 204);
  EXPECT_EQ(script("f")["Invocations"], 0);
}

TEST_F(Invoke, A_thrown_error_is_a_function_error_in_the_runtimes_words) {
  create("f", R"([{"throw": {"type": "Down", "message": "503"}}])");
  const Json output = invoke("f");
  EXPECT_EQ(output["StatusCode"], 200);
  EXPECT_EQ(output["FunctionError"], "Unhandled");
  EXPECT_EQ(print_json(payload_of(output)),
            R"({"errorMessage":"503","errorType":"Down","trace":[]})");
  world.ok("lambda", "UpdateFunctionConfiguration",
           R"({"FunctionName": "f", "Runtime": "python3.12"})");
  EXPECT_TRUE(payload_of(invoke("f")).contains("stackTrace"));
}

TEST_F(Invoke, The_log_of_an_invocation_comes_when_asked_for) {
  create("f");
  Json input = request("f", "{}");
  EXPECT_FALSE(world.ok("lambda", "Invoke", input).contains("LogResult"));
  input["LogType"] = "Tail";
  const std::string text =
      *base64_decode(world.ok("lambda", "Invoke", input)["LogResult"].get<std::string>());
  EXPECT_TRUE(text.starts_with("START RequestId: ")) << text;
  EXPECT_NE(text.find("REPORT RequestId: "), std::string::npos) << text;
}

TEST_F(Invoke, A_slow_function_answers_at_its_time) {
  create("f", R"([{"return": 1, "delay": "2s"}, {"return": 2}])");
  const auto slow = world.submit("lambda", "Invoke", request("f", "{}"));
  EXPECT_EQ(payload_of(invoke("f")), 2);  // others are not held up
  world.advance("1999ms");
  EXPECT_FALSE(slow->is_done());
  world.advance("1ms");
  ASSERT_TRUE(slow->is_done());
  EXPECT_EQ(payload_of(slow->outcome().output), 1);
  EXPECT_EQ(script("f")["Invocations"], 2);  // the slow one was counted once
}

TEST_F(Invoke, A_function_runs_no_longer_than_its_timeout) {
  create("f", R"([{"timeout": true}, {"return": 1, "delay": "10m"}])");
  for (int i = 0; i < 2; ++i) {
    const auto ticket = world.submit("lambda", "Invoke", request("f", "{}"));
    EXPECT_FALSE(ticket->is_done());
    world.advance("3s");
    ASSERT_TRUE(ticket->is_done());
    const Json output = ticket->outcome().output;
    EXPECT_EQ(output["FunctionError"], "Unhandled");
    const Json payload = payload_of(output);
    EXPECT_EQ(payload["errorType"], "Sandbox.Timedout");
    EXPECT_TRUE(
        payload["errorMessage"].get<std::string>().ends_with("Task timed out after 3.00 seconds"));
  }
  EXPECT_EQ(script("f")["Failures"], 2);
}

TEST_F(Script, Outcomes_are_used_in_order_and_the_last_goes_on) {
  create("f", R"([{"return": "a", "times": 2}, {"return": "b"}])");
  std::string got;
  for (int i = 0; i < 5; ++i) got += payload_of(invoke("f")).get<std::string>();
  EXPECT_EQ(got, "aabbb");
  EXPECT_EQ(script("f")["Position"], 5);
}

TEST_F(Script, A_cycling_script_begins_again) {
  create("f", R"([{"return": "a", "times": 2}, {"return": "b"}])", true);
  std::string got;
  for (int i = 0; i < 7; ++i) got += payload_of(invoke("f")).get<std::string>();
  EXPECT_EQ(got, "aabaaba");
}

TEST_F(Script, A_result_can_hold_parts_of_the_event) {
  create("f", R"([{"return": {"id": "$event.order.id", "all": "$event", "none": "$event.x",
                              "list": ["$event.order.items[1]"], "text": "$eventful"}}])");
  EXPECT_EQ(print_json(payload_of(invoke("f", R"({"order": {"id": 7, "items": ["a", "b"]}})"))),
            R"({"id":7,"all":{"order":{"id":7,"items":["a","b"]}},"none":null,"list":["b"],)"
            R"("text":"$eventful"})");
}

// A result of 100 times a large event must not be built to its end.
TEST_F(Script, A_result_over_the_limit_is_a_function_error) {
  create("f", R"([{"return": ["$event", "$event"]}])");
  const Json output = invoke("f", '"' + std::string(4'000'000, 'x') + '"');
  EXPECT_EQ(output["FunctionError"], "Unhandled");
  EXPECT_EQ(payload_of(output)["errorType"], "Function.ResponseSizeTooLarge");
}

TEST_F(Script, A_new_script_begins_at_its_first_outcome_and_the_counts_go_on) {
  create("f", R"([{"return": 1}, {"throw": {"type": "X"}}])");
  invoke("f");
  invoke("f");
  world.ok("lambda", "SetFunctionScript", R"({"FunctionName": "f", "Outcomes": [{"return": 3}]})");
  EXPECT_EQ(payload_of(invoke("f")), 3);
  const Json state = script("f");
  EXPECT_EQ(state["Position"], 1);
  EXPECT_EQ(state["Invocations"], 3);
  EXPECT_EQ(state["Failures"], 1);
}

TEST_F(Script, Reset_puts_a_script_to_its_beginning_and_the_counts_to_zero) {
  create("f", R"([{"return": 1}, {"return": 2}])");
  invoke("f");
  invoke("f");
  world.ok("lambda", "ResetFunctionScript", R"({"FunctionName": "f"})");
  EXPECT_EQ(script("f")["Invocations"], 0);
  EXPECT_EQ(log("f").size(), 0U);
  EXPECT_EQ(payload_of(invoke("f")), 1);
}

TEST_F(Script, Where_a_script_stands_survives_a_restart) {
  create("f", R"([{"return": 1}, {"return": 2}, {"return": 3, "delay": "1s"}])");
  invoke("f");
  world.restart();
  EXPECT_EQ(payload_of(invoke("f")), 2);
  EXPECT_EQ(script("f")["Invocations"], 2);
}

TEST_F(Script, A_misspelt_outcome_is_refused_with_the_reason) {
  create("f");
  const auto refused = [&](const char* outcome) {
    const AwsError error =
        world.error("lambda", "SetFunctionScript",
                    {{"FunctionName", "f"}, {"Outcomes", Json::array({parse_json(outcome)})}});
    EXPECT_EQ(error.code, "InvalidParameterValueException") << outcome;
    return error.message;
  };
  EXPECT_EQ(refused(R"({"retrun": 1})"),
            "Outcomes.1 has an unknown member 'retrun'; it may have return, echo, throw, timeout, "
            "delay, times.");
  refused(R"({})");
  refused(R"({"return": 1, "echo": true})");
  refused(R"({"return": 1, "times": 0})");
  refused(R"({"return": 1, "delay": "soon"})");
  refused(R"({"return": 1, "delay": "16m"})");
  refused(R"({"return": "$event.a..b"})");
  refused(R"({"throw": "Down"})");
  refused("7");
}

TEST_F(Script, The_log_keeps_the_newest_invocations_with_their_causes) {
  create("f", R"([{"return": 1}, {"throw": {"type": "X"}}])");
  invoke("f", R"({"n": 1})");
  invoke("f", '"' + std::string(2000, 'x') + '"');
  const Json entries = log("f");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0]["Number"], 2);
  EXPECT_EQ(entries[0]["Outcome"], "throw");
  EXPECT_EQ(entries[0]["EventBytes"], 2002);
  EXPECT_EQ(entries[0]["Event"].get<std::string>().size(), 1024U);
  EXPECT_EQ(entries[1]["Event"], R"({"n": 1})");
  EXPECT_GT(entries[1]["Cause"], 0);
  EXPECT_LT(entries[1]["Cause"], entries[0]["Cause"]);
  EXPECT_EQ(log("f", 1).size(), 1U);
}

TEST_F(Script, The_log_is_bounded_and_the_counts_are_not) {
  create("f");
  for (int i = 0; i < 1300; ++i) invoke("f");
  EXPECT_EQ(log("f", 1000).size(), 1000U);
  EXPECT_EQ(log("f", 1)[0]["Number"], 1300);
  EXPECT_EQ(script("f")["Invocations"], 1300);
}

TEST_F(AsynchronousInvoke, An_event_is_tried_three_times_one_and_two_minutes_apart) {
  create("f", R"([{"throw": {"type": "Down"}}])");
  send_event("f", R"({"n": 1})");
  world.settle();
  EXPECT_EQ(script("f")["Invocations"], 1);
  world.advance("59s");
  EXPECT_EQ(script("f")["Invocations"], 1);
  world.advance("1s");
  EXPECT_EQ(script("f")["Invocations"], 2);
  world.advance("119s");
  EXPECT_EQ(script("f")["Invocations"], 2);
  world.advance("1s");
  EXPECT_EQ(script("f")["Invocations"], 3);
  world.advance("1d");
  const Json entries = log("f");
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0]["Attempt"], 3);
  EXPECT_EQ(entries[0]["InvocationType"], "Event");
  EXPECT_EQ(entries[0]["Event"], R"({"n": 1})");
  EXPECT_EQ(entries[0]["RequestId"], entries[2]["RequestId"]);  // AWS keeps it
}

TEST_F(AsynchronousInvoke, An_event_that_succeeds_is_done_with) {
  create("f", R"([{"throw": {"type": "Down"}}, {"return": 1}])");
  send_event("f");
  world.advance("1h");
  EXPECT_EQ(script("f")["Invocations"], 2);
}

TEST_F(AsynchronousInvoke, A_retry_waits_through_a_restart) {
  create("f", R"([{"throw": {"type": "Down"}}])");
  send_event("f");
  world.settle();
  world.restart();
  world.advance("1m");
  EXPECT_EQ(script("f")["Invocations"], 2);
}

TEST_F(AsynchronousInvoke, A_slow_attempt_is_waited_for_through_a_restart) {
  create("f", R"([{"timeout": true}, {"return": 1}])");
  send_event("f");
  world.settle();
  world.restart();
  world.advance("62s");  // 3 s until the timeout, then a minute
  EXPECT_EQ(script("f")["Invocations"], 1);
  world.advance("1s");
  EXPECT_EQ(script("f")["Invocations"], 2);
}

// What Lambda could not even begin with is no attempt: it is tried until it is six hours old.
TEST_F(AsynchronousInvoke, A_throttled_attempt_is_tried_again_and_does_not_count) {
  create("f", R"([{"return": 1}])");
  world.world().add_fault(parse_json(
      R"({"operation": "Invoke", "caller": "lambda.amazonaws.com", "count": 5, "effect": "throttle"})"));
  send_event("f");
  world.advance("30s");  // 1 + 2 + 4 + 8 + 16 s are not over
  EXPECT_EQ(script("f")["Invocations"], 0);
  world.advance("1s");
  EXPECT_EQ(script("f")["Invocations"], 1);
  world.advance("1h");
  EXPECT_EQ(script("f")["Invocations"], 1);
}

TEST_F(AsynchronousInvoke, Events_of_a_deleted_function_are_forgotten) {
  create("f", R"([{"throw": {"type": "Down"}}])");
  send_event("f");
  world.settle();
  world.ok("lambda", "DeleteFunction", R"({"FunctionName": "f"})");
  create("f");
  world.advance("1h");
  EXPECT_EQ(script("f")["Invocations"], 0);
}

}  // namespace
}  // namespace snowglobe::lambda
