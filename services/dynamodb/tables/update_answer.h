// What UpdateTable answers: AWS has only begun with the change then, and tells of much how it was.
#pragma once

#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

// Turns `answer`, the table after the update, into what AWS answers: states, and what is as
// `before` until the work is done.
void show_as_begun(const UpdateTableInput& input, const TableDescription& before,
                   TableDescription& answer);

// The same of CreateTable.
void show_as_created(const CreateTableInput& input, TableDescription& answer);

// A new table and its indexes, however it is made.
void show_creating(TableDescription& answer);

}  // namespace snowglobe::dynamodb
