// How many items a table or an index has, and their bytes, at a price that does not grow with them.
//
// Up to `counted_max` rows are counted at each call, so what tests look at is right at once. Of
// more, a count is kept and is made anew when it is six hours old, as AWS's is.
#pragma once

#include <cstdint>

#include "emulator/base/time.h"
#include "emulator/store/database.h"

namespace snowglobe::dynamodb {

struct Totals {
  std::int64_t items = 0, bytes = 0;
};

class TotalsStore {
 public:
  static constexpr std::int64_t counted_max = 10'000;
  static constexpr Duration refreshed_after = std::chrono::hours(6);

  explicit TotalsStore(Database& database);

  // Index 0 is the table itself.
  Totals totals(std::int64_t table_id, int index, Moment now);
  // Of all rows, however many.
  Totals count(std::int64_t table_id, int index);
  void remove_table(std::int64_t table_id);

 private:
  Database& database_;
  Statement count_{database_, R"(
    SELECT count(*), sum(size) FROM
      (SELECT size FROM dynamodb_items WHERE table_id = ? AND index_id = ? LIMIT ?))"};
  Statement find_{database_, R"(
    SELECT items, bytes FROM dynamodb_totals
    WHERE table_id = ? AND index_id = ? AND counted > ?)"};
  Statement put_{database_, R"(
    INSERT OR REPLACE INTO dynamodb_totals (table_id, index_id, items, bytes, counted)
    VALUES (?, ?, ?, ?, ?))"};
  Statement remove_table_{database_, R"(DELETE FROM dynamodb_totals WHERE table_id = ?)"};
};

}  // namespace snowglobe::dynamodb
