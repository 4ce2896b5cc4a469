// A world with the real Step Functions and other services that a test scripts: what a call to them
// comes to is a function of the test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "emulator/base/text.h"
#include "emulator/engine/world.h"
#include "services/states/states.h"

namespace snowglobe {

// What the scripted services answer, and which calls they got. Lives as long as the test.
struct Script {
  using Handler = std::function<std::variant<Json, Park>(const Request&)>;

  static Script& current() {
    static Script script;
    return script;
  }

  std::map<std::string, Handler> handlers;  // by "service.Operation"
  std::vector<Call> calls;

  std::variant<Json, Park> run(const Request& request) {
    if (request.memo.is_null()) calls.push_back(request.call);
    const auto found = handlers.find(request.call.service + "." + request.call.operation);
    if (found == handlers.end()) return Json::object();
    return found->second(request);
  }
  int count(std::string_view operation) const {
    int count = 0;
    for (const Call& call : calls) count += call.operation == operation;
    return count;
  }
};

class ScriptedService : public Service {};

inline ServiceDefinition scripted_service(std::string_view name) {
  static constexpr auto run =
      +[](Service&, const ServiceInfo&, const Json&, const Request& request) {
        return Script::current().run(request);
      };
  static constexpr auto line = [](std::string_view operation) {
    return Operation{operation, "", Reach::kClients, run, &shape_of<Empty>, &shape_of<Empty>};
  };
  static const Operation operations[] = {line("Invoke"), line("GetItem"),     line("UpdateItem"),
                                         line("Query"),  line("SendMessage"), line("PutEvents")};
  return {.info = {.name = name, .protocols = {Protocol::kJson10}},
          .operations = operations,
          .aws_operations = {},
          .make = [](Host&) { return std::make_unique<ScriptedService>(); }};
}

class ScriptedWorld {
 public:
  ScriptedWorld() {
    Script::current() = Script();
    static std::atomic<int> made = 0;
    directory_ = std::filesystem::temp_directory_path() /
                 ("snowglobe-states-" + std::to_string(getpid()) + "-" + std::to_string(++made));
    std::filesystem::create_directories(directory_);
    open();
  }
  ~ScriptedWorld() {
    world_.reset();
    std::filesystem::remove_all(directory_);
  }

  Script& script() { return Script::current(); }
  World& world() { return *world_; }

  Json ok(std::string_view operation, const Json& input) {
    const auto ticket = submit(operation, input);
    EXPECT_TRUE(ticket->is_done()) << operation << " is parked";
    if (!ticket->is_done()) return nullptr;
    if (const auto& error = ticket->outcome().error) {
      ADD_FAILURE() << operation << " answered " << error->code << ": " << error->message;
      return nullptr;
    }
    return ticket->outcome().output;
  }
  AwsError error(std::string_view operation, const Json& input) {
    const auto ticket = submit(operation, input);
    if (!ticket->is_done() || !ticket->outcome().error) {
      ADD_FAILURE() << operation << " answered no error";
      return AwsError("none", "none");
    }
    return *ticket->outcome().error;
  }
  std::shared_ptr<Ticket> submit(std::string_view operation, const Json& input) {
    Call call;
    call.service = "states";
    call.operation = operation;
    call.input = input;
    return world_->submit(std::move(call));
  }

  std::string machine(const std::string& name, const std::string& definition,
                      const std::string& type = "STANDARD") {
    return ok("CreateStateMachine", {{"name", name},
                                     {"definition", definition},
                                     {"type", type},
                                     {"roleArn", "arn:aws:iam::000000000000:role/r"}})
        .at("stateMachineArn");
  }
  // Starts, and gives the execution's ARN.
  std::string start(const std::string& machine_arn, const std::string& input = "{}") {
    return ok("StartExecution", {{"stateMachineArn", machine_arn}, {"input", input}})
        .at("executionArn");
  }
  // "SUCCEEDED output", "FAILED error: cause", "RUNNING".
  std::string state(const std::string& execution_arn) {
    const Json json = ok("DescribeExecution", {{"executionArn", execution_arn}});
    std::string text = json.at("status");
    if (json.contains("output")) text += " " + json["output"].get<std::string>();
    if (json.contains("error")) text += " " + json["error"].get<std::string>() + ":";
    if (json.contains("cause")) text += " " + json["cause"].get<std::string>();
    return text;
  }
  // Runs a machine of these states to where it waits or ends.
  std::string run(const std::string& definition, const std::string& input = "{}") {
    static int machines = 0;
    const std::string execution =
        start(machine("m" + std::to_string(++machines), definition), input);
    settle();
    return state(execution);
  }
  std::vector<std::string> event_types(const std::string& execution_arn) {
    std::vector<std::string> types;
    const Json history = ok("GetExecutionHistory", {{"executionArn", execution_arn}});
    for (const Json& event : history.at("events")) types.push_back(event.at("type"));
    return types;
  }

  void settle() { world_->settle(); }
  void advance(std::string_view duration) { world_->advance(*parse_duration(duration)); }
  // Closes the world as it stands and opens its file again.
  void restart() {
    world_.reset();
    open();
  }
  // Copies the file as a kill -9 would leave it, and opens the copy.
  void crash() {
    const auto copy = directory_.string() + ".copy";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(directory_, copy, std::filesystem::copy_options::recursive);
    world_.reset();
    std::filesystem::remove_all(directory_);
    std::filesystem::rename(copy, directory_);
    open();
  }

 private:
  void open() {
    static const ServiceDefinition lambda = scripted_service("lambda"),
                                   dynamodb = scripted_service("dynamodb"),
                                   sqs = scripted_service("sqs"),
                                   events = scripted_service("events");
    static const ServiceDefinition* const services[] = {&states::states_service(), &lambda,
                                                        &dynamodb, &sqs, &events};
    static const ServiceTable table(services);
    WorldOptions options;
    options.directory = directory_.string();
    options.threads = Threads::kNone;
    options.clock = ClockMode::kManual;
    options.clock_start = parse_iso8601("2026-01-01T00:00:00Z");
    options.log = [](std::string_view line) { ADD_FAILURE() << "the world logged: " << line; };
    world_ = std::make_unique<World>(options, table);
  }

  std::filesystem::path directory_;
  std::unique_ptr<World> world_;
};

// The output of lambda's Invoke with this payload.
inline Json invocation(const std::string& payload) {
  return {{"StatusCode", 200}, {"ExecutedVersion", "$LATEST"}, {"Payload", json_bytes(payload)}};
}
inline Json failed_invocation(const std::string& payload) {
  Json output = invocation(payload);
  output["FunctionError"] = "Unhandled";
  return output;
}

}  // namespace snowglobe
