#include "services/dynamodb/tables/index_change.h"

namespace snowglobe::dynamodb {

std::optional<IndexChange> index_change(const Table& table, const Index& index, const Item* before,
                                        const Item* after) {
  IndexChange change;
  if (before != nullptr) change.old_key = index_key(index, *before);
  if (after != nullptr) change.new_key = index_key(index, *after);
  if (!change.old_key && !change.new_key) return std::nullopt;
  if (change.old_key) change.old_entry = project_to_index(table, index, *before);
  if (change.new_key) change.new_entry = project_to_index(table, index, *after);
  if (change.old_key && change.new_key && change.old_entry == change.new_entry) {
    return std::nullopt;
  }
  return change;
}

}  // namespace snowglobe::dynamodb
