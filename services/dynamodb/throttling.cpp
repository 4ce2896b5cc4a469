#include "services/dynamodb/throttling.h"

#include <algorithm>
#include <array>
#include <set>

namespace snowglobe::dynamodb {
namespace {

constexpr std::array<std::string_view, 5> reads = {"BatchGetItem", "GetItem", "Query", "Scan",
                                                   "TransactGetItems"};
constexpr std::array<std::string_view, 5> writes = {"BatchWriteItem", "DeleteItem", "PutItem",
                                                    "TransactWriteItems", "UpdateItem"};
constexpr std::array<std::string_view, 3> statements = {"BatchExecuteStatement", "ExecuteStatement",
                                                        "ExecuteTransaction"};

bool has(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The tables that the input names, as it names them.
std::set<std::string> tables_of(const Json& input) {
  std::set<std::string> tables;
  const auto add = [&](const Json& holder) {
    const Json* name = find_member(holder, "TableName");
    if (name != nullptr && name->is_string()) tables.insert(name->get<std::string>());
  };
  add(input);
  const Json* requests = find_member(input, "RequestItems");
  if (requests != nullptr && requests->is_object()) {
    for (const auto& [name, request] : requests->items()) tables.insert(name);
  }
  const Json* actions = find_member(input, "TransactItems");
  if (actions != nullptr && actions->is_array()) {
    for (const Json& action : *actions) {
      if (!action.is_object()) continue;
      for (const auto& [kind, parameters] : action.items()) add(parameters);
    }
  }
  return tables;
}

}  // namespace

AwsError throttled(const Call& call) {
  const bool is_read = has(reads, call.operation);
  const bool is_write = has(writes, call.operation);
  if (!is_read && !is_write && !has(statements, call.operation)) {
    return AwsError("ThrottlingException", "Rate of requests exceeds the allowed throughput.");
  }
  AwsError error("ProvisionedThroughputExceededException",
                 "The level of configured provisioned throughput for the table was exceeded. "
                 "Consider increasing your provisioning level with the UpdateTable API.");
  const Json* index = find_member(call.input, "IndexName");
  const bool is_index = index != nullptr && index->is_string();
  Json reasons = Json::array();
  for (const std::string& table : tables_of(call.input)) {
    std::string resource =
        table.starts_with("arn:")
            ? table
            : Arn{"dynamodb", call.region, call.account, "table/" + table}.text();
    if (is_index) resource += "/index/" + index->get<std::string>();
    reasons.push_back(
        {{"reason", std::string(is_index ? "Index" : "Table") + (is_read ? "Read" : "Write") +
                        "ProvisionedThroughputExceeded"},
         {"resource", resource}});
  }
  if (!reasons.empty()) error.members["ThrottlingReasons"] = std::move(reasons);
  return error;
}

}  // namespace snowglobe::dynamodb
