// The interpreter: data from state to state, errors, waiting, branches and items.
#include "services/states/step.h"

#include <gtest/gtest.h>

#include "emulator/base/text.h"
#include "tests/unit/states/memory_run.h"

namespace snowglobe::states {
namespace {

using namespace std::chrono_literals;

// A machine that calls a function in "Work" (further members given) and then ends in "Done".
std::string worker(const std::string& members = "", const std::string& more_states = "") {
  return R"({"StartAt": "Work", "States": {"Work": {"Type": "Task",
    "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "Next": "Done")" +
         members + R"(}, "Done": {"Type": "Succeed"})" + more_states + "}}";
}

MemoryRun::Answer result(std::string json) {
  return [json](const Frame&, const StartTask&) {
    return TaskEnd(TaskSucceeded{make_data_from_text(json)});
  };
}
MemoryRun::Answer error(std::string name, std::string cause = "why") {
  return
      [name, cause](const Frame&, const StartTask&) { return TaskEnd(make_failure(name, cause)); };
}

std::string run(const std::string& definition, const std::string& input,
                MemoryRun::Answer answer = result("{}")) {
  MemoryRun execution(definition, input);
  execution.answer = std::move(answer);
  return execution.start().output();
}

std::string pass(const std::string& members) {
  return R"({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, )" + members + "}}}";
}

TEST(Data, Input_goes_through_all_five_filters) {
  EXPECT_EQ(run(worker(R"(, "InputPath": "$.in", "Parameters": {"n.$": "$.n", "k": 1},
                           "ResultSelector": {"v.$": "$.value"}, "ResultPath": "$.out.r",
                           "OutputPath": "$.out")"),
                R"({"in": {"n": 5}, "keep": true})",
                [](const Frame&, const StartTask& task) {
                  EXPECT_EQ(task.input->text(), R"({"n":5,"k":1})");
                  return TaskEnd(TaskSucceeded{make_data_from_text(R"({"value": 9, "x": 0})")});
                }),
            R"({"r":{"v":9}})");
}

TEST(Data, Null_paths_give_the_empty_object_or_keep_the_input) {
  EXPECT_EQ(run(pass(R"("InputPath": null)"), R"({"a": 1})"), "{}");
  EXPECT_EQ(run(pass(R"("OutputPath": null)"), R"({"a": 1})"), "{}");
  EXPECT_EQ(run(pass(R"("ResultPath": null, "Result": 7)"), R"({"a": 1})"), R"({"a": 1})");
  EXPECT_EQ(run(pass(R"("ResultPath": "$.b", "Result": 7)"), R"({"a": 1})"), R"({"a":1,"b":7})");
}

TEST(Data, A_path_that_matches_nothing_fails_the_execution_in_AWSs_words) {
  EXPECT_EQ(
      run(pass(R"("Parameters": {"x.$": "$.gone"})"), R"({"a":1})"),
      "(States.Runtime: An error occurred while executing the state 'P' (entered at the event "
      "id #2). The JSONPath '$.gone' specified for the field 'x.$' could not be found in the "
      "input '{\"a\":1}')");
  EXPECT_EQ(run(pass(R"("InputPath": "$.gone")"), R"({"a":1})").substr(0, 16), "(States.Runtime:");
  EXPECT_EQ(run(pass(R"("OutputPath": "$.gone")"), R"({"a":1})").substr(0, 16), "(States.Runtime:");
  EXPECT_EQ(run(pass(R"("ResultPath": "$.a.b")"), R"({"a":1})").substr(0, 31),
            "(States.ResultPathMatchFailure:");
  EXPECT_EQ(run(pass(R"J("Parameters": {"x.$": "States.ArrayGetItem($.a, 5)"})J"), R"({"a":[1]})")
                .substr(0, 25),
            "(States.IntrinsicFailure:");
}

// What an evaluation may cost is bounded, and a Choice state's rules share one bound: a definition
// of 1 MB holds thousands of rules that each are just below it.
TEST(Data, An_evaluation_without_end_fails_the_execution) {
  std::string deep = "1";
  for (int i = 0; i < 200; ++i) deep = R"({"a":)" + deep + "}";
  EXPECT_EQ(run(pass(R"("InputPath": "$..*..*..*..*..*")"), deep),
            "(States.Runtime: An error occurred while executing the state 'P' (entered at the "
            "event id #2). The evaluation takes more than 2000000 steps.)");
  std::string rules;
  for (int i = 0; i < 100; ++i)
    rules += R"({"Variable": "$..*..z..y", "IsPresent": true, "Next": "D"},)";
  rules.pop_back();
  const std::string chooser = R"({"StartAt": "C", "States": {
      "C": {"Type": "Choice", "Choices": [)" +
                              rules + R"(], "Default": "D"}, "D": {"Type": "Succeed"}}})";
  EXPECT_EQ(run(chooser, deep),
            "(States.Runtime: An error occurred while executing the state 'C' (entered at the "
            "event id #2). The evaluation takes more than 2000000 steps.)");
}

TEST(Data, The_context_object_tells_of_execution_state_and_machine) {
  EXPECT_EQ(
      run(pass(
              R"("Parameters": {"e.$": "$$.Execution", "s.$": "$$.State", "m.$": "$$.StateMachine"})"),
          R"({"a": 1})"),
      R"({"e":{"Id":"arn:aws:states:us-east-1:000000000000:execution:m:e","Input":{"a":1},)"
      R"("StartTime":"2026-01-01T00:00:00.000Z","Name":"e",)"
      R"("RoleArn":"arn:aws:iam::000000000000:role/r","RedriveCount":0},)"
      R"("s":{"Name":"P","EnteredTime":"2026-01-01T00:00:00.000Z","RetryCount":0},)"
      R"("m":{"Id":"arn:aws:states:us-east-1:000000000000:stateMachine:m","Name":"m"}})");
}

TEST(Data, A_result_over_256_KiB_is_an_error_that_only_its_own_name_catches) {
  const auto big = result("\"" + std::string(payload_bytes_max, 'x') + "\"");
  const std::string next = R"(, "Catch": [{"ErrorEquals": ["%"], "Next": "Done"}])";
  EXPECT_EQ(run(worker(replace_all(next, "%", "States.ALL")), "{}", big).substr(0, 26),
            "(States.DataLimitExceeded:");
  EXPECT_EQ(
      run(worker(replace_all(next, "%", "States.DataLimitExceeded")), "{}", big).substr(0, 38),
      R"({"Error":"States.DataLimitExceeded","C)");
}

// Each round wraps the input once more; unbounded it would overflow the stack of the next reader.
TEST(Data, A_loop_that_nests_its_data_deeper_and_deeper_ends_with_an_error) {
  MemoryRun execution(R"({"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "Next": "B"},
    "B": {"Type": "Choice", "Choices": [{"Variable": "$.never", "IsPresent": true, "Next": "C"}],
          "Default": "A"},
    "C": {"Type": "Succeed"}}})");
  execution.steps_per_turn = 1000;
  EXPECT_EQ(execution.start().output().substr(0, 16), "(States.Runtime:");
  const std::string deep = std::string(600, '[') + std::string(600, ']');
  EXPECT_EQ(run(worker(), "{}", result(deep)).substr(0, 26), "(States.DataLimitExceeded:");
}

