// The StreamSpecification of CreateTable and UpdateTable.
#pragma once

#include "services/dynamodb/streams/stream_writer.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_name.h"

namespace snowglobe::dynamodb {

// Throws AWS's error when it does not say what it must: of CreateTable, or of UpdateTable.
enum class StreamOf { kNewTable, kTable };
void check_stream(const Maybe<StreamSpecification>& wanted, StreamOf owner);

// Opens the stream that a new table is to have, if any: the table and its description then name it.
void open_stream(const StreamSpecification& wanted, const TableName& name, StreamWriter& streams,
                 Table& table, TableDescription& description);
// The same of UpdateTable, which also closes a stream. Throws when nothing would change.
void switch_stream(const StreamSpecification& wanted, const TableName& name, StreamWriter& streams,
                   Table& table, TableDescription& description);

}  // namespace snowglobe::dynamodb
