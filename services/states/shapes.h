// Inputs and outputs of the operations of Step Functions.
//
// https://docs.aws.amazon.com/step-functions/latest/apireference/
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::states {

struct Tag {
  std::optional<std::string> key, value;
  void describe(auto& field) {
    field("key", key).length(1, 128);
    field("value", value).length(0, 256);
  }
};

struct LogGroup {
  std::optional<std::string> log_group_arn;
  void describe(auto& field) { field("logGroupArn", log_group_arn).length(1, 256); }
};

struct LogDestination {
  std::optional<LogGroup> cloud_watch_logs_log_group;
  void describe(auto& field) { field("cloudWatchLogsLogGroup", cloud_watch_logs_log_group); }
};

struct LoggingConfiguration {
  std::optional<std::string> level;
  std::optional<bool> include_execution_data;
  std::optional<std::vector<LogDestination>> destinations;
  void describe(auto& field) {
    field("level", level).one_of({"ALL", "ERROR", "FATAL", "OFF"});
    field("includeExecutionData", include_execution_data);
    field("destinations", destinations);
  }
};

struct TracingConfiguration {
  std::optional<bool> enabled;
  void describe(auto& field) { field("enabled", enabled); }
};

struct EncryptionConfiguration {
  std::optional<std::string> kms_key_id;
  std::optional<int> kms_data_key_reuse_period_seconds;
  std::string type;
  void describe(auto& field) {
    field("kmsKeyId", kms_key_id).length(1, 2048);
    field("kmsDataKeyReusePeriodSeconds", kms_data_key_reuse_period_seconds).range(60, 900);
    field("type", type).one_of({"AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"});
  }
};

struct CreateStateMachineInput {
  std::string name, definition, role_arn;
  std::optional<std::string> type;
  std::optional<LoggingConfiguration> logging_configuration;
  std::optional<std::vector<Tag>> tags;
  std::optional<TracingConfiguration> tracing_configuration;
  std::optional<bool> publish;
  std::optional<std::string> version_description;
  std::optional<EncryptionConfiguration> encryption_configuration;
  void describe(auto& field) {
    field("name", name).length(1, 80);
    field("definition", definition).length(1, 1'048'576);
    field("roleArn", role_arn).length(1, 256);
    field("type", type).one_of({"STANDARD", "EXPRESS"});
    field("loggingConfiguration", logging_configuration);
    field("tags", tags);
    field("tracingConfiguration", tracing_configuration);
    field("publish", publish);
    field("versionDescription", version_description).length(0, 256);
    field("encryptionConfiguration", encryption_configuration);
  }
};
struct CreateStateMachineOutput {
  std::string state_machine_arn;
  Moment creation_date;
  std::optional<std::string> state_machine_version_arn;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn);
    field("creationDate", creation_date);
    field("stateMachineVersionArn", state_machine_version_arn);
  }
};

struct StateMachineInput {
  std::string state_machine_arn;
  void describe(auto& field) { field("stateMachineArn", state_machine_arn).length(1, 256); }
};

struct DescribeStateMachineInput {
  std::string state_machine_arn;
  std::optional<std::string> included_data;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn).length(1, 256);
    field("includedData", included_data).one_of({"ALL_DATA", "METADATA_ONLY"});
  }
};
struct DescribeStateMachineOutput {
  std::string state_machine_arn, name;
  std::optional<std::string> status;
  std::string definition, role_arn, type;
  Moment creation_date;
  std::optional<LoggingConfiguration> logging_configuration;
  std::optional<TracingConfiguration> tracing_configuration;
  std::optional<std::string> label, revision_id, description;
  std::optional<EncryptionConfiguration> encryption_configuration;
  std::optional<std::map<std::string, std::vector<std::string>>> variable_references;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn);
    field("name", name);
    field("status", status);
    field("definition", definition);
    field("roleArn", role_arn);
    field("type", type);
    field("creationDate", creation_date);
    field("loggingConfiguration", logging_configuration);
    field("tracingConfiguration", tracing_configuration);
    field("label", label);
    field("revisionId", revision_id);
    field("description", description);
    field("encryptionConfiguration", encryption_configuration);
    field("variableReferences", variable_references);
  }
};

struct ListStateMachinesInput {
  std::optional<int> max_results;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("maxResults", max_results).range(0, 1000);
    field("nextToken", next_token).length(1, 1024);
  }
};
struct StateMachineListItem {
  std::string state_machine_arn, name, type;
  Moment creation_date;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn);
    field("name", name);
    field("type", type);
    field("creationDate", creation_date);
  }
};
struct ListStateMachinesOutput {
  std::vector<StateMachineListItem> state_machines;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("stateMachines", state_machines);
    field("nextToken", next_token);
  }
};

struct UpdateStateMachineInput {
  std::string state_machine_arn;
  std::optional<std::string> definition, role_arn;
  std::optional<LoggingConfiguration> logging_configuration;
  std::optional<TracingConfiguration> tracing_configuration;
  std::optional<bool> publish;
  std::optional<std::string> version_description;
  std::optional<EncryptionConfiguration> encryption_configuration;
  void describe(auto& field) {
    field("stateMachineArn", state_machine_arn).length(1, 256);
    field("definition", definition).length(1, 1'048'576);
    field("roleArn", role_arn).length(1, 256);
    field("loggingConfiguration", logging_configuration);
    field("tracingConfiguration", tracing_configuration);
    field("publish", publish);
    field("versionDescription", version_description).length(0, 256);
    field("encryptionConfiguration", encryption_configuration);
  }
};
struct UpdateStateMachineOutput {
  Moment update_date;
  std::optional<std::string> revision_id, state_machine_version_arn;
  void describe(auto& field) {
    field("updateDate", update_date);
    field("revisionId", revision_id);
    field("stateMachineVersionArn", state_machine_version_arn);
  }
};

struct ValidateStateMachineDefinitionInput {
  std::string definition;
  std::optional<std::string> type, severity;
  std::optional<int> max_results;
  void describe(auto& field) {
    field("definition", definition).length(1, 1'048'576);
    field("type", type).one_of({"STANDARD", "EXPRESS"});
    field("severity", severity).one_of({"ERROR", "WARNING"});
    field("maxResults", max_results).range(0, 100);
  }
};
struct DefinitionDiagnostic {
  std::string severity, code, message;
  std::optional<std::string> location;
  void describe(auto& field) {
    field("severity", severity);
    field("code", code);
    field("message", message);
    field("location", location);
  }
};
struct ValidateStateMachineDefinitionOutput {
  std::string result;
  std::vector<DefinitionDiagnostic> diagnostics;
  std::optional<bool> truncated;
  void describe(auto& field) {
    field("result", result);
    field("diagnostics", diagnostics);
    field("truncated", truncated);
  }
};

struct TagResourceInput {
  std::string resource_arn;
  std::vector<Tag> tags;
  void describe(auto& field) {
    field("resourceArn", resource_arn).length(1, 256);
    field("tags", tags);
  }
};
struct UntagResourceInput {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
  void describe(auto& field) {
    field("resourceArn", resource_arn).length(1, 256);
    field("tagKeys", tag_keys);
  }
};
struct ListTagsForResourceInput {
  std::string resource_arn;
  void describe(auto& field) { field("resourceArn", resource_arn).length(1, 256); }
};
struct ListTagsForResourceOutput {
  std::optional<std::vector<Tag>> tags;
  void describe(auto& field) { field("tags", tags); }
};

}  // namespace snowglobe::states