TEST(Choice, The_first_rule_that_matches_wins_and_none_is_an_error) {
  const std::string machine = R"({"StartAt": "C", "States": {
    "C": {"Type": "Choice", "Choices": [
      {"Variable": "$.n", "NumericLessThan": 5, "Next": "Low"},
      {"Variable": "$.n", "NumericLessThan": 9, "Next": "High"}]},
    "Low": {"Type": "Pass", "Result": "low", "End": true},
    "High": {"Type": "Pass", "Result": "high", "End": true}}})";
  EXPECT_EQ(run(machine, R"({"n": 3})"), R"("low")");
  EXPECT_EQ(run(machine, R"({"n": 7})"), R"("high")");
  EXPECT_EQ(
      run(machine, R"({"n": 12})"),
      "(States.NoChoiceMatched: An error occurred while executing the state 'C' (entered at "
      "the event id #2). Failed to transition out of the state. The state does not point to a "
      "next state.)");
  EXPECT_EQ(
      run(machine, "{}"),
      "(States.Runtime: An error occurred while executing the state 'C' (entered at the event "
      "id #2). Invalid path '$.n': The choice state's condition path references an invalid "
      "value.)");
}

TEST(Wait, It_ends_after_its_seconds_or_at_its_timestamp) {
  MemoryRun seconds(R"({"StartAt": "W", "States": {
    "W": {"Type": "Wait", "SecondsPath": "$.s", "End": true}}})",
                    R"({"s": 60})");
  EXPECT_EQ(seconds.start().output(), "(running)");
  EXPECT_EQ(seconds.advance(59s).output(), "(running)");
  EXPECT_EQ(seconds.advance(1s).output(), R"({"s": 60})");
  MemoryRun moment(R"({"StartAt": "W", "States": {
    "W": {"Type": "Wait", "TimestampPath": "$.t", "End": true}}})",
                   R"({"t": "2026-01-01T01:00:00+00:30"})");
  EXPECT_EQ(moment.start().output(), "(running)");
  EXPECT_NE(moment.advance(30min).output(), "(running)");
  EXPECT_EQ(run(R"({"StartAt": "W", "States": {
    "W": {"Type": "Wait", "TimestampPath": "$.t", "End": true}}})",
                R"({"t": "soon"})")
                .substr(0, 16),
            "(States.Runtime:");
  for (const char* bad : {R"({"s": -1})", R"({"s": 1.5})", R"({"s": "1"})", R"({"s": 1e300})",
                          R"({"s": 18446744073709551615})", "{}"})
    EXPECT_EQ(run(R"({"StartAt": "W", "States": {
      "W": {"Type": "Wait", "SecondsPath": "$.s", "End": true}}})",
                  bad)
                  .substr(0, 16),
              "(States.Runtime:")
        << bad;
}

