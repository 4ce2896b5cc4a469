// The streams of tables as writes make them: opened, filled with records, closed.
//
// It shares rows, and nothing else, with the service that reads them (streams.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/api/service.h"
#include "emulator/store/database.h"
#include "services/dynamodb/streams/stream.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/table_name.h"

namespace snowglobe::dynamodb {

class StreamWriter {
 public:
  explicit StreamWriter(Host& host);

  // A new stream with one open shard. `key_schema` is kept as it is.
  Stream open(const TableName& table, std::string_view key_schema, StreamView view);
  void close(std::int64_t stream);

  // Records a write of the table's item: nothing when it changed nothing.
  // REQUIRES: table.stream.
  void record(const Table& table, const Item* before, const Item* after, const Origin& origin);

  bool has(std::string_view arn);

 private:
  std::int64_t writable_shard(std::int64_t stream);
  void open_shard(std::int64_t stream, const std::optional<std::string>& parent);
  void close_shard(std::int64_t shard);
  std::int64_t end();  // behind all records of all shards

  Host& host_;
  Database& database_;
  Statement put_stream_{database_, R"(
    INSERT INTO dynamodb_streams (arn, account, region, table_name, label, view, key_schema,
      created, is_enabled)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1))"};
  Statement disable_{database_, R"(UPDATE dynamodb_streams SET is_enabled = 0 WHERE id = ?)"};
  Statement has_{database_, R"(SELECT 1 FROM dynamodb_streams WHERE arn = ?)"};
  Statement put_shard_{database_, R"(
    INSERT INTO dynamodb_shards (stream_id, name, parent, created, first)
    VALUES (?, ?, ?, ?, ?))"};
  Statement open_shard_{database_, R"(
    SELECT id, name, created FROM dynamodb_shards WHERE stream_id = ? AND closed IS NULL)"};
  Statement close_shard_{database_, R"(
    UPDATE dynamodb_shards SET closed = ?2, last = max(first, trimmed, coalesce(
      (SELECT max(sequence) FROM dynamodb_records WHERE shard_id = ?1), 0))
    WHERE id = ?1)"};
  Statement put_record_{database_, R"(
    INSERT INTO dynamodb_records (shard_id, at, is_expiry, cause, size, keys, kind, before, after)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement end_{database_, R"(
    SELECT seq + 1 FROM sqlite_sequence WHERE name = 'dynamodb_records')"};
};

}  // namespace snowglobe::dynamodb
