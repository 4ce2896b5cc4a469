#include "tests/services/sqs/sqs_world.h"

namespace snowglobe::sqs {
namespace {

TEST(Queue, Has_the_attributes_it_was_given_and_the_usual_others) {
  SqsWorld world;
  const std::string url = world.queue("q", {{"VisibilityTimeout", "45"}});
  EXPECT_EQ(url, "http://localhost:4566/000000000000/q");
  const Json attributes = world.attributes(url);
  EXPECT_EQ(attributes.at("VisibilityTimeout"), "45");
  EXPECT_EQ(attributes.at("MaximumMessageSize"), "1048576");
  EXPECT_EQ(attributes.at("MessageRetentionPeriod"), "345600");
  EXPECT_EQ(attributes.at("QueueArn"), SqsWorld::arn("q"));
  EXPECT_EQ(attributes.at("CreatedTimestamp"), "1767225600");
  EXPECT_FALSE(attributes.contains("FifoQueue"));
  const Json some = world.call("GetQueueAttributes",
                               {{"QueueUrl", url}, {"AttributeNames", {"DelaySeconds", "Policy"}}});
  EXPECT_EQ(some.at("Attributes"), (Json{{"DelaySeconds", "0"}}));
  EXPECT_EQ(world.call("GetQueueAttributes", {{"QueueUrl", url}}), Json::object());
  EXPECT_EQ(
      world.refused("GetQueueAttributes", {{"QueueUrl", url}, {"AttributeNames", {"X"}}}).code,
      "InvalidAttributeName");
}

TEST(Queue, Is_created_again_only_with_the_same_attributes) {
  SqsWorld world;
  const std::string url = world.queue("q", {{"DelaySeconds", "3"}});
  EXPECT_EQ(world.queue("q", {{"DelaySeconds", "03"}}), url);
  EXPECT_EQ(world.queue("q"), url);
  const AwsError error =
      world.refused("CreateQueue", {{"QueueName", "q"}, {"Attributes", {{"DelaySeconds", "4"}}}});
  EXPECT_EQ(error.code, "QueueNameExists");
  EXPECT_EQ(error.query_code, "QueueAlreadyExists");
  EXPECT_EQ(error.message,
            "A queue already exists with the same name and a different value for attribute "
            "DelaySeconds");
}

TEST(Queue, Has_a_name_that_fits_its_type) {
  SqsWorld world;
  for (const char* name : {"", "a b", "q.fifo", "\xC3\xA4"}) {
    EXPECT_EQ(world.refused("CreateQueue", {{"QueueName", name}}).code,
              "InvalidParameterValueException");
  }
  const auto refused = [&](const std::string& name) {
    return world
        .refused("CreateQueue", {{"QueueName", name}, {"Attributes", {{"FifoQueue", "true"}}}})
        .code;
  };
  EXPECT_EQ(refused("q"), "InvalidParameterValueException");
  EXPECT_EQ(refused(".fifo"), "InvalidParameterValueException");
  EXPECT_EQ(refused(std::string(76, 'q') + ".fifo"), "InvalidParameterValueException");
}

TEST(Queue, That_does_not_exist_has_an_error_in_each_protocol) {
  SqsWorld world;
  const AwsError error =
      world.refused("SendMessage", {{"QueueUrl", "nowhere"}, {"MessageBody", "x"}});
  EXPECT_EQ(error.code, "QueueDoesNotExist");
  EXPECT_EQ(error.query_code, "AWS.SimpleQueueService.NonExistentQueue");
  EXPECT_EQ(error.message, "The specified queue does not exist.");
  EXPECT_EQ(world.refused("GetQueueUrl", {{"QueueName", "nowhere"}}).code, "QueueDoesNotExist");
  EXPECT_EQ(world.refused("SendMessage", {{"MessageBody", "x"}}).code, "QueueDoesNotExist");
}

TEST(Queues, Are_listed_in_order_by_prefix_and_page) {
  SqsWorld world;
  for (const char* name : {"b", "a2", "a3", "a1", "A"}) world.queue(name);
  const auto list = [&](const Json& input) { return world.call("ListQueues", input); };
  const auto url = [](const char* name) {
    return std::string("http://localhost:4566/000000000000/") + name;
  };
  EXPECT_EQ(list({{"QueueNamePrefix", "a"}}).at("QueueUrls"),
            (Json{url("a1"), url("a2"), url("a3")}));
  const Json first = list({{"QueueNamePrefix", "a"}, {"MaxResults", 2}});
  EXPECT_EQ(first.at("QueueUrls").size(), 2U);
  const Json second =
      list({{"QueueNamePrefix", "a"}, {"MaxResults", 2}, {"NextToken", first.at("NextToken")}});
  EXPECT_EQ(second, (Json{{"QueueUrls", {url("a3")}}}));
  EXPECT_FALSE(list({{"QueueNamePrefix", "x"}}).contains("QueueUrls"));
  EXPECT_EQ(world.refused("ListQueues", {{"NextToken", "?"}}).code,
            "InvalidParameterValueException");
}

TEST(Queues, Of_another_region_are_others) {
  SqsWorld world;
  Call call;
  call.service = "sqs";
  call.operation = "CreateQueue";
  call.region = "eu-west-1";
  call.input = {{"QueueName", "q"}};
  ASSERT_TRUE(world.world().submit(call)->is_done());
  EXPECT_EQ(world.refused("GetQueueUrl", {{"QueueName", "q"}}).code, "QueueDoesNotExist");
}

TEST(Queue, Has_tags) {
  SqsWorld world;
  const std::string url = world.queue("q");
  EXPECT_EQ(world.call("ListQueueTags", {{"QueueUrl", url}}), Json::object());
  world.call("TagQueue", {{"QueueUrl", url}, {"Tags", {{"a", "1"}, {"b", "2"}}}});
  world.call("UntagQueue", {{"QueueUrl", url}, {"TagKeys", {"a"}}});
  EXPECT_EQ(world.call("ListQueueTags", {{"QueueUrl", url}}), (Json{{"Tags", {{"b", "2"}}}}));
}

TEST(Queue, Grants_and_withdraws_permissions_in_its_policy) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.call("AddPermission", {{"QueueUrl", url},
                               {"Label", "L"},
                               {"AWSAccountIds", {"222222222222"}},
                               {"Actions", {"SendMessage"}}});
  const Json policy = parse_json(world.attributes(url).at("Policy").get<std::string>());
  EXPECT_EQ(policy["Statement"][0]["Sid"], "L");
  world.call("RemovePermission", {{"QueueUrl", url}, {"Label", "L"}});
  EXPECT_FALSE(world.attributes(url).contains("Policy"));
}

// A message that somebody waits for must not keep him waiting for a queue that is gone.
TEST(Queue, That_is_deleted_takes_its_messages_along_and_ends_its_polls) {
  SqsWorld world;
  const std::string url = world.queue("q");
  const auto poll =
      world.submit("sqs", "ReceiveMessage", {{"QueueUrl", url}, {"WaitTimeSeconds", 20}});
  world.call("DeleteQueue", {{"QueueUrl", url}});
  ASSERT_TRUE(poll->is_done());
  EXPECT_EQ(poll->outcome().error->code, "QueueDoesNotExist");
  world.advance("59s");
  EXPECT_EQ(world.refused("CreateQueue", {{"QueueName", "q"}}).code, "QueueDeletedRecently");
  world.advance("1s");
  world.queue("q");
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessages"), "0");
}

TEST(Queue, Is_purged_at_most_once_a_minute) {
  SqsWorld world;
  const std::string url = world.queue("q");
  world.send(url, "m");
  world.call("PurgeQueue", {{"QueueUrl", url}});
  EXPECT_EQ(world.bodies(url), Bodies{});
  EXPECT_EQ(world.refused("PurgeQueue", {{"QueueUrl", url}}).code, "PurgeQueueInProgress");
  world.advance("60s");
  world.call("PurgeQueue", {{"QueueUrl", url}});
}

TEST(RedrivePolicy, Wants_a_dead_letter_queue_that_exists_and_allows_it) {
  SqsWorld world;
  world.queue("dead");
  world.queue("closed", {{"RedriveAllowPolicy", R"({"redrivePermission": "denyAll"})"}});
  world.queue("dead.fifo", {{"FifoQueue", "true"}});
  for (const char* dead : {"nowhere", "closed", "dead.fifo"}) {
    const std::string policy =
        print_json({{"deadLetterTargetArn", SqsWorld::arn(dead)}, {"maxReceiveCount", 3}});
    EXPECT_EQ(world
                  .refused("CreateQueue",
                           {{"QueueName", "q"}, {"Attributes", {{"RedrivePolicy", policy}}}})
                  .code,
              "InvalidParameterValueException")
        << dead;
  }
  const std::string url = world.queue_with_dead_letters("q", "dead", 3);
  EXPECT_EQ(
      world.attributes(url).at("RedrivePolicy"),
      R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3})");
  EXPECT_EQ(world.call("ListDeadLetterSourceQueues", {{"QueueUrl", "dead"}}).at("queueUrls"),
            Json{url});
  world.call("SetQueueAttributes", {{"QueueUrl", url}, {"Attributes", {{"RedrivePolicy", ""}}}});
  EXPECT_FALSE(world.attributes(url).contains("RedrivePolicy"));
  EXPECT_EQ(world.call("ListDeadLetterSourceQueues", {{"QueueUrl", "dead"}}), Json::object());
}

