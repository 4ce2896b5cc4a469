// The service's tables in the database: of tables, items, streams. The other stores make their own.
#pragma once

#include "emulator/store/database.h"

namespace snowglobe::dynamodb {

// Makes them, or brings them to their newest form. Returns the database.
Database& migrate(Database& database);

}  // namespace snowglobe::dynamodb
