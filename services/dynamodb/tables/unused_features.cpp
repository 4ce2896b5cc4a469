#include "services/dynamodb/tables/unused_features.h"

#include <algorithm>

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

AwsError no_such_global_table(const std::string& name) {
  return AwsError("GlobalTableNotFoundException",
                  "Global table with name: '" + name + "' does not exist.");
}

}  // namespace

DescribeContributorInsightsOutput UnusedFeatures::describe_contributor_insights(
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

ListContributorInsightsOutput UnusedFeatures::list_contributor_insights(
    const ListContributorInsightsInput& input, const Request& request) {
  if (input.table_name) finder_.find_named(*input.table_name, request);
  return {};
}

DescribeKinesisStreamingDestinationOutput UnusedFeatures::describe_kinesis_streaming_destination(
    const TableNameInput& input, const Request& request) {
  return {finder_.find_named(input.table_name, request).name.name, {}};
}

ListExportsOutput UnusedFeatures::list_exports(const ListExportsInput&) { return {}; }

ExportDescriptionOutput UnusedFeatures::describe_export(const ExportArnInput& input) {
  throw AwsError("ExportNotFoundException", "Export not found: " + input.export_arn);
}

ListImportsOutput UnusedFeatures::list_imports(const ListImportsInput&) { return {}; }

ImportDescriptionOutput UnusedFeatures::describe_import(const ImportArnInput& input) {
  throw AwsError("ImportNotFoundException", "Import not found: " + input.import_arn);
}

ListGlobalTablesOutput UnusedFeatures::list_global_tables(const ListGlobalTablesInput&) {
  return {};
}

GlobalTableOutput UnusedFeatures::describe_global_table(const GlobalTableNameInput& input) {
  throw no_such_global_table(input.global_table_name);
}

GlobalTableSettingsOutput UnusedFeatures::describe_global_table_settings(
    const GlobalTableNameInput& input) {
  throw no_such_global_table(input.global_table_name);
}

TableAutoScalingOutput UnusedFeatures::describe_table_replica_auto_scaling(
    const TableNameInput& input, const Request& request) {
  throw AwsError("ResourceNotFoundException", "Global table with name: '" +
                                                  read_table_name(input.table_name, request).name +
                                                  "' does not exist.");
}

}  // namespace snowglobe::dynamodb
