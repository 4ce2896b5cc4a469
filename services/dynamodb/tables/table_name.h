// What identifies a table: account, region and name, as requests and ARNs say it.
#pragma once

#include <string>

#include "emulator/api/service.h"

namespace snowglobe::dynamodb {

// Whose table, and where.
struct TableName {
  std::string account, region, name;
};

std::string table_arn(const TableName& name);

// A parameter TableName: a name in the caller's account and region, or an ARN. Each function throws
// AWS's error for an ARN of something else.
TableName read_table_name(const std::string& name_or_arn, const Request& request);
// Of a table that is to be made: in the caller's account and region.
TableName read_new_table_name(const std::string& name_or_arn, const Request& request);
// The table of a ResourceArn: of a table, or of one of its streams.
TableName read_resource_arn(const std::string& arn, const Request& request);

}  // namespace snowglobe::dynamodb
