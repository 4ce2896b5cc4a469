// DynamoDB Streams: what is recorded, and how it is read.
#include <set>

#include "tests/services/dynamodb/stream_world.h"

namespace snowglobe::dynamodb {
namespace {

// A field in the wrong place or unit breaks every consumer. The sizes are those of the Developer
// Guide's example.
TEST(Streams, Record_a_new_a_changed_and_a_deleted_item_as_the_guide_shows_them) {
  StreamWorld world;
  world.table("N");
  const std::string arn = world.enable();
  world.advance("1500ms");
  world.put({{"h", 101}, {"Message", "New item!"}});
  world.put({{"h", 101}, {"Message", "This item has changed"}});
  world.remove({{"h", 101}});
  const auto records = world.read_all(arn);
  ASSERT_EQ(records.size(), 3u);
  const Json& first = records[0];
  EXPECT_EQ(first["eventName"], "INSERT");
  EXPECT_EQ(first["eventVersion"], "1.1");
  EXPECT_EQ(first["eventSource"], "aws:dynamodb");
  EXPECT_EQ(first["awsRegion"], "us-east-1");
  EXPECT_EQ(first["eventID"].get<std::string>().size(), 32u);
  EXPECT_FALSE(first.contains("userIdentity"));
  EXPECT_EQ(first["dynamodb"]["ApproximateCreationDateTime"].get<double>(), 1767225601.0);
  EXPECT_EQ(first["dynamodb"]["Keys"], DynamodbWorld::typed({{"h", 101}}));
  EXPECT_EQ(first["dynamodb"]["NewImage"], parse_json(R"({"Message": {"S": "New item!"},
                                                          "h": {"N": "101"}})"));
  EXPECT_FALSE(first["dynamodb"].contains("OldImage"));
  EXPECT_EQ(first["dynamodb"]["StreamViewType"], "NEW_AND_OLD_IMAGES");
  EXPECT_EQ(records[1]["eventName"], "MODIFY");
  EXPECT_EQ(records[2]["eventName"], "REMOVE");
  EXPECT_EQ(records[2]["dynamodb"]["OldImage"]["Message"]["S"], "This item has changed");
  EXPECT_FALSE(records[2]["dynamodb"].contains("NewImage"));
  // The guide's key is called "Id", one byte longer: 26, 59 and 38 there.
  EXPECT_EQ(first["dynamodb"]["SizeBytes"], 26 - 2);
  EXPECT_EQ(records[1]["dynamodb"]["SizeBytes"], 59 - 3);
  EXPECT_EQ(records[2]["dynamodb"]["SizeBytes"], 38 - 2);
  std::set<std::string> ids;
  std::string last;
  for (const Json& record : records) {
    ids.insert(record["eventID"].get<std::string>());
    const std::string number = record["dynamodb"]["SequenceNumber"].get<std::string>();
    EXPECT_GE(number.size(), 21u);
    EXPECT_GT(number, last);
    last = number;
  }
  EXPECT_EQ(ids.size(), 3u);
}

// A view type that shows too much or too little.
TEST(Streams, Show_the_images_of_their_view_type) {
  struct Case {
    const char* view;
    bool old_image, new_image;
  };
  for (const auto& [view, old_image, new_image] :
       {Case{"KEYS_ONLY", false, false}, Case{"NEW_IMAGE", false, true},
        Case{"OLD_IMAGE", true, false}, Case{"NEW_AND_OLD_IMAGES", true, true}}) {
    StreamWorld world;
    world.table();
    const std::string arn = world.enable(view);
    world.put({{"h", "a"}, {"v", 1}});
    world.put({{"h", "a"}, {"v", 2}});
    const Json modified = world.read_all(arn).at(1)["dynamodb"];
    EXPECT_EQ(modified.contains("OldImage"), old_image) << view;
    EXPECT_EQ(modified.contains("NewImage"), new_image) << view;
    EXPECT_EQ(modified["StreamViewType"], view);
    EXPECT_EQ(world.describe(arn)["StreamViewType"], view);
  }
}

// Each kind of write is another way around the stream; one that changes nothing is none.
TEST(Streams, Record_every_kind_of_write_and_no_write_that_changes_nothing) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "put"}, {"v", 1}});
  world.put({{"h", "put"}, {"v", 1}});
  world.remove({{"h", "nowhere"}});
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "update"}}})");
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "put"}},
      "UpdateExpression": "SET v = :one", "ExpressionAttributeValues": {":one": {"N": "1.0"}}})");
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "put"}},
      "UpdateExpression": "REMOVE v"})");
  world.call("BatchWriteItem", R"({"RequestItems": {"tab": [
      {"PutRequest": {"Item": {"h": {"S": "batch"}}}},
      {"DeleteRequest": {"Key": {"h": {"S": "put"}}}}]}})");
  world.call("TransactWriteItems", R"({"TransactItems": [
      {"Put": {"TableName": "tab", "Item": {"h": {"S": "transaction"}}}},
      {"Delete": {"TableName": "tab", "Key": {"h": {"S": "batch"}}}},
      {"Update": {"TableName": "tab", "Key": {"h": {"S": "update"}},
        "UpdateExpression": "SET v = :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}}}}]})");
  for (const char* statement :
       {"INSERT INTO tab VALUE {'h': 'partiql'}", "UPDATE tab SET v = 1 WHERE h = 'partiql'",
        "DELETE FROM tab WHERE h = 'partiql'"}) {
    world.call("ExecuteStatement", {{"Statement", statement}});
  }
  world.refused("PutItem", parse_json(R"j({"TableName": "tab", "Item": {"h": {"S": "refused"}},
      "ConditionExpression": "attribute_exists(h)"})j"));
  EXPECT_EQ(world.story(arn),
            (Strings{"INSERT put", "INSERT update", "MODIFY put", "INSERT batch", "REMOVE put",
                     "INSERT transaction", "REMOVE batch", "MODIFY update", "INSERT partiql",
                     "MODIFY partiql", "REMOVE partiql"}));
}

// The keys of an item are all of its key attributes, and nothing else.
TEST(Streams, Keys_are_the_partition_and_the_sort_key) {
  StreamWorld world;
  world.table("S", "N");
  const std::string arn = world.enable("KEYS_ONLY");
  world.put({{"h", "a"}, {"r", 7}, {"v", 1}});
  EXPECT_EQ(world.read_all(arn).at(0)["dynamodb"]["Keys"],
            DynamodbWorld::typed({{"h", "a"}, {"r", 7}}));
  EXPECT_EQ(print_json(world.describe(arn)["KeySchema"]),
            R"([{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}])");
}

TEST(Streams, Every_iterator_type_begins_where_it_says) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  for (const char* key : {"a", "b", "c"}) {
    world.put({{"h", key}});
    world.advance("10s");
  }
  const Json shard = world.shards(arn).at(0);
  const Json second = world.read_all(arn).at(1)["dynamodb"]["SequenceNumber"];
  const auto read = [&](Json input) {
    input["StreamArn"] = arn;
    input["ShardId"] = shard["ShardId"];
    const Json at = world.streams("GetShardIterator", input)["ShardIterator"];
    const Json page = world.records(at.get<std::string>());
    std::string keys;
    for (const Json& record : page["Records"]) {
      keys += record["dynamodb"]["Keys"]["h"]["S"].get<std::string>();
    }
    return keys;
  };
  EXPECT_EQ(read({{"ShardIteratorType", "TRIM_HORIZON"}}), "abc");
  EXPECT_EQ(read({{"ShardIteratorType", "LATEST"}}), "");
  EXPECT_EQ(read({{"ShardIteratorType", "AT_SEQUENCE_NUMBER"}, {"SequenceNumber", second}}), "bc");
  EXPECT_EQ(read({{"ShardIteratorType", "AFTER_SEQUENCE_NUMBER"}, {"SequenceNumber", second}}),
            "c");
  EXPECT_EQ(read({{"ShardIteratorType", "AT_TIMESTAMP"}, {"Timestamp", 1767225605}}), "bc");
  const std::string latest = world.iterator(arn, shard, "LATEST");
  const Json nothing = world.records(latest);
  EXPECT_EQ(print_json(nothing["Records"]), "[]");
  world.put({{"h", "d"}});
  const std::string next = nothing["NextShardIterator"].get<std::string>();
  EXPECT_EQ(world.records(next)["Records"].size(), 1u);
}

