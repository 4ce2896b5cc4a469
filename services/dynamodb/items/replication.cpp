#include "services/dynamodb/items/replication.h"

#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {

void ReplicationJob::run(const DueRow& due, Moment) {
  StoredKey key;
  std::optional<Item> after;
  std::string schema;
  {
    auto row = find_.query(due.id);
    row.next();
    key = {row.text(0), row.text(1)};
    if (!row.is_null(2)) after = decode_item(row.text_view(2));
    schema = row.text(3);
  }
  remove_.run(due.id);
  if (schema.empty()) return;
  const Table table = read_schema(schema);
  if (!table.replica) return;
  const auto before = items_.find(*table.replica, key);
  items_.write(*table.replica, key, before ? &*before : nullptr, after ? &*after : nullptr,
               after ? measure(*after).bytes : 0);
}

}  // namespace snowglobe::dynamodb
