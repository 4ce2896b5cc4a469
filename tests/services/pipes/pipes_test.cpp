// Pipes as their API shows them: made, changed, listed, tagged, refused.
#include <gtest/gtest.h>

#include "tests/support/test_world.h"

namespace snowglobe {
namespace {

const Json base{{"Name", "p"},
                {"Source", "arn:aws:sqs:us-east-1:000000000000:in"},
                {"Target", "arn:aws:sqs:us-east-1:000000000000:out"},
                {"RoleArn", "arn:aws:iam::000000000000:role/r"}};

Json with(Json input, const Json& more) {
  for (const auto& [name, value] : more.items()) input[name] = value;
  return input;
}

std::string state(TestWorld& world, const char* name = "p") {
  return world.ok("pipes", "DescribePipe", Json{{"Name", name}}).at("CurrentState");
}

TEST(Pipe, A_pipe_is_created_described_stopped_started_and_deleted) {
  TestWorld world;
  const Json made = world.ok("pipes", "CreatePipe", with(base, {{"Description", "d"}}));
  EXPECT_EQ(made.at("Arn"), "arn:aws:pipes:us-east-1:000000000000:pipe/p");
  EXPECT_EQ(made.at("CurrentState"), "CREATING");
  EXPECT_EQ(made.at("DesiredState"), "RUNNING");
  Json pipe = world.ok("pipes", "DescribePipe", R"({"Name": "p"})");
  EXPECT_EQ(pipe.at("CurrentState"), "RUNNING");
  EXPECT_EQ(pipe.at("Description"), "d");
  EXPECT_EQ(pipe.at("Source"), base.at("Source"));
  EXPECT_EQ(pipe.at("RoleArn"), base.at("RoleArn"));
  EXPECT_EQ(world.error("pipes", "CreatePipe", base).code, "ConflictException");
  EXPECT_EQ(world.ok("pipes", "StopPipe", R"({"Name": "p"})").at("CurrentState"), "STOPPING");
  EXPECT_EQ(state(world), "STOPPED");
  EXPECT_EQ(world.ok("pipes", "StartPipe", R"({"Name": "p"})").at("CurrentState"), "STARTING");
  EXPECT_EQ(state(world), "RUNNING");
  EXPECT_EQ(world.ok("pipes", "DeletePipe", R"({"Name": "p"})").at("CurrentState"), "DELETING");
  const AwsError gone = world.error("pipes", "DescribePipe", R"({"Name": "p"})");
  EXPECT_EQ(gone.code, "NotFoundException");
  EXPECT_EQ(gone.http_status, 404);
  EXPECT_EQ(gone.message, "Pipe p does not exist.");
}

TEST(Pipe, A_pipe_may_be_created_stopped) {
  TestWorld world;
  world.ok("pipes", "CreatePipe", with(base, {{"DesiredState", "STOPPED"}}));
  EXPECT_EQ(state(world), "STOPPED");
}

TEST(Pipe, An_update_changes_only_what_it_names) {
  TestWorld world;
  world.ok("pipes", "CreatePipe",
           with(base, {{"Description", "d"},
                       {"SourceParameters", parse_json(R"({"SqsQueueParameters": {"BatchSize": 5},
                           "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": [\"x\"]}"}]}})")},
                       {"TargetParameters", {{"InputTemplate", "<$.body>"}}}}));
  world.ok("pipes", "UpdatePipe", R"({"Name": "p", "RoleArn": "arn:aws:iam::000000000000:role/s",
      "DesiredState": "STOPPED", "SourceParameters": {"SqsQueueParameters": {"BatchSize": 7}}})");
  const Json pipe = world.ok("pipes", "DescribePipe", R"({"Name": "p"})");
  EXPECT_EQ(pipe.at("CurrentState"), "STOPPED");
  EXPECT_EQ(pipe.at("Description"), "d");
  EXPECT_EQ(pipe.at("RoleArn"), "arn:aws:iam::000000000000:role/s");
  EXPECT_EQ(pipe.at("SourceParameters").at("SqsQueueParameters").at("BatchSize"), 7);
  EXPECT_EQ(pipe.at("SourceParameters").at("FilterCriteria").at("Filters").size(), 1U);
  EXPECT_EQ(pipe.at("TargetParameters").at("InputTemplate"), "<$.body>");
}