TEST(Fail, Error_and_cause_are_written_found_or_computed) {
  const auto fail = [](const std::string& members, const std::string& input) {
    return run(R"({"StartAt": "F", "States": {"F": {"Type": "Fail")" + members + "}}}", input);
  };
  EXPECT_EQ(fail(R"(, "Error": "E", "Cause": "c")", "{}"), "(E: c)");
  EXPECT_EQ(fail(R"J(, "ErrorPath": "$.e", "CausePath": "States.Format('{}!', $.c)")J",
                 R"({"e": "E2", "c": "x"})"),
            "(E2: x!)");
  EXPECT_EQ(fail(R"(, "ErrorPath": "$.e")", R"({"e": 5})").substr(0, 16), "(States.Runtime:");
}

TEST(Retry, It_waits_longer_each_time_and_then_gives_up) {
  MemoryRun execution(worker(R"(, "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2,
                                 "MaxAttempts": 3, "BackoffRate": 3, "MaxDelaySeconds": 10}])"));
  int calls = 0;
  execution.answer = [&](const Frame&, const StartTask&) {
    ++calls;
    return TaskEnd(make_failure("E", "no"));
  };
  execution.start();
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(execution.advance(1999ms).output(), "(running)");
  execution.advance(1ms);
  EXPECT_EQ(calls, 2);
  execution.advance(5999ms);
  EXPECT_EQ(calls, 2);
  execution.advance(1ms);
  EXPECT_EQ(calls, 3);
  execution.advance(9999ms);  // 18 s, but for MaxDelaySeconds
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(execution.advance(1ms).output(), "(E: no)");
  EXPECT_EQ(calls, 4);
}

TEST(Retry, Every_retrier_counts_for_itself_and_a_new_visit_begins_anew) {
  MemoryRun execution(R"({"StartAt": "Work", "States": {
    "Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
             "Parameters": {"try.$": "$$.State.RetryCount"},
             "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 1}, {"ErrorEquals": ["States.ALL"],
                        "MaxAttempts": 1}],
             "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Work"}], "Next": "Done"},
    "Done": {"Type": "Succeed"}}})");
  std::vector<std::string> inputs;
  execution.answer = [&](const Frame&, const StartTask& task) {
    inputs.push_back(task.input->text());
    if (inputs.size() == 5) return TaskEnd(TaskSucceeded{make_data("ok")});
    return TaskEnd(make_failure(inputs.size() % 2 == 1 ? "A" : "B", ""));
  };
  execution.start().advance(10s);
  execution.advance(10s);
  execution.advance(10s);
  EXPECT_EQ(execution.output(), "\"ok\"");
  EXPECT_EQ(inputs, (std::vector<std::string>{R"({"try":0})", R"({"try":1})", R"({"try":2})",
                                              R"({"try":0})", R"({"try":1})"}));
}

