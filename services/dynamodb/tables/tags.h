// The tags of a table: an object of keys and values. All functions throw AWS's errors.
#pragma once

#include <string>
#include <vector>

#include "emulator/base/json.h"
#include "services/dynamodb/tables/shapes_table.h"

namespace snowglobe::dynamodb {

// Keys and values as they may be, and no key twice.
void check_tags(const std::vector<NewTag>& tags);
void check_tag_keys(const std::vector<std::string>& keys);

// The tags with more of them: 50 in all at most. REQUIRES: check_tags.
Json add_tags(Json tags, const std::vector<NewTag>& more);

}  // namespace snowglobe::dynamodb
