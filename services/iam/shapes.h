// Inputs and outputs of IAM's operations.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::iam {

inline constexpr int document_bytes_max = 131'072;

struct Tag {
  std::string key, value;
  void describe(auto& field) {
    field("Key", key).length(1, 128);
    field("Value", value).length(0, 256);
  }
};
using Tags = std::vector<Tag>;

// ---- roles

struct PermissionsBoundary {
  std::optional<std::string> type, arn;
  void describe(auto& field) {
    field("PermissionsBoundaryType", type);
    field("PermissionsBoundaryArn", arn);
  }
};

struct RoleLastUsed {
  std::optional<Moment> at;
  std::optional<std::string> region;
  void describe(auto& field) {
    field("LastUsedDate", at);
    field("Region", region);
  }
};

struct SourceRoleTemplate {
  std::string arn;
  int minor_version = 0;
  void describe(auto& field) {
    field("TemplateArn", arn);
    field("TemplateMinorVersion", minor_version);
  }
};

struct Role {
  std::string path, name, id, arn;
  Moment created_at;
  std::optional<std::string> trust, description;  // the trust policy percent-encoded, as AWS's is
  std::optional<int> session_max_s;
  std::optional<PermissionsBoundary> boundary;
  std::optional<Tags> tags;
  std::optional<RoleLastUsed> last_used;
  std::optional<SourceRoleTemplate> source;
  void describe(auto& field) {
    field("Path", path);
    field("RoleName", name);
    field("RoleId", id);
    field("Arn", arn);
    field("CreateDate", created_at);
    field("AssumeRolePolicyDocument", trust);
    field("Description", description);
    field("MaxSessionDuration", session_max_s);
    field("PermissionsBoundary", boundary);
    field("Tags", tags);
    field("RoleLastUsed", last_used);
    field("SourceRoleTemplate", source);
  }
};

