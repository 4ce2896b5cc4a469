// A table as DescribeTable tells it: made from what CreateTable says, changed by UpdateTable, kept
// as JSON beside the schema. Everything here is plain values.
#pragma once

#include <string>
#include <vector>

#include "services/dynamodb/schema.h"
#include "services/dynamodb/shapes_table.h"
#include "services/dynamodb/table_store.h"

namespace snowglobe::dynamodb {

std::string table_arn(const TableName& name);

TableDescription describe_new(const CreateTableInput& input, const TableName& name, Moment now,
                              std::string id);
GlobalIndexDescription describe_global(const GlobalIndexSpec& spec, const std::string& table_arn,
                                       const std::string& billing_mode);

// PROVISIONED or PAY_PER_REQUEST.
std::string billing_mode_of(const TableDescription& description);

// Switches the table and its indexes; what belongs to the other mode goes away. Throughput that the
// new mode needs is set afterwards.
void set_billing_mode(const std::string& mode, Moment now, TableDescription& description);

// Provisioned throughput of "the table" or "the index NAME", as `subject` says. Throws when nothing
// would change, and when it was decreased too often today.
void change_throughput(const Throughput& wanted, const std::string& subject, Moment now,
                       ThroughputDescription& throughput);
// NumberOfDecreasesToday of a day that is over is none.
void forget_decreases_of_other_days(Moment now, ThroughputDescription& throughput);

// Ceilings of on-demand tables, member by member; -1 takes one away.
void change_ceilings(const OnDemandThroughput& wanted, Maybe<OnDemandThroughput>& ceilings);

// Never lower than the mode's own, nor than it was. `subject` is "table" or "index NAME".
void change_warm_throughput(const Maybe<WarmThroughput>& wanted, const std::string& mode,
                            const ThroughputDescription& provisioned, const std::string& subject,
                            Maybe<WarmThroughputDescription>& warm);

void set_encryption(const SseSpecification& spec, const TableName& name,
                    TableDescription& description);

// An index of a description by its name; throws when there is none.
GlobalIndexDescription& find_index(TableDescription& description, const std::string& name);

// Leaves only what keys use.
void drop_unused_definitions(const Table& table, std::vector<AttributeDefinition>& definitions);

}  // namespace snowglobe::dynamodb
