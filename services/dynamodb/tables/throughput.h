// Throughput of tables and global indexes in its three forms: provisioned units, ceilings of
// on-demand tables, and warm throughput. Stored and told, never applied.
//
// `index` names whose throughput it is: an index, or the table when it is empty. All functions
// throw AWS's errors.
#pragma once

#include <string>

#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

// Of CreateTable: whether throughput and billing mode go together.
void check_created_throughput(const std::string& billing_mode, const Maybe<Throughput>& throughput,
                              const std::string& index);
// Of an index that UpdateTable creates.
void check_added_throughput(const std::string& billing_mode, const Maybe<Throughput>& throughput,
                            const std::string& index);
void check_units(const Throughput& throughput);

// Throws when nothing would change, and when it was decreased too often today.
void change_throughput(const Throughput& wanted, const std::string& index, Moment now,
                       ThroughputDescription& throughput);
// NumberOfDecreasesToday of a day that is over is none.
void forget_decreases_of_other_days(Moment now, ThroughputDescription& throughput);

// On-demand ceilings; an update may also take one away.
enum class Ceilings { kCreate, kUpdate };
void check_ceilings(const OnDemandThroughput& wanted, const std::string& billing_mode,
                    const std::string& index, Ceilings use);
// Member by member; -1 takes one away.
void change_ceilings(const OnDemandThroughput& wanted, Maybe<OnDemandThroughput>& ceilings);

// Never lower than the mode's own, nor than it was. Without a `warm` it is that of a new one.
void change_warm_throughput(const Maybe<WarmThroughput>& wanted, const std::string& billing_mode,
                            const ThroughputDescription& provisioned, const std::string& index,
                            Maybe<WarmThroughputDescription>& warm);

}  // namespace snowglobe::dynamodb