TEST(Streams, Pages_end_at_the_limit_and_at_1_MB) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable("NEW_IMAGE");
  for (int i = 0; i < 5; ++i) world.put({{"h", i < 3 ? "big" : "small"}, {"n", i}});
  EXPECT_EQ(world.read_all(arn, 2).size(), 5u);
  const Json first = world.records(world.iterator(arn, world.shards(arn)[0]), 2);
  EXPECT_EQ(first["Records"].size(), 2u);
  const std::string large(300'000, 'x');
  for (int i = 0; i < 5; ++i) world.put({{"h", "large"}, {"n", i}, {"text", large}});
  const Json page = world.records(world.iterator(arn, world.shards(arn)[0]));
  EXPECT_EQ(page["Records"].size(), 5u + 3u);
  EXPECT_EQ(world.read_all(arn).size(), 10u);
}

// A consumer that waits for NextShardIterator to end, and then reads the children.
TEST(Streams, A_shard_is_followed_by_its_child_after_four_hours) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "a"}});
  world.advance("3h59m");
  world.put({{"h", "b"}});
  EXPECT_EQ(world.shards(arn).size(), 1u);
  const std::string latest = world.iterator(arn, world.shards(arn)[0], "LATEST");
  world.advance("5m");
  EXPECT_EQ(world.shards(arn).size(), 1u);  // nothing was written
  world.put({{"h", "c"}});
  const auto shards = world.shards(arn);
  ASSERT_EQ(shards.size(), 2u);
  EXPECT_FALSE(shards[0].contains("ParentShardId"));
  EXPECT_EQ(shards[1]["ParentShardId"], shards[0]["ShardId"]);
  const Json ends = shards[0]["SequenceNumberRange"]["EndingSequenceNumber"];
  EXPECT_EQ(ends, world.read_all(arn).at(1)["dynamodb"]["SequenceNumber"]);
  EXPECT_FALSE(shards[1]["SequenceNumberRange"].contains("EndingSequenceNumber"));
  EXPECT_FALSE(world.records(latest).contains("NextShardIterator"));
  const std::string oldest = world.iterator(arn, shards[0]);
  EXPECT_TRUE(world.records(oldest, 1).contains("NextShardIterator"));
  EXPECT_FALSE(world.records(oldest, 2).contains("NextShardIterator"));
  EXPECT_EQ(world.story(arn), (Strings{"INSERT a", "INSERT b", "INSERT c"}));
  const Json filter = {{"Type", "CHILD_SHARDS"}, {"ShardId", shards[0]["ShardId"]}};
  const Json children =
      world.streams("DescribeStream", {{"StreamArn", arn}, {"ShardFilter", filter}});
  EXPECT_EQ(children["StreamDescription"]["Shards"], Json::array({shards[1]}));
}

