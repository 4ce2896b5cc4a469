// DynamoDB Streams as rows: streams, their shards, and the records of what was written.
//
// A stream has one open shard. The first write four hours or more after it was opened closes it and
// opens its child. Records are numbered across all streams, in the order of the writes and so of
// time; they can be read for 24 hours. A stream that was disabled, or whose table is gone, can be
// read as long as its last shard.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/service.h"
#include "emulator/store/database.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/table_name.h"

namespace snowglobe::dynamodb {

// Source: "Reading and processing a stream" and "Data retention limit for DynamoDB Streams" in the
// Developer Guide.
inline constexpr Duration record_lives = std::chrono::hours(24);
inline constexpr Duration shard_takes_records = std::chrono::hours(4);

std::string_view view_name(StreamView view);        // "NEW_AND_OLD_IMAGES"
StreamView parse_view_name(std::string_view name);  // REQUIRES: one of the four

// A record's place among all: from 1. As AWS prints it: digits, of which a later record's are more
// in the order of numbers and of texts.
std::string sequence_text(std::int64_t sequence);
// Nothing for a text that is none of ours.
std::optional<std::int64_t> parse_sequence(std::string_view text);

struct Stream {
  std::int64_t id = 0;
  std::string arn, table_name, label, key_schema;  // key_schema: JSON, as DescribeTable has it
  StreamView view = StreamView::kKeysOnly;
  Moment created{};
  bool is_enabled = true;
};

struct Shard {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::string> parent;
  std::int64_t first = 0;            // no record of it has a lower number
  std::optional<std::int64_t> last;  // of a closed shard
  std::int64_t trimmed = 0;          // the last record that was swept away; 0: none was
};

// Whose write it is.
struct Origin {
  enum class Kind { kCall, kExpiry };
  Kind kind = Kind::kCall;
  std::int64_t cause = 0;  // a journal id
};

struct StreamRecord {
  std::int64_t sequence = 0;
  Moment at{};
  Origin origin;
  std::int64_t bytes = 0;                    // as AWS counts them
  std::string keys;                          // as codec.h writes items
  std::optional<std::string> before, after;  // those that the view shows
  bool had_before = false, has_after = false;
};

class StreamStore {
 public:
  explicit StreamStore(Host& host);

  // A new stream with one open shard. `key_schema` is kept as it is.
  Stream open(const TableName& table, std::string_view key_schema, StreamView view);
  void close(std::int64_t stream);

  // Records a write of the table's item: nothing when it changed nothing.
  // REQUIRES: table.stream.
  void record(const Table& table, const Item* before, const Item* after, const Origin& origin);

  std::optional<Stream> find(std::string_view arn);
  // In the order of their ARNs, those after `start`; of one table when `table.name` is given.
  std::vector<Stream> list(const TableName& table, std::string_view start, int limit);

  // Oldest first, those after the shard of the name `start`.
  std::vector<Shard> shards(std::int64_t stream, std::string_view start, int limit);
  std::vector<Shard> children(std::int64_t stream, std::string_view parent);
  std::optional<Shard> shard(std::int64_t stream, std::string_view name);

  // Places in a shard: a number such that what is read next has it or a higher one.
  std::int64_t oldest(const Shard& shard);  // that can still be read
  std::int64_t first_since(const Shard& shard, Moment moment);
  std::int64_t end();  // behind all records of all shards
  // Whether a record at or behind the place is too old to be read.
  bool is_trimmed(const Shard& shard, std::int64_t place);
  std::vector<StreamRecord> read(const Shard& shard, std::int64_t place, int limit,
                                 std::int64_t bytes_max);

 private:
  std::int64_t writable_shard(std::int64_t stream);
  void open_shard(std::int64_t stream, const std::optional<std::string>& parent);
  void close_shard(std::int64_t shard);
  std::vector<Shard> read_shards(Query rows);

