// The inputs and outputs of EventBridge's operations.
//
// Of a target, only the parameters of those kinds of target are described that events are delivered
// to; PutTargets refuses the others.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::events {

struct Tag {
  std::string key, value;
  void describe(auto& field) {
    field("Key", key).length(1, 128);
    field("Value", value).length(0, 256);
  }
};

struct DeadLetterConfig {
  std::optional<std::string> arn;
  void describe(auto& field) { field("Arn", arn).length(1, 1600); }
};

struct LogConfig {
  std::optional<std::string> include_detail, level;
  void describe(auto& field) {
    field("IncludeDetail", include_detail).one_of({"NONE", "FULL"});
    field("Level", level).one_of({"OFF", "ERROR", "INFO", "TRACE"});
  }
};

inline constexpr const char* bus_name_pattern = R"([/\.\-_A-Za-z0-9]+)";
inline constexpr const char* bus_name_or_arn_pattern =
    R"((arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+)";
inline constexpr const char* name_pattern = R"([\.\-_A-Za-z0-9]+)";

// What CreateEventBus and UpdateEventBus both set.
struct BusSettings {
  std::optional<std::string> kms_key_identifier, description;
  std::optional<DeadLetterConfig> dead_letter_config;
  std::optional<LogConfig> log_config;
  void describe(auto& field) {
    field("KmsKeyIdentifier", kms_key_identifier).length(0, 2048).pattern("^[a-zA-Z0-9_\\-/:]*$");
    field("Description", description).length(0, 512);
    field("DeadLetterConfig", dead_letter_config);
    field("LogConfig", log_config);
  }
};

struct CreateEventBusInput {
  std::string name;
  std::optional<std::string> event_source_name;
  BusSettings settings;
  std::optional<std::vector<Tag>> tags;
  void describe(auto& field) {
    field("Name", name).length(1, 256).pattern(bus_name_pattern);
    field("EventSourceName", event_source_name)
        .length(1, 256)
        .pattern(R"(aws\.partner(/[\.\-_A-Za-z0-9]+){2,})");
    settings.describe(field);
    field("Tags", tags);
  }
};

struct CreateEventBusOutput {
  std::optional<std::string> event_bus_arn;
  BusSettings settings;
  void describe(auto& field) {
    field("EventBusArn", event_bus_arn);
    settings.describe(field);
  }
};

struct UpdateEventBusInput {
  std::optional<std::string> name;
  BusSettings settings;
  void describe(auto& field) {
    field("Name", name).length(1, 256).pattern(bus_name_pattern);
    settings.describe(field);
  }
};

struct UpdateEventBusOutput {
  std::optional<std::string> arn, name;
  BusSettings settings;
  void describe(auto& field) {
    field("Arn", arn);
    field("Name", name);
    settings.describe(field);
  }
};

struct DescribeEventBusInput {
  std::optional<std::string> name;
  void describe(auto& field) {
    field("Name", name).length(1, 1600).pattern(bus_name_or_arn_pattern);
  }
};

struct DescribeEventBusOutput {
  std::optional<std::string> name, arn, policy, managed_by;
  BusSettings settings;
  std::optional<Moment> creation_time, last_modified_time;
  void describe(auto& field) {
    field("Name", name);
    field("Arn", arn);
    settings.describe(field);
    field("Policy", policy);
    field("CreationTime", creation_time);
    field("LastModifiedTime", last_modified_time);
    field("ManagedBy", managed_by);
  }
};

struct DeleteEventBusInput {
  std::string name;
  void describe(auto& field) { field("Name", name).length(1, 256).pattern(bus_name_pattern); }
};

struct ListEventBusesInput {
  std::optional<std::string> name_prefix, next_token;
  std::optional<int> limit;
  void describe(auto& field) {
    field("NamePrefix", name_prefix).length(1, 256).pattern(bus_name_pattern);
    field("NextToken", next_token).length(1, 2048);
    field("Limit", limit).range(1, 100);
  }
};

struct EventBus {
  std::optional<std::string> name, arn, description, policy, managed_by;
  std::optional<Moment> creation_time, last_modified_time;
  void describe(auto& field) {
    field("Name", name);
    field("Arn", arn);
    field("Description", description);
    field("Policy", policy);
    field("CreationTime", creation_time);
    field("LastModifiedTime", last_modified_time);
    field("ManagedBy", managed_by);
  }
};

