// Inputs and outputs of STS's operations.
//
// https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::sts {

struct Credentials {
  std::string access_key_id, secret_access_key, session_token;
  Moment expiration;
  void describe(auto& field) {
    field("AccessKeyId", access_key_id);
    field("SecretAccessKey", secret_access_key);
    field("SessionToken", session_token);
    field("Expiration", expiration);
  }
};

struct GetCallerIdentityOutput {
  std::string user_id, account, arn;
  void describe(auto& field) {
    field("UserId", user_id);
    field("Account", account);
    field("Arn", arn);
  }
};

struct PolicyDescriptor {
  std::optional<std::string> arn;
  void describe(auto& field) { field("arn", arn).length(20, 2048); }
};

struct Tag {
  std::string key, value;
  void describe(auto& field) {
    field("Key", key).length(1, 128);
    field("Value", value).length(0, 256);
  }
};

struct ProvidedContext {
  std::optional<std::string> provider_arn, assertion;
  void describe(auto& field) {
    field("ProviderArn", provider_arn).length(20, 2048);
    field("ContextAssertion", assertion).length(4, 2048);
  }
};

struct AssumeRoleInput {
  std::string role_arn, session_name;
  std::optional<std::vector<PolicyDescriptor>> policy_arns;
  std::optional<std::string> policy, external_id, serial_number, token_code, source_identity;
  std::optional<int> duration_s, token_bytes_min;
  std::optional<std::vector<Tag>> tags;
  std::optional<std::vector<std::string>> transitive_tag_keys;
  std::optional<std::vector<ProvidedContext>> contexts;
  void describe(auto& field) {
    field("RoleArn", role_arn).length(20, 2048);
    field("RoleSessionName", session_name).length(2, 64).pattern("[\\w+=,.@-]*");
    field("PolicyArns", policy_arns);
    field("Policy", policy);
    field("DurationSeconds", duration_s).range(900, 43'200);
    field("Tags", tags).length(0, 50);
    field("TransitiveTagKeys", transitive_tag_keys).length(0, 50);
    field("ExternalId", external_id).length(2, 1224);
    field("SerialNumber", serial_number).length(9, 256);
    field("TokenCode", token_code).length(6, 6);
    field("SourceIdentity", source_identity).length(2, 64);
    field("ProvidedContexts", contexts).length(1, 5);
    field("MinimumSessionTokenSize", token_bytes_min).range(0, 4096);
  }
};

struct AssumedRoleUser {
  std::string id, arn;
  void describe(auto& field) {
    field("AssumedRoleId", id);
    field("Arn", arn);
  }
};

struct AssumeRoleOutput {
  Credentials credentials;
  AssumedRoleUser user;
  std::optional<int> packed_policy_size, token_utilization, token_bytes;
  std::optional<std::string> source_identity;
  void describe(auto& field) {
    field("Credentials", credentials);
    field("AssumedRoleUser", user);
    field("PackedPolicySize", packed_policy_size);
    field("SourceIdentity", source_identity);
    field("SessionTokenUtilization", token_utilization);
    field("SessionTokenSize", token_bytes);
  }
};

struct GetSessionTokenInput {
  std::optional<int> duration_s, token_bytes_min;
  std::optional<std::string> serial_number, token_code;
  void describe(auto& field) {
    field("DurationSeconds", duration_s).range(900, 129'600);
    field("SerialNumber", serial_number).length(9, 256);
    field("TokenCode", token_code).length(6, 6);
    field("MinimumSessionTokenSize", token_bytes_min).range(0, 4096);
  }
};

struct GetSessionTokenOutput {
  Credentials credentials;
  std::optional<int> token_utilization, token_bytes;
  void describe(auto& field) {
    field("Credentials", credentials);
    field("SessionTokenUtilization", token_utilization);
    field("SessionTokenSize", token_bytes);
  }
};

}  // namespace snowglobe::sts
