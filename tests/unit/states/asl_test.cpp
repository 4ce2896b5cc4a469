// The Amazon States Language as CreateStateMachine checks it.
#include "services/states/asl.h"

#include <gtest/gtest.h>

namespace snowglobe::states {
namespace {

std::string problems_of(std::string_view text, MachineType type = MachineType::kStandard) {
  const Parsed parsed = parse_definition(text, type);
  EXPECT_EQ(parsed.definition == nullptr, !parsed.diagnostics.empty());
  return parsed.diagnostics.empty() ? "" : describe(parsed.diagnostics);
}

// A machine of one state "S", which is given without its braces.
std::string one_state(const std::string& members) {
  return R"({"StartAt": "S", "States": {"S": {)" + members + "}}}";
}

TEST(Definition, Every_type_of_state_is_read) {
  const Parsed parsed = parse_definition(R"J({
    "Comment": "all of them", "Version": "1.0", "TimeoutSeconds": 60, "StartAt": "Pass",
    "States": {
      "Pass": {"Type": "Pass", "Result": {"a": 1}, "ResultPath": "$.r", "Next": "Task"},
      "Task": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
        "Parameters": {"TableName": "t", "Key.$": "$.key"}, "TimeoutSeconds": 10,
        "HeartbeatSeconds": 5, "ResultSelector": {"x.$": "$.Item"}, "OutputPath": null,
        "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2, "MaxAttempts": 5, "BackoffRate": 1.5,
                   "MaxDelaySeconds": 9, "JitterStrategy": "FULL"}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Fail", "ResultPath": "$.e"}],
        "Next": "Choice"},
      "Choice": {"Type": "Choice", "Choices": [
        {"Variable": "$.n", "NumericGreaterThan": 3, "Next": "Wait"}], "Default": "Map"},
      "Wait": {"Type": "Wait", "SecondsPath": "$.s", "Next": "Parallel"},
      "Parallel": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "B1", "States": {"B1": {"Type": "Succeed"}}},
        {"StartAt": "B2", "States": {"B2": {"Type": "Wait", "Timestamp": "2026-01-01T00:00:00Z",
                                            "End": true}}}]},
      "Map": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 3,
        "ItemSelector": {"v.$": "$$.Map.Item.Value"},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "I",
                          "States": {"I": {"Type": "Pass", "End": true}}}, "End": true},
      "Fail": {"Type": "Fail", "ErrorPath": "$.e.Error",
               "CausePath": "States.Format('because {}', $.e.Cause)"}
    }})J",
                                         MachineType::kStandard);
  ASSERT_NE(parsed.definition, nullptr) << describe(parsed.diagnostics);
  const Definition& definition = *parsed.definition;
  EXPECT_EQ(definition.timeout_s, 60);
  ASSERT_EQ(definition.machines.size(), 4u);
  EXPECT_EQ(definition.machine(3).owner, "Map");
  EXPECT_EQ(definition.machine(3).role, Machine::Role::kProcessor);
  const State& task = definition.state(0, 1);
  EXPECT_EQ(task.name, "Task");
  EXPECT_TRUE(task.output_path.discard);
  EXPECT_EQ(task.retriers.at(0).max_delay_s, 9);
  EXPECT_TRUE(task.retriers.at(0).full_jitter);
  EXPECT_EQ(definition.state(0, task.catchers.at(0).next).name, "Fail");
  EXPECT_EQ(std::get<Task>(task.detail).resource.name(), "getItem");
  EXPECT_FALSE(task.reads_context);
  EXPECT_TRUE(definition.state(0, 5).reads_context);
  EXPECT_FALSE(definition.state(0, 5).reads_execution_input);
}

TEST(Definition, A_missing_target_and_the_state_it_leaves_unreachable_are_both_told) {
  EXPECT_EQ(problems_of(R"({"StartAt": "a", "States": {
              "a": {"Type": "Pass", "Next": "c"}, "b": {"Type": "Pass", "End": true}}})"),
            "'MISSING_TRANSITION_TARGET: Missing 'Next' target: c at /States/a/Next, "
            "MISSING_TRANSITION_TARGET: State \"b\" is not reachable. at /States/b'");
  EXPECT_EQ(problems_of(R"({"StartAt": "x", "States": {"a": {"Type": "Succeed"}}})"),
            "'MISSING_TRANSITION_TARGET: Missing 'Next' target: x at /StartAt'");
  EXPECT_EQ(problems_of(one_state(R"("Type": "Choice", "Choices": [
              {"Variable": "$.a", "IsNull": true, "Next": "T"}])")),
            "'MISSING_TRANSITION_TARGET: Missing 'Next' target: T at /States/S/Choices[0]/Next, "
            "MISSING_END_STATE: The workflow does not have a terminal state at /States'");
}

