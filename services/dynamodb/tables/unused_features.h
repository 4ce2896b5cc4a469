// Operations on features that nothing here can switch on: what would switch them on is not
// implemented and says so, therefore there is none of any, and that is what these tell.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/tables/shapes_unused_features.h"
#include "services/dynamodb/tables/table_finder.h"

namespace snowglobe::dynamodb {

class UnusedFeatures {
 public:
  explicit UnusedFeatures(TableFinder& finder) : finder_(finder) {}

  DescribeContributorInsightsOutput describe_contributor_insights(
      const DescribeContributorInsightsInput& input, const Request& request);
  ListContributorInsightsOutput list_contributor_insights(const ListContributorInsightsInput& input,
                                                          const Request& request);
  DescribeKinesisStreamingDestinationOutput describe_kinesis_streaming_destination(
      const TableNameInput& input, const Request& request);
  ListExportsOutput list_exports(const ListExportsInput& input);
  ExportDescriptionOutput describe_export(const ExportArnInput& input);
  ListImportsOutput list_imports(const ListImportsInput& input);
  ImportDescriptionOutput describe_import(const ImportArnInput& input);
  ListGlobalTablesOutput list_global_tables(const ListGlobalTablesInput& input);
  GlobalTableOutput describe_global_table(const GlobalTableNameInput& input);
  GlobalTableSettingsOutput describe_global_table_settings(const GlobalTableNameInput& input);
  TableAutoScalingOutput describe_table_replica_auto_scaling(const TableNameInput& input,
                                                             const Request& request);

 private:
  TableFinder& finder_;
};

}  // namespace snowglobe::dynamodb