TEST(Streams, Records_can_be_read_for_24_hours) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "a"}});
  const Json first = world.read_all(arn).at(0)["dynamodb"]["SequenceNumber"];
  world.advance("1h30m");
  world.put({{"h", "b"}});
  world.advance("22h25m");
  const Json shard = world.shards(arn)[0];
  const std::string oldest = world.iterator(arn, shard);
  EXPECT_EQ(world.story(arn), (Strings{"INSERT a", "INSERT b"}));
  world.advance("5m");  // not at a full hour: the row is still there
  EXPECT_EQ(world.story(arn), (Strings{"INSERT b"}));
  const std::string too_old =
      "TrimmedDataAccessException: The operation attempted to read past the oldest stream record "
      "in a shard.";
  EXPECT_EQ(world.streams_refusal("GetRecords", {{"ShardIterator", oldest}}), too_old);
  const Json by_number = {{"StreamArn", arn},
                          {"ShardId", shard["ShardId"]},
                          {"ShardIteratorType", "AFTER_SEQUENCE_NUMBER"},
                          {"SequenceNumber", first}};
  EXPECT_EQ(world.streams_refusal("GetShardIterator", by_number), too_old);
  world.advance("1h");
  EXPECT_EQ(world.streams_refusal("GetShardIterator", by_number), too_old);
  EXPECT_EQ(world.story(arn), (Strings{"INSERT b"}));
  world.advance("24h");
  EXPECT_EQ(world.story(arn), Strings{});
  // An idle stream never drives its reader away.
  const std::string at = world.iterator(arn, world.shards(arn)[0]);
  EXPECT_TRUE(world.records(at).contains("NextShardIterator"));
}

