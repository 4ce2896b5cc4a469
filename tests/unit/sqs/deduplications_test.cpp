#include "services/sqs/deduplications.h"

#include <gtest/gtest.h>

namespace snowglobe::sqs {
namespace {

// Nobody asks again for an id that is over, so a table that only grew would go unnoticed.
TEST(Deduplications, Forget_old_ones_faster_than_new_ones_come) {
  Database database("", Durability::kNormal);
  Deduplications deduplications(database);
  const Moment start = from_millis(0), later = start + Deduplications::interval;
  for (int i = 0; i < 100; ++i) deduplications.add(1, "", std::to_string(i), {"m", i}, start);
  EXPECT_TRUE(deduplications.find(1, "", "0", later - std::chrono::milliseconds(1)));
  EXPECT_FALSE(deduplications.find(1, "", "0", later));
  for (int i = 0; i < 64; ++i) deduplications.add(1, "", std::to_string(i), {"m", i}, later);
  Statement count(database, "SELECT count(*) FROM sqs_deduplications");
  auto row = count.query();
  ASSERT_TRUE(row.next());
  EXPECT_EQ(row.integer(0), 64);
}

}  // namespace
}  // namespace snowglobe::sqs
