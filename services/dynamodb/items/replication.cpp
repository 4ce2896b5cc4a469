#include "services/dynamodb/items/replication.h"

#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {

Moment ReplicationJob::next_due() {
  auto row = next_.query();
  return row.next() && !row.is_null(0) ? row.moment(0) : never;
}

void ReplicationJob::run_one(Moment) {
  std::int64_t id = 0;
  StoredKey key;
  std::optional<Item> after;
  std::string schema;
  {
    auto row = first_.query();
    if (!row.next()) return;
    id = row.integer(0);
    key = {row.text(1), row.text(2)};
    if (!row.is_null(3)) after = decode_item(row.text_view(3));
    schema = row.text(4);
  }
  remove_.run(id);
  if (schema.empty()) return;
  const Table table = read_schema(schema);
  if (!table.replica) return;
  const auto before = items_.find(*table.replica, key);
  items_.write(*table.replica, key, before ? &*before : nullptr, after ? &*after : nullptr,
               after ? measure(*after).bytes : 0);
}

}  // namespace snowglobe::dynamodb
