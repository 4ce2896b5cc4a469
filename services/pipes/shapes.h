// The inputs and outputs of the operations of EventBridge Pipes.
//
// Of sources and targets, only the parameters of those kinds are described that pipes work with;
// CreatePipe and UpdatePipe refuse the others.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::pipes {

using Tags = std::map<std::string, std::string>;

inline constexpr const char* name_pattern = R"([\.\-_A-Za-z0-9]+)";
inline constexpr const char* role_pattern =
    R"(arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z0-9+=,.@\-_/]+)";
inline constexpr const char* arn_pattern =
    R"(arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-]+):([a-z]{2,4}((-gov)|(-de)|(-iso([a-z]?)))?-[a-z]+(-\d{1})?)?:(\d{12})?:(.+))";

struct Filter {
  std::optional<std::string> pattern;
  void describe(auto& field) { field("Pattern", pattern).length(0, 4096); }
};

struct FilterCriteria {
  std::optional<std::vector<Filter>> filters;
  void describe(auto& field) { field("Filters", filters).length(0, 5); }
};

struct SqsSourceParameters {
  std::optional<int> batch_size, batching_window_s;
  void describe(auto& field) {
    field("BatchSize", batch_size).range(1, 10000);
    field("MaximumBatchingWindowInSeconds", batching_window_s).range(0, 300);
  }
};

struct SourceParameters {
  std::optional<FilterCriteria> filter_criteria;
  std::optional<SqsSourceParameters> sqs;
  void describe(auto& field) {
    field("FilterCriteria", filter_criteria);
    field("SqsQueueParameters", sqs);
  }
};

struct InvocationParameters {
  std::optional<std::string> invocation_type;
  void describe(auto& field) {
    field("InvocationType", invocation_type).one_of({"REQUEST_RESPONSE", "FIRE_AND_FORGET"});
  }
};

struct SqsTargetParameters {
  std::optional<std::string> message_group_id, message_deduplication_id;
  void describe(auto& field) {
    field("MessageGroupId", message_group_id).length(0, 100);
    field("MessageDeduplicationId", message_deduplication_id).length(0, 100);
  }
};

struct EventBusTargetParameters {
  std::optional<std::string> endpoint_id, detail_type, source;
  std::optional<std::vector<std::string>> resources;
  std::optional<std::string> time;
  void describe(auto& field) {
    field("EndpointId", endpoint_id).length(1, 50);
    field("DetailType", detail_type).length(1, 128);
    field("Source", source).length(1, 256);
    field("Resources", resources).length(0, 10);
    field("Time", time).length(1, 256);
  }
};

struct TargetParameters {
  std::optional<std::string> input_template;
  std::optional<InvocationParameters> function, state_machine;
  std::optional<SqsTargetParameters> sqs;
  std::optional<EventBusTargetParameters> event_bus;
  void describe(auto& field) {
    field("InputTemplate", input_template).length(0, 8192);
    field("LambdaFunctionParameters", function);
    field("StepFunctionStateMachineParameters", state_machine);
    field("SqsQueueParameters", sqs);
    field("EventBridgeEventBusParameters", event_bus);
  }
};

struct EnrichmentParameters {
  std::optional<std::string> input_template;
  void describe(auto& field) { field("InputTemplate", input_template).length(0, 8192); }
};

struct S3LogDestination {
  std::optional<std::string> bucket_name, bucket_owner, output_format, prefix;
  void describe(auto& field) {
    field("BucketName", bucket_name);
    field("BucketOwner", bucket_owner);
    field("OutputFormat", output_format).one_of({"json", "plain", "w3c"});
    field("Prefix", prefix);
  }
};

struct FirehoseLogDestination {
  std::optional<std::string> delivery_stream_arn;
  void describe(auto& field) { field("DeliveryStreamArn", delivery_stream_arn); }
};

struct CloudwatchLogsLogDestination {
  std::optional<std::string> log_group_arn;
  void describe(auto& field) { field("LogGroupArn", log_group_arn); }
};

struct LogConfiguration {
  std::optional<S3LogDestination> s3;
  std::optional<FirehoseLogDestination> firehose;
  std::optional<CloudwatchLogsLogDestination> logs;
  std::optional<std::string> level;
  std::optional<std::vector<std::string>> include_execution_data;
  void describe(auto& field) {
    field("S3LogDestination", s3);
    field("FirehoseLogDestination", firehose);
    field("CloudwatchLogsLogDestination", logs);
    field("Level", level).one_of({"OFF", "ERROR", "INFO", "TRACE"});
    field("IncludeExecutionData", include_execution_data);
  }
};

// What a pipe is told to do, as it is stored.
struct PipeConfig {
  std::optional<std::string> description, source;
  std::optional<SourceParameters> source_parameters;
  std::optional<std::string> enrichment;
  std::optional<EnrichmentParameters> enrichment_parameters;
  std::optional<std::string> target;
  std::optional<TargetParameters> target_parameters;
  std::optional<std::string> role_arn;
  std::optional<LogConfiguration> log_configuration;
  std::optional<std::string> kms_key_identifier;
  void describe(auto& field) {
    field("Description", description);
    field("Source", source);
    field("SourceParameters", source_parameters);
    field("Enrichment", enrichment);
    field("EnrichmentParameters", enrichment_parameters);
    field("Target", target);
    field("TargetParameters", target_parameters);
    field("RoleArn", role_arn);
    field("LogConfiguration", log_configuration);
    field("KmsKeyIdentifier", kms_key_identifier);
  }
};