struct ListEventBusesOutput {
  std::vector<EventBus> event_buses;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("EventBuses", event_buses);
    field("NextToken", next_token);
  }
};

struct PutRuleInput {
  std::string name;
  std::optional<std::string> schedule_expression, event_pattern, state, description, role_arn;
  std::optional<std::vector<Tag>> tags;
  std::optional<std::string> event_bus_name;
  void describe(auto& field) {
    field("Name", name).length(1, 64).pattern(name_pattern);
    field("ScheduleExpression", schedule_expression).length(0, 256);
    field("EventPattern", event_pattern).length(0, 4096);
    field("State", state)
        .one_of({"ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"});
    field("Description", description).length(0, 512);
    field("RoleArn", role_arn).length(1, 1600);
    field("Tags", tags);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
  }
};

struct PutRuleOutput {
  std::optional<std::string> rule_arn;
  void describe(auto& field) { field("RuleArn", rule_arn); }
};

// DescribeRule, EnableRule and DisableRule take the same.
struct RuleInput {
  std::string name;
  std::optional<std::string> event_bus_name;
  void describe(auto& field) {
    field("Name", name).length(1, 64).pattern(name_pattern);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
  }
};

struct DeleteRuleInput {
  std::string name;
  std::optional<std::string> event_bus_name;
  std::optional<bool> force;
  void describe(auto& field) {
    field("Name", name).length(1, 64).pattern(name_pattern);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
    field("Force", force);
  }
};

// A rule as ListRules shows it.
struct Rule {
  std::optional<std::string> name, arn, event_pattern, state, description, schedule_expression,
      role_arn, managed_by, event_bus_name;
  void describe(auto& field) {
    field("Name", name);
    field("Arn", arn);
    field("EventPattern", event_pattern);
    field("State", state);
    field("Description", description);
    field("ScheduleExpression", schedule_expression);
    field("RoleArn", role_arn);
    field("ManagedBy", managed_by);
    field("EventBusName", event_bus_name);
  }
};

struct DescribeRuleOutput {
  Rule rule;
  std::optional<std::string> created_by;
  void describe(auto& field) {
    rule.describe(field);
    field("CreatedBy", created_by);
  }
};

struct ListRulesInput {
  std::optional<std::string> name_prefix, event_bus_name, next_token;
  std::optional<int> limit;
  void describe(auto& field) {
    field("NamePrefix", name_prefix).length(1, 64).pattern(name_pattern);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
    field("NextToken", next_token).length(1, 2048);
    field("Limit", limit).range(1, 100);
  }
};

struct ListRulesOutput {
  std::vector<Rule> rules;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("Rules", rules);
    field("NextToken", next_token);
  }
};

struct InputTransformer {
  std::optional<std::map<std::string, std::string>> input_paths_map;
  std::string input_template;
  void describe(auto& field) {
    field("InputPathsMap", input_paths_map).length(0, 100);
    field("InputTemplate", input_template).length(1, 8192);
  }
};

struct SqsParameters {
  std::optional<std::string> message_group_id;
  void describe(auto& field) { field("MessageGroupId", message_group_id).length(0, 100); }
};

struct RetryPolicy {
  std::optional<int> maximum_retry_attempts, maximum_event_age_in_seconds;
  void describe(auto& field) {
    field("MaximumRetryAttempts", maximum_retry_attempts).range(0, 185);
    field("MaximumEventAgeInSeconds", maximum_event_age_in_seconds).range(60, 86400);
  }
};

struct Target {
  std::string id, arn;
  std::optional<std::string> role_arn, input, input_path;
  std::optional<InputTransformer> input_transformer;
  std::optional<SqsParameters> sqs_parameters;
  std::optional<DeadLetterConfig> dead_letter_config;
  std::optional<RetryPolicy> retry_policy;
  void describe(auto& field) {
    field("Id", id).length(1, 64).pattern(name_pattern);
    field("Arn", arn).length(1, 1600);
    field("RoleArn", role_arn).length(1, 1600);
    field("Input", input).length(0, 8192);
    field("InputPath", input_path).length(0, 256);
    field("InputTransformer", input_transformer);
    field("SqsParameters", sqs_parameters);
    field("DeadLetterConfig", dead_letter_config);
    field("RetryPolicy", retry_policy);
  }
};

struct PutTargetsInput {
  std::string rule;
  std::optional<std::string> event_bus_name;
  std::vector<Target> targets;
  void describe(auto& field) {
    field("Rule", rule).length(1, 64).pattern(name_pattern);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
    field("Targets", targets).length(1, 100);
  }
};

