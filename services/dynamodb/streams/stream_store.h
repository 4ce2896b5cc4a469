// DynamoDB Streams as the service reads them: the rows that StreamWriter left, and the jobs that
// sweep them away.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/service.h"
#include "emulator/store/database.h"
#include "services/dynamodb/streams/stream.h"
#include "services/dynamodb/tables/table_name.h"

namespace snowglobe::dynamodb {

class StreamStore {
 public:
  explicit StreamStore(Host& host);

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
  std::vector<Shard> read_shards(Query rows);

  Host& host_;
  Database& database_;
  Statement find_{database_, R"(
    SELECT id, arn, table_name, label, key_schema, view, created, is_enabled
    FROM dynamodb_streams WHERE arn = ?)"};
  Statement list_{database_, R"(
    SELECT id, arn, table_name, label, key_schema, view, created, is_enabled
    FROM dynamodb_streams
    WHERE account = ?1 AND region = ?2 AND (?3 = '' OR table_name = ?3) AND arn > ?4
    ORDER BY arn LIMIT ?5)"};
  Statement shards_{database_, R"(
    SELECT id, name, parent, first, last, trimmed FROM dynamodb_shards
    WHERE stream_id = ? AND name > ? ORDER BY name LIMIT ?)"};
  Statement children_{database_, R"(
    SELECT id, name, parent, first, last, trimmed FROM dynamodb_shards
    WHERE stream_id = ? AND parent = ? ORDER BY name)"};
  Statement shard_{database_, R"(
    SELECT id, name, parent, first, last, trimmed FROM dynamodb_shards
    WHERE stream_id = ? AND name = ?)"};
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
  DueRow first_due(const PutOffRows& put_off) override;
  void run(const DueRow& due, Moment now) override;

 private:
  Database& database_;
  Statement oldest_{database_, R"(
    SELECT at, sequence FROM dynamodb_records ORDER BY sequence LIMIT 1)"};
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
  DueRow first_due(const PutOffRows& put_off) override;
  void run(const DueRow& due, Moment now) override;

 private:
  Database& database_;
  Statement due_{database_, R"(
    SELECT closed + ?, id FROM dynamodb_shards WHERE closed IS NOT NULL ORDER BY closed, id)"};
  Statement find_{database_, R"(SELECT stream_id FROM dynamodb_shards WHERE id = ?)"};
  Statement remove_records_{database_, R"(DELETE FROM dynamodb_records WHERE shard_id = ?)"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_shards WHERE id = ?)"};
  Statement remove_stream_{database_, R"(
    DELETE FROM dynamodb_streams WHERE id = ?1
      AND NOT EXISTS (SELECT 1 FROM dynamodb_shards WHERE stream_id = ?1))"};
};

}  // namespace snowglobe::dynamodb
