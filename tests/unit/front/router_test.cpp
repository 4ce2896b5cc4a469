// Who gets a request: the control API, a service, or, when it is nobody else's, Snowglobe itself.
#include "emulator/front/router.h"

#include <gtest/gtest.h>

#include "emulator/api/raw.h"

namespace snowglobe {
namespace {

// A service with buckets of which one may be called health, and a host for every one of its ponds.
class Pond : public Service {
 public:
  struct Bucket {
    std::string name;
    void describe(auto& field) { field("Name", name); }
  };
  Bucket get_bucket(const Bucket& bucket) { return bucket; }
  RawReply answer(const RawRequest& request) {
    RawReply reply;
    reply.status = 210;
    reply.headers = {{"Access-Control-Allow-Origin", "the pond's own"}};
    reply.body.bytes =
        SharedBytes(request.host_labels.at("Pond") + " " + request.method + " " + request.target);
    return reply;
  }
};

const ServiceTable& services() {
  static const Operation operations[] = {op<&Pond::get_bucket>("GetBucket", "GET /{Name}"),
                                         op<&Pond::answer>("Answer")};
  static const ServiceDefinition pond{.info = {.name = "pond",
                                               .signing_name = "pond",
                                               .shape_name = "Pond",
                                               .protocols = {Protocol::kRestJson},
                                               .hosts = {{"{Pond}.ponds", "Answer"}}},
                                      .operations = operations,
                                      .aws_operations = {},
                                      .make = [](Host&) { return std::make_unique<Pond>(); }};
  static const ServiceDefinition* const all[] = {&pond};
  static const ServiceTable table(all);
  return table;
}

WorldOptions quiet() {
  WorldOptions options;
  options.threads = Threads::kNone;
  return options;
}

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

constexpr std::string_view signature =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/pond/aws4_request, Signature=0";

class RouterTest : public testing::Test {
 protected:
  wire::HttpReply send(std::string_view method, std::string_view target, Headers headers = {}) {
    wire::HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    return router_.handle(request);
  }
  static std::string header(const wire::HttpReply& reply, std::string_view name) {
    std::string found;
    for (const auto& [key, value] : reply.headers) {
      if (key == name) found += value + ";";
    }
    return found;
  }

  World world_{quiet(), services()};
  Router router_{world_, wire::Defaults{}, 1, {}};
};

TEST_F(RouterTest, The_control_API_comes_first_whatever_the_host) {
  EXPECT_EQ(send("GET", "/_snowglobe/info", {{"Host", "a.ponds.localhost"}}).status, 200);
  EXPECT_EQ(send("GET", "/_snowglobe/info", {{"Authorization", signature}}).status, 200);
}

// Of a service with buckets, one may be called so.
TEST_F(RouterTest, A_services_bucket_may_be_called_health) {
  EXPECT_EQ(send("GET", "/health").body, R"({"Name":"health"})");
  EXPECT_EQ(send("GET", "/health", {{"Authorization", signature}}).body, R"({"Name":"health"})");
}

TEST_F(RouterTest, A_greeting_is_for_whoever_says_nothing) {
  EXPECT_EQ(send("GET", "/").body.substr(0, 9), "Snowglobe");
  EXPECT_EQ(send("GET", "/", {{"Authorization", signature}}).status, 404);
}

TEST_F(RouterTest, A_browsers_question_is_answered_unless_a_service_claims_it) {
  EXPECT_EQ(send("OPTIONS", "/x", {{"Origin", "http://localhost:3000"}}).status, 204);
  const wire::HttpReply own =
      send("OPTIONS", "/x?y", {{"Origin", "http://localhost:3000"}, {"Host", "a.ponds.localhost"}});
  EXPECT_EQ(own.status, 210);
  EXPECT_EQ(own.body, "a OPTIONS /x?y");
  EXPECT_EQ(header(own, "Access-Control-Allow-Origin"), "the pond's own;");
}

TEST_F(RouterTest, Hosts_of_AWS_and_of_this_machine_lead_to_a_service_by_their_labels) {
  for (const char* host :
       {"b7.ponds.us-east-1.amazonaws.com", "b7.ponds.amazonaws.com", "B7.Ponds.localhost:4566",
        "b7.ponds.localhost.localstack.cloud:4566", "b7.ponds.eu-west-1.on.aws"}) {
    EXPECT_EQ(send("PUT", "/a%2Fb//", {{"Host", host}}).body, "b7 PUT /a%2Fb//") << host;
  }
  for (const char* host :
       {"b7.ponds.example.com", "ponds.localhost", "a.b7.ponds.localhost", ".ponds.localhost",
        "b7.ponds.localhost.example.com", "localhost:4566"}) {
    EXPECT_NE(send("PUT", "/x", {{"Host", host}}).status, 210) << host;
  }
}

}  // namespace
}  // namespace snowglobe
