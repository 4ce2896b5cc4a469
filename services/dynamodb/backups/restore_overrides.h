// What a restore may ask to be otherwise than in its source: indexes, throughput. Plain values;
// each function throws AWS's error for what cannot be.
#pragma once

#include "services/dynamodb/backups/shapes_backup.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

// Leaves the indexes that the overrides name, in the table and its description; each must be one of
// the source's, which may get another name.
void override_indexes(const RestoreOverrides& overrides, Table& table,
                      TableDescription& description);

// Billing mode and throughput of the table and of its indexes, which have no past.
void override_throughput(const RestoreOverrides& overrides, Moment now,
                         TableDescription& description);

}  // namespace snowglobe::dynamodb
