#include "services/dynamodb/tables/table_name.h"

#include <string_view>

#include "emulator/base/arn.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

// The table that an ARN "...:table/NAME" or "...:table/NAME/index/..." names.
std::string table_of_resource(std::string_view resource) {
  if (!resource.starts_with("table/")) return {};
  resource.remove_prefix(6);
  return std::string(resource.substr(0, resource.find('/')));
}

}  // namespace

std::string table_arn(const TableName& name) {
  return Arn{"dynamodb", name.region, name.account, "table/" + name.name}.text();
}

TableName read_table_name(const std::string& name_or_arn, const Request& request) {
  if (!name_or_arn.starts_with("arn:")) return {request.account(), request.region(), name_or_arn};
  const auto arn = Arn::parse(name_or_arn);
  if (!arn || arn->service != "dynamodb" || table_of_resource(arn->resource).empty()) {
    throw invalid("Invalid TableArn: Invalid ResourceArn provided as input " + name_or_arn);
  }
  return {arn->account, arn->region, table_of_resource(arn->resource)};
}

TableName read_new_table_name(const std::string& name_or_arn, const Request& request) {
  TableName name = read_table_name(name_or_arn, request);
  if (name.account != request.account() || name.region != request.region()) {
    throw invalid("Invalid TableArn: the table " + name_or_arn +
                  " is not in the caller's account and region");
  }
  return name;
}

TableName read_resource_arn(const std::string& text, const Request& request) {
  if (!text.starts_with("arn:")) throw invalid_parameter("ARNs must start with 'arn:': " + text);
  const auto arn = Arn::parse(text);
  const auto has = [&](const char* part) { return arn->resource.find(part) != std::string::npos; };
  if (!arn || arn->service != "dynamodb" || !has("table/") || has("/backup/")) {
    throw invalid_parameter("Provided Arn is not a DynamoDB resource arn: " + text);
  }
  if (has("/index/")) {
    throw invalid_parameter(
        "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " +
        text);
  }
  return read_table_name(text, request);
}

}  // namespace snowglobe::dynamodb
