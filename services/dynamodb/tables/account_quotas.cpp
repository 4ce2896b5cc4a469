#include "services/dynamodb/tables/account_quotas.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/throughput_quotas.h"

namespace snowglobe::dynamodb {
namespace {

// Source: "Quotas in Amazon DynamoDB": tables of an account in a region.
constexpr int tables_max = 2'500;

}  // namespace

void check_table_count(TableStore& tables, const TableName& name) {
  if (tables.count(name) < tables_max) return;
  throw limit_exceeded("Subscriber limit exceeded: There is a limit of " +
                       std::to_string(tables_max) + " tables per subscriber");
}

void check_quotas(TableStore& tables, const TableDescription& before, const TableDescription& after,
                  const TableName& name) {
  check_table_quotas(before, after, name.region);
  const Units had = provisioned_units(before);
  const Units wanted = provisioned_units(after);
  if (wanted.reads <= had.reads && wanted.writes <= had.writes) return;
  check_account_quotas(tables.units_of_others(name), wanted, name.region);
}

}  // namespace snowglobe::dynamodb
