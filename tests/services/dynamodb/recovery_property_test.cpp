// Point-in-time recovery against snapshots: random writes, and restores to any moment of them.
#include <map>

#include "tests/services/dynamodb/dynamodb_world.h"
#include "tests/services/dynamodb/generator.h"
#include "tests/services/dynamodb/model.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::int64_t start = 1767225600;

class Snapshots : public DynamodbWorld {
 public:
  explicit Snapshots(std::uint64_t seed) : generator_(seed) {
    table();
    call("UpdateContinuousBackups", R"({"TableName": "tab",
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}})");
  }

  // Some writes in one moment, then what the table holds.
  void write() {
    for (std::size_t writes = generator_.below(5); writes > 0; --writes) {
      const Json key = {{"h", {{"S", std::to_string(generator_.below(15))}}}};
      if (generator_.chance(3)) {
        call("DeleteItem", {{"TableName", "tab"}, {"Key", key}});
      } else {
        Json item = generator_.item();
        item.update(key);
        call("PutItem", {{"TableName", "tab"}, {"Item", item}});
      }
    }
    taken_.push_back(items("tab"));
    advance("30s");
  }

  void compare() {
    constexpr std::size_t too_late = 10;  // what is younger than five minutes
    if (taken_.size() <= too_late) return;
    const std::size_t at = generator_.below(taken_.size() - too_late);
    call("RestoreTableToPointInTime", {{"SourceTableName", "tab"},
                                       {"TargetTableName", "copy"},
                                       {"RestoreDateTime", start + 30 * static_cast<int>(at)}});
    EXPECT_EQ(items("copy"), taken_[at]) << "moment " << at << " of " << taken_.size();
    call("DeleteTable", R"({"TableName": "copy"})");
  }

 private:
  using Items = std::map<std::string, std::string>;

  Items items(const char* table) {
    Items found;
    const Json scan = call("Scan", {{"TableName", table}});
    for (const Json& item : scan["Items"]) {
      found[item["h"]["S"].get<std::string>()] = model::canonical(item);
    }
    return found;
  }

  Generator generator_;
  std::vector<Items> taken_;
};

TEST(PointInTimeRecoveryProperty, Every_moment_can_be_restored) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Snapshots world(seed);
    for (int i = 0; i < 200; ++i) {
      world.write();
      if (i % 5 == 0) world.compare();
      if (i == 100) world.restart();
    }
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
