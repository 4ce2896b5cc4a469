// The tables of all accounts and regions, as rows.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/store/database.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/table_name.h"
#include "services/dynamodb/tables/throughput_quotas.h"

namespace snowglobe::dynamodb {

class TableStore {
 public:
  explicit TableStore(Database& database);

  // nullptr when there is none.
  std::shared_ptr<const Table> find(const TableName& name);

  // `description` is the TableDescription without what changes with the items.
  std::int64_t next_id();
  void insert(const TableName& name, const Table& table, const Json& description);
  void update(const TableName& name, const Table& table, const Json& description);
  void remove(const TableName& name);
  Json description(const TableName& name);

  // How many tables the account has in the region.
  std::int64_t count(const TableName& name);
  // Provisioned units of all other tables of the account in the region, with their indexes.
  Units units_of_others(const TableName& name);
  // Names in order after `start`, at most `limit`.
  std::vector<std::string> list(const TableName& start, int limit);

  Json tags(const TableName& name);  // an object
  void set_tags(const TableName& name, const Json& tags);

 private:
  Database& database_;
  // A schema's text holds all of a table, so it is its own key; never out of date.
  std::unordered_map<std::string, std::shared_ptr<const Table>> parsed_;

  Statement find_{database_, R"(
    SELECT schema FROM dynamodb_tables WHERE account = ? AND region = ? AND name = ?)"};
  Statement take_id_{database_, R"(INSERT INTO dynamodb_table_ids DEFAULT VALUES)"};
  Statement insert_{database_, R"(
    INSERT INTO dynamodb_tables (account, region, name, id, schema, description, tags)
    VALUES (?, ?, ?, ?, ?, ?, '{}'))"};
  Statement update_{database_, R"(
    UPDATE dynamodb_tables SET schema = ?4, description = ?5
    WHERE account = ?1 AND region = ?2 AND name = ?3)"};
  Statement remove_{database_, R"(
    DELETE FROM dynamodb_tables WHERE account = ? AND region = ? AND name = ?)"};
  Statement description_{database_, R"(
    SELECT description FROM dynamodb_tables WHERE account = ? AND region = ? AND name = ?)"};
  Statement count_{database_, R"(
    SELECT count(*) FROM dynamodb_tables WHERE account = ? AND region = ?)"};
  Statement units_{database_, R"(
    SELECT sum(json_extract(description, '$.ProvisionedThroughput.ReadCapacityUnits') + ifnull((
             SELECT sum(json_extract(value, '$.ProvisionedThroughput.ReadCapacityUnits'))
             FROM json_each(description, '$.GlobalSecondaryIndexes')), 0)),
           sum(json_extract(description, '$.ProvisionedThroughput.WriteCapacityUnits') + ifnull((
             SELECT sum(json_extract(value, '$.ProvisionedThroughput.WriteCapacityUnits'))
             FROM json_each(description, '$.GlobalSecondaryIndexes')), 0))
    FROM dynamodb_tables WHERE account = ? AND region = ? AND name <> ?)"};
  Statement list_{database_, R"(
    SELECT name FROM dynamodb_tables WHERE account = ? AND region = ? AND name > ?
    ORDER BY name LIMIT ?)"};
  Statement tags_{database_, R"(
    SELECT tags FROM dynamodb_tables WHERE account = ? AND region = ? AND name = ?)"};
  Statement set_tags_{database_, R"(
    UPDATE dynamodb_tables SET tags = ?4 WHERE account = ?1 AND region = ?2 AND name = ?3)"};
};

}  // namespace snowglobe::dynamodb