// Terraform and others compare what they set with what they get: AWS shows a number, whatever came.
TEST(RedrivePolicy, Is_shown_in_one_form) {
  SqsWorld world;
  world.queue("dead");
  const Json attributes = {
      {"RedrivePolicy",
       R"({ "maxReceiveCount": "3", "deadLetterTargetArn": ")" + SqsWorld::arn("dead") + R"("})"}};
  const std::string url = world.queue("q", attributes);
  EXPECT_EQ(
      world.attributes(url).at("RedrivePolicy"),
      R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3})");
  EXPECT_EQ(world.queue("q", attributes), url);
}

// AWS takes a queue as its own dead-letter queue. A receive must come to an end all the same.
TEST(RedrivePolicy, May_lead_back_to_the_queue) {
  SqsWorld world;
  const std::string url = world.queue("q", {{"VisibilityTimeout", "0"}});
  world.call("SetQueueAttributes",
             {{"QueueUrl", url},
              {"Attributes",
               {{"RedrivePolicy", print_json({{"deadLetterTargetArn", SqsWorld::arn("q")},
                                              {"maxReceiveCount", 1}})}}}});
  world.send(url, "m");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(world.bodies(url), Bodies{"m"});
  EXPECT_EQ(world.attributes(url).at("ApproximateNumberOfMessages"), "1");
}

}  // namespace
}  // namespace snowglobe::sqs
