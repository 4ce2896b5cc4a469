// A world with functions, for the tests of Lambda.
#pragma once

#include <gtest/gtest.h>

#include "emulator/base/text.h"
#include "tests/support/test_world.h"

namespace snowglobe::lambda {

class LambdaTest : public testing::Test {
 protected:
  static Json definition(const std::string& name) {
    return {{"FunctionName", name},
            {"Role", "arn:aws:iam::000000000000:role/r"},
            {"Runtime", "provided.al2023"},
            {"Handler", "scripted"},
            {"Code", {{"S3Bucket", "snowglobe"}, {"S3Key", "scripted"}}}};
  }

  // A function that answers with the outcomes; without any it returns its event.
  void create(const std::string& name, const char* outcomes = "[]", Json cycle = false) {
    world.ok("lambda", "CreateFunction", definition(name));
    world.ok("lambda", "SetFunctionScript",
             {{"FunctionName", name}, {"Outcomes", parse_json(outcomes)}, {"Cycle", cycle}});
  }

  static Json request(const std::string& name, const std::string& payload) {
    return {{"FunctionName", name}, {"Payload", base64_encode(payload)}};
  }
  static Json payload_of(Json output) {
    bytes_to_text(output);
    return parse_json(*base64_decode(output.at("Payload").get<std::string>()));
  }
  Json invoke(const std::string& name, const std::string& payload = "{}") {
    return world.ok("lambda", "Invoke", request(name, payload));
  }
  void send_event(const std::string& name, const std::string& payload = "{}") {
    Json input = request(name, payload);
    input["InvocationType"] = "Event";
    EXPECT_EQ(world.ok("lambda", "Invoke", input)["StatusCode"], 202);
  }
  Json script(const std::string& name) {
    return world.ok("lambda", "GetFunctionScript", Json{{"FunctionName", name}});
  }
  Json log(const std::string& name, int count_max = 100) {
    return world.ok("lambda", "ListInvocations",
                    {{"FunctionName", name}, {"MaxItems", count_max}})["Invocations"];
  }

  TestWorld world;
};

}  // namespace snowglobe::lambda
