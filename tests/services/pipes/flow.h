// The world that the tests of pipes start from.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/test_world.h"

namespace snowglobe {

// A world with the queues "in" (visibility timeout 30 s) and "out".
class Flow : public TestWorld {
 public:
  explicit Flow(Json in_attributes = Json::object()) {
    make_queue("out");
    in_attributes["VisibilityTimeout"] = "30";
    make_queue("in", in_attributes);
  }

  static std::string queue_arn(const std::string& name) {
    return "arn:aws:sqs:us-east-1:000000000000:" + name;
  }

  void make_queue(const std::string& name, Json attributes = Json::object()) {
    urls_[name] = ok("sqs", "CreateQueue", Json{{"QueueName", name}, {"Attributes", attributes}})
                      .at("QueueUrl");
  }
  void make_pipe(const Json& more = Json::object()) {
    Json input{{"Name", "p"},
               {"Source", queue_arn("in")},
               {"Target", queue_arn("out")},
               {"RoleArn", "arn:aws:iam::000000000000:role/r"},
               {"TargetParameters", {{"InputTemplate", "<$.body>"}}}};
    for (const auto& [name, value] : more.items()) input[name] = value;
    ok("pipes", "CreatePipe", input);
  }
  static Json batch_of(int size, int window_s = 0) {
    return {{"SqsQueueParameters",
             {{"BatchSize", size}, {"MaximumBatchingWindowInSeconds", window_s}}}};
  }
  void send(const std::string& body, const std::string& queue = "in", const char* group = nullptr) {
    Json input{{"QueueUrl", urls_[queue]}, {"MessageBody", body}};
    if (group != nullptr) input["MessageGroupId"] = group;
    ok("sqs", "SendMessage", input);
  }
  // The bodies in the queue, which are taken away.
  std::vector<std::string> bodies(const std::string& queue = "out") {
    std::vector<std::string> bodies;
    for (;;) {
      const Json output = ok("sqs", "ReceiveMessage",
                             Json{{"QueueUrl", urls_[queue]}, {"MaxNumberOfMessages", 10}});
      const Json* messages = find_member(output, "Messages");
      if (messages == nullptr) return bodies;
      for (const Json& message : *messages) {
        bodies.push_back(message.at("Body"));
        ok("sqs", "DeleteMessage",
           Json{{"QueueUrl", urls_[queue]}, {"ReceiptHandle", message.at("ReceiptHandle")}});
      }
    }
  }
  // How many are in the queue: visible, and not.
  std::string count(const std::string& queue = "in") {
    const Json attributes = ok("sqs", "GetQueueAttributes",
                               Json{{"QueueUrl", urls_[queue]}, {"AttributeNames", {"All"}}})
                                .at("Attributes");
    return attributes.at("ApproximateNumberOfMessages").get<std::string>() + "+" +
           attributes.at("ApproximateNumberOfMessagesNotVisible").get<std::string>();
  }
  std::string state() { return ok("pipes", "DescribePipe", R"({"Name": "p"})").at("CurrentState"); }
  void fault(const char* rule) { world().add_fault(parse_json(rule)); }
  void no_faults() { world().clear_faults(); }

 private:
  std::map<std::string, std::string> urls_;
};

using Bodies = std::vector<std::string>;

}  // namespace snowglobe
