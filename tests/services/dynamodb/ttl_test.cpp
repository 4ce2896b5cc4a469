// Time to live: when expired items go, and what tells of it.
#include "tests/services/dynamodb/stream_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::int64_t start = 1767225600;  // the world's first moment

class TtlWorld : public StreamWorld {
 public:
  TtlWorld() { table(); }
  std::string switch_ttl(const char* attribute, const char* enabled) {
    const std::string text = std::string(R"({"TableName": "tab", "TimeToLiveSpecification": )") +
                             R"({"AttributeName": ")" + attribute + R"(", "Enabled": )" + enabled +
                             "}}";
    const auto ticket = submit("dynamodb", "UpdateTimeToLive", parse_json(text));
    return ticket->outcome().error ? ticket->outcome().error->message : "done";
  }
  void behave(const char* delay) {
    call("SetTableBehavior", {{"TableName", "tab"}, {"TimeToLiveDelay", delay}});
  }
  void put_expiring(const std::string& key, std::int64_t expires) {
    call("PutItem", {{"TableName", "tab"},
                     {"Item", {{"h", {{"S", key}}}, {"ttl", {{"N", std::to_string(expires)}}}}}});
  }
  int count() { return call("Scan", R"({"TableName": "tab"})")["Count"].get<int>(); }
};

// A client that takes an expired item for gone passes here and fails on AWS.
TEST(Ttl, Items_go_some_time_after_they_expire_and_never_before) {
  TtlWorld world;
  world.switch_ttl("ttl", "true");
  for (int i = 0; i < 50; ++i) world.put_expiring(std::to_string(i), start + 60);
  world.advance("59s");
  EXPECT_EQ(world.count(), 50);
  world.advance("61s");
  const int left = world.count();
  EXPECT_GT(left, 20);
  EXPECT_LT(left, 50);
  EXPECT_EQ(world.call("Query", R"({"TableName": "tab", "KeyConditionExpression": "h = :h",
      "ExpressionAttributeValues": {":h": {"S": "x"}}})")["Count"],
            0);
  world.advance("9m");
  EXPECT_EQ(world.count(), 0);
}

TEST(Ttl, Items_go_when_the_tables_behavior_says) {
  TtlWorld world;
  world.behave("2h");
  world.switch_ttl("ttl", "true");
  world.put_expiring("a", start + 60);
  world.put_expiring("expired when it came", start - 3600);
  world.advance("1h");
  EXPECT_EQ(world.count(), 1);
  world.advance("60m");
  EXPECT_EQ(world.count(), 1);
  world.advance("1m");
  EXPECT_EQ(world.count(), 0);
}

// An item that got a new moment, or none, must stay.
TEST(Ttl, A_write_between_expiry_and_deletion_saves_the_item) {
  TtlWorld world;
  world.behave("1h");
  world.switch_ttl("ttl", "true");
  for (const char* key : {"a", "b", "c"}) world.put_expiring(key, start + 60);
  world.advance("30m");
  world.put_expiring("a", start + 90'000);
  world.put({{"h", "b"}});
  world.restart();
  world.advance("1h");
  EXPECT_EQ(world.count(), 2);
}

TEST(Ttl, A_deletion_is_told_by_the_stream_as_the_services_own) {
  TtlWorld world;
  world.behave("0s");
  world.switch_ttl("ttl", "true");
  const std::string arn = world.enable();
  world.put_expiring("a", start + 60);
  world.put_expiring("b", start + 60);
  world.remove({{"h", "b"}});
  world.advance("1m");
  const auto records = world.read_all(arn);
  ASSERT_EQ(records.size(), 4u);
  EXPECT_FALSE(records[2].contains("userIdentity"));
  EXPECT_EQ(records[3]["eventName"], "REMOVE");
  EXPECT_EQ(print_json(records[3]["userIdentity"]),
            R"({"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"})");
  EXPECT_EQ(records[3]["dynamodb"]["OldImage"]["ttl"]["N"], std::to_string(start + 60));
  const Json page = world.streams(
      "GetRecords",
      {{"ShardIterator", world.iterator(arn, world.shards(arn)[0])}, {"SnowglobeCause", true}});
  JournalFilter cause;
  cause.id = page["Records"][3]["SnowglobeCause"].get<std::int64_t>();
  EXPECT_EQ(world.world().journal(cause).at(0)["operation"], "expired an item");
}

// One id leads from the call that wrote the item to its end.
TEST(Ttl, The_journal_leads_from_the_write_to_the_deletion) {
  TtlWorld world;
  world.switch_ttl("ttl", "true");
  world.put_expiring("a", start + 60);
  world.advance("1h");
  JournalFilter puts;
  puts.operation = "PutItem";
  const Json put = world.world().journal(puts).at(0);
  JournalFilter flow;
  flow.flow = put["id"].get<std::int64_t>();
  EXPECT_NE(print_json(world.world().journal(flow)).find("expired an item"), std::string::npos);
}

TEST(Ttl, Changes_are_refused_in_AWSs_words) {
  TtlWorld world;
  EXPECT_EQ(world.switch_ttl("ttl", "false"), "TimeToLive is already disabled");
  EXPECT_EQ(world.switch_ttl("ttl", "true"), "done");
  EXPECT_EQ(world.switch_ttl("ttl", "true"), "TimeToLive is already enabled");
  const std::string other =
      "TimeToLive is active on a different AttributeName: current AttributeName is ttl";
  EXPECT_EQ(world.switch_ttl("other", "true"), other);
  EXPECT_EQ(world.switch_ttl("other", "false"), other);
  const std::string too_soon =
      "Time to live has been modified multiple times within a fixed interval";
  EXPECT_EQ(world.switch_ttl("ttl", "false"), too_soon);
  world.advance("30m");
  EXPECT_EQ(world.switch_ttl("ttl", "false"), too_soon);
  world.advance("1m");
  EXPECT_EQ(world.switch_ttl("ttl", "false"), "done");
  EXPECT_EQ(world.switch_ttl("ttl", "false"), "TimeToLive is already disabled");
}

}  // namespace
}  // namespace snowglobe::dynamodb
