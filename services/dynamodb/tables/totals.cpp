#include "services/dynamodb/tables/totals.h"

namespace snowglobe::dynamodb {
namespace {

constexpr Sql step_1 = R"(
  CREATE TABLE dynamodb_totals (
    table_id INTEGER NOT NULL,
    index_id INTEGER NOT NULL,
    items INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    PRIMARY KEY (table_id, index_id)
  ) WITHOUT ROWID;
)";

}  // namespace

TotalsStore::TotalsStore(Database& database) : database_(database) {
  database.migrate("dynamodb.totals", {step_1});
}

Totals TotalsStore::totals(std::int64_t table_id, int index, Moment now) {
  {
    auto row = count_.query(table_id, index, counted_max + 1);
    row.next();
    if (row.integer(0) <= counted_max) return {row.integer(0), row.integer(1)};
  }
  if (auto row = find_.query(table_id, index, now - refreshed_after); row.next()) {
    return {row.integer(0), row.integer(1)};
  }
  const Totals counted = count(table_id, index);
  put_.run(table_id, index, counted.items, counted.bytes, now);
  return counted;
}

Totals TotalsStore::count(std::int64_t table_id, int index) {
  constexpr std::int64_t all = -1;
  auto row = count_.query(table_id, index, all);
  row.next();
  return {row.integer(0), row.integer(1)};
}

void TotalsStore::remove_table(std::int64_t table_id) { remove_table_.run(table_id); }

}  // namespace snowglobe::dynamodb
