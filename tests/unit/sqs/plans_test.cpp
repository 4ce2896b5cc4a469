// How SQLite carries out the statements of SQS.
#include <gtest/gtest.h>

#include "services/sqs/attempts.h"
#include "services/sqs/deduplications.h"
#include "services/sqs/messages.h"
#include "services/sqs/move_tasks.h"
#include "services/sqs/queues.h"

namespace snowglobe::sqs {
namespace {

// A queue may hold a million messages: one statement that looks at each of them, or sorts them,
// makes every call slow, and no test with few messages notices.
TEST(Plans, No_statement_scans_or_sorts) {
  Database database("", Durability::kNormal);
  const Queues queues(database);
  const Messages messages(database);
  const Deduplications deduplications(database);
  const Attempts attempts(database);
  const MoveTasks move_tasks(database);
  const std::vector<Database::Plan> plans = database.plans("sqs_");
  EXPECT_GT(plans.size(), 50U);
  for (const Database::Plan& plan : plans) {
    EXPECT_EQ(plan.steps.find("SCAN sqs_"), std::string::npos) << plan.sql << '\n' << plan.steps;
    EXPECT_EQ(plan.steps.find("TEMP B-TREE"), std::string::npos) << plan.sql << '\n' << plan.steps;
  }
}

}  // namespace
}  // namespace snowglobe::sqs