TEST(Definition, A_loop_without_an_end_is_refused) {
  EXPECT_EQ(problems_of(R"({"StartAt": "a", "States": {
              "a": {"Type": "Pass", "Next": "b"}, "b": {"Type": "Pass", "Next": "a"}}})"),
            "'MISSING_END_STATE: The workflow does not have a terminal state at /States'");
}

TEST(Definition, Each_wrong_field_is_told_with_its_place) {
  EXPECT_EQ(problems_of(one_state(R"("Type": "Task", "End": true)")),
            "'SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/S'");
  EXPECT_EQ(problems_of(one_state(R"("Type": "Task", "Resource": "charge", "End": true)")),
            "'SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/S/Resource'");
  EXPECT_EQ(problems_of(one_state(R"("Type": "Pass", "End": true, "Foo": 1)")),
            "'SCHEMA_VALIDATION_FAILED: Field is not supported at /States/S/Foo'");
  EXPECT_EQ(
      problems_of(one_state(R"("Type": "Pass", "End": true, "Parameters": {"a.$": "b"})")),
      "'SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a "
      "valid intrinsic function call at /States/S/Parameters'");
  for (const char* members : {
           R"("Type": "Pass")",
           R"("Type": "Pass", "Next": "S", "End": true)",
           R"("Type": "Pass", "End": "yes")",
           R"("Type": "Jump", "End": true)",
           R"("Type": "Pass", "ResultPath": "$.a[*]", "End": true)",
           R"("Type": "Pass", "ResultPath": "$$.a", "End": true)",
           R"("Type": "Pass", "InputPath": "a.b", "End": true)",
           R"("Type": "Wait", "End": true)",
           R"("Type": "Wait", "Seconds": -1, "End": true)",
           R"("Type": "Wait", "Seconds": 18446744073709551615, "End": true)",
           R"("Type": "Wait", "Seconds": 1, "Timestamp": "2026-01-01T00:00:00Z", "End": true)",
           R"("Type": "Wait", "Timestamp": "tomorrow", "End": true)",
           R"("Type": "Fail", "Error": "a", "ErrorPath": "$.a")",
           R"("Type": "Fail", "End": true)",
           R"("Type": "Choice", "Choices": [])",
           R"("Type": "Parallel", "Branches": [], "End": true)",
           R"("Type": "Parallel", "Branches": [7], "End": true)",
           R"("Type": "Map", "End": true)",
           R"("Type": "Task", "Resource": "arn:aws:states:::nope:doIt", "End": true)",
           R"("Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true)",
           R"("Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
              "TimeoutSeconds": 5, "HeartbeatSeconds": 5, "End": true)",
           R"("Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
              "End": true, "Retry": [{"ErrorEquals": ["States.ALL", "E"]}])",
           R"("Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
              "End": true, "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["E"]}])",
           R"("Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
              "End": true, "Retry": [{"ErrorEquals": ["E"], "BackoffRate": 0.5}])",
           R"("Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f",
              "End": true, "Catch": [{"ErrorEquals": []}])",
       })
    EXPECT_NE(problems_of(one_state(members)), "") << members;
}

TEST(Definition, All_problems_are_listed_but_not_without_end) {
  std::string states;
  for (int i = 0; i < 3000; ++i) {
    states += (i == 0 ? "\"s" : ",\"s") + std::to_string(i) + R"(": {"Type": "Nope"})";
  }
  const Parsed parsed =
      parse_definition(R"({"StartAt": "s0", "States": {)" + states + "}}", MachineType::kStandard);
  EXPECT_EQ(parsed.diagnostics.size(), diagnostics_max);
}

TEST(Definition, A_name_stands_once_in_the_whole_definition) {
  EXPECT_NE(problems_of(one_state(R"("Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}])"))
                .find("DUPLICATE_STATE_NAME"),
            std::string::npos);
}

