#include <gtest/gtest.h>

#include <set>
#include <string>

#include "emulator/base/random.h"
#include "emulator/store/database.h"

namespace snowglobe {
namespace {

// Pages that a rolled back change had added must be gone from the cache: as the pages of the next
// change they would hold what was never committed.
TEST(PageCache, A_table_is_whole_after_random_changes_half_of_which_are_rolled_back) {
  Database database("", Durability::kNormal);
  database.execute("CREATE TABLE items (key BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID");
  Statement put(database, "INSERT OR REPLACE INTO items VALUES (?, ?)");
  Statement remove(database, "DELETE FROM items WHERE key < ?");
  Random random(1);
  std::set<std::string> keys;
  for (int round = 0; round < 300; ++round) {
    const bool is_kept = random.below(2) == 0;
    std::set<std::string> changed = keys;
    database.begin();
    database.savepoint();
    for (int i = 0; i < 40; ++i) {
      const std::string key = random.hex(12);
      put.run(Bytes{key}, std::string(random.below(900), 'x'));
      changed.insert(key);
    }
    if (round % 10 == 9) {
      remove.run(Bytes{"4"});
      changed.erase(changed.begin(), changed.lower_bound("4"));
    }
    if (is_kept) {
      database.release();
      keys = std::move(changed);
    } else {
      database.rollback_to_savepoint();
    }
    database.commit();
  }
  Statement check(database, "PRAGMA integrity_check");
  auto answer = check.query();
  ASSERT_TRUE(answer.next());
  EXPECT_EQ(answer.text(0), "ok");
  Statement all(database, "SELECT key FROM items ORDER BY key");
  auto row = all.query();
  for (const std::string& key : keys) {
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.text(0), key);
  }
  EXPECT_FALSE(row.next());
}

}  // namespace
}  // namespace snowglobe
