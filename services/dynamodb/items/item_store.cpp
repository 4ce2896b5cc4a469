#include "services/dynamodb/items/item_store.h"

#include "services/dynamodb/items/ttl.h"
#include "services/dynamodb/tables/index_change.h"
#include "services/dynamodb/values/codec.h"

namespace snowglobe::dynamodb {

// Longer than the longest partition key with its checksum, so that no key begins with it.
const std::string beyond_all_keys(2100, '\xFF');

ItemStore::ItemStore(Host& host, StreamWriter& streams, RecoveryStore& recoveries)
    : host_(host), database_(host.database()), streams_(streams), recoveries_(recoveries) {}

std::optional<Item> ItemStore::find(const Table& table, const StoredKey& key) {
  std::optional<Item> item;
  find(table, key, [&](const Row& row) { item = decode_item(row.item); });
  return item;
}

void ItemStore::put_row(const Table& table, int index, const Position& at, const Item& item,
                        std::size_t bytes) {
  put_.run(table.id, index, Bytes{at.key.hash}, Bytes{at.key.range}, Bytes{at.item.hash},
           Bytes{at.item.range}, static_cast<std::int64_t>(bytes), Bytes{encode_item(item)});
}

void ItemStore::write(const Table& table, const StoredKey& key, const Item* before,
                      const Item* after, std::size_t after_bytes, const Origin& origin) {
  if (table.keeps_history) recoveries_.keep(table, key, host_.now());
  if (after != nullptr) {
    put_row(table, 0, {key, {}}, *after, after_bytes);
  } else {
    remove_.run(table.id, 0, Bytes{key.hash}, Bytes{key.range}, Bytes{{}}, Bytes{{}});
  }
  for (const Index& index : table.indexes) write_index(table, index, key, before, after);
  if (!table.ttl_attribute.empty()) write_expiry(table, key, before, after);
  if (table.stream) streams_.record(table, before, after, origin);
  if (table.replica_id != 0) send_to_replica(table, key, after);
}

void ItemStore::write_index(const Table& table, const Index& index, const StoredKey& key,
                            const Item* before, const Item* after) {
  const auto change = index_change(table, index, before, after);
  if (!change) return;
  if (change->removes()) {
    remove_.run(table.id, index.number, Bytes{change->old_key->hash}, Bytes{change->old_key->range},
                Bytes{key.hash}, Bytes{key.range});
  }
  if (change->new_key) {
    put_row(table, index.number, {*change->new_key, key}, change->new_entry,
            measure(change->new_entry).bytes);
  }
}

void ItemStore::write_expiry(const Table& table, const StoredKey& key, const Item* before,
                             const Item* after) {
  const auto old_due = before != nullptr ? expiry(table, *before) : std::nullopt;
  const auto new_due = after != nullptr ? expiry(table, *after) : std::nullopt;
  if (old_due == new_due) return;
  if (new_due) {
    put_expiry(table, key, *new_due);
  } else {
    remove_expiry_.run(table.id, Bytes{key.hash}, Bytes{key.range});
  }
}

void ItemStore::put_expiry(const Table& table, const StoredKey& key, Moment expires) {
  put_expiry_.run(table.id, Bytes{key.hash}, Bytes{key.range}, expires,
                  deletion_moment(table, expires, host_.now(), host_.random()),
                  host_.present_call());
}

void ItemStore::send_to_replica(const Table& table, const StoredKey& key, const Item* after) {
  const std::string item = after != nullptr ? encode_item(*after) : "";
  send_.run(table.id, Bytes{key.hash}, Bytes{key.range},
            after != nullptr ? std::optional<Bytes>(Bytes{item}) : std::nullopt,
            host_.now() + table.read_lag);
}

namespace {

void see_rows(Query rows, const std::function<bool(const Row&)>& see) {
  while (rows.next()) {
    if (!see({static_cast<std::size_t>(rows.integer(0)), rows.text_view(1), rows.text_view(2),
              rows.text_view(3)})) {
      return;
    }
  }
}

}  // namespace

void ItemStore::query(const Table& table, int index, const Span& span, Direction direction,
                      const std::function<bool(const Row&)>& see) {
  const auto& [low, high] = span;
  Statement& statement = direction == Direction::kForward ? query_ : query_backward_;
  see_rows(statement.query(table.id, index, Bytes{low.key.hash}, Bytes{low.key.range},
                           Bytes{low.item.hash}, Bytes{low.item.range}, Bytes{high.key.range},
                           Bytes{high.item.hash}, Bytes{high.item.range}),
           see);
}

void ItemStore::scan(const Table& table, int index, const Span& span,
                     const std::function<bool(const Row&)>& see) {
  const auto& [low, high] = span;
  see_rows(scan_.query(table.id, index, Bytes{low.key.hash}, Bytes{low.key.range},
                       Bytes{low.item.hash}, Bytes{low.item.range}, Bytes{high.key.hash}),
           see);
}

void ItemStore::remove_table(const Table& table) {
  remove_table_.run(table.id);
  forget_expiries(table);
  if (table.replica_id != 0) remove_replica(table);
}

void ItemStore::remove_index(const Table& table, int index) {
  remove_index_.run(table.id, index);
  if (table.replica) remove_index(*table.replica, index);
}

void ItemStore::fill_index(const Table& table, const Index& index) {
  scan(table, 0, {{}, {{beyond_all_keys, {}}, {}}}, [&](const Row& row) {
    const Item item = decode_item(row.item);
    if (const auto key = index_key(index, item); key && index_key_fits(index, item)) {
      const Item entry = project_to_index(table, index, item);
      put_row(table, index.number, {*key, key_of_new_item(table, item)}, entry,
              measure(entry).bytes);
    }
    return true;
  });
  if (table.replica) fill_index(*table.replica, index);
}

void ItemStore::forget_expiries(const Table& table) { forget_expiries_.run(table.id); }

void ItemStore::fill_expiries(const Table& table) {
  scan(table, 0, {{}, {{beyond_all_keys, {}}, {}}}, [&](const Row& row) {
    const Item item = decode_item(row.item);
    if (const auto due = expiry(table, item)) {
      put_expiry(table, key_of_new_item(table, item), *due);
    }
    return true;
  });
}

void ItemStore::fill_replica(const Table& table) { fill_replica_.run(table.id, table.replica_id); }

void ItemStore::remove_replica(const Table& table) {
  remove_table_.run(table.replica_id);
  unsend_.run(table.id);
}

void ItemStore::hasten_replica(const Table& table) {
  hasten_.run(table.id, host_.now() + table.read_lag);
}

}  // namespace snowglobe::dynamodb
