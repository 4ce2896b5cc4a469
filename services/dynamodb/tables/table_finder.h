// The tables that requests name.
//
// A request names a table by its name or by its ARN. Where there is none AWS says so in other words
// in each family of operations, so each has its function, which throws that error.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/api/service.h"
#include "services/dynamodb/tables/schema.h"
#include "services/dynamodb/tables/table_name.h"
#include "services/dynamodb/tables/table_store.h"

namespace snowglobe::dynamodb {

struct NamedTable {
  TableName name;
  std::shared_ptr<const Table> table;
};

// What a call has found already, by what it says; the texts outlive it.
using FoundTables = std::map<std::string_view, std::shared_ptr<const Table>>;

class TableFinder {
 public:
  explicit TableFinder(TableStore& tables) : tables_(tables) {}

  // Of operations on items.
  NamedTable find(const std::string& name_or_arn, const Request& request);
  // The same for a call that names a table again and again.
  std::shared_ptr<const Table> find_once(FoundTables& found, const std::string& name_or_arn,
                                         const Request& request);
  // Of operations on tables, whose message names the table.
  NamedTable find_named(const std::string& name_or_arn, const Request& request);
  // Of operations on backups and recovery.
  NamedTable find_kept(const std::string& name_or_arn, const Request& request);
  // Of operations on tags, by a ResourceArn.
  NamedTable find_tagged(const std::string& arn, const Request& request);

 private:
  NamedTable find_or(const std::string& name_or_arn, const Request& request,
                     AwsError (*missing)(const std::string& name));

  TableStore& tables_;
};

}  // namespace snowglobe::dynamodb
