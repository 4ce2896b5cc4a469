#include "emulator/front/cli.h"

#include <gtest/gtest.h>

#include <sstream>

#include "emulator/front/commands.h"

namespace snowglobe {
namespace {

struct Finished {
  int code = 0;
  std::string out, errors;
};

Finished run(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "snowglobe");
  std::ostringstream out, errors;
  const ServiceTable no_services{{}};
  Finished result;
  result.code = run_command_line(static_cast<int>(arguments.size()), arguments.data(), no_services,
                                 out, errors);
  result.out = out.str();
  result.errors = errors.str();
  return result;
}

TEST(Cli, The_version_is_printed) { EXPECT_EQ(run({"version"}).out, "snowglobe 0.1.0\n"); }

TEST(Cli, The_version_is_printed_for_the_usual_flag_too) {
  EXPECT_EQ(run({"--version"}).code, 0);
  EXPECT_EQ(run({"--version"}).out, "snowglobe 0.1.0\n");
}

TEST(Cli, Help_teaches_by_example) {
  for (const char* command : {"serve", "clock", "faults", "journal"}) {
    const Finished help = run({command, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("Examples:"), std::string::npos) << command;
    EXPECT_NE(help.out.find(std::string("snowglobe ") + command), std::string::npos) << command;
  }
}

TEST(Cli, Wrong_arguments_are_an_error_of_their_own) {
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"nonsense"}).code, 2);
  EXPECT_EQ(run({"serve", "--port", "many"}).code, 2);
  EXPECT_EQ(run({"serve", "--log-level", "loud"}).code, 2);
}

// Each would have been served, and have surprised later.
TEST(Cli, Defaults_that_no_request_could_have_are_refused) {
  const auto refused = [](const char* option, const char* value, const char* words) {
    const Finished result = run({"serve", "--port", "0", "--data", "/dev/null/x", option, value});
    EXPECT_EQ(result.code, 2) << option;
    EXPECT_NE(result.errors.find(words), std::string::npos) << result.errors;
  };
  refused("--account", "123", "12 digits");
  refused("--account", "00000000000a", "12 digits");
  refused("--region", "US East", "us-east-1");
  refused("--region", "", "us-east-1");
  refused("--seed", "-3", "0 or more");
}

TEST(Cli, Who_names_no_command_is_shown_all) {
  EXPECT_NE(run({}).errors.find("serve"), std::string::npos);
  const Finished misspelt = run({"srve"});
  EXPECT_NE(misspelt.errors.find("There is no command 'srve'."), std::string::npos);
  EXPECT_NE(misspelt.errors.find("Run a world and serve it"), std::string::npos);
  EXPECT_NE(run({"clock", "advance"}).errors.find("duration is required"), std::string::npos);
}

TEST(Cli, A_directory_that_cannot_hold_a_world_is_named_with_what_to_do) {
  const Finished result = run({"serve", "--port", "0", "--data", "/dev/null/world"});
  EXPECT_EQ(result.code, 1);
  EXPECT_NE(result.errors.find("cannot keep a world in /dev/null/world: Not a directory (name a"),
            std::string::npos)
      << result.errors;
}

TEST(Cli, What_cannot_be_served_is_said_and_nothing_is_started) {
  const Finished bad_clock = run({"serve", "--port", "0", "--clock", "manual=tomorrow"});
  EXPECT_EQ(bad_clock.code, 1);
  EXPECT_NE(bad_clock.errors.find("2026-01-01T00:00:00Z"), std::string::npos) << bad_clock.errors;
}

TEST(Cli, A_command_that_nobody_answers_says_how_to_start) {
  const Finished health = run({"--endpoint", "http://127.0.0.1:1", "health"});
  EXPECT_EQ(health.code, 1);
  EXPECT_NE(health.errors.find("snowglobe serve"), std::string::npos) << health.errors;
}

TEST(Cli, The_journal_is_shown_as_a_tree) {
  const Json answer = parse_json(R"({"entries": [
      {"id": 1, "parent": 0, "at": "T1", "service": "sqs", "operation": "SendMessage",
       "resource": "orders", "caller": "client"},
      {"id": 2, "parent": 0, "at": "T2", "service": "sqs", "operation": "ListQueues", "resource": "",
       "caller": "client"},
      {"id": 3, "parent": 1, "at": "T3", "service": "states", "operation": "StartExecution",
       "resource": "m", "caller": "pipes.amazonaws.com", "attempt": 2, "error": "X", "message": "y",
       "fault": 4},
      {"id": 9, "parent": 8, "at": "T9", "service": "events", "operation": "PutEvents",
       "resource": "", "caller": "client"}]})");
  std::ostringstream out;
  show_journal(answer, out);
  EXPECT_EQ(out.str(),
            "     1  T1  sqs SendMessage orders\n"
            "     3  T3    states StartExecution m  (by pipes.amazonaws.com)  attempt 2  => X: y  "
            "[fault rule 4]\n"
            "     2  T2  sqs ListQueues\n"
            "     9  T9  events PutEvents\n");
}

}  // namespace
}  // namespace snowglobe
