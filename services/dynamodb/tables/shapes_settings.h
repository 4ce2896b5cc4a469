// Inputs and outputs of the operations on what surrounds a table: limits, time to live, tags,
// policies, and the features that answer "none".
#pragma once

#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/throughput_quotas.h"

namespace snowglobe::dynamodb {

struct DescribeLimitsOutput {
  std::int64_t account_read = account_units_max, account_write = account_units_max;
  std::int64_t table_read = table_units_max, table_write = table_units_max;
  void describe(auto& field) {
    field("AccountMaxReadCapacityUnits", account_read);
    field("AccountMaxWriteCapacityUnits", account_write);
    field("TableMaxReadCapacityUnits", table_read);
    field("TableMaxWriteCapacityUnits", table_write);
  }
};

struct Endpoint {
  std::string address;
  std::int64_t cache_period_in_minutes = 1440;
  void describe(auto& field) {
    field("Address", address);
    field("CachePeriodInMinutes", cache_period_in_minutes);
  }
};

struct DescribeEndpointsOutput {
  std::vector<Endpoint> endpoints;
  void describe(auto& field) { field("Endpoints", endpoints); }
};

struct TimeToLiveSpecification {
  bool enabled = false;
  std::string attribute_name;
  void describe(auto& field) {
    field("Enabled", enabled);
    field("AttributeName", attribute_name).length(1, 255);
  }
};

struct UpdateTimeToLiveInput {
  std::string table_name;
  TimeToLiveSpecification specification;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("TimeToLiveSpecification", specification);
  }
};

struct UpdateTimeToLiveOutput {
  TimeToLiveSpecification specification;
  void describe(auto& field) { field("TimeToLiveSpecification", specification); }
};

struct TimeToLiveDescription {
  std::string time_to_live_status;
  Maybe<std::string> attribute_name;
  void describe(auto& field) {
    field("TimeToLiveStatus", time_to_live_status);
    field("AttributeName", attribute_name);
  }
};

struct DescribeTimeToLiveOutput {
  TimeToLiveDescription description;
  void describe(auto& field) { field("TimeToLiveDescription", description); }
};

struct TagResourceInput {
  std::string resource_arn;
  std::vector<NewTag> tags;
  void describe(auto& field) {
    field("ResourceArn", resource_arn).length(1, 1283);
    field("Tags", tags);
  }
};

struct UntagResourceInput {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
  void describe(auto& field) {
    field("ResourceArn", resource_arn).length(1, 1283);
    field("TagKeys", tag_keys);
  }
};

struct ListTagsOfResourceInput {
  std::string resource_arn;
  Maybe<std::string> next_token;
  void describe(auto& field) {
    field("ResourceArn", resource_arn).length(1, 1283);
    field("NextToken", next_token);
  }
};

struct ListTagsOfResourceOutput {
  std::vector<Tag> tags;
  Maybe<std::string> next_token;
  void describe(auto& field) {
    field("Tags", tags);
    field("NextToken", next_token);
  }
};

struct ResourceArnInput {
  std::string resource_arn;
  void describe(auto& field) { field("ResourceArn", resource_arn).length(1, 1283); }
};

struct PutResourcePolicyInput {
  std::string resource_arn, policy;
  Maybe<std::string> expected_revision_id;
  Maybe<bool> confirm_remove_self_resource_access;
  void describe(auto& field) {
    field("ResourceArn", resource_arn).length(1, 1283);
    field("Policy", policy);
    field("ExpectedRevisionId", expected_revision_id).length(1, 255);
    field("ConfirmRemoveSelfResourceAccess", confirm_remove_self_resource_access);
  }
};

struct GetResourcePolicyOutput {
  std::string policy, revision_id;
  void describe(auto& field) {
    field("Policy", policy);
    field("RevisionId", revision_id);
  }
};

struct PutResourcePolicyOutput {
  std::string revision_id;
  void describe(auto& field) { field("RevisionId", revision_id); }
};

struct DeleteResourcePolicyInput {
  std::string resource_arn;
  Maybe<std::string> expected_revision_id;
  void describe(auto& field) {
    field("ResourceArn", resource_arn).length(1, 1283);
    field("ExpectedRevisionId", expected_revision_id).length(1, 255);
  }
};

struct DeleteResourcePolicyOutput {
  Maybe<std::string> revision_id;
  void describe(auto& field) { field("RevisionId", revision_id); }
};

}  // namespace snowglobe::dynamodb
