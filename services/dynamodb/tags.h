// The tags of a table.
#pragma once

#include <vector>

#include "emulator/base/json.h"
#include "services/dynamodb/shapes_table.h"

namespace snowglobe::dynamodb {

// The tags, an object, with more of them. Throws for keys that may not be, the same key twice, and
// more than 50.
Json add_tags(Json tags, const std::vector<Tag>& more);

}  // namespace snowglobe::dynamodb
