// SetTableBehavior's ReadLag: reads that do not ask for consistency see the past.
#include "tests/services/dynamodb/stream_world.h"

namespace snowglobe::dynamodb {
namespace {

class LagWorld : public StreamWorld {
 public:
  LagWorld() {
    call("CreateTable", R"({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"},
          {"AttributeName": "g", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}],
        "GlobalSecondaryIndexes": [{"IndexName": "by-g", "Projection": {"ProjectionType": "ALL"},
          "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}]}]})");
  }
  void behave(const char* lag) {
    call("SetTableBehavior", {{"TableName", "tab"}, {"ReadLag", lag}});
  }
  // What each way to read sees of item "a": its "n", or "-".
  std::string seen() {
    std::string all;
    const auto add = [&](const char* what, const Json& item) {
      all += std::string(what) + (item.contains("n") ? item["n"]["N"].get<std::string>() : "-");
    };
    const auto first = [](const Json& answer) {
      return answer["Count"] == 0 ? Json::object() : answer["Items"][0];
    };
    Json get = parse_json(R"({"TableName": "tab", "Key": {"h": {"S": "a"}}})");
    add("get ", call("GetItem", get).value("Item", Json::object()));
    const Json batch = call("BatchGetItem", R"({"RequestItems": {"tab":
        {"Keys": [{"h": {"S": "a"}}]}}})")["Responses"]["tab"];
    add(" batch ", batch.empty() ? Json::object() : batch[0]);
    add(" scan ", first(call("Scan", R"({"TableName": "tab"})")));
    const Json rows =
        call("ExecuteStatement", {{"Statement", "SELECT * FROM tab WHERE h = 'a'"}})["Items"];
    add(" partiql ", rows.empty() ? Json::object() : rows[0]);
    add(" index ", first(call("Query", R"({"TableName": "tab", "IndexName": "by-g",
        "KeyConditionExpression": "g = :g", "ExpressionAttributeValues": {":g": {"S": "x"}}})")));
    get["ConsistentRead"] = true;
    add(" strong ", call("GetItem", get).value("Item", Json::object()));
    const Json transaction = call("TransactGetItems", R"({"TransactItems": [
        {"Get": {"TableName": "tab", "Key": {"h": {"S": "a"}}}}]})")["Responses"][0];
    add(" transaction ", transaction.value("Item", Json::object()));
    return all;
  }
};

// Code that reads its own write without ConsistentRead passes on an emulator and fails on AWS.
TEST(ReadLag, Reads_see_the_table_as_it_was_unless_they_ask_for_consistency) {
  LagWorld world;
  world.put({{"h", "a"}, {"g", "x"}, {"n", 1}});
  world.behave("2s");
  EXPECT_EQ(world.seen(), "get 1 batch 1 scan 1 partiql 1 index 1 strong 1 transaction 1");
  world.put({{"h", "a"}, {"g", "x"}, {"n", 2}});
  world.advance("1s");
  world.put({{"h", "a"}, {"g", "x"}, {"n", 3}});
  EXPECT_EQ(world.seen(), "get 1 batch 1 scan 1 partiql 1 index 1 strong 3 transaction 3");
  world.restart();
  world.advance("1s");
  EXPECT_EQ(world.seen(), "get 2 batch 2 scan 2 partiql 2 index 2 strong 3 transaction 3");
  world.advance("1s");
  EXPECT_EQ(world.seen(), "get 3 batch 3 scan 3 partiql 3 index 3 strong 3 transaction 3");
  world.remove({{"h", "a"}});
  EXPECT_EQ(world.seen(), "get 3 batch 3 scan 3 partiql 3 index 3 strong - transaction -");
  world.advance("2s");
  EXPECT_EQ(world.seen(), "get - batch - scan - partiql - index - strong - transaction -");
}

TEST(ReadLag, Ends_at_once_when_it_is_switched_off_and_shortens_without_reordering) {
  LagWorld world;
  world.behave("10s");
  world.put({{"h", "a"}, {"g", "x"}, {"n", 1}});
  world.put({{"h", "a"}, {"g", "x"}, {"n", 2}});
  world.behave("1s");
  world.put({{"h", "a"}, {"g", "x"}, {"n", 3}});
  world.advance("1s");
  EXPECT_EQ(world.seen(), "get 3 batch 3 scan 3 partiql 3 index 3 strong 3 transaction 3");
  world.behave("1h");
  world.put({{"h", "a"}, {"g", "x"}, {"n", 4}});
  world.behave("0s");
  EXPECT_EQ(world.seen(), "get 4 batch 4 scan 4 partiql 4 index 4 strong 4 transaction 4");
  EXPECT_EQ(print_json(world.call("GetTableBehavior", R"({"TableName": "tab"})")),
            R"({"TableName":"tab"})");
}

// An index made while there is a replica must be filled and kept on both.
TEST(ReadLag, Indexes_and_tables_come_and_go_with_their_replica) {
  LagWorld world;
  world.put({{"h", "a"}, {"g", "x"}, {"n", 1}});
  world.behave("2s");
  world.call("UpdateTable", R"({"TableName": "tab", "GlobalSecondaryIndexUpdates": [
      {"Delete": {"IndexName": "by-g"}}]})");
  world.put({{"h", "b"}, {"g", "x"}, {"n", 2}});
  world.call("UpdateTable", R"({"TableName": "tab",
      "AttributeDefinitions": [{"AttributeName": "g", "AttributeType": "S"}],
      "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "again",
        "Projection": {"ProjectionType": "ALL"},
        "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}]}}]})");
  const auto count = [&] {
    return world.call("Scan", R"({"TableName": "tab", "IndexName": "again"})")["Count"].get<int>();
  };
  EXPECT_EQ(count(), 1);
  world.advance("2s");
  EXPECT_EQ(count(), 2);
  world.put({{"h", "c"}});
  world.call("DeleteTable", R"({"TableName": "tab"})");
  world.table();
  world.advance("2s");
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab"})")["Count"], 0);
}

TEST(ReadLag, Behaviors_that_are_none_are_refused) {
  LagWorld world;
  const auto refusal = [&](const char* text) { return world.refusal("SetTableBehavior", text); };
  EXPECT_EQ(refusal(R"({"TableName": "tab", "ReadLag": "soon"})"),
            "ReadLag is a duration like 500ms, 2s or 1h30m, at most 1h: soon");
  EXPECT_EQ(refusal(R"({"TableName": "tab", "ReadLag": "61m"})"),
            "ReadLag is a duration like 500ms, 2s or 1h30m, at most 1h: 61m");
  EXPECT_EQ(refusal(R"({"TableName": "tab", "TimeToLiveDelay": "49h"})"),
            "TimeToLiveDelay is a duration like 500ms, 2s or 1h30m, at most 48h: 49h");
  EXPECT_EQ(refusal(R"({"TableName": "gone"})"),
            "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(print_json(world.call("SetTableBehavior", R"({"TableName": "tab",
      "ReadLag": "1500ms", "TimeToLiveDelay": "2m"})")),
            R"({"TableName":"tab","ReadLag":"1500ms","TimeToLiveDelay":"120s"})");
}

}  // namespace
}  // namespace snowglobe::dynamodb