TEST(Pipe, What_it_does_not_work_with_is_refused) {
  TestWorld world;
  const auto refusal = [&](const Json& more) {
    const AwsError error = world.error("pipes", "CreatePipe", with(base, more));
    EXPECT_EQ(error.code, "ValidationException");
    return error.message;
  };
  EXPECT_NE(refusal({{"Source", "arn:aws:kinesis:us-east-1:000000000000:stream/s"}})
                .find("does not support the pipe source"),
            std::string::npos);
  EXPECT_NE(refusal({{"Target", "arn:aws:ecs:us-east-1:000000000000:cluster/c"}})
                .find("does not support the pipe target"),
            std::string::npos);
  EXPECT_NE(refusal({{"Enrichment", "arn:aws:lambda:us-east-1:000000000000:function:f"}})
                .find("does not support enrichments"),
            std::string::npos);
  refusal({{"SourceParameters", {{"SqsQueueParameters", {{"BatchSize", 11}}}}}});
  refusal({{"SourceParameters", {{"SqsQueueParameters", {{"BatchSize", 10001}}}}}});
  refusal(
      {{"Source", "arn:aws:sqs:us-east-1:000000000000:in.fifo"},
       {"SourceParameters", {{"SqsQueueParameters", {{"MaximumBatchingWindowInSeconds", 1}}}}}});
  EXPECT_TRUE(refusal({{"SourceParameters",
                        parse_json(R"({"FilterCriteria": {"Filters": [{"Pattern": "{}"}]}})")}})
                  .starts_with("Event pattern is not valid. Reason: Empty objects"));
  refusal({{"RoleArn", "role"}});
  EXPECT_TRUE(world.ok("pipes", "ListPipes", "{}").at("Pipes").empty());
}

TEST(Pipe, Pipes_are_listed_in_pages_and_by_filter) {
  TestWorld world;
  for (const auto* name : {"a1", "a2", "a3", "b1"}) {
    world.ok(
        "pipes", "CreatePipe",
        with(base, {{"Name", name}, {"DesiredState", name[1] == '1' ? "RUNNING" : "STOPPED"}}));
  }
  const auto names = [&](const Json& output) {
    std::string names;
    for (const Json& pipe : output.at("Pipes")) names += pipe.at("Name").get<std::string>() + " ";
    return names;
  };
  const Json first = world.ok("pipes", "ListPipes", R"({"NamePrefix": "a", "Limit": 2})");
  EXPECT_EQ(names(first), "a1 a2 ");
  EXPECT_EQ(names(world.ok(
                "pipes", "ListPipes",
                Json{{"NamePrefix", "a"}, {"Limit", 2}, {"NextToken", first.at("NextToken")}})),
            "a3 ");
  EXPECT_EQ(names(world.ok("pipes", "ListPipes", R"({"CurrentState": "RUNNING"})")), "a1 b1 ");
  EXPECT_EQ(names(world.ok("pipes", "ListPipes", R"({"SourcePrefix": "arn:aws:kinesis"})")), "");
}

TEST(Pipe, Pipes_carry_tags) {
  TestWorld world;
  const Json made =
      world.ok("pipes", "CreatePipe", with(base, {{"Tags", {{"team", "a"}, {"stage", "dev"}}}}));
  const Json arn{{"resourceArn", made.at("Arn")}};
  world.ok("pipes", "TagResource", with(arn, {{"tags", {{"team", "b"}}}}));
  world.ok("pipes", "UntagResource", with(arn, {{"tagKeys", Json::array({"stage"})}}));
  EXPECT_EQ(world.ok("pipes", "ListTagsForResource", arn).at("tags"), (Json{{"team", "b"}}));
  EXPECT_EQ(world
                .error("pipes", "ListTagsForResource",
                       R"({"resourceArn": "arn:aws:pipes:us-east-1:000000000000:pipe/none"})")
                .code,
            "NotFoundException");
}

}  // namespace
}  // namespace snowglobe
