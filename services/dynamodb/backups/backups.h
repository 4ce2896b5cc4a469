// CreateBackup, DescribeBackup, ListBackups, DeleteBackup.
//
// A backup is made at once: CreateBackup answers CREATING, as clients expect, and everything after
// it finds the backup AVAILABLE.
#pragma once

#include <string>

#include "emulator/api/service.h"
#include "services/dynamodb/backups/backup_store.h"
#include "services/dynamodb/backups/shapes_backup.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"
#include "services/dynamodb/tables/totals.h"

namespace snowglobe::dynamodb {

// Who made a backup: a user, or DynamoDB itself when a table with recovery was deleted.
enum class BackupKind { kUser, kSystem };

class Backups {
 public:
  Backups(Host& host, TableStore& tables, TableFinder& finder, TotalsStore& totals,
          BackupStore& backups)
      : host_(host), tables_(tables), finder_(finder), totals_(totals), backups_(backups) {}

  CreateBackupOutput create_backup(const CreateBackupInput& input, const Request& request);
  BackupDescriptionOutput describe_backup(const BackupArnInput& input, const Request& request);
  BackupDescriptionOutput delete_backup(const BackupArnInput& input, const Request& request);
  ListBackupsOutput list_backups(const ListBackupsInput& input, const Request& request);

  // Makes a backup of the table as it is now.
  Backup make(const TableName& name, const Table& table, const std::string& backup_name,
              BackupKind kind);
  // A backup of the caller's account. Throws when there is none of that ARN.
  Backup find(const std::string& arn, const Request& request);

 private:
  Backup find_here(const std::string& arn, const Request& request);  // and region

  Host& host_;
  TableStore& tables_;
  TableFinder& finder_;
  TotalsStore& totals_;
  BackupStore& backups_;
};

}  // namespace snowglobe::dynamodb
