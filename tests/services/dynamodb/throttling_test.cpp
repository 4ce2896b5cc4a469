// What a throttled call says of its reasons.
#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

class Throttling : public testing::Test {
 protected:
  Throttling() { world_.world().add_fault({{"service", "dynamodb"}, {"effect", "throttle"}}); }

  // "reason resource", the ARN's beginning left out, of each reason.
  Strings reasons(std::string_view operation, const char* input) {
    const AwsError error = world_.refused(operation, parse_json(input));
    EXPECT_EQ(error.code, "ProvisionedThroughputExceededException");
    Strings found;
    if (!error.members.contains("ThrottlingReasons")) return found;
    for (const Json& reason : error.members["ThrottlingReasons"]) {
      const auto resource = Arn::parse(reason.at("resource").get<std::string>());
      EXPECT_EQ(resource->region, "us-east-1");
      found.push_back(reason.at("reason").get<std::string>() + " " + resource->resource);
    }
    return found;
  }

  DynamodbWorld world_;
};

// A client that looks up which table or index to give more throughput.
TEST_F(Throttling, Names_each_table_or_the_index_of_a_call) {
  const std::string read = "TableReadProvisionedThroughputExceeded table/";
  const std::string write = "TableWriteProvisionedThroughputExceeded table/";
  EXPECT_EQ(reasons("GetItem", R"({"TableName": "tab"})"), Strings{read + "tab"});
  EXPECT_EQ(reasons("UpdateItem",
                    R"({"TableName": "arn:aws:dynamodb:us-east-1:000000000000:table/tab"})"),
            Strings{write + "tab"});
  EXPECT_EQ(reasons("Query", R"({"TableName": "tab", "IndexName": "gsi"})"),
            Strings{"IndexReadProvisionedThroughputExceeded table/tab/index/gsi"});
  EXPECT_EQ(reasons("BatchWriteItem", R"({"RequestItems": {"tab": [], "one": []}})"),
            (Strings{write + "one", write + "tab"}));
  EXPECT_EQ(reasons("TransactGetItems", R"({"TransactItems": [{"Get": {"TableName": "tab"}},
                    {"Get": {"TableName": "tab"}}, 5, {"Get": 5}]})"),
            Strings{read + "tab"});
  EXPECT_EQ(reasons("ExecuteStatement", R"({"Statement": "SELECT * FROM tab"})"), Strings{});
}

// Throughput is of reads and writes; calls about tables have a rate of their own.
TEST_F(Throttling, Of_a_call_about_tables_is_another_error) {
  EXPECT_EQ(world_.refusal("DescribeTable", R"({"TableName": "tab"})"),
            "ThrottlingException: Rate of requests exceeds the allowed throughput.");
}

}  // namespace
}  // namespace snowglobe::dynamodb
