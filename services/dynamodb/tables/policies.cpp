#include "services/dynamodb/tables/policies.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/policy_document.h"

namespace snowglobe::dynamodb {
namespace {

AwsError no_such_policy(const std::string& what) {
  return AwsError("PolicyNotFoundException",
                  "Resource-based policy not found for the provided ResourceArn: " + what);
}

void check_revision(const Maybe<std::string>& expected,
                    const std::optional<ResourcePolicy>& present, const std::string& arn,
                    const std::string& table) {
  if (!expected) return;
  if (*expected == "NO_POLICY" ? !present : present && present->revision_id == *expected) return;
  if (*expected == "NO_POLICY") throw no_such_policy(arn);
  const std::string wanted = "Requested update for policy with revision id " + *expected + ", but ";
  throw no_such_policy(wanted + (present ? "the policy associated to target table " + table +
                                               " has revision id " + present->revision_id + "."
                                         : "table " + table + " has no associated policy."));
}

}  // namespace

std::string Policies::find_policy_table(const std::string& arn, const Request& request) {
  const TableName name = read_resource_arn(arn, request);
  if (!tables_.find(name)) throw no_such_table(name.name);
  const auto stream = arn.find("/stream/");
  if (stream != std::string::npos && !streams_.has(arn)) {
    throw no_such_stream(arn.substr(stream + 8), name.name);
  }
  return name.name;
}

PutResourcePolicyOutput Policies::put_resource_policy(const PutResourcePolicyInput& input,
                                                      const Request& request) {
  const std::string policy = canonical_policy(input.policy);
  const std::string table = find_policy_table(input.resource_arn, request);
  check_revision(input.expected_revision_id, policies_.find(input.resource_arn), input.resource_arn,
                 table);
  return {policies_.put(input.resource_arn, policy, host_.now())};
}

GetResourcePolicyOutput Policies::get_resource_policy(const ResourceArnInput& input,
                                                      const Request& request) {
  find_policy_table(input.resource_arn, request);
  const auto found = policies_.find(input.resource_arn);
  if (!found) throw no_such_policy(input.resource_arn);
  return {found->policy, found->revision_id};
}

DeleteResourcePolicyOutput Policies::delete_resource_policy(const DeleteResourcePolicyInput& input,
                                                            const Request& request) {
  const std::string table = find_policy_table(input.resource_arn, request);
  const auto present = policies_.find(input.resource_arn);
  check_revision(input.expected_revision_id, present, input.resource_arn, table);
  if (!present) return {};
  policies_.remove(input.resource_arn);
  return {present->revision_id};
}

}  // namespace snowglobe::dynamodb
