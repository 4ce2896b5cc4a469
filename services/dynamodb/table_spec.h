// What CreateTable and UpdateTable say of a table: checked in AWS's words, and turned into the
// schema that accesses use.
#pragma once

#include <string>

#include "services/dynamodb/schema.h"
#include "services/dynamodb/shapes_table.h"

namespace snowglobe::dynamodb {

// Throws AWS's ValidationException. The table's id is left for the caller; `name` is TableName
// without what an ARN adds.
Table read_table_spec(const CreateTableInput& input, const std::string& name);

// A further global index of a table, whose attributes are defined in `definitions`.
Index read_global_index(const GlobalIndexSpec& spec,
                        const std::vector<AttributeDefinition>& defined, int number);

// Throws AWS's error for a StreamSpecification that does not say what it must.
void check_stream(const Maybe<StreamSpecification>& wanted);

// Throws when throughput and billing mode do not go together. `subject` names whose throughput it
// is in messages: "the table", or "index: NAME".
void check_throughput(const std::string& billing_mode, const Maybe<Throughput>& throughput,
                      const std::string& subject);

// On-demand ceilings of "table" or "index NAME"; an update may also take one away.
enum class Ceilings { kCreate, kUpdate };
void check_ceilings(const OnDemandThroughput& wanted, const std::string& billing_mode,
                    const std::string& subject, Ceilings use);

void check_encryption(const SseSpecification& spec);

// The settings of a new global index, beside its keys.
void check_global_index(const GlobalIndexSpec& spec, const std::string& billing_mode);

// Global indexes and the attributes that all indexes project.
void check_index_counts(const Table& table);

// Throws when definitions and keys do not use each other in full.
void check_definitions(const std::vector<AttributeDefinition>& definitions, const Table& table);

// A table's name as it may be: 3 to 255 of a-z A-Z 0-9 _ - .
void check_table_name(const std::string& name);

}  // namespace snowglobe::dynamodb
