// Operations on features that nothing here can switch on: what would switch them on is not
// implemented and says so, therefore there is none of any, and that is what these tell.
#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/service.h"

namespace snowglobe::dynamodb {
namespace {

AwsError no_such_global_table(const std::string& name) {
  return AwsError("GlobalTableNotFoundException",
                  "Global table with name: '" + name + "' does not exist.");
}

}  // namespace

DescribeContributorInsightsOutput Dynamodb::describe_contributor_insights(
    const DescribeContributorInsightsInput& input, const Request& request) {
  const auto found = finder_.find_named(input.table_name, request);
  const auto is_it = [&](const Index& index) {
    return index.is_global && index.name == input.index_name;
  };
  const auto& indexes = found.table->indexes;
  if (input.index_name && std::none_of(indexes.begin(), indexes.end(), is_it)) {
    throw no_such_index(*input.index_name, found.name.name);
  }
  return {found.name.name, input.index_name};
}

ListContributorInsightsOutput Dynamodb::list_contributor_insights(
    const ListContributorInsightsInput& input, const Request& request) {
  if (input.table_name) finder_.find_named(*input.table_name, request);
  return {};
}

DescribeKinesisStreamingDestinationOutput Dynamodb::describe_kinesis_streaming_destination(
    const TableNameInput& input, const Request& request) {
  return {finder_.find_named(input.table_name, request).name.name, {}};
}

ListExportsOutput Dynamodb::list_exports(const ListExportsInput&) { return {}; }

ExportDescriptionOutput Dynamodb::describe_export(const ExportArnInput& input) {
  throw AwsError("ExportNotFoundException", "Export not found: " + input.export_arn);
}

ListImportsOutput Dynamodb::list_imports(const ListImportsInput&) { return {}; }

ImportDescriptionOutput Dynamodb::describe_import(const ImportArnInput& input) {
  throw AwsError("ImportNotFoundException", "Import not found: " + input.import_arn);
}

ListGlobalTablesOutput Dynamodb::list_global_tables(const ListGlobalTablesInput&) { return {}; }

GlobalTableOutput Dynamodb::describe_global_table(const GlobalTableNameInput& input) {
  throw no_such_global_table(input.global_table_name);
}

GlobalTableSettingsOutput Dynamodb::describe_global_table_settings(
    const GlobalTableNameInput& input) {
  throw no_such_global_table(input.global_table_name);
}

TableAutoScalingOutput Dynamodb::describe_table_replica_auto_scaling(const TableNameInput& input,
                                                                     const Request& request) {
  throw AwsError("ResourceNotFoundException", "Global table with name: '" +
                                                  read_table_name(input.table_name, request).name +
                                                  "' does not exist.");
}

}  // namespace snowglobe::dynamodb