TEST(Streams, An_iterator_expires_after_15_minutes) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  std::string at = world.iterator(arn, world.shards(arn)[0]);
  world.advance("15m");
  at = world.records(at)["NextShardIterator"].get<std::string>();
  world.advance("15m");
  world.records(at);
  world.advance("1ms");
  EXPECT_EQ(world.error("dynamodbstreams", "GetRecords", {{"ShardIterator", at}}).code,
            "ExpiredIteratorException");
}

TEST(Streams, A_disabled_stream_can_be_read_for_24_hours) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "a"}});
  world.disable();
  world.put({{"h", "b"}});
  const Json table = world.call("DescribeTable", R"({"TableName": "tab"})")["Table"];
  EXPECT_FALSE(table.contains("StreamSpecification"));
  EXPECT_EQ(table["LatestStreamArn"], arn);
  const std::string second = world.enable();
  EXPECT_NE(second, arn);
  world.put({{"h", "c"}});
  EXPECT_EQ(world.describe(arn)["StreamStatus"], "DISABLED");
  EXPECT_EQ(world.describe(second)["StreamStatus"], "ENABLED");
  EXPECT_EQ(world.story(arn), (Strings{"INSERT a"}));
  EXPECT_EQ(world.story(second), (Strings{"INSERT c"}));
  const Json all = world.streams("ListStreams", {{"TableName", "tab"}});
  EXPECT_EQ(all["Streams"].size(), 2u);
  world.advance("24h");
  EXPECT_EQ(
      world.streams_refusal("DescribeStream", {{"StreamArn", arn}}),
      "ResourceNotFoundException: Requested resource not found: Stream: " + arn + " not found");
  EXPECT_EQ(world.streams("ListStreams", Json::object())["Streams"].size(), 1u);
}

TEST(Streams, The_stream_of_a_deleted_table_can_be_read_for_24_hours) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "a"}});
  world.call("DeleteTable", R"({"TableName": "tab"})");
  world.table();
  world.put({{"h", "b"}});
  EXPECT_EQ(world.describe(arn)["StreamStatus"], "DISABLED");
  EXPECT_EQ(world.story(arn), (Strings{"INSERT a"}));
  world.advance("24h");
  EXPECT_EQ(
      world.streams_refusal("DescribeStream", {{"StreamArn", arn}}),
      "ResourceNotFoundException: Requested resource not found: Stream: " + arn + " not found");
}

