// DescribeContinuousBackups and UpdateContinuousBackups: whether a table can be restored to a point
// in time, and to which.
#pragma once

#include "emulator/api/service.h"
#include "services/dynamodb/backups/recovery_store.h"
#include "services/dynamodb/backups/shapes_backup.h"
#include "services/dynamodb/tables/table_finder.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

class Recoveries {
 public:
  Recoveries(Host& host, TableStore& tables, TableFinder& finder, RecoveryStore& recoveries)
      : host_(host), tables_(tables), finder_(finder), recoveries_(recoveries) {}

  ContinuousBackupsOutput describe_continuous_backups(const TableNameInput& input,
                                                      const Request& request);
  ContinuousBackupsOutput update_continuous_backups(const UpdateContinuousBackupsInput& input,
                                                    const Request& request);

 private:
  ContinuousBackupsOutput describe(const Table& table);

  Host& host_;
  TableStore& tables_;
  TableFinder& finder_;
  RecoveryStore& recoveries_;
};

}  // namespace snowglobe::dynamodb
