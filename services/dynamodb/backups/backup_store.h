// Backups of tables, as rows.
//
// A backup's items lie among those of all tables, under a table id of its own; what the table
// looked like lies beside them. It lives on when its table is deleted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/service.h"
#include "emulator/base/json.h"
#include "emulator/store/database.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/table_name.h"

namespace snowglobe::dynamodb {

struct Backup {
  std::string arn;
  TableName table;
  std::string type;  // USER or SYSTEM
  Moment created{};
  std::optional<Moment> expires;
  std::int64_t items_id = 0;  // the table id of its items
  Table schema;
  Json table_description;   // a TableDescription as TableStore keeps it
  Json backup_description;  // a BackupDescription
};

// Which backups ListBackups wants, in the order of their creation.
struct BackupFilter {
  std::string account, region;
  std::optional<std::string> table_name;
  std::string type = "USER";  // or ALL
  Moment from{}, before = never;
  // Where the last page ended: an ARN, and its moment for when that backup is gone.
  std::optional<std::string> after_arn;
  std::optional<Moment> after;
  int limit = 0;
};

class BackupStore {
 public:
  explicit BackupStore(Database& database);

  void insert(const Backup& backup);
  std::optional<Backup> find(const std::string& arn);
  std::vector<Backup> list(const BackupFilter& filter);
  void remove(const Backup& backup);

  // Copies the items of one table, without those of its indexes, to another.
  void copy_items(std::int64_t from_id, std::int64_t to_id);

 private:
  Database& database_;
  Statement insert_{database_, R"(
    INSERT INTO dynamodb_backups (arn, account, region, table_name, type, created, expires,
      items_id, schema, table_description, backup_description)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement find_{database_, R"(
    SELECT arn, account, region, table_name, type, created, expires, items_id, schema,
      table_description, backup_description
    FROM dynamodb_backups WHERE arn = ?)"};
  Statement list_{database_, R"(
    SELECT arn, account, region, table_name, type, created, expires, items_id, schema,
      table_description, backup_description
    FROM dynamodb_backups
    WHERE account = ?1 AND region = ?2 AND (?3 IS NULL OR table_name = ?3)
      AND (?4 = 'ALL' OR type = ?4) AND created >= ?5 AND created < ?6
      AND id > coalesce((SELECT id FROM dynamodb_backups WHERE arn = ?7),
                        (SELECT max(id) FROM dynamodb_backups WHERE created < ?8), 0)
    ORDER BY id LIMIT ?9)"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_backups WHERE arn = ?)"};
  Statement remove_items_{database_, R"(DELETE FROM dynamodb_items WHERE table_id = ?)"};
  Statement copy_items_{database_, R"(
    INSERT INTO dynamodb_items (table_id, index_id, hash, range, item_hash, item_range, size, item)
    SELECT ?2, 0, hash, range, item_hash, item_range, size, item
    FROM dynamodb_items WHERE table_id = ?1 AND index_id = 0)"};
};

// Removes the backups that DynamoDB itself made of deleted tables, when their time is over.
class BackupExpiryJob : public Job {
 public:
  BackupExpiryJob(Database& database, BackupStore& backups)
      : database_(database), backups_(backups) {}

  std::string_view name() const override { return "dynamodb.expire_backups"; }
  std::string_view table() const override { return "dynamodb_backups"; }
  DueRow first_due(const PutOffRows& put_off) override { return put_off.first_of(due_.query()); }
  void run(const DueRow& due, Moment now) override;

 private:
  Database& database_;
  BackupStore& backups_;
  Statement due_{database_, R"(
    SELECT expires, id FROM dynamodb_backups WHERE expires IS NOT NULL ORDER BY expires, id)"};
  Statement find_{database_, R"(SELECT arn FROM dynamodb_backups WHERE id = ?)"};
};

}  // namespace snowglobe::dynamodb
