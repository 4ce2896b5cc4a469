// What of a table every read and write needs: its keys and indexes, and how a key is found in an
// item.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/time.h"
#include "services/dynamodb/values/key_bytes.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {

struct KeyAttribute {
  std::string name;
  Type type = Type::kString;  // S, N or B
};

// A table and a local index have one partition attribute and at most one sort attribute, a global
// index up to four of each.
struct KeySchema {
  std::vector<KeyAttribute> attributes;  // the partition key's, then the sort key's
  std::size_t hash_count = 1;            // how many of them are the partition key's

  std::span<const KeyAttribute> hash() const { return {attributes.data(), hash_count}; }
  std::span<const KeyAttribute> range() const {
    return {attributes.data() + hash_count, attributes.size() - hash_count};
  }
  bool has_several() const { return hash_count > 1 || range().size() > 1; }
  bool has(std::string_view name) const;
};

struct Index {
  enum class Projection : std::uint8_t { kAll, kKeysOnly, kInclude };

  int number = 0;  // from 1; of one table never used again
  std::string name;
  bool is_global = true;
  KeySchema key;
  Projection projection = Projection::kAll;
  std::vector<std::string> non_key_attributes;
};

enum class StreamView : std::uint8_t { kKeysOnly, kNewImage, kOldImage, kNewAndOldImages };

// The stream that takes in a table's changes.
struct TableStream {
  std::int64_t id = 0;
  StreamView view = StreamView::kKeysOnly;
};

enum class Consistency { kEventual, kStrong, kTransaction };

struct Table {
  std::int64_t id = 0;
  std::string name;
  KeySchema key;
  std::vector<Index> indexes;
  int next_index_number = 1;
  std::string ttl_attribute;  // empty: no time to live
  Moment ttl_changed{};       // when time to live was last switched on or off
  // When its class was changed by UpdateTable: the last time but one, and the last time.
  Moment class_changed_before{}, class_changed{};
  std::vector<Moment> on_demand_switches;  // when UpdateTable made it on-demand: the last times
  std::optional<TableStream> stream;
  bool keeps_history = false;  // point-in-time recovery is on

  // What SetTableBehavior asked for.
  std::optional<Duration> ttl_delay;  // nothing: any time within ten minutes
  Duration read_lag{};                // zero: every read sees the present
  std::int64_t replica_id = 0;        // with a lag: the table_id of the rows as of `read_lag` ago
  std::shared_ptr<const Table> replica;  // made by read_schema when there is a replica_id

  // The table whose rows a read sees: this one, or its replica.
  const Table& as_read(Consistency consistency) const {
    return replica && consistency == Consistency::kEventual ? *replica : *this;
  }

  // Throws AWS's error when there is none of that name.
  const Index& index(std::string_view index_name) const;
  const Index* find_index(std::string_view index_name) const;  // nullptr: there is none
  // The key of the index, or of the table where that is nullptr.
  const KeySchema& key_of(const Index* index) const { return index != nullptr ? index->key : key; }
  bool has_local_indexes() const;
};

// As it stands in the database. It is all that a Table holds, so equal texts are equal tables.
std::string write_schema(const Table& table);
Table read_schema(std::string_view text);

// A table of another id with the same keys and indexes, and nothing else of it: neither its time to
// live nor its stream nor its history nor its behaviour.
Table bare_copy(const Table& table, std::int64_t id);

// A primary key as stored: bytes in key order. `hash` begins with four bytes of a checksum of the
// partition key, which gives Scan an order that, as in AWS, has nothing to do with the values, and
// parallel scans their segments.
struct StoredKey {
  std::string hash, range;
  friend auto operator<=>(const StoredKey&, const StoredKey&) = default;
};
std::string stored_hash(const KeyValues& partition_key);

// The key of an item that is to be put. Throws AWS's errors for a key attribute that is missing, of
// a wrong type, empty or too long.
StoredKey key_of_new_item(const Table& table, const Item& item);

// A request's Key: the key attributes and nothing else.
StoredKey read_key(const Table& table, const Map& key);

// The key under which an index has the item; nothing when an attribute is missing, empty or of
// another type.
std::optional<StoredKey> index_key(const Index& index, const Item& item);

// Whether the key is short enough. A write with a longer one is refused; a new index leaves out the
// items that have one.
bool index_key_fits(const Index& index, const Item& item);

// Throws what AWS answers when a write would give an index a key that it cannot have.
enum class Write { kPut, kUpdate };
void check_index_keys(const Table& table, const Item& item, Write write);

// Throws AWS's error for a key attribute, of the table or of an index, that is empty: of an item to
// be put, or of a Key. A transaction finds these before it begins.
void refuse_empty_keys(const Table& table, const Item& item);

// What the index keeps of the item.
Item project_to_index(const Table& table, const Index& index, const Item& item);
bool index_has_attribute(const Table& table, const Index& index, std::string_view name);

// The key attributes of the item: those of the table, then those of the index when there is one.
Item key_attributes(const Table& table, const Index* index, const Item& item);

// Throws AWS's error for key values that are empty or, taken together, too long. REQUIRES: values
// of the attributes' types, and no more than there are attributes.
enum class KeyRole { kHash, kRange };
void check_key_values(std::span<const KeyAttribute> attributes, const KeyValues& values,
                      KeyRole role);

}  // namespace snowglobe::dynamodb
