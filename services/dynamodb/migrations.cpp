#include "services/dynamodb/migrations.h"

namespace snowglobe::dynamodb {
namespace {

constexpr Sql step_1 = R"(
  CREATE TABLE dynamodb_table_ids (id INTEGER PRIMARY KEY AUTOINCREMENT);
  -- schema: what every access needs, as schema.h writes it.
  CREATE TABLE dynamodb_tables (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    id INTEGER NOT NULL,
    schema TEXT NOT NULL,
    tags TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (account, region, name)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX dynamodb_tables_by_id ON dynamodb_tables (id);
  CREATE TABLE dynamodb_items (
    table_id INTEGER NOT NULL,
    index_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    range BLOB NOT NULL,
    item_hash BLOB NOT NULL,
    item_range BLOB NOT NULL,
    size INTEGER NOT NULL,
    item BLOB NOT NULL,
    PRIMARY KEY (table_id, index_id, hash, range, item_hash, item_range)
  ) WITHOUT ROWID;
  CREATE TABLE dynamodb_expiries (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    range BLOB NOT NULL,
    due INTEGER NOT NULL,
    UNIQUE (table_id, hash, range)
  );
  CREATE INDEX dynamodb_expiries_by_due ON dynamodb_expiries (due);
)";

// Streams, deletion some time after expiry, replicas. `view` is a StreamView; `kind` is 1 for an
// item there was before, plus 2 for one there is after.
constexpr Sql step_2 = R"(
  CREATE TABLE dynamodb_streams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    table_name TEXT NOT NULL,
    label TEXT NOT NULL,
    view INTEGER NOT NULL,
    key_schema TEXT NOT NULL,
    created INTEGER NOT NULL,
    is_enabled INTEGER NOT NULL
  );
  CREATE TABLE dynamodb_shards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent TEXT,
    created INTEGER NOT NULL,
    closed INTEGER,
    first INTEGER NOT NULL,
    last INTEGER,
    trimmed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (stream_id, name)
  );
  CREATE INDEX dynamodb_shards_by_closing ON dynamodb_shards (closed) WHERE closed IS NOT NULL;
  CREATE TABLE dynamodb_records (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    shard_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    is_expiry INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    size INTEGER NOT NULL,
    keys BLOB NOT NULL,
    kind INTEGER NOT NULL,
    before BLOB,
    after BLOB
  );
  CREATE INDEX dynamodb_records_by_shard ON dynamodb_records (shard_id);
  ALTER TABLE dynamodb_expiries ADD COLUMN expires INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE dynamodb_expiries ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;
  UPDATE dynamodb_expiries SET expires = due;
  CREATE TABLE dynamodb_replication (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    range BLOB NOT NULL,
    item BLOB,
    due INTEGER NOT NULL
  );
  CREATE INDEX dynamodb_replication_by_due ON dynamodb_replication (due);
  CREATE INDEX dynamodb_replication_by_table ON dynamodb_replication (table_id);
)";

// Older files had the tokens of transactions here.
constexpr Sql step_3 = "DROP TABLE IF EXISTS dynamodb_tokens";

}  // namespace

Database& migrate(Database& database) {
  database.migrate("dynamodb", {step_1, step_2, step_3});
  return database;
}

}  // namespace snowglobe::dynamodb
