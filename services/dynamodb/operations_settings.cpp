// What surrounds the tables: limits, endpoints, time to live, tags, backups.
#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t tags_max = 50;

}  // namespace

DescribeLimitsOutput Dynamodb::describe_limits(const Empty&) { return {}; }

// SDKs with endpoint discovery send their next requests here: back to this world.
DescribeEndpointsOutput Dynamodb::describe_endpoints(const Empty&, const Request& request) {
  std::string endpoint = request.call.endpoint.empty() ? host_.endpoint() : request.call.endpoint;
  if (const auto at = endpoint.find("://"); at != std::string::npos) endpoint.erase(0, at + 3);
  return {{Endpoint{std::move(endpoint)}}};
}

DescribeContinuousBackupsOutput Dynamodb::describe_continuous_backups(const TableNameInput& input,
                                                                      const Request& request) {
  find_table(input.table_name, request);
  return {};
}

DescribeTimeToLiveOutput Dynamodb::describe_time_to_live(const TableNameInput& input,
                                                         const Request& request) {
  const auto found = find_table(input.table_name, request);
  const std::string& attribute = found.table->ttl_attribute;
  if (attribute.empty()) return {{"DISABLED", std::nullopt}};
  return {{"ENABLED", attribute}};
}

UpdateTimeToLiveOutput Dynamodb::update_time_to_live(const UpdateTimeToLiveInput& input,
                                                     const Request& request) {
  const auto found = find_table(input.table_name, request);
  Table table = *found.table;
  const TimeToLiveSpecification& wanted = input.specification;
  if (wanted.enabled) {
    if (!table.ttl_attribute.empty()) {
      throw invalid(table.ttl_attribute == wanted.attribute_name
                        ? "TimeToLive is already enabled"
                        : "TimeToLive is active on a different AttributeName: current "
                          "AttributeName is " +
                              table.ttl_attribute);
    }
    table.ttl_attribute = wanted.attribute_name;
    items_.fill_expiries(table);
  } else {
    if (table.ttl_attribute.empty()) throw invalid("TimeToLive is already disabled");
    if (table.ttl_attribute != wanted.attribute_name) {
      throw invalid("TimeToLive is active on a different AttributeName: current AttributeName is " +
                    table.ttl_attribute);
    }
    table.ttl_attribute.clear();
    items_.forget_expiries(table);
  }
  tables_.update(found.name, table, tables_.description(found.name));
  return {wanted};
}

void Dynamodb::tag_resource(const TagResourceInput& input, const Request&) {
  const auto found = find_table_of_arn(input.resource_arn);
  Json tags = tables_.tags(found.name);
  for (const Tag& tag : input.tags) tags[tag.key] = tag.value;
  if (tags.size() > tags_max) {
    throw invalid("One or more parameter values were invalid: Too many tags: a resource can have " +
                  std::to_string(tags_max));
  }
  tables_.set_tags(found.name, tags);
}

void Dynamodb::untag_resource(const UntagResourceInput& input, const Request&) {
  const auto found = find_table_of_arn(input.resource_arn);
  Json tags = tables_.tags(found.name);
  for (const std::string& key : input.tag_keys) tags.erase(key);
  tables_.set_tags(found.name, tags);
}

ListTagsOfResourceOutput Dynamodb::list_tags_of_resource(const ListTagsOfResourceInput& input,
                                                         const Request&) {
  const auto found = find_table_of_arn(input.resource_arn);
  ListTagsOfResourceOutput output;
  const Json tags = tables_.tags(found.name);
  for (const auto& [key, value] : tags.get_ref<const Json::object_t&>()) {
    output.tags.push_back({key, value.get<std::string>()});
  }
  return output;
}

}  // namespace snowglobe::dynamodb
