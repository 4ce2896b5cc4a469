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
  DueRow first_due(const PutOffRows& put_off) override { return put_off.first_of(due_.query()); }
  void run(const DueRow& due, Moment now) override;

 private:
  Database& database_;
  ItemStore& items_;
  Statement due_{database_, R"(SELECT due, id FROM dynamodb_replication ORDER BY due, id)"};
  Statement find_{database_, R"(
    SELECT writes.hash, writes.range, writes.item, tables.schema
    FROM dynamodb_replication AS writes
    LEFT JOIN dynamodb_tables AS tables ON tables.id = writes.table_id
    WHERE writes.id = ?)"};
  Statement remove_{database_, R"(DELETE FROM dynamodb_replication WHERE id = ?)"};
};

}  // namespace snowglobe::dynamodb
