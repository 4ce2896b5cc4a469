// How many tables, and how much throughput, an account may have in a region: against what it has
// already. All functions throw LimitExceededException in AWS's words.
#pragma once

#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_name.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

// For one table more of that account and region.
void check_table_count(TableStore& tables, const TableName& name);

// For a table as it is to be: its own throughput, and that of the account with it.
void check_quotas(TableStore& tables, const TableDescription& before, const TableDescription& after,
                  const TableName& name);

}  // namespace snowglobe::dynamodb