// What this program cannot do must be refused when the machine is made, not pretended at run time.
TEST(Definition, What_is_not_supported_is_refused_by_name) {
  EXPECT_NE(problems_of(R"({"QueryLanguage": "JSONata", "StartAt": "S",
                            "States": {"S": {"Type": "Succeed"}}})")
                .find("JSONata is not supported"),
            std::string::npos);
  EXPECT_NE(problems_of(one_state(R"("Type": "Pass", "Assign": {"a": 1}, "End": true)"))
                .find("Assign is not supported"),
            std::string::npos);
  EXPECT_NE(problems_of(one_state(R"("Type": "Map", "End": true, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "I", "States": {"I": {"Type": "Succeed"}}})"))
                .find("DISTRIBUTED Map is not supported"),
            std::string::npos);
}

TEST(Definition, An_express_machine_cannot_wait_for_a_job_or_a_token) {
  const std::string waiting = one_state(R"("Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"})");
  EXPECT_EQ(problems_of(waiting), "");
  EXPECT_NE(problems_of(waiting, MachineType::kExpress), "");
}

TEST(Definition, Hostile_texts_are_refused) {
  EXPECT_NE(problems_of("").find("INVALID_JSON_DESCRIPTION"), std::string::npos);
  EXPECT_NE(problems_of("[]"), "");
  EXPECT_NE(problems_of("null"), "");
  EXPECT_NE(problems_of(R"({"StartAt": 1, "States": []})"), "");
  EXPECT_NE(problems_of(R"({"StartAt": "a", "States": {"a": 1}})"), "");
  EXPECT_NE(problems_of(R"({"StartAt": "a", "States": {"a": {"Type": {}}}})"), "");
  EXPECT_NE(problems_of(one_state(R"("Type": "Choice", "Choices": [7])")), "");
  EXPECT_NE(problems_of(one_state(R"("Type": "Pass", "End": true, "Retry": 7, "Catch": {})")), "");
  EXPECT_NE(problems_of(R"({"StartAt": ")" + std::string(81, 'x') + R"(", "States": {")" +
                        std::string(81, 'x') + R"(": {"Type": "Succeed"}}})"),
            "");
  EXPECT_NE(problems_of(std::string(100'000, '[')), "");
}

// A quadratic reader would take minutes over this.
TEST(Definition, A_definition_of_a_megabyte_is_read_at_once) {
  std::string states;
  for (int i = 0; i < 15'000; ++i) {
    states += "\"state-" + std::to_string(i) + R"(": {"Type": "Pass", "Next": "state-)" +
              std::to_string(i + 1) + "\"},";
  }
  const Parsed parsed = parse_definition(
      R"({"StartAt": "state-0", "States": {)" + states + R"("state-15000": {"Type": "Succeed"}}})",
      MachineType::kStandard);
  EXPECT_NE(parsed.definition, nullptr);
}

TEST(TaskResource, Names_and_patterns_are_taken_apart) {
  const auto sync = Resource::parse("arn:aws:states:::states:startExecution.sync:2");
  ASSERT_TRUE(sync);
  EXPECT_EQ(sync->service, "states");
  EXPECT_EQ(sync->action, "startExecution");
  EXPECT_EQ(sync->pattern, TaskPattern::kSync2);
  EXPECT_EQ(sync->name(), "startExecution.sync:2");
  const auto sdk = Resource::parse("arn:aws:states:::aws-sdk:dynamodb:query");
  ASSERT_TRUE(sdk);
  EXPECT_EQ(sdk->service, "aws-sdk:dynamodb");
  EXPECT_EQ(sdk->action, "query");
  const auto function = Resource::parse("arn:aws:lambda:eu-west-1:123456789012:function:f:live");
  ASSERT_TRUE(function);
  EXPECT_EQ(function->kind, Resource::Kind::kFunction);
  for (const char* text :
       {"", "arn:aws:states:::", "arn:aws:states:::sqs", "arn:aws:states:::a b:c",
        "arn:aws:lambda:us-east-1:1:layer:x", "arn:aws:sqs:us-east-1:1:q"})
    EXPECT_FALSE(Resource::parse(text)) << text;
}

}  // namespace
}  // namespace snowglobe::states
