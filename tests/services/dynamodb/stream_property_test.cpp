// What a stream tells is all that happened: random writes, read back from the stream alone.
#include <map>

#include "tests/services/dynamodb/generator.h"
#include "tests/services/dynamodb/model.h"
#include "tests/services/dynamodb/stream_world.h"

namespace snowglobe::dynamodb {
namespace {

class RandomWrites {
 public:
  RandomWrites(StreamWorld& world, std::uint64_t seed) : world_(world), generator_(seed) {}

  void one() {
    switch (generator_.below(6)) {
      case 0:
        return send("PutItem", {{"TableName", "tab"}, {"Item", item()}});
      case 1:
        return send("DeleteItem", {{"TableName", "tab"}, {"Key", key()}});
      case 2:
      case 3:
        return update();
      case 4:
        return batch();
      default:
        return transaction();
    }
  }

 private:
  // Some are refused, which is part of the story.
  void send(const char* operation, const Json& input) {
    world_.submit("dynamodb", operation, input);
  }
  Json key(std::size_t at) { return {{"h", {{"S", std::to_string(at)}}}}; }
  Json key() { return key(generator_.below(12)); }
  Json item() {
    Json item = generator_.item();
    item.update(key());
    if (generator_.chance(4)) {
      item["ttl"] = {{"N", std::to_string(1767225600 + generator_.below(90'000))}};
    }
    return item;
  }
  void update() {
    const Json actions = generator_.update();
    if (actions.empty()) return;
    model::Text text;
    Json input = {{"TableName", "tab"}, {"Key", key()}, {"UpdateExpression", text.update(actions)}};
    if (!text.values.empty()) input["ExpressionAttributeValues"] = text.values;
    send("UpdateItem", input);
  }
  void batch() {
    send("BatchWriteItem",
         {{"RequestItems",
           {{"tab",
             {{{"PutRequest", {{"Item", item()}}}}, {{"DeleteRequest", {{"Key", key()}}}}}}}}});
  }
  void transaction() {
    const Json put = {{"TableName", "tab"}, {"Item", item()}};
    Json remove = {{"TableName", "tab"}, {"Key", key()}};
    if (generator_.chance(2)) remove["ConditionExpression"] = "attribute_exists(h)";
    send("TransactWriteItems", {{"TransactItems", {{{"Put", put}}, {{"Delete", remove}}}}});
  }

  StreamWorld& world_;
  Generator generator_;
};

using Items = std::map<std::string, std::string>;  // by key, as canonical texts

std::string key_of(const Json& keys) { return keys["h"]["S"].get<std::string>(); }

// Checks that each record fits what the earlier ones made.
void replay(const std::vector<Json>& records, Items& items) {
  for (const Json& record : records) {
    const Json& content = record["dynamodb"];
    const std::string key = key_of(content["Keys"]);
    const std::string event = record["eventName"].get<std::string>();
    ASSERT_EQ(event == "INSERT", items.count(key) == 0) << print_json(record);
    if (event != "INSERT") {
      ASSERT_EQ(model::canonical(content["OldImage"]), items[key]);
    }
    if (event == "REMOVE") {
      items.erase(key);
      continue;
    }
    const std::string after = model::canonical(content["NewImage"]);
    ASSERT_NE(items[key], after) << "a write that changed nothing";
    items[key] = after;
  }
}

TEST(StreamProperty, Replaying_a_stream_makes_the_table) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    StreamWorld world;
    world.table();
    world.call("UpdateTimeToLive", R"({"TableName": "tab",
        "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "ttl"}})");
    const std::string arn = world.enable();
    RandomWrites writes(world, seed);
    for (int i = 0; i < 400; ++i) {
      writes.one();
      if (i % 4 == 0) world.advance("3m");  // 5 hours in all: a child shard, and expired items
      if (i == 200) world.restart();
    }
    const auto records = world.read_all(arn, 7);
    ASSERT_EQ(world.shards(arn).size(), 2u);
    Items replayed, present;
    replay(records, replayed);
    const Json scan = world.call("Scan", R"({"TableName": "tab"})");
    for (const Json& item : scan["Items"]) present[key_of(item)] = model::canonical(item);
    EXPECT_EQ(replayed, present) << "seed " << seed;
    EXPECT_GT(records.size(), 200u);
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