struct FailedTarget {
  std::optional<std::string> target_id, error_code, error_message;
  void describe(auto& field) {
    field("TargetId", target_id);
    field("ErrorCode", error_code);
    field("ErrorMessage", error_message);
  }
};

// PutTargets and RemoveTargets answer the same.
struct FailedTargetsOutput {
  int failed_entry_count = 0;
  std::vector<FailedTarget> failed_entries;
  void describe(auto& field) {
    field("FailedEntryCount", failed_entry_count);
    field("FailedEntries", failed_entries);
  }
};

struct RemoveTargetsInput {
  std::string rule;
  std::optional<std::string> event_bus_name;
  std::vector<std::string> ids;
  std::optional<bool> force;
  void describe(auto& field) {
    field("Rule", rule).length(1, 64).pattern(name_pattern);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
    field("Ids", ids).length(1, 100);
    field("Force", force);
  }
};

struct ListTargetsByRuleInput {
  std::string rule;
  std::optional<std::string> event_bus_name, next_token;
  std::optional<int> limit;
  void describe(auto& field) {
    field("Rule", rule).length(1, 64).pattern(name_pattern);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
    field("NextToken", next_token).length(1, 2048);
    field("Limit", limit).range(1, 100);
  }
};

struct ListTargetsByRuleOutput {
  std::vector<Target> targets;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("Targets", targets);
    field("NextToken", next_token);
  }
};

struct ListRuleNamesByTargetInput {
  std::string target_arn;
  std::optional<std::string> event_bus_name, next_token;
  std::optional<int> limit;
  void describe(auto& field) {
    field("TargetArn", target_arn).length(1, 1600);
    field("EventBusName", event_bus_name).length(1, 1600).pattern(bus_name_or_arn_pattern);
    field("NextToken", next_token).length(1, 2048);
    field("Limit", limit).range(1, 100);
  }
};

struct ListRuleNamesByTargetOutput {
  std::vector<std::string> rule_names;
  std::optional<std::string> next_token;
  void describe(auto& field) {
    field("RuleNames", rule_names);
    field("NextToken", next_token);
  }
};

struct PutEventsEntry {
  std::optional<Moment> time;
  std::optional<std::string> source;
  std::optional<std::vector<std::string>> resources;
  std::optional<std::string> detail_type, detail, event_bus_name, trace_header;
  void describe(auto& field) {
    field("Time", time);
    field("Source", source);
    field("Resources", resources);
    field("DetailType", detail_type);
    field("Detail", detail);
    field("EventBusName", event_bus_name).length(1, 1600);
    field("TraceHeader", trace_header).length(1, 500);
  }
};

struct PutEventsInput {
  std::vector<PutEventsEntry> entries;
  std::optional<std::string> endpoint_id;
  void describe(auto& field) {
    field("Entries", entries).length(1, 10);
    field("EndpointId", endpoint_id).length(1, 50);
  }
};

struct PutEventsResult {
  std::optional<std::string> event_id, error_code, error_message;
  void describe(auto& field) {
    field("EventId", event_id);
    field("ErrorCode", error_code);
    field("ErrorMessage", error_message);
  }
};

struct PutEventsOutput {
  int failed_entry_count = 0;
  std::vector<PutEventsResult> entries;
  void describe(auto& field) {
    field("FailedEntryCount", failed_entry_count);
    field("Entries", entries);
  }
};

struct TestEventPatternInput {
  std::string event_pattern, event;
  void describe(auto& field) {
    field("EventPattern", event_pattern).length(0, 4096);
    field("Event", event);
  }
};

struct TestEventPatternOutput {
  bool result = false;
  void describe(auto& field) { field("Result", result); }
};

struct TagResourceInput {
  std::string resource_arn;
  std::vector<Tag> tags;
  void describe(auto& field) {
    field("ResourceARN", resource_arn).length(1, 1600);
    field("Tags", tags);
  }
};

struct UntagResourceInput {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
  void describe(auto& field) {
    field("ResourceARN", resource_arn).length(1, 1600);
    field("TagKeys", tag_keys);
  }
};

struct ListTagsForResourceInput {
  std::string resource_arn;
  void describe(auto& field) { field("ResourceARN", resource_arn).length(1, 1600); }
};

struct ListTagsForResourceOutput {
  std::vector<Tag> tags;
  void describe(auto& field) { field("Tags", tags); }
};

}  // namespace snowglobe::events
