// Inputs and outputs of the operations on executions and their tasks.
//
// https://docs.aws.amazon.com/step-functions/latest/apireference/
#pragma once

#include "services/states/shapes.h"

namespace snowglobe::states {

struct StartExecutionInput {
  std::string state_machine_arn;
  std::optional<std::string> name, input, trace_header;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn).length(1, 256);
    field("name", name).length(1, 80);
    field("input", input).length(0, 262'144);
    field("traceHeader", trace_header).length(0, 256);
  }
};
struct StartExecutionOutput {
  std::string execution_arn;
  Moment start_date;
  void describe(auto& field) {
    field("executionArn", execution_arn);
    field("startDate", start_date);
  }
};

struct DataDetails {
  std::optional<bool> included;
  void describe(auto& field) { field("included", included); }
};

struct StartSyncExecutionInput {
  std::string state_machine_arn;
  std::optional<std::string> name, input, trace_header, included_data;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn).length(1, 256);
    field("name", name).length(1, 80);
    field("input", input).length(0, 262'144);
    field("traceHeader", trace_header).length(0, 256);
    field("includedData", included_data).one_of({"ALL_DATA", "METADATA_ONLY"});
  }
};
struct BillingDetails {
  std::optional<std::int64_t> billed_memory_used_in_mb, billed_duration_in_milliseconds;
  void describe(auto& field) {
    field("billedMemoryUsedInMB", billed_memory_used_in_mb);
    field("billedDurationInMilliseconds", billed_duration_in_milliseconds);
  }
};
struct StartSyncExecutionOutput {
  std::string execution_arn;
  std::optional<std::string> state_machine_arn, name;
  Moment start_date, stop_date;
  std::string status;
  std::optional<std::string> error, cause, input;
  std::optional<DataDetails> input_details;
  std::optional<std::string> output;
  std::optional<DataDetails> output_details;
  std::optional<std::string> trace_header;
  std::optional<BillingDetails> billing_details;
  void describe(auto& field) {
    field("executionArn", execution_arn);
    field("stateMachineArn", state_machine_arn);
    field("name", name);
    field("startDate", start_date);
    field("stopDate", stop_date);
    field("status", status);
    field("error", error);
    field("cause", cause);
    field("input", input);
    field("inputDetails", input_details);
    field("output", output);
    field("outputDetails", output_details);
    field("traceHeader", trace_header);
    field("billingDetails", billing_details);
  }
};

struct DescribeExecutionInput {
  std::string execution_arn;
  std::optional<std::string> included_data;
  void describe(auto& field) {
    field("executionArn", execution_arn).length(1, 256);
    field("includedData", included_data).one_of({"ALL_DATA", "METADATA_ONLY"});
  }
};
struct DescribeExecutionOutput {
  std::string execution_arn, state_machine_arn;
  std::optional<std::string> name;
  std::string status;
  Moment start_date;
  std::optional<Moment> stop_date;
  std::optional<std::string> input;
  std::optional<DataDetails> input_details;
  std::optional<std::string> output;
  std::optional<DataDetails> output_details;
  std::optional<std::string> trace_header, map_run_arn, error, cause, state_machine_version_arn,
      state_machine_alias_arn;
  std::optional<int> redrive_count;
  std::optional<Moment> redrive_date;
  std::optional<std::string> redrive_status, redrive_status_reason;
  void describe(auto& field) {
    field("executionArn", execution_arn);
    field("stateMachineArn", state_machine_arn);
    field("name", name);
    field("status", status);
    field("startDate", start_date);
    field("stopDate", stop_date);
    field("input", input);
    field("inputDetails", input_details);
    field("output", output);
    field("outputDetails", output_details);
    field("traceHeader", trace_header);
    field("mapRunArn", map_run_arn);
    field("error", error);
    field("cause", cause);
    field("stateMachineVersionArn", state_machine_version_arn);
    field("stateMachineAliasArn", state_machine_alias_arn);
    field("redriveCount", redrive_count);
    field("redriveDate", redrive_date);
    field("redriveStatus", redrive_status);
    field("redriveStatusReason", redrive_status_reason);
  }
};

