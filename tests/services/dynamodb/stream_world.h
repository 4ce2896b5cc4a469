// A world with a table that has a stream, and what a consumer of streams does.
#pragma once

#include <string>
#include <vector>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {

class StreamWorld : public DynamodbWorld {
 public:
  Json streams(std::string_view operation, const Json& input) {
    return ok("dynamodbstreams", operation, input);
  }
  std::string streams_refusal(std::string_view operation, const Json& input) {
    const AwsError found = error("dynamodbstreams", operation, input);
    return (found.code == "ValidationException" ? "" : found.code + ": ") + found.message;
  }

  // Switches the stream of table "tab" on, and answers its ARN.
  std::string enable(const char* view = "NEW_AND_OLD_IMAGES") {
    const Json answer =
        call("UpdateTable",
             {{"TableName", "tab"},
              {"StreamSpecification", {{"StreamEnabled", true}, {"StreamViewType", view}}}});
    return answer["TableDescription"]["LatestStreamArn"].get<std::string>();
  }
  void disable() {
    call("UpdateTable", R"({"TableName": "tab", "StreamSpecification": {"StreamEnabled": false}})");
  }

  Json describe(const std::string& arn) {
    return streams("DescribeStream", {{"StreamArn", arn}})["StreamDescription"];
  }
  std::vector<Json> shards(const std::string& arn) {
    const Json all = describe(arn)["Shards"];
    return {all.begin(), all.end()};
  }
  std::string iterator(const std::string& arn, const Json& shard,
                       const char* type = "TRIM_HORIZON") {
    return streams("GetShardIterator", {{"StreamArn", arn},
                                        {"ShardId", shard["ShardId"]},
                                        {"ShardIteratorType", type}})["ShardIterator"]
        .get<std::string>();
  }
  Json records(const std::string& iterator, int limit = 1000) {
    return streams("GetRecords", {{"ShardIterator", iterator}, {"Limit", limit}});
  }
  // All records of the stream, shard after shard, read in pages of `limit`.
  std::vector<Json> read_all(const std::string& arn, int limit = 1000) {
    std::vector<Json> all;
    for (const Json& shard : shards(arn)) {
      std::string at = iterator(arn, shard);
      for (bool is_more = true; is_more;) {
        const Json page = records(at, limit);
        for (const Json& record : page["Records"]) all.push_back(record);
        is_more = page.contains("NextShardIterator") && !page["Records"].empty();
        if (is_more) at = page["NextShardIterator"].get<std::string>();
      }
    }
    return all;
  }
  // "INSERT a", one line a record: the event and the partition key's value.
  Strings story(const std::string& arn) {
    Strings lines;
    for (const Json& record : read_all(arn)) {
      lines.push_back(record["eventName"].get<std::string>() + " " +
                      record["dynamodb"]["Keys"]["h"].begin().value().get<std::string>());
    }
    return lines;
  }
  void remove(const Json& plain_key) {
    call("DeleteItem", {{"TableName", "tab"}, {"Key", typed(plain_key)}});
  }
};

}  // namespace snowglobe::dynamodb
