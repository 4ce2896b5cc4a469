#include "tests/services/lambda/lambda_world.h"

namespace snowglobe::lambda {
namespace {

using Functions = LambdaTest;

TEST_F(Functions, A_function_is_described_as_AWS_does) {
  Json input = definition("f");
  input["Environment"] = {{"Variables", {{"STAGE", "test"}}}};
  input["Tags"] = {{"team", "a"}};
  const Json created = world.ok("lambda", "CreateFunction", input);
  EXPECT_EQ(created["FunctionArn"], "arn:aws:lambda:us-east-1:000000000000:function:f");
  EXPECT_EQ(created["Timeout"], 3);
  EXPECT_EQ(created["MemorySize"], 128);
  EXPECT_EQ(created["State"], "Active");
  EXPECT_EQ(created["Version"], "$LATEST");
  EXPECT_EQ(created["LastModified"], "2026-01-01T00:00:00.000+0000");
  EXPECT_EQ(created["Environment"]["Variables"]["STAGE"], "test");
  const Json found = world.ok("lambda", "GetFunction", R"({"FunctionName": "f"})");
  EXPECT_EQ(found["Configuration"], created);
  EXPECT_EQ(found["Tags"]["team"], "a");
  EXPECT_EQ(world.ok("lambda", "GetFunctionConfiguration", R"({"FunctionName": "f"})"), created);
}

TEST_F(Functions, A_name_can_be_taken_once) {
  create("f");
  const AwsError error = world.error("lambda", "CreateFunction", definition("f"));
  EXPECT_EQ(error.code, "ResourceConflictException");
  EXPECT_EQ(error.message, "Function already exist: f");
  EXPECT_EQ(error.http_status, 409);
}

TEST_F(Functions, Code_is_refused_and_the_error_says_what_to_pass) {
  for (const char* code : {R"({"ZipFile": "UEsF"})", R"({"S3Bucket": "bucket", "S3Key": "key"})",
                           R"({"ImageUri": "x"})"}) {
    Json input = definition("f");
    input["Code"] = parse_json(code);
    const AwsError error = world.error("lambda", "CreateFunction", input);
    EXPECT_EQ(error.code, "InvalidParameterValueException");
    EXPECT_NE(error.message.find(R"({"S3Bucket": "snowglobe", "S3Key": "scripted"})"),
              std::string::npos);
  }
  create("f");
  EXPECT_EQ(
      world.error("lambda", "UpdateFunctionCode", R"({"FunctionName": "f", "ZipFile": "UEsF"})")
          .code,
      "InvalidParameterValueException");
  world.ok("lambda", "UpdateFunctionCode",
           R"({"FunctionName": "f", "S3Bucket": "snowglobe", "S3Key": "scripted"})");
}

TEST_F(Functions, Settings_out_of_range_are_refused_in_AWSs_words) {
  Json input = definition("f");
  input["Timeout"] = 901;
  EXPECT_EQ(world.error("lambda", "CreateFunction", input).message,
            "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: "
            "Member must have value less than or equal to 900");
  input = definition("f");
  input["Role"] = "r";
  EXPECT_EQ(world.error("lambda", "CreateFunction", input).code, "ValidationException");
  input = definition("f");
  input["Environment"] = {{"Variables", {{"1X", ""}}}};
  EXPECT_EQ(world.error("lambda", "CreateFunction", input).code, "ValidationException");
  input = definition("f");
  input["DeadLetterConfig"] = {{"TargetArn", "arn:aws:sqs:us-east-1:000000000000:q"}};
  EXPECT_NE(world.error("lambda", "CreateFunction", input).message.find("DeadLetterConfig"),
            std::string::npos);
  EXPECT_EQ(world.ok("lambda", "ListFunctions", "{}")["Functions"].size(), 0U);
}

TEST_F(Functions, An_update_changes_what_it_names_and_the_next_invocation_heeds_it) {
  create("f", R"([{"timeout": true}])");
  const Json before = world.ok("lambda", "GetFunctionConfiguration", R"({"FunctionName": "f"})");
  const Json after =
      world.ok("lambda", "UpdateFunctionConfiguration", R"({"FunctionName": "f", "Timeout": 7})");
  EXPECT_EQ(after["Timeout"], 7);
  EXPECT_EQ(after["Handler"], before["Handler"]);
  EXPECT_NE(after["RevisionId"], before["RevisionId"]);
  const AwsError error =
      world.error("lambda", "UpdateFunctionConfiguration",
                  {{"FunctionName", "f"}, {"Timeout", 9}, {"RevisionId", before["RevisionId"]}});
  EXPECT_EQ(error.code, "PreconditionFailedException");
  const auto ticket = world.submit("lambda", "Invoke", request("f", "{}"));
  world.advance("6999ms");
  EXPECT_FALSE(ticket->is_done());
  world.advance("1ms");
  EXPECT_TRUE(ticket->is_done());
}

TEST_F(Functions, Lists_are_paged_in_the_order_of_names) {
  for (const char* name : {"c", "a", "b"}) create(name);
  Json page = world.ok("lambda", "ListFunctions", R"({"MaxItems": 2})");
  ASSERT_EQ(page["Functions"].size(), 2U);
  EXPECT_EQ(page["Functions"][0]["FunctionName"], "a");
  page = world.ok("lambda", "ListFunctions", {{"MaxItems", 2}, {"Marker", page["NextMarker"]}});
  ASSERT_EQ(page["Functions"].size(), 1U);
  EXPECT_EQ(page["Functions"][0]["FunctionName"], "c");
  EXPECT_FALSE(page.contains("NextMarker"));
}

TEST_F(Functions, A_deleted_function_is_gone_with_its_script) {
  create("f", R"([{"return": 1}])");
  EXPECT_EQ(world.ok("lambda", "DeleteFunction", R"({"FunctionName": "f"})")["StatusCode"], 204);
  EXPECT_EQ(world.error("lambda", "GetFunction", R"({"FunctionName": "f"})").code,
            "ResourceNotFoundException");
  world.ok("lambda", "CreateFunction", definition("f"));
  EXPECT_EQ(script("f")["Outcomes"].size(), 0U);
  EXPECT_EQ(payload_of(invoke("f", "5")), 5);
}

TEST_F(Functions, Tags_are_added_listed_and_removed) {
  create("f");
  const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
  world.ok("lambda", "TagResource", {{"Resource", arn}, {"Tags", {{"a", "1"}, {"b", "2"}}}});
  world.ok("lambda", "UntagResource", {{"Resource", arn}, {"TagKeys", {"a"}}});
  EXPECT_EQ(world.ok("lambda", "ListTags", Json{{"Resource", arn}})["Tags"], Json({{"b", "2"}}));
}

}  // namespace
}  // namespace snowglobe::lambda
