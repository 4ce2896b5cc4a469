// RestoreTableFromBackup and RestoreTableToPointInTime.
//
// A restored table is there at once: the answer says CREATING and tells what it is made from, and
// everything after it finds a table like any other, as on AWS when a restore is over.
#pragma once

#include <optional>
#include <string>

#include "emulator/api/service.h"
#include "services/dynamodb/backups/backup_store.h"
#include "services/dynamodb/backups/backups.h"
#include "services/dynamodb/backups/recovery_store.h"
#include "services/dynamodb/backups/shapes_backup.h"
#include "services/dynamodb/items/item_store.h"
#include "services/dynamodb/tables/table_describer.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

// Where the items of a restore come from.
struct RestoreStores {
  ItemStore& items;
  BackupStore& backups;
  RecoveryStore& recoveries;
};

class Restores {
 public:
  Restores(Host& host, TableStore& tables, TableFinder& finder, TableDescriber& describer,
           Backups& backups, const RestoreStores& stores)
      : host_(host),
        tables_(tables),
        finder_(finder),
        describer_(describer),
        backups_(backups),
        stores_(stores) {}

  TableDescriptionOutput restore_table_from_backup(const RestoreTableFromBackupInput& input,
                                                   const Request& request);
  TableDescriptionOutput restore_table_to_point_in_time(const RestoreTableToPointInTimeInput& input,
                                                        const Request& request);

 private:
  // What a new table is restored from.
  struct Source {
    std::int64_t items_id;
    std::optional<Moment> as_of;  // nothing: the items as they are
    std::string region;
    Table schema;
    Json description;
    RestoreSummary summary;
  };
  TableDescriptionOutput restore(const Source& source, const std::string& target,
                                 const RestoreOverrides& overrides, const Request& request);

  Host& host_;
  TableStore& tables_;
  TableFinder& finder_;
  TableDescriber& describer_;
  Backups& backups_;
  RestoreStores stores_;
};

}  // namespace snowglobe::dynamodb