struct DescribeStateMachineForExecutionOutput {
  std::string state_machine_arn, name, definition, role_arn;
  Moment update_date;
  std::optional<LoggingConfiguration> logging_configuration;
  std::optional<TracingConfiguration> tracing_configuration;
  std::optional<std::string> map_run_arn, label, revision_id;
  std::optional<EncryptionConfiguration> encryption_configuration;
  std::optional<std::map<std::string, std::vector<std::string>>> variable_references;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn);
    field("name", name);
    field("definition", definition);
    field("roleArn", role_arn);
    field("updateDate", update_date);
    field("loggingConfiguration", logging_configuration);
    field("tracingConfiguration", tracing_configuration);
    field("mapRunArn", map_run_arn);
    field("label", label);
    field("revisionId", revision_id);
    field("encryptionConfiguration", encryption_configuration);
    field("variableReferences", variable_references);
  }
};

struct ListExecutionsInput {
  std::optional<std::string> state_machine_arn, status_filter;
  std::optional<int> max_results;
  std::optional<std::string> next_token, map_run_arn, redrive_filter;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn).length(1, 256);
    field("statusFilter", status_filter)
        .one_of({"RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"});
    field("maxResults", max_results).range(0, 1000);
    field("nextToken", next_token).length(1, 3096);
    field("mapRunArn", map_run_arn).length(1, 2000);
    field("redriveFilter", redrive_filter).one_of({"REDRIVEN", "NOT_REDRIVEN"});
  }
};
struct ExecutionListItem {
  std::string execution_arn, state_machine_arn, name, status;
  Moment start_date;
  std::optional<Moment> stop_date;
  std::optional<std::string> map_run_arn;
  std::optional<int> item_count;
  std::optional<std::string> state_machine_version_arn, state_machine_alias_arn;
  std::optional<int> redrive_count;
  std::optional<Moment> redrive_date;
  void describe(auto& field) {
    field("executionArn", execution_arn);
    field("stateMachineArn", state_machine_arn);
    field("name", name);
    field("status", status);
    field("startDate", start_date);
    field("stopDate", stop_date);
    field("mapRunArn", map_run_arn);
    field("itemCount", item_count);
    field("stateMachineVersionArn", state_machine_version_arn);
    field("stateMachineAliasArn", state_machine_alias_arn);
    field("redriveCount", redrive_count);
    field("redriveDate", redrive_date);
  }
};
struct ListExecutionsOutput {
  std::vector<ExecutionListItem> executions;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("executions", executions);
    field("nextToken", next_token);
  }
};

struct StopExecutionInput {
  std::string execution_arn;
  std::optional<std::string> error, cause;
  void describe(auto& field) {
    field("executionArn", execution_arn).length(1, 256);
    field("error", error).length(0, 256);
    field("cause", cause).length(0, 32'768);
  }
};
struct StopExecutionOutput {
  Moment stop_date;
  void describe(auto& field) { field("stopDate", stop_date); }
};

struct GetExecutionHistoryInput {
  std::string execution_arn;
  std::optional<int> max_results;
  std::optional<bool> reverse_order;
  std::optional<std::string> next_token;
  std::optional<bool> include_execution_data;
  void describe(auto& field) {
    field("executionArn", execution_arn).length(1, 256);
    field("maxResults", max_results).range(0, 1000);
    field("reverseOrder", reverse_order);
    field("nextToken", next_token).length(1, 1024);
    field("includeExecutionData", include_execution_data);
  }
};
struct GetExecutionHistoryOutput {
  std::vector<Json> events;  // as history.h describes them
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("events", events);
    field("nextToken", next_token);
  }
};

struct SendTaskSuccessInput {
  std::string task_token, output;
  void describe(auto& field) {
    field("taskToken", task_token).length(1, 2048);
    field("output", output).length(0, 262'144);
  }
};
struct SendTaskFailureInput {
  std::string task_token;
  std::optional<std::string> error, cause;
  void describe(auto& field) {
    field("taskToken", task_token).length(1, 2048);
    field("error", error).length(0, 256);
    field("cause", cause).length(0, 32'768);
  }
};
struct SendTaskHeartbeatInput {
  std::string task_token;
  void describe(auto& field) { field("taskToken", task_token).length(1, 2048); }
};

}  // namespace snowglobe::states
