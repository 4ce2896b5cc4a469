// The lag of a table's reads: writes on their way from a table to its replica.
#pragma once

#include "emulator/api/service.h"
#include "emulator/store/database.h"
#include "services/dynamodb/items/item_store.h"

namespace snowglobe::dynamodb {

// Carries out on the replica what was written to the table a read lag ago, write by write, so that
// the replica is at each moment the table as it was then.
class ReplicationJob : public Job {
 public:
  ReplicationJob(Database& database, ItemStore& items) : database_(database), items_(items) {}

  std::string_view name() const override { return "dynamodb.replicate"; }
  std::string_view table() const override { return "dynamodb_replication"; }
  Moment next_due() override;
  void run_one(Moment now) override;

 private:
  Database& database_;
  ItemStore& items_;
  Statement next_{database_, R"(SELECT min(due) FROM dynamodb_replication)"};
  Statement first_{database_, R"(
    SELECT writes.id, writes.hash, writes.range, writes.item, tables.schema
    FROM dynamodb_replication AS writes
    LEFT JOIN dynamodb_tables AS tables ON tables.id = writes.table_id
    ORDER BY writes.due, writes.id LIMIT 1)"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_replication WHERE id = ?)"};
};

}  // namespace snowglobe::dynamodb
