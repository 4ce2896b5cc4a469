// What one UpdateTable may ask for: the members of its request, checked against each other before
// the table is looked at. Plain values.
//
// One call changes one thing. Settings stand alone; throughput, stream and indexes exclude each
// other, but for the throughput of a switch to on-demand and its indexes.
#pragma once

#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

// Without members that say nothing: a throughput without units counts as left out. A request that
// has nothing else is answered as AWS does, by an InternalFailure.
UpdateTableInput without_empty_members(UpdateTableInput input);

// Throws AWS's error. REQUIRES: without_empty_members.
void check_update(const UpdateTableInput& input);

// Throws when more than one index is created or deleted.
void check_one_index_at_a_time(const UpdateTableInput& input);

bool creates_index(const UpdateTableInput& input);
bool deletes_index(const UpdateTableInput& input);

}  // namespace snowglobe::dynamodb
