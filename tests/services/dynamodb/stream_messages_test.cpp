// What is wrong with a call about streams, in AWS's words where they are known.
#include "tests/services/dynamodb/stream_world.h"

namespace snowglobe::dynamodb {
namespace {

TEST(StreamMessages, Of_table_operations) {
  StreamWorld world;
  world.table();
  const auto update = [&](const std::string& spec) {
    return world.refusal("UpdateTable",
                         R"({"TableName": "tab", "StreamSpecification": )" + spec + "}");
  };
  const std::string parameters = "One or more parameter values were invalid: ";
  EXPECT_EQ(update(R"({"StreamEnabled": false})"),
            "Table has no stream to disable: TableName: tab");
  EXPECT_EQ(update(R"({"StreamEnabled": true})"),
            parameters + "If stream is being enabled then UpdateViewType is required");
  EXPECT_EQ(update(R"({"StreamEnabled": false, "StreamViewType": "KEYS_ONLY"})"),
            parameters + "If stream is being disabled, then UpdateViewType must not be specified");
  EXPECT_EQ(update(R"({"StreamEnabled": true, "StreamViewType": "ALL"})"),
            "1 validation error detected: Value 'ALL' at 'streamSpecification.streamViewType' "
            "failed to satisfy constraint: Member must satisfy enum value set: [NEW_IMAGE, "
            "OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]");
  world.enable("KEYS_ONLY");
  for (const char* view : {"KEYS_ONLY", "NEW_IMAGE"}) {
    EXPECT_EQ(update(std::string(R"({"StreamEnabled": true, "StreamViewType": ")") + view + "\"}"),
              "Table already has an enabled stream: TableName: tab");
  }
}

TEST(StreamMessages, Of_stream_operations) {
  StreamWorld world;
  world.table();
  const std::string arn = world.enable();
  world.put({{"h", "a"}});
  const std::string shard = world.shards(arn)[0]["ShardId"].get<std::string>();
  const std::string missing = "arn:aws:dynamodb:us-east-1:000000000000:table/tab/stream/x";
  const std::string at_limit = "1 validation error detected: Value '";
  const auto iterator = [&](Json input) {
    Json full = {{"StreamArn", arn}, {"ShardId", shard}, {"ShardIteratorType", "LATEST"}};
    full.update(input);
    return world.streams_refusal("GetShardIterator", full);
  };
  EXPECT_EQ(world.streams_refusal("DescribeStream", {{"StreamArn", "tab"}}), "Invalid StreamArn");
  EXPECT_EQ(
      world.streams_refusal("DescribeStream", {{"StreamArn", missing}}),
      "ResourceNotFoundException: Requested resource not found: Stream: " + missing + " not found");
  EXPECT_EQ(world.streams_refusal("DescribeStream", {{"StreamArn", arn}, {"Limit", 101}}),
            at_limit +
                "101' at 'limit' failed to satisfy constraint: Member must have value less "
                "than or equal to 100");
  EXPECT_EQ(iterator({{"ShardId", "shardId-00000000000000000000-00000000"}}),
            "ResourceNotFoundException: Requested resource not found: Shard does not exist");
  EXPECT_EQ(iterator({{"SequenceNumber", "1"}}),
            at_limit +
                "1' at 'sequenceNumber' failed to satisfy constraint: Member must have "
                "length greater than or equal to 21");
  const std::string parameters = "One or more parameter values were invalid: ";
  EXPECT_EQ(
      iterator({{"ShardIteratorType", "AT_SEQUENCE_NUMBER"}}),
      parameters + "A SequenceNumber must be specified for ShardIteratorType AT_SEQUENCE_NUMBER");
  // The world stands at 1767225600.
  EXPECT_EQ(iterator({{"ShardIteratorType", "AT_TIMESTAMP"}, {"Timestamp", 1767225601}}),
            parameters + "The Timestamp must not be in the future");
  const std::string number = "100000000000000009900";
  EXPECT_EQ(iterator({{"SequenceNumber", number}}),
            parameters + "A SequenceNumber must not be specified for ShardIteratorType LATEST");
  for (const std::string& wrong : {number, std::string(40, '9'), std::string(21, 'x')}) {
    EXPECT_EQ(iterator({{"ShardIteratorType", "AFTER_SEQUENCE_NUMBER"}, {"SequenceNumber", wrong}}),
              parameters + "Invalid SequenceNumber for shard " + shard + ": " + wrong);
  }
  EXPECT_EQ(world.streams_refusal("GetRecords", {{"ShardIterator", "x"}, {"Limit", 0}}),
            at_limit +
                "0' at 'limit' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1");
  for (const std::string& wrong :
       {std::string("x"), arn, arn + "|1|", arn + "|1|!",
        arn + "|1|eCB5IHo=", arn + "|1|eCAxIDk5OTk5OTk5OTk5OTk5OTk5", std::string(2048, '|')}) {
    EXPECT_EQ(world.streams_refusal("GetRecords", {{"ShardIterator", wrong}}),
              "Invalid ShardIterator")
        << wrong;
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