struct CreateRoleInput {
  std::optional<std::string> path, description, boundary;
  std::string name, trust;
  std::optional<int> session_max_s;
  std::optional<Tags> tags;
  void describe(auto& field) {
    field("Path", path).length(1, 512);
    field("RoleName", name).length(1, 64);
    field("AssumeRolePolicyDocument", trust).length(1, document_bytes_max);
    field("Description", description).length(0, 1000);
    field("MaxSessionDuration", session_max_s).range(3600, 43'200);
    field("PermissionsBoundary", boundary).length(20, 2048);
    field("Tags", tags).length(0, 50);
  }
};

struct RoleOutput {
  Role role;
  void describe(auto& field) { field("Role", role); }
};

struct RoleInput {
  std::string name;
  void describe(auto& field) { field("RoleName", name).length(1, 64); }
};

struct UpdateRoleInput {
  std::string name;
  std::optional<std::string> description;
  std::optional<int> session_max_s;
  void describe(auto& field) {
    field("RoleName", name).length(1, 64);
    field("Description", description).length(0, 1000);
    field("MaxSessionDuration", session_max_s).range(3600, 43'200);
  }
};

// Without members, and yet an output: its Result element is answered.
struct UpdateRoleOutput {
  void describe(auto&) {}
};

struct UpdateAssumeRolePolicyInput {
  std::string name, document;
  void describe(auto& field) {
    field("RoleName", name).length(1, 64);
    field("PolicyDocument", document).length(1, document_bytes_max);
  }
};

// A page of a list, asked for.
struct Paging {
  std::optional<std::string> marker;
  std::optional<int> count_max;
  void describe(auto& field) {
    field("Marker", marker).length(1, 320);
    field("MaxItems", count_max).range(1, 1000);
  }
};

// And answered.
struct PageEnd {
  bool is_truncated = false;
  std::optional<std::string> marker;
  void describe(auto& field) {
    field("IsTruncated", is_truncated);
    field("Marker", marker);
  }
};

struct ListRolesInput {
  std::optional<std::string> path_prefix;
  Paging paging;
  void describe(auto& field) {
    field("PathPrefix", path_prefix).length(1, 512);
    paging.describe(field);
  }
};

struct ListRolesOutput {
  std::vector<Role> roles;
  PageEnd end;
  void describe(auto& field) {
    field("Roles", roles);
    end.describe(field);
  }
};

struct RoleListInput {
  std::string name;
  Paging paging;
  void describe(auto& field) {
    field("RoleName", name).length(1, 64);
    paging.describe(field);
  }
};

struct TagRoleInput {
  std::string name;
  Tags tags;
  void describe(auto& field) {
    field("RoleName", name).length(1, 64);
    field("Tags", tags).length(0, 50);
  }
};

struct UntagRoleInput {
  std::string name;
  std::vector<std::string> keys;
  void describe(auto& field) {
    field("RoleName", name).length(1, 64);
    field("TagKeys", keys).length(0, 50);
  }
};

struct ListRoleTagsOutput {
  Tags tags;
  PageEnd end;
  void describe(auto& field) {
    field("Tags", tags);
    end.describe(field);
  }
};

struct InstanceProfile {
  std::string path, name, id, arn;
  Moment created_at;
  std::vector<Role> roles;
  std::optional<Tags> tags;
  void describe(auto& field) {
    field("Path", path);
    field("InstanceProfileName", name);
    field("InstanceProfileId", id);
    field("Arn", arn);
    field("CreateDate", created_at);
    field("Roles", roles);
    field("Tags", tags);
  }
};

struct ListInstanceProfilesForRoleOutput {
  std::vector<InstanceProfile> profiles;
  PageEnd end;
  void describe(auto& field) {
    field("InstanceProfiles", profiles);
    end.describe(field);
  }
};

// ---- policies inside a role

struct PutRolePolicyInput {
  std::string role, name, document;
  void describe(auto& field) {
    field("RoleName", role).length(1, 64);
    field("PolicyName", name).length(1, 128);
    field("PolicyDocument", document).length(1, document_bytes_max);
  }
};

struct RolePolicyInput {
  std::string role, name;
  void describe(auto& field) {
    field("RoleName", role).length(1, 64);
    field("PolicyName", name).length(1, 128);
  }
};

struct GetRolePolicyOutput {
  std::string role, name, document;
  void describe(auto& field) {
    field("RoleName", role);
    field("PolicyName", name);
    field("PolicyDocument", document);
  }
};

struct ListRolePoliciesOutput {
  std::vector<std::string> names;
  PageEnd end;
  void describe(auto& field) {
    field("PolicyNames", names);
    end.describe(field);
  }
};

struct AttachRolePolicyInput {
  std::string role, arn;
  void describe(auto& field) {
    field("RoleName", role).length(1, 64);
    field("PolicyArn", arn).length(20, 2048);
  }
};

struct AttachedPolicy {
  std::optional<std::string> name, arn;
  void describe(auto& field) {
    field("PolicyName", name);
    field("PolicyArn", arn);
  }
};

struct ListAttachedRolePoliciesInput {
  std::string role;
  std::optional<std::string> path_prefix;
  Paging paging;
  void describe(auto& field) {
    field("RoleName", role).length(1, 64);
    field("PathPrefix", path_prefix).length(1, 512);
    paging.describe(field);
  }
};

struct ListAttachedRolePoliciesOutput {
  std::vector<AttachedPolicy> policies;
  PageEnd end;
  void describe(auto& field) {
    field("AttachedPolicies", policies);
    end.describe(field);
  }
};

// ---- managed policies

struct Policy {
  std::optional<std::string> name, id, arn, path, default_version, description;
  std::optional<int> attachment_count, boundary_count;
  std::optional<bool> is_attachable;
  std::optional<Moment> created_at, updated_at;
  std::optional<Tags> tags;
  void describe(auto& field) {
    field("PolicyName", name);
    field("PolicyId", id);
    field("Arn", arn);
    field("Path", path);
    field("DefaultVersionId", default_version);
    field("AttachmentCount", attachment_count);
    field("PermissionsBoundaryUsageCount", boundary_count);
    field("IsAttachable", is_attachable);
    field("Description", description);
    field("CreateDate", created_at);
    field("UpdateDate", updated_at);
    field("Tags", tags);
  }
};

struct CreatePolicyInput {
  std::string name, document;
  std::optional<std::string> path, description;
  std::optional<Tags> tags;
  void describe(auto& field) {
    field("PolicyName", name).length(1, 128);
    field("Path", path).length(1, 512);
    field("PolicyDocument", document).length(1, document_bytes_max);
    field("Description", description).length(0, 1000);
    field("Tags", tags).length(0, 50);
  }
};

struct PolicyOutput {
  Policy policy;
  void describe(auto& field) { field("Policy", policy); }
};

struct PolicyInput {
  std::string arn;
  void describe(auto& field) { field("PolicyArn", arn).length(20, 2048); }
};

struct GetPolicyVersionInput {
  std::string arn, version;
  void describe(auto& field) {
    field("PolicyArn", arn).length(20, 2048);
    field("VersionId", version);
  }
};

struct PolicyVersion {
  std::optional<std::string> document, version;
  std::optional<bool> is_default;
  std::optional<Moment> created_at;
  void describe(auto& field) {
    field("Document", document);
    field("VersionId", version);
    field("IsDefaultVersion", is_default);
    field("CreateDate", created_at);
  }
};

struct GetPolicyVersionOutput {
  PolicyVersion version;
  void describe(auto& field) { field("PolicyVersion", version); }
};

struct ListPolicyVersionsInput {
  std::string arn;
  Paging paging;
  void describe(auto& field) {
    field("PolicyArn", arn).length(20, 2048);
    paging.describe(field);
  }
};

struct ListPolicyVersionsOutput {
  std::vector<PolicyVersion> versions;
  PageEnd end;
  void describe(auto& field) {
    field("Versions", versions);
    end.describe(field);
  }
};

struct ListPoliciesInput {
  std::optional<std::string> scope, path_prefix, usage;
  std::optional<bool> is_only_attached;
  Paging paging;
  void describe(auto& field) {
    field("Scope", scope).one_of({"All", "AWS", "Local"});
    field("OnlyAttached", is_only_attached);
    field("PathPrefix", path_prefix).length(1, 512);
    field("PolicyUsageFilter", usage).one_of({"PermissionsPolicy", "PermissionsBoundary"});
    paging.describe(field);
  }
};

struct ListPoliciesOutput {
  std::vector<Policy> policies;
  PageEnd end;
  void describe(auto& field) {
    field("Policies", policies);
    end.describe(field);
  }
};

}  // namespace snowglobe::iam
