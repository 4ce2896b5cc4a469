#include "services/dynamodb/backups/backup_store.h"

namespace snowglobe::dynamodb {
namespace {

constexpr Sql step_1 = R"(
  CREATE TABLE dynamodb_backups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    table_name TEXT NOT NULL,
    type TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER,
    items_id INTEGER NOT NULL,
    schema TEXT NOT NULL,
    table_description TEXT NOT NULL,
    backup_description TEXT NOT NULL
  );
  CREATE INDEX dynamodb_backups_by_expiry ON dynamodb_backups (expires)
    WHERE expires IS NOT NULL;
)";

Backup read_backup(const Query& row) {
  Backup backup;
  backup.arn = row.text(0);
  backup.table = {row.text(1), row.text(2), row.text(3)};
  backup.type = row.text(4);
  backup.created = row.moment(5);
  if (!row.is_null(6)) backup.expires = row.moment(6);
  backup.items_id = row.integer(7);
  backup.schema = read_schema(row.text_view(8));
  backup.table_description = parse_json(row.text_view(9));
  backup.backup_description = parse_json(row.text_view(10));
  return backup;
}

}  // namespace

BackupStore::BackupStore(Database& database) : database_(database) {
  database.migrate("dynamodb.backups", {step_1});
}

void BackupStore::insert(const Backup& backup) {
  insert_.run(backup.arn, backup.table.account, backup.table.region, backup.table.name, backup.type,
              backup.created, backup.expires, backup.items_id, write_schema(backup.schema),
              print_json(backup.table_description), print_json(backup.backup_description));
}

std::optional<Backup> BackupStore::find(const std::string& arn) {
  auto row = find_.query(arn);
  if (!row.next()) return std::nullopt;
  return read_backup(row);
}

std::vector<Backup> BackupStore::list(const BackupFilter& filter) {
  std::vector<Backup> backups;
  auto rows = list_.query(filter.account, filter.region, filter.table_name, filter.type,
                          filter.from, filter.before, filter.after_arn, filter.after, filter.limit);
  while (rows.next()) backups.push_back(read_backup(rows));
  return backups;
}

void BackupStore::remove(const Backup& backup) {
  remove_items_.run(backup.items_id);
  remove_.run(backup.arn);
}

void BackupStore::copy_items(std::int64_t from_id, std::int64_t to_id) {
  copy_items_.run(from_id, to_id);
}

void BackupExpiryJob::run(const DueRow& due, Moment) {
  std::string arn;
  {
    auto row = find_.query(due.id);
    row.next();
    arn = row.text(0);
  }
  if (const auto backup = backups_.find(arn)) backups_.remove(*backup);
}

}  // namespace snowglobe::dynamodb