TEST(Retry, A_huge_backoff_is_no_overflow) {
  MemoryRun execution(worker(R"(, "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 99999999,
                                 "BackoffRate": 1e300, "MaxAttempts": 99999999}])"));
  execution.answer = error("E");
  execution.start();
  EXPECT_EQ(execution.advance(99999999s).output(), "(running)");
  ASSERT_EQ(execution.frames().size(), 1u);
  EXPECT_EQ(execution.frames().begin()->second.due, never);
}

TEST(Catch, The_error_is_put_where_the_catcher_says) {
  const std::string members =
      R"(, "Catch": [{"ErrorEquals": ["Other"], "Next": "Done"},
                     {"ErrorEquals": ["E"], "Next": "Done", "ResultPath": "$.err"}])";
  EXPECT_EQ(run(worker(members), R"({"a":1})", error("E", "c")),
            R"({"a":1,"err":{"Error":"E","Cause":"c"}})");
  EXPECT_EQ(run(worker(members), "{}", error("X", "c")), "(X: c)");
}

TEST(ErrorNames, Wildcards_meet_what_AWS_says) {
  const auto meets = [](std::string rule, std::string_view name, std::string_view also = {}) {
    return matches({std::move(rule)}, make_failure(name, "", also));
  };
  EXPECT_TRUE(meets("States.ALL", "Any"));
  EXPECT_TRUE(meets("States.ALL", "States.Timeout"));
  EXPECT_FALSE(meets("States.ALL", "States.Runtime"));
  EXPECT_FALSE(meets("States.ALL", "States.DataLimitExceeded"));
  EXPECT_FALSE(meets("States.Runtime", "States.Runtime"));
  EXPECT_TRUE(meets("States.TaskFailed", "Any"));
  EXPECT_FALSE(meets("States.TaskFailed", "States.Timeout"));
  EXPECT_TRUE(meets("States.Timeout", "States.HeartbeatTimeout"));
  EXPECT_FALSE(meets("States.HeartbeatTimeout", "States.Timeout"));
  EXPECT_TRUE(
      meets("States.ParameterPathFailure", "States.Runtime", "States.ParameterPathFailure"));
}

TEST(Task, A_timeout_and_a_missed_heartbeat_end_it) {
  MemoryRun timeout(worker(R"(, "TimeoutSeconds": 30, "HeartbeatSeconds": 10)"));
  timeout.start().advance(9s);
  timeout.heartbeat(1);
  timeout.advance(9s);
  timeout.heartbeat(1);
  timeout.advance(9s);
  timeout.heartbeat(1);
  EXPECT_EQ(timeout.advance(2s).output(), "(running)");
  EXPECT_EQ(timeout.advance(1s).output(), "(States.Timeout: )");
  MemoryRun heartbeat(worker(R"(, "TimeoutSeconds": 30, "HeartbeatSeconds": 10)"));
  EXPECT_EQ(heartbeat.start().advance(10s).output(), "(States.HeartbeatTimeout: )");
}

TEST(Task, An_answer_that_comes_later_goes_on_from_there) {
  MemoryRun execution(worker());
  EXPECT_EQ(execution.start().output(), "(running)");
  execution.task_ended(1, TaskSucceeded{make_data("later")});
  EXPECT_EQ(execution.output(), "\"later\"");
  EXPECT_TRUE(execution.frames().empty());
}

TEST(Task, A_token_is_made_for_each_attempt) {
  MemoryRun execution(R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"},
    "Retry": [{"ErrorEquals": ["States.ALL"]}]}}})");
  std::vector<std::string> tokens;
  execution.answer = [&](const Frame& frame, const StartTask& task) {
    tokens.push_back(frame.token);
    EXPECT_EQ(task.input->value()["MessageBody"], frame.token);
    return TaskEnd(TaskSubmitted{make_data(Json::object())});
  };
  execution.start();
  execution.task_ended(1, make_failure("E", ""));
  execution.advance(1s);
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_NE(tokens[0], tokens[1]);
  EXPECT_EQ(execution.frames().at(1).token, tokens[1]);
}

