// A table as DescribeTable tells it: made from what CreateTable says, changed by UpdateTable, kept
// as JSON beside the schema. Everything here is plain values.
#pragma once

#include <string>
#include <vector>

#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/shapes_table.h"
#include "services/dynamodb/tables/table_name.h"
#include "services/dynamodb/tables/throughput.h"

namespace snowglobe::dynamodb {

TableDescription describe_new(const CreateTableInput& input, const TableName& name, Moment now,
                              std::string id);
GlobalIndexDescription describe_global(const GlobalIndexSpec& spec, const std::string& table_arn,
                                       const std::string& billing_mode);

// PROVISIONED or PAY_PER_REQUEST.
std::string billing_mode_of(const TableDescription& description);

// Switches the table and its indexes; what belongs to the other mode goes away. Throughput that the
// new mode needs is set afterwards.
void set_billing_mode(const std::string& mode, Moment now, TableDescription& description);

void set_encryption(const SseSpecification& spec, const TableName& name,
                    TableDescription& description);
// The same of UpdateTable: throws when nothing would change.
void change_encryption(const SseSpecification& spec, const TableName& name,
                       TableDescription& description);

// An index of a description by its name; throws when there is none.
GlobalIndexDescription& find_index(TableDescription& description, const std::string& name);

// Adds those whose names are not there yet. Definitions stand in the order of their names.
void add_definitions(const std::vector<AttributeDefinition>& more,
                     std::vector<AttributeDefinition>& definitions);
// Leaves only what keys use.
void drop_unused_definitions(const Table& table, std::vector<AttributeDefinition>& definitions);

}  // namespace snowglobe::dynamodb
