// Inputs and outputs of operations that look at features which nothing here uses, so that "none" is
// the whole truth: contributor insights, Kinesis destinations, exports, imports, global tables.
#pragma once

#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

struct DescribeContributorInsightsInput {
  std::string table_name;
  Maybe<std::string> index_name;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("IndexName", index_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
  }
};

struct DescribeContributorInsightsOutput {
  std::string table_name;
  Maybe<std::string> index_name;
  std::string contributor_insights_status = "DISABLED";
  void describe(auto& field) {
    field("TableName", table_name);
    field("IndexName", index_name);
    field("ContributorInsightsStatus", contributor_insights_status);
  }
};

struct ListContributorInsightsInput {
  Maybe<std::string> table_name, next_token;
  Maybe<int> max_results;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("NextToken", next_token);
    field("MaxResults", max_results).range(0, 100);
  }
};

struct ListContributorInsightsOutput {
  std::vector<Empty> contributor_insights_summaries;
  void describe(auto& field) {
    field("ContributorInsightsSummaries", contributor_insights_summaries);
  }
};

struct DescribeKinesisStreamingDestinationOutput {
  std::string table_name;
  std::vector<Empty> kinesis_data_stream_destinations;
  void describe(auto& field) {
    field("TableName", table_name);
    field("KinesisDataStreamDestinations", kinesis_data_stream_destinations);
  }
};

struct ListExportsInput {
  Maybe<std::string> table_arn, next_token;
  Maybe<int> max_results;
  void describe(auto& field) {
    field("TableArn", table_arn).length(1, 1024);
    field("MaxResults", max_results).range(1, 25);
    field("NextToken", next_token);
  }
};

struct ListExportsOutput {
  std::vector<Empty> export_summaries;
  void describe(auto& field) { field("ExportSummaries", export_summaries); }
};

struct ExportArnInput {
  std::string export_arn;
  void describe(auto& field) { field("ExportArn", export_arn).length(37, 1024); }
};

struct ExportDescriptionOutput {
  Maybe<Empty> export_description;
  void describe(auto& field) { field("ExportDescription", export_description); }
};

struct ListImportsInput {
  Maybe<std::string> table_arn, next_token;
  Maybe<int> page_size;
  void describe(auto& field) {
    field("TableArn", table_arn).length(1, 1024);
    field("PageSize", page_size).range(1, 25);
    field("NextToken", next_token).length(112, 1024).pattern("([0-9a-f]{16})+");
  }
};

struct ListImportsOutput {
  std::vector<Empty> import_summary_list;
  void describe(auto& field) { field("ImportSummaryList", import_summary_list); }
};

struct ImportArnInput {
  std::string import_arn;
  void describe(auto& field) { field("ImportArn", import_arn).length(37, 1024); }
};

struct ImportDescriptionOutput {
  Empty import_table_description;
  void describe(auto& field) { field("ImportTableDescription", import_table_description); }
};

struct ListGlobalTablesInput {
  Maybe<std::string> exclusive_start_global_table_name, region_name;
  Maybe<int> limit;
  void describe(auto& field) {
    field("ExclusiveStartGlobalTableName", exclusive_start_global_table_name)
        .length(3, 255)
        .pattern("[a-zA-Z0-9_.-]+");
    field("Limit", limit).range(1, INT32_MAX);
    field("RegionName", region_name);
  }
};

struct ListGlobalTablesOutput {
  std::vector<Empty> global_tables;
  void describe(auto& field) { field("GlobalTables", global_tables); }
};

struct GlobalTableNameInput {
  std::string global_table_name;
  void describe(auto& field) {
    field("GlobalTableName", global_table_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
  }
};

struct GlobalTableOutput {
  Maybe<Empty> global_table_description;
  void describe(auto& field) { field("GlobalTableDescription", global_table_description); }
};

struct GlobalTableSettingsOutput {
  Maybe<std::string> global_table_name;
  void describe(auto& field) { field("GlobalTableName", global_table_name); }
};

struct TableAutoScalingDescription {
  std::string table_name, table_status;
  std::vector<Empty> replicas;
  void describe(auto& field) {
    field("TableName", table_name);
    field("TableStatus", table_status);
    field("Replicas", replicas);
  }
};

struct TableAutoScalingOutput {
  TableAutoScalingDescription table_auto_scaling_description;
  void describe(auto& field) {
    field("TableAutoScalingDescription", table_auto_scaling_description);
  }
};

}  // namespace snowglobe::dynamodb
