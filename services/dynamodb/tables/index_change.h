// What a write of an item does to its entry in an index. No database: the store writes what it
// says, consumed capacity is counted from it.
#pragma once

#include <optional>

#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

struct IndexChange {
  // The entry before and after, where the index has one.
  std::optional<StoredKey> old_key, new_key;
  Item old_entry, new_entry;

  // Whether the old entry goes; else the new one, if any, takes its place.
  bool removes() const { return old_key && old_key != new_key; }
  bool replaces() const { return old_key && old_key == new_key; }
};

// Of a write that replaces `before` by `after`, either of which may be nullptr: none. Nothing when
// the index stays as it is.
std::optional<IndexChange> index_change(const Table& table, const Index& index, const Item* before,
                                        const Item* after);

}  // namespace snowglobe::dynamodb
