// What CreateTable and UpdateTable say of a table: checked in AWS's words, and turned into the
// schema that accesses use.
#pragma once

#include <string>

#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/throughput.h"

namespace snowglobe::dynamodb {

// Throws AWS's ValidationException. The table's id is left for the caller; `name` is TableName
// without what an ARN adds.
Table read_table_spec(const CreateTableInput& input, const std::string& name);

// A further global index of a table, whose attributes are defined in `definitions`.
Index read_global_index(const GlobalIndexSpec& spec,
                        const std::vector<AttributeDefinition>& defined, int number);

void check_encryption(const SseSpecification& spec);
void check_table_class(const Maybe<std::string>& table_class);

void refuse_duplicate_indexes(const std::vector<Index>& indexes);

// Global indexes and the attributes that all indexes project: of CreateTable, or of UpdateTable.
enum class IndexOf { kNewTable, kTable };
void check_index_counts(const Table& table, IndexOf owner);

// A table's name as it may be: 3 to 255 of a-z A-Z 0-9 _ - .
void check_table_name(const std::string& name);
// The same in the words of operations on a table that is there.
void check_table_name_member(const std::string& name);

}  // namespace snowglobe::dynamodb