const char* const two_branches = R"({"StartAt": "P", "States": {"P": {"Type": "Parallel",
  "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "Next": "A2"},
                                "A2": {"Type": "Pass", "Result": "a", "End": true}}},
    {"StartAt": "B", "States": {"B": {"Type": "Task", "End": true,
      "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f"}}}] %}}})";

TEST(Parallel, Results_stand_in_the_order_of_the_branches) {
  MemoryRun execution(replace_all(two_branches, "%", ""));
  execution.answer = result("\"b\"");
  EXPECT_EQ(execution.start().output(), "(running)");
  EXPECT_EQ(execution.advance(5s).output(), R"(["a","b"])");
  EXPECT_TRUE(execution.frames().empty());
}

TEST(Parallel, A_failing_branch_ends_the_others) {
  MemoryRun execution(replace_all(two_branches, "%", ""));
  execution.answer = error("E", "c");
  EXPECT_EQ(execution.start().output(), "(E: c)");
  EXPECT_TRUE(execution.frames().empty());
  EXPECT_EQ(execution.trail(),
            "1<0 ExecutionStarted, 2<0 ParallelStateEntered, 3<2 ParallelStateStarted, "
            "4<3 WaitStateEntered, 5<3 TaskStateEntered, 6<5 LambdaFunctionScheduled, "
            "7<6 LambdaFunctionStarted, 8<7 LambdaFunctionFailed, 9<4 WaitStateAborted, "
            "10<8 ParallelStateFailed, 11<10 ExecutionFailed");
}

TEST(Parallel, It_is_retried_as_a_whole_and_caught) {
  MemoryRun execution(replace_all(two_branches, "%",
                                  R"(, "Retry": [{"ErrorEquals": ["States.BranchFailed"],
                                      "MaxAttempts": 1}])"));
  int calls = 0;
  execution.answer = [&](const Frame&, const StartTask&) {
    return ++calls == 1 ? TaskEnd(make_failure("E", "c")) : TaskEnd(TaskSucceeded{make_data("b")});
  };
  execution.start().advance(1s);
  EXPECT_EQ(execution.advance(5s).output(), R"(["a","b"])");
  EXPECT_EQ(calls, 2);
}

std::string map_of(const std::string& members, const std::string& item_state) {
  return R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, )" + members +
         R"(, "ItemProcessor": {"StartAt": "I", "States": {"I": )" + item_state + "}}}}}";
}
const char* const item_task =
    R"({"Type": "Task", "End": true, "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f"})";

TEST(MapState, Each_item_gets_its_selected_input) {
  EXPECT_EQ(run(map_of(R"("ItemsPath": "$.list", "ItemSelector": {
                  "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "c.$": "$.common"})",
                       R"({"Type": "Pass", "End": true})"),
                R"({"list": ["x", "y"], "common": 1})"),
            R"([{"i":0,"v":"x","c":1},{"i":1,"v":"y","c":1}])");
  EXPECT_EQ(run(map_of(R"("ItemsPath": "$.list", "ResultPath": "$.out")",
                       R"({"Type": "Pass", "Parameters": {"v.$": "$$.Map.Item.Value"},
                           "OutputPath": "$.v", "End": true})"),
                R"({"list": [1, 2]})"),
            R"({"list":[1,2],"out":[1,2]})");
  EXPECT_EQ(run(map_of(R"("ItemsPath": "$.list")", item_task), R"({"list": []})"), "[]");
  EXPECT_NE(run(map_of(R"("ItemsPath": "$.list")", item_task), R"({"list": 5})")
                .find("Reference path \"$.list\" must point to array."),
            std::string::npos);
}

TEST(MapState, No_more_items_run_at_once_than_allowed) {
  MemoryRun execution(map_of(R"("MaxConcurrency": 2)", item_task), "[1,2,3,4,5]");
  int most = 0;
  execution.start();
  for (int i = 0; i < 5; ++i) {
    std::vector<std::int64_t> working;
    for (const auto& [id, frame] : execution.frames())
      if (frame.phase == Phase::kTask) working.push_back(id);
    most = std::max(most, static_cast<int>(working.size()));
    ASSERT_FALSE(working.empty());
    const Data item = execution.frames().at(working.back()).input;
    execution.task_ended(working.back(), TaskSucceeded{item});
  }
  EXPECT_EQ(most, 2);
  EXPECT_EQ(execution.output(), "[1,2,3,4,5]");
}