TEST(Streams, CreateTable_answers_the_new_stream) {
  StreamWorld world;
  const Json answer = world.call("CreateTable", R"({"TableName": "tab",
      "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}],
      "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}})");
  const Json table = answer["TableDescription"];
  EXPECT_EQ(table["LatestStreamLabel"], "2026-01-01T00:00:00.000");
  EXPECT_EQ(table["LatestStreamArn"],
            "arn:aws:dynamodb:us-east-1:000000000000:table/tab/stream/2026-01-01T00:00:00.000");
  EXPECT_EQ(print_json(table["StreamSpecification"]),
            R"({"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"})");
  const Json described = world.call("DescribeTable", R"({"TableName": "tab"})")["Table"];
  EXPECT_EQ(described["LatestStreamArn"], table["LatestStreamArn"]);
}

TEST(Streams, Lists_of_streams_and_shards_come_in_pages) {
  StreamWorld world;
  world.table();
  std::vector<std::string> arns;
  for (int i = 0; i < 3; ++i) {
    arns.push_back(world.enable());
    if (i < 2) world.disable();
  }
  const Json first = world.streams("ListStreams", {{"Limit", 2}});
  EXPECT_EQ(first["Streams"].size(), 2u);
  EXPECT_EQ(first["LastEvaluatedStreamArn"], arns[1]);
  const Json rest = world.streams(
      "ListStreams", {{"Limit", 2}, {"ExclusiveStartStreamArn", first["LastEvaluatedStreamArn"]}});
  EXPECT_EQ(rest["Streams"][0]["StreamArn"], arns[2]);
  EXPECT_FALSE(rest.contains("LastEvaluatedStreamArn"));
  for (int i = 0; i < 3; ++i) {
    world.put({{"h", "a"}, {"n", i}});
    world.advance("4h");
  }
  const Json page = world.streams("DescribeStream", {{"StreamArn", arns[2]}, {"Limit", 2}});
  const Json last = page["StreamDescription"]["LastEvaluatedShardId"];
  EXPECT_EQ(page["StreamDescription"]["Shards"][1]["ShardId"], last);
  const Json more =
      world.streams("DescribeStream", {{"StreamArn", arns[2]}, {"ExclusiveStartShardId", last}});
  EXPECT_EQ(more["StreamDescription"]["Shards"].size(), 1u);
}

// A consumer goes on after a crash with the iterator it holds.
TEST(Streams, Iterators_and_records_outlive_a_restart) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "a"}});
  const std::string at = world.iterator(arn, world.shards(arn)[0]);
  world.restart();
  world.put({{"h", "b"}});
  EXPECT_EQ(world.records(at)["Records"].size(), 2u);
}

// One id leads from a call to the records of its writes, whatever the call.
TEST(Streams, A_record_knows_the_call_that_wrote_it) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "a"}});
  world.call("BatchWriteItem", R"({"RequestItems": {"tab": [
      {"PutRequest": {"Item": {"h": {"S": "b"}}}}, {"DeleteRequest": {"Key": {"h": {"S": "a"}}}}]}})");
  world.call("TransactWriteItems", R"_({"TransactItems": [{"Update": {"TableName": "tab",
      "Key": {"h": {"S": "b"}}, "UpdateExpression": "SET x = :v",
      "ExpressionAttributeValues": {":v": {"N": "1"}}}}]})_");
  world.call("ExecuteStatement", R"({"Statement": "DELETE FROM tab WHERE h = 'b'"})");
  const Json at = world.iterator(arn, world.shards(arn)[0]);
  const Json page = world.streams("GetRecords", {{"ShardIterator", at}, {"SnowglobeCause", true}});
  Strings operations;
  for (const Json& record : page["Records"]) {
    JournalFilter filter;
    filter.id = record.at("SnowglobeCause").get<std::int64_t>();
    operations.push_back(world.world().journal(filter).at(0)["operation"].get<std::string>());
  }
  EXPECT_EQ(operations, (Strings{"PutItem", "BatchWriteItem", "BatchWriteItem",
                                 "TransactWriteItems", "ExecuteStatement"}));
  for (const Json& record : world.read_all(arn)) EXPECT_FALSE(record.contains("SnowglobeCause"));
}

}  // namespace
}  // namespace snowglobe::dynamodb