  Host& host_;
  Database& database_;
  Statement put_stream_{database_, R"(
    INSERT INTO dynamodb_streams (arn, account, region, table_name, label, view, key_schema,
      created, is_enabled)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1))"};
  Statement disable_{database_, R"(UPDATE dynamodb_streams SET is_enabled = 0 WHERE id = ?)"};
  Statement find_{database_, R"(
    SELECT id, arn, table_name, label, key_schema, view, created, is_enabled
    FROM dynamodb_streams WHERE arn = ?)"};
  Statement list_{database_, R"(
    SELECT id, arn, table_name, label, key_schema, view, created, is_enabled
    FROM dynamodb_streams
    WHERE account = ?1 AND region = ?2 AND (?3 = '' OR table_name = ?3) AND arn > ?4
    ORDER BY arn LIMIT ?5)"};
  Statement put_shard_{database_, R"(
    INSERT INTO dynamodb_shards (stream_id, name, parent, created, first)
    VALUES (?, ?, ?, ?, ?))"};
  Statement open_shard_{database_, R"(
    SELECT id, name, created FROM dynamodb_shards WHERE stream_id = ? AND closed IS NULL)"};
  Statement close_shard_{database_, R"(
    UPDATE dynamodb_shards SET closed = ?2, last = max(first, trimmed, coalesce(
      (SELECT max(sequence) FROM dynamodb_records WHERE shard_id = ?1), 0))
    WHERE id = ?1)"};
  Statement shards_{database_, R"(
    SELECT id, name, parent, first, last, trimmed FROM dynamodb_shards
    WHERE stream_id = ? AND name > ? ORDER BY name LIMIT ?)"};
  Statement children_{database_, R"(
    SELECT id, name, parent, first, last, trimmed FROM dynamodb_shards
    WHERE stream_id = ? AND parent = ? ORDER BY name)"};
  Statement shard_{database_, R"(
    SELECT id, name, parent, first, last, trimmed FROM dynamodb_shards
    WHERE stream_id = ? AND name = ?)"};
  Statement put_record_{database_, R"(
    INSERT INTO dynamodb_records (shard_id, at, is_expiry, cause, size, keys, kind, before, after)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement first_since_{database_, R"(
    SELECT sequence FROM dynamodb_records WHERE shard_id = ? AND at >= ?
    ORDER BY sequence LIMIT 1)"};
  Statement end_{database_, R"(
    SELECT seq + 1 FROM sqlite_sequence WHERE name = 'dynamodb_records')"};
  Statement unswept_{database_, R"(
    SELECT 1 FROM dynamodb_records WHERE shard_id = ? AND sequence >= ? AND at <= ? LIMIT 1)"};
  Statement read_{database_, R"(
    SELECT sequence, at, is_expiry, cause, size, keys, kind, before, after FROM dynamodb_records
    WHERE shard_id = ? AND sequence >= ? ORDER BY sequence LIMIT ?)"};
};

// Sweeps records away that can no longer be read, at full hours.
class RecordSweep : public Job {
 public:
  explicit RecordSweep(Database& database) : database_(database) {}

  std::string_view name() const override { return "dynamodbstreams.trim"; }
  std::string_view table() const override { return "dynamodb_records"; }
  Moment next_due() override;
  void run_one(Moment now) override;

 private:
  Database& database_;
  Statement oldest_{database_, R"(SELECT at FROM dynamodb_records ORDER BY sequence LIMIT 1)"};
  Statement last_{database_, R"(
    SELECT max(sequence) FROM (
      SELECT sequence, at FROM dynamodb_records ORDER BY sequence LIMIT ?) WHERE at <= ?)"};
  Statement note_{database_, R"(
    UPDATE dynamodb_shards SET trimmed = (
      SELECT max(sequence) FROM dynamodb_records
      WHERE shard_id = dynamodb_shards.id AND sequence <= ?1)
    WHERE id IN (SELECT shard_id FROM dynamodb_records WHERE sequence <= ?1))"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_records WHERE sequence <= ?)"};
};

// Forgets a shard when all of it is too old, and with the last one its stream.
class ShardSweep : public Job {
 public:
  explicit ShardSweep(Database& database) : database_(database) {}

  std::string_view name() const override { return "dynamodbstreams.shards"; }
  std::string_view table() const override { return "dynamodb_shards"; }
  Moment next_due() override;
  void run_one(Moment now) override;

 private:
  Database& database_;
  Statement next_{database_, R"(
    SELECT min(closed) FROM dynamodb_shards WHERE closed IS NOT NULL)"};
  Statement first_{database_, R"(
    SELECT id, stream_id FROM dynamodb_shards WHERE closed IS NOT NULL ORDER BY closed, id
    LIMIT 1)"};
  Statement remove_records_{database_, R"(DELETE FROM dynamodb_records WHERE shard_id = ?)"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_shards WHERE id = ?)"};
  Statement remove_stream_{database_, R"(
    DELETE FROM dynamodb_streams WHERE id = ?1
      AND NOT EXISTS (SELECT 1 FROM dynamodb_shards WHERE stream_id = ?1))"};
};

}  // namespace snowglobe::dynamodb
