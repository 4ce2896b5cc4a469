// What surrounds the tables: limits, endpoints, time to live, tags, backups.
#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"
#include "services/dynamodb/tables/policy_document.h"
#include "services/dynamodb/tables/tags.h"

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

// The API reference says an hour; AWS was seen to refuse changes for 30 minutes and not for 32.
constexpr Duration ttl_stays_as_it_is = std::chrono::minutes(31);

// Throws what AWS says to a change that is none, or that comes too soon.
void check_ttl_change(const Table& table, const TimeToLiveSpecification& wanted, Moment now) {
  const std::string& present = table.ttl_attribute;
  if (!wanted.enabled && present.empty()) throw invalid("TimeToLive is already disabled");
  if (!present.empty() && present != wanted.attribute_name) {
    throw invalid("TimeToLive is active on a different AttributeName: current AttributeName is " +
                  present);
  }
  if (wanted.enabled && !present.empty()) throw invalid("TimeToLive is already enabled");
  if (table.ttl_changed != Moment{} && now - table.ttl_changed < ttl_stays_as_it_is) {
    throw invalid("Time to live has been modified multiple times within a fixed interval");
  }
}

}  // namespace

DescribeLimitsOutput Dynamodb::describe_limits(const Empty&) { return {}; }

// SDKs with endpoint discovery send their next requests here: back to this world.
DescribeEndpointsOutput Dynamodb::describe_endpoints(const Empty&, const Request& request) {
  std::string endpoint = request.call.endpoint.empty() ? host_.endpoint() : request.call.endpoint;
  if (const auto at = endpoint.find("://"); at != std::string::npos) endpoint.erase(0, at + 3);
  return {{Endpoint{std::move(endpoint)}}};
}

DescribeTimeToLiveOutput Dynamodb::describe_time_to_live(const TableNameInput& input,
                                                         const Request& request) {
  const auto found = finder_.find_named(input.table_name, request);
  const std::string& attribute = found.table->ttl_attribute;
  if (attribute.empty()) return {{"DISABLED", std::nullopt}};
  return {{"ENABLED", attribute}};
}

UpdateTimeToLiveOutput Dynamodb::update_time_to_live(const UpdateTimeToLiveInput& input,
                                                     const Request& request) {
  const auto found = finder_.find_named(input.table_name, request);
  Table table = *found.table;
  const TimeToLiveSpecification& wanted = input.specification;
  check_ttl_change(table, wanted, host_.now());
  table.ttl_changed = host_.now();
  if (wanted.enabled) {
    table.ttl_attribute = wanted.attribute_name;
    items_.fill_expiries(table);
  } else {
    table.ttl_attribute.clear();
    items_.forget_expiries(table);
  }
  tables_.update(found.name, table, tables_.description(found.name));
  return {wanted};
}

void Dynamodb::tag_resource(const TagResourceInput& input, const Request& request) {
  const auto found = finder_.find_tagged(input.resource_arn, request);
  if (input.tags.empty()) throw invalid("Atleast one Tag needs to be provided as Input.");
  check_tags(input.tags);
  tables_.set_tags(found.name, add_tags(tables_.tags(found.name), input.tags));
}

void Dynamodb::untag_resource(const UntagResourceInput& input, const Request& request) {
  const auto found = finder_.find_tagged(input.resource_arn, request);
  if (input.tag_keys.empty()) throw invalid("Atleast one Tag Key needs to be provided as Input.");
  check_tag_keys(input.tag_keys);
  Json tags = tables_.tags(found.name);
  for (const std::string& key : input.tag_keys) tags.erase(key);
  tables_.set_tags(found.name, tags);
}

ListTagsOfResourceOutput Dynamodb::list_tags_of_resource(const ListTagsOfResourceInput& input,
                                                         const Request& request) {
  const auto found = finder_.find_tagged(input.resource_arn, request);
  ListTagsOfResourceOutput output;
  const Json tags = tables_.tags(found.name);
  for (const auto& [key, value] : tags.get_ref<const Json::object_t&>()) {
    output.tags.push_back({key, value.get<std::string>()});
  }
  return output;
}

std::string Dynamodb::find_policy_table(const std::string& arn, const Request& request) {
  const TableName name = read_resource_arn(arn, request);
  if (!tables_.find(name)) throw no_such_table(name.name);
  const auto stream = arn.find("/stream/");
  if (stream != std::string::npos && !streams_.has(arn)) {
    throw no_such_stream(arn.substr(stream + 8), name.name);
  }
  return name.name;
}

PutResourcePolicyOutput Dynamodb::put_resource_policy(const PutResourcePolicyInput& input,
                                                      const Request& request) {
  const std::string policy = canonical_policy(input.policy);
  const std::string table = find_policy_table(input.resource_arn, request);
  check_revision(input.expected_revision_id, policies_.find(input.resource_arn), input.resource_arn,
                 table);
  return {policies_.put(input.resource_arn, policy, host_.now())};
}

GetResourcePolicyOutput Dynamodb::get_resource_policy(const ResourceArnInput& input,
                                                      const Request& request) {
  find_policy_table(input.resource_arn, request);
  const auto found = policies_.find(input.resource_arn);
  if (!found) throw no_such_policy(input.resource_arn);
  return {found->policy, found->revision_id};
}

DeleteResourcePolicyOutput Dynamodb::delete_resource_policy(const DeleteResourcePolicyInput& input,
                                                            const Request& request) {
  const std::string table = find_policy_table(input.resource_arn, request);
  const auto present = policies_.find(input.resource_arn);
  check_revision(input.expected_revision_id, present, input.resource_arn, table);
  if (!present) return {};
  policies_.remove(input.resource_arn);
  return {present->revision_id};
}

}  // namespace snowglobe::dynamodb
