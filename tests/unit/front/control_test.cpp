#include "emulator/front/control.h"

#include <gtest/gtest.h>

#include "emulator/front/router.h"

namespace snowglobe {
namespace {

WorldOptions quiet() {
  WorldOptions options;
  options.threads = Threads::kNone;
  options.clock = ClockMode::kManual;
  options.clock_start = parse_iso8601("2026-01-01T00:00:00Z");
  return options;
}

class ControlTest : public testing::Test {
 protected:
  wire::HttpReply send(std::string_view method, std::string_view target, std::string_view body = "",
                       std::string_view origin = "") {
    wire::HttpRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    if (!origin.empty()) request.headers.emplace_back("origin", origin);
    return router_.handle(request);
  }
  Json ok(std::string_view method, std::string_view target, std::string_view body = "") {
    const wire::HttpReply reply = send(method, target, body);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return parse_json(reply.body);
  }
  Json refused(int status, std::string_view method, std::string_view target,
               std::string_view body = "") {
    const wire::HttpReply reply = send(method, target, body);
    EXPECT_EQ(reply.status, status) << reply.body;
    return parse_json(reply.body);
  }

  const ServiceTable services_{{}};
  World world_{quiet(), services_};
  Router router_{world_, wire::Defaults{}, 1, {}};
};

TEST_F(ControlTest, The_clock_is_read_stopped_moved_and_released) {
  EXPECT_EQ(ok("GET", "/_snowglobe/clock").at("now"), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(ok("POST", "/_snowglobe/clock/advance", R"({"duration": "1h30m"})").at("now"),
            "2026-01-01T01:30:00.000Z");
  EXPECT_EQ(ok("POST", "/_snowglobe/clock/advance", R"({"to": "2026-01-02T00:00:00Z"})").at("now"),
            "2026-01-02T00:00:00.000Z");
  ok("POST", "/_snowglobe/clock", R"({"mode": "manual", "at": "2026-03-01T00:00:00Z"})");
  EXPECT_EQ(ok("GET", "/_snowglobe/clock").at("now"), "2026-03-01T00:00:00.000Z");
  EXPECT_EQ(ok("POST", "/_snowglobe/clock", R"({"mode": "real"})").at("mode"), "real");
  EXPECT_EQ(refused(400, "POST", "/_snowglobe/clock/advance", R"({"duration": "1s"})").at("error"),
            "ClockIsReal");
}

TEST_F(ControlTest, Fault_rules_are_added_listed_and_removed) {
  const Json id = ok("POST", "/_snowglobe/faults", R"({"effect": "throttle"})").at("id");
  EXPECT_EQ(ok("GET", "/_snowglobe/faults").at("faults").size(), 1u);
  ok("DELETE", "/_snowglobe/faults/" + print_json(id));
  EXPECT_EQ(refused(404, "DELETE", "/_snowglobe/faults/" + print_json(id)).at("error"),
            "NoSuchFaultRule");
  ok("POST", "/_snowglobe/faults", R"({"effect": "drop"})");
  ok("DELETE", "/_snowglobe/faults");
  EXPECT_EQ(ok("GET", "/_snowglobe/faults").at("faults").size(), 0u);
}

// A misspelt member that is passed over would make a test pass for the wrong reason.
TEST_F(ControlTest, What_is_wrong_is_said_with_a_hint) {
  for (const auto& [target, body] : {
           std::pair("/_snowglobe/clock", R"({"mode": "manuel"})"),
           std::pair("/_snowglobe/clock", R"({"mode": "manual", "att": "x"})"),
           std::pair("/_snowglobe/clock", R"({"mode": "manual", "at": "tomorrow"})"),
           std::pair("/_snowglobe/clock", R"([])"),
           std::pair("/_snowglobe/clock", R"({)"),
           std::pair("/_snowglobe/clock/advance", R"({"duration": "-5s"})"),
           std::pair("/_snowglobe/clock/advance", R"({"duration": 5})"),
           std::pair("/_snowglobe/faults", R"({"effect": "nonsense"})"),
           std::pair("/_snowglobe/snapshot", R"({})"),
       }) {
    const Json error = refused(400, "POST", target, body);
    EXPECT_TRUE(error.contains("hint")) << target << body;
  }
  EXPECT_EQ(refused(404, "GET", "/_snowglobe/nonsense").at("error"), "NoSuchPath");
  EXPECT_EQ(refused(404, "PUT", "/_snowglobe/clock").at("error"), "NoSuchPath");
  refused(400, "GET", "/_snowglobe/journal?limit=many");
  refused(400, "GET", "/_snowglobe/journal?limit=0");
  EXPECT_EQ(refused(501, "POST", "/_snowglobe/call/nowhere/Nothing").at("error"), "NotImplemented");
}

// A hint that does not help is worse than none.
TEST_F(ControlTest, A_hint_fits_the_mistake) {
  EXPECT_EQ(refused(404, "GET", "/_snowglobe/clock/settle").at("hint"),
            "There is: POST /_snowglobe/clock/settle");
  const Json all = refused(404, "GET", "/_snowglobe/nonsense").at("hint");
  EXPECT_NE(all.get<std::string>().find("POST /_snowglobe/reset"), std::string::npos);
  ok("POST", "/_snowglobe/clock", R"({"mode": "real"})");
  EXPECT_FALSE(
      refused(400, "POST", "/_snowglobe/clock/advance", R"({"duration": "1s"})").contains("hint"));
}

TEST_F(ControlTest, What_tools_for_LocalStack_look_for_is_there) {
  for (const char* target : {"/health", "/_localstack/health", "/_localstack/info"}) {
    EXPECT_TRUE(ok("GET", target).contains("version")) << target;
  }
  ok("POST", "/_localstack/state/reset");
}

// Any page that a browser shows may send requests to this port.
TEST_F(ControlTest, A_page_of_another_machine_cannot_empty_the_world) {
  EXPECT_EQ(send("POST", "/_snowglobe/reset", "", "https://example.com").status, 403);
  EXPECT_EQ(send("POST", "/_snowglobe/reset", "", "null").status, 403);
  for (const char* origin : {"http://localhost.example.com", "http://localhost@example.com:80",
                             "http://127.0.0.1.example.com:80", "localhost"}) {
    EXPECT_EQ(send("POST", "/_snowglobe/reset", "", origin).status, 403) << origin;
  }
  for (const char* origin : {"http://localhost:3000", "https://localhost", "http://127.0.0.1:80",
                             "http://[::1]:3000", "http://[::1]"}) {
    EXPECT_EQ(send("POST", "/_snowglobe/reset", "", origin).status, 200) << origin;
  }
}

TEST_F(ControlTest, A_browser_is_allowed_to_ask_beforehand) {
  const wire::HttpReply reply = send("OPTIONS", "/", "", "http://localhost:3000");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.headers.at(0).second, "http://localhost:3000");
}

}  // namespace
}  // namespace snowglobe