TEST(MapState, Hundreds_of_items_are_run_a_few_at_a_time_and_come_back_in_order) {
  Json items = Json::array();
  for (int i = 0; i < 500; ++i) items.push_back(i);
  MemoryRun execution(map_of(R"("MaxConcurrency": 0)", item_task), print_json(items));
  execution.answer = [](const Frame& frame, const StartTask&) {
    return TaskEnd(TaskSucceeded{frame.input});
  };
  EXPECT_EQ(execution.start().output(), print_json(items));
}

TEST(MapState, A_failing_item_ends_the_others_and_the_state) {
  MemoryRun execution(map_of(R"("MaxConcurrency": 2)", item_task), "[1,2,3]");
  execution.answer = [](const Frame& frame, const StartTask&) -> std::optional<TaskEnd> {
    if (frame.slot == 1) return TaskEnd(make_failure("E", "c"));
    return std::nullopt;
  };
  EXPECT_EQ(execution.start().output(), "(E: c)");
  EXPECT_EQ(execution.event(EventType::kMapIterationFailed).details["index"], 1);
  EXPECT_EQ(execution.event(EventType::kMapIterationAborted).details["index"], 0);
  EXPECT_TRUE(execution.frames().empty());
}

TEST(MapState, Results_that_add_up_to_too_much_fail_it) {
  Json items = Json::array();
  for (int i = 0; i < 10; ++i) items.push_back(i);
  MemoryRun execution(map_of(R"("MaxConcurrency": 3)", item_task), print_json(items));
  execution.answer = result("\"" + std::string(100'000, 'x') + "\"");
  EXPECT_EQ(execution.start().output().substr(0, 26), "(States.DataLimitExceeded:");
  EXPECT_TRUE(execution.frames().empty());
}

TEST(MapState, Maps_and_branches_nest) {
  EXPECT_EQ(run(map_of(R"("MaxConcurrency": 1)",
                       R"({"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "Q", "States": {
                           "Q": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "R",
                             "States": {"R": {"Type": "Pass", "End": true, "Parameters": {
                               "i.$": "$$.Map.Item.Index", "v.$": "$"}}}}]}}}})"),
                "[[5],[6,7]]"),
            R"([[[{"i":0,"v":5}]],[[{"i":0,"v":6}],[{"i":1,"v":7}]]])");
}

// A world must not stand still because one execution goes round for ever.
TEST(Loops, A_turn_does_a_bounded_number_of_steps) {
  MemoryRun execution(R"({"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "B": {"Type": "Choice", "Choices": [{"Variable": "$.stop", "IsPresent": true, "Next": "C"}],
          "Default": "A"},
    "C": {"Type": "Succeed"}}})");
  execution.steps_per_turn = 100;
  execution.start();
  EXPECT_EQ(
      execution.output(),
      "(States.Runtime: The execution reached the maximum number of history events (25000).)");
  EXPECT_EQ(execution.events.size(), 25'000u);
  EXPECT_EQ(execution.events.back().type, EventType::kExecutionFailed);
  EXPECT_GE(execution.turns, 120);
}

TEST(Loops, An_express_execution_has_no_history_but_an_end) {
  MemoryRun execution(pass(R"("Result": 1)"), "{}", MachineType::kExpress);
  EXPECT_EQ(execution.start().output(), "1");
  EXPECT_TRUE(execution.events.empty());
}

TEST(Stop, Everything_under_way_is_aborted) {
  MemoryRun execution(replace_all(two_branches, "%", ""));
  execution.start();
  execution.stop("Enough", "tired");
  EXPECT_EQ(execution.output(), "(Enough: tired)");
  EXPECT_EQ(execution.ending->status, Ending::Status::kAborted);
  EXPECT_TRUE(execution.frames().empty());
  EXPECT_EQ(execution.events.back().type, EventType::kExecutionAborted);
}

}  // namespace
}  // namespace snowglobe::states
