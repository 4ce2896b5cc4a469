// A world with queues, and the calls that tests of SQS make most.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/test_world.h"

namespace snowglobe::sqs {

class SqsWorld : public TestWorld {
 public:
  Json call(std::string_view operation, const Json& input) { return ok("sqs", operation, input); }
  AwsError refused(std::string_view operation, const Json& input) {
    return error("sqs", operation, input);
  }

  std::string queue(const std::string& name, const Json& attributes = Json::object()) {
    return call("CreateQueue", {{"QueueName", name}, {"Attributes", attributes}})
        .at("QueueUrl")
        .get<std::string>();
  }
  static std::string arn(const std::string& name) {
    return "arn:aws:sqs:us-east-1:000000000000:" + name;
  }
  // A queue whose messages go to the queue `dead` after so many receives.
  std::string queue_with_dead_letters(const std::string& name, const std::string& dead,
                                      int receive_count_max, Json attributes = Json::object()) {
    attributes["RedrivePolicy"] =
        print_json({{"deadLetterTargetArn", arn(dead)}, {"maxReceiveCount", receive_count_max}});
    return queue(name, attributes);
  }

  Json send(const std::string& url, const std::string& body, const Json& more = Json::object()) {
    Json input = {{"QueueUrl", url}, {"MessageBody", body}};
    input.update(more);
    return call("SendMessage", input);
  }
  Json send_to_group(const std::string& url, const std::string& group, const std::string& body) {
    return send(url, body, {{"MessageGroupId", group}, {"MessageDeduplicationId", body}});
  }

  static Json receive_input(const std::string& url, const Json& more = Json::object()) {
    Json input = {{"QueueUrl", url}, {"MaxNumberOfMessages", 10}};
    input.update(more);
    return input;
  }
  // The messages, or an empty array.
  Json receive(const std::string& url, const Json& more = Json::object()) {
    return call("ReceiveMessage", receive_input(url, more)).value("Messages", Json::array());
  }
  std::vector<std::string> bodies(const std::string& url, const Json& more = Json::object()) {
    return bodies_of(receive(url, more));
  }
  static std::vector<std::string> bodies_of(const Json& messages) {
    std::vector<std::string> found;
    for (const Json& message : messages) found.push_back(message.at("Body").get<std::string>());
    return found;
  }

  void remove(const std::string& url, const Json& message) {
    call("DeleteMessage", {{"QueueUrl", url}, {"ReceiptHandle", message.at("ReceiptHandle")}});
  }
  Json attributes(const std::string& url) {
    return call("GetQueueAttributes", {{"QueueUrl", url}, {"AttributeNames", {"All"}}})
        .at("Attributes");
  }
};

using Bodies = std::vector<std::string>;

}  // namespace snowglobe::sqs
