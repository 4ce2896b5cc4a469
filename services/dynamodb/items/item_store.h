// The items of all tables and the entries of their indexes, as rows of one table.
//
// A row belongs to an index of a table; index 0 is the table itself. Rows lie in the order of
// (hash, range), and in an index then of the item's own key, since there several items may have the
// same one. Each row holds all that a Query on its index returns.
//
// The store reads and writes rows and judges nothing: what a request may do is checked before, and
// the capacity that it consumes is counted beside, from the same items (capacity/capacity.h). All
// happens in the turn's transaction, so a write is undone whole when its caller throws.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/store/database.h"
#include "services/dynamodb/backups/recovery_store.h"
#include "services/dynamodb/streams/stream_writer.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

// Where a row stands in its index.
struct Position {
  StoredKey key;   // in the index
  StoredKey item;  // the item's own; of the table itself empty
};

// Half open: from `low` to before `high`.
struct Span {
  Position low, high;
};

// After every position and key.
extern const std::string beyond_all_keys;

enum class Direction { kForward, kBackward };

struct Row {
  std::size_t bytes;                       // as AWS counts them
  std::string_view item;                   // as codec.h writes it
  std::string_view item_hash, item_range;  // the item's own key in the table, in a row of an index
};

class ItemStore {
 public:
  ItemStore(Host& host, StreamWriter& streams, RecoveryStore& recoveries);

  // Calls `use` with the row when there is one; else returns false.
  template <class Use>
  bool find(const Table& table, const StoredKey& key, Use use) {
    auto row = find_.query(table.id, Bytes{key.hash}, Bytes{key.range});
    if (!row.next()) return false;
    use(Row{static_cast<std::size_t>(row.integer(0)), row.text_view(1), {}, {}});
    return true;
  }
  std::optional<Item> find(const Table& table, const StoredKey& key);

  // Replaces `before` by `after`, either of which may be nullptr: none. The indexes, the moments of
  // time to live, the table's stream, its history and its replica follow: every write of an item is
  // made here.
  // Where needs_before says so, `before` may be left out though there is one.
  void write(const Table& table, const StoredKey& key, const Item* before, const Item* after,
             std::size_t after_bytes, const Origin& origin = {});
  static bool needs_before(const Table& table) {
    return !table.indexes.empty() || !table.ttl_attribute.empty() || table.stream.has_value();
  }

  // Calls `see` with each row of one partition key, or of a span of many, until it returns false.
  void query(const Table& table, int index, const Span& span, Direction direction,
             const std::function<bool(const Row&)>& see);
  void scan(const Table& table, int index, const Span& span,
            const std::function<bool(const Row&)>& see);

  void remove_table(const Table& table);
  void remove_index(const Table& table, int index);
  // Fills a new index from the items that are there.
  void fill_index(const Table& table, const Index& index);

  // Time to live: the moments at which items expire.
  void forget_expiries(const Table& table);
  void fill_expiries(const Table& table);

  // A replica: rows under an id of their own that the table's writes reach after its read lag.
  // REQUIRES of each: table.replica_id.
  void fill_replica(const Table& table);
  void remove_replica(const Table& table);
  // Lets no write that is under way arrive later than the table's lag from now.
  void hasten_replica(const Table& table);

 private:
  void write_index(const Table& table, const Index& index, const StoredKey& key, const Item* before,
                   const Item* after);
  void write_expiry(const Table& table, const StoredKey& key, const Item* before,
                    const Item* after);
  void put_row(const Table& table, int index, const Position& at, const Item& item,
               std::size_t bytes);

  void send_to_replica(const Table& table, const StoredKey& key, const Item* after);
  void put_expiry(const Table& table, const StoredKey& key, Moment expires);

  Host& host_;
  Database& database_;
  StreamWriter& streams_;
  RecoveryStore& recoveries_;
  Statement find_{database_, R"(
    SELECT size, item FROM dynamodb_items
    WHERE table_id = ? AND index_id = 0 AND hash = ? AND range = ?
      AND item_hash = x'' AND item_range = x'')"};
  Statement put_{database_, R"(
    INSERT INTO dynamodb_items (table_id, index_id, hash, range, item_hash, item_range, size, item)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET size = excluded.size, item = excluded.item)"};
  Statement remove_{database_, R"(
    DELETE FROM dynamodb_items
    WHERE table_id = ? AND index_id = ? AND hash = ? AND range = ?
      AND item_hash = ? AND item_range = ?)"};
  Statement query_{database_, R"(
    SELECT size, item, item_hash, item_range FROM dynamodb_items
    WHERE table_id = ? AND index_id = ? AND hash = ?
      AND (range, item_hash, item_range) >= (?, ?, ?)
      AND (range, item_hash, item_range) < (?, ?, ?)
    ORDER BY range, item_hash, item_range)"};
  Statement query_backward_{database_, R"(
    SELECT size, item, item_hash, item_range FROM dynamodb_items
    WHERE table_id = ? AND index_id = ? AND hash = ?
      AND (range, item_hash, item_range) >= (?, ?, ?)
      AND (range, item_hash, item_range) < (?, ?, ?)
    ORDER BY range DESC, item_hash DESC, item_range DESC)"};
  Statement scan_{database_, R"(
    SELECT size, item, item_hash, item_range FROM dynamodb_items
    WHERE table_id = ? AND index_id = ?
      AND (hash, range, item_hash, item_range) >= (?, ?, ?, ?) AND hash < ?
    ORDER BY hash, range, item_hash, item_range)"};
  Statement remove_table_{database_, R"(DELETE FROM dynamodb_items WHERE table_id = ?)"};
  Statement remove_index_{database_, R"(
    DELETE FROM dynamodb_items WHERE table_id = ? AND index_id = ?)"};
  Statement put_expiry_{database_, R"(
    INSERT INTO dynamodb_expiries (table_id, hash, range, expires, due, cause)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (table_id, hash, range) DO UPDATE
    SET expires = excluded.expires, due = excluded.due, cause = excluded.cause)"};
  Statement remove_expiry_{database_, R"(
    DELETE FROM dynamodb_expiries WHERE table_id = ? AND hash = ? AND range = ?)"};
  Statement forget_expiries_{database_, R"(DELETE FROM dynamodb_expiries WHERE table_id = ?)"};
  Statement fill_replica_{database_, R"(
    INSERT INTO dynamodb_items
      SELECT ?2, index_id, hash, range, item_hash, item_range, size, item
      FROM dynamodb_items WHERE table_id = ?1)"};
  Statement send_{database_, R"(
    INSERT INTO dynamodb_replication (table_id, hash, range, item, due) VALUES (?, ?, ?, ?, ?))"};
  Statement unsend_{database_, R"(DELETE FROM dynamodb_replication WHERE table_id = ?)"};
  Statement hasten_{database_, R"(
    UPDATE dynamodb_replication SET due = ?2 WHERE table_id = ?1 AND due > ?2)"};
};

}  // namespace snowglobe::dynamodb