struct CreatePipeInput {
  std::string name;
  std::optional<std::string> description, desired_state;
  std::string source;
  std::optional<SourceParameters> source_parameters;
  std::optional<std::string> enrichment;
  std::optional<EnrichmentParameters> enrichment_parameters;
  std::string target;
  std::optional<TargetParameters> target_parameters;
  std::string role_arn;
  std::optional<Tags> tags;
  std::optional<LogConfiguration> log_configuration;
  std::optional<std::string> kms_key_identifier;
  void describe(auto& field) {
    field("Name", name).length(1, 64).pattern(name_pattern);
    field("Description", description).length(0, 512);
    field("DesiredState", desired_state).one_of({"RUNNING", "STOPPED"});
    field("Source", source).length(1, 1600);
    field("SourceParameters", source_parameters);
    field("Enrichment", enrichment).length(0, 1600);
    field("EnrichmentParameters", enrichment_parameters);
    field("Target", target).length(1, 1600).pattern(arn_pattern);
    field("TargetParameters", target_parameters);
    field("RoleArn", role_arn).length(1, 1600).pattern(role_pattern);
    field("Tags", tags).length(1, 50);
    field("LogConfiguration", log_configuration);
    field("KmsKeyIdentifier", kms_key_identifier).length(0, 2048);
  }
};

struct UpdatePipeInput {
  std::string name;
  std::optional<std::string> description, desired_state;
  std::optional<SourceParameters> source_parameters;
  std::optional<std::string> enrichment;
  std::optional<EnrichmentParameters> enrichment_parameters;
  std::optional<std::string> target;
  std::optional<TargetParameters> target_parameters;
  std::string role_arn;
  std::optional<LogConfiguration> log_configuration;
  std::optional<std::string> kms_key_identifier;
  void describe(auto& field) {
    field("Name", name).length(1, 64).pattern(name_pattern);
    field("Description", description).length(0, 512);
    field("DesiredState", desired_state).one_of({"RUNNING", "STOPPED"});
    field("SourceParameters", source_parameters);
    field("Enrichment", enrichment).length(0, 1600);
    field("EnrichmentParameters", enrichment_parameters);
    field("Target", target).length(1, 1600).pattern(arn_pattern);
    field("TargetParameters", target_parameters);
    field("RoleArn", role_arn).length(1, 1600).pattern(role_pattern);
    field("LogConfiguration", log_configuration);
    field("KmsKeyIdentifier", kms_key_identifier).length(0, 2048);
  }
};

// Describe, Delete, Start and Stop take the name alone.
struct PipeNameInput {
  std::string name;
  void describe(auto& field) { field("Name", name).length(1, 64).pattern(name_pattern); }
};

// What all operations that change a pipe answer.
struct PipeOutput {
  std::optional<std::string> arn, name, desired_state, current_state;
  std::optional<Moment> creation_time, last_modified_time;
  void describe(auto& field) {
    field("Arn", arn);
    field("Name", name);
    field("DesiredState", desired_state);
    field("CurrentState", current_state);
    field("CreationTime", creation_time);
    field("LastModifiedTime", last_modified_time);
  }
};

struct DescribePipeOutput {
  PipeOutput pipe;
  PipeConfig config;
  std::optional<std::string> state_reason;
  std::optional<Tags> tags;
  void describe(auto& field) {
    pipe.describe(field);
    field("StateReason", state_reason);
    config.describe(field);
    field("Tags", tags);
  }
};

struct ListPipesInput {
  std::optional<std::string> name_prefix, desired_state, current_state, source_prefix,
      target_prefix, next_token;
  std::optional<int> limit;
  void describe(auto& field) {
    field("NamePrefix", name_prefix).length(1, 64).pattern(name_pattern).query("NamePrefix");
    field("DesiredState", desired_state).one_of({"RUNNING", "STOPPED"}).query("DesiredState");
    field("CurrentState", current_state)
        .one_of({"RUNNING", "STOPPED", "CREATING", "UPDATING", "DELETING", "STARTING", "STOPPING",
                 "CREATE_FAILED", "UPDATE_FAILED", "START_FAILED", "STOP_FAILED", "DELETE_FAILED",
                 "CREATE_ROLLBACK_FAILED", "DELETE_ROLLBACK_FAILED", "UPDATE_ROLLBACK_FAILED"})
        .query("CurrentState");
    field("SourcePrefix", source_prefix).length(1, 1600).query("SourcePrefix");
    field("TargetPrefix", target_prefix).length(1, 1600).query("TargetPrefix");
    field("NextToken", next_token).length(1, 2048).query("NextToken");
    field("Limit", limit).range(1, 100).query("Limit");
  }
};

struct ListedPipe {
  PipeOutput pipe;
  std::optional<std::string> state_reason, source, target, enrichment;
  void describe(auto& field) {
    pipe.describe(field);
    field("StateReason", state_reason);
    field("Source", source);
    field("Target", target);
    field("Enrichment", enrichment);
  }
};

struct ListPipesOutput {
  std::vector<ListedPipe> pipes;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("Pipes", pipes);
    field("NextToken", next_token);
  }
};

struct TagResourceInput {
  std::string resource_arn;
  Tags tags;
  void describe(auto& field) {
    field("resourceArn", resource_arn).length(1, 1600);
    field("tags", tags).length(1, 50);
  }
};

struct UntagResourceInput {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
  void describe(auto& field) {
    field("resourceArn", resource_arn).length(1, 1600);
    field("tagKeys", tag_keys).length(0, 50).query("tagKeys");
  }
};

struct ListTagsForResourceInput {
  std::string resource_arn;
  void describe(auto& field) { field("resourceArn", resource_arn).length(1, 1600); }
};

struct ListTagsForResourceOutput {
  Tags tags;
  void describe(auto& field) { field("tags", tags); }
};

}  // namespace snowglobe::pipes
