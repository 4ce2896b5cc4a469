// Worlds in process against bare SQLite writing the same rows in the same transactions, and what
// grows with the data. Prints one JSON object a line for scripts/bench.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "emulator/engine/world.h"
#include "services/catalog.h"
#include "tests/bench/recorder.h"

namespace snowglobe::bench {
namespace {

constexpr const char* breaker = R"json({
  "StartAt": "GetStatus",
  "States": {
    "GetStatus": {
      "Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
      "Parameters": {"TableName": "circuits", "Key": {"service": {"S": "payments"}}},
      "ResultPath": "$.circuit", "Next": "IsOpen"},
    "IsOpen": {
      "Type": "Choice",
      "Choices": [{"And": [{"Variable": "$.circuit.Item.status.S", "IsPresent": true},
                           {"Variable": "$.circuit.Item.status.S", "StringEquals": "OPEN"}],
                   "Next": "FailFast"}],
      "Default": "Work"},
    "Work": {
      "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "charge", "Payload.$": "$"},
      "ResultPath": "$.receipt",
      "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2}],
      "Next": "MarkClosed"},
    "MarkClosed": {
      "Type": "Task", "Resource": "arn:aws:states:::dynamodb:updateItem",
      "Parameters": {
        "TableName": "circuits", "Key": {"service": {"S": "payments"}},
        "UpdateExpression": "SET #status = :closed, updatedAt = :now",
        "ExpressionAttributeNames": {"#status": "status"},
        "ExpressionAttributeValues": {":closed": {"S": "CLOSED"}, ":now": {"S.$": "$$.State.EnteredTime"}}},
      "ResultPath": null, "Next": "Done"},
    "Done": {"Type": "Succeed"},
    "FailFast": {"Type": "Fail", "Error": "CircuitOpen"}
  }
})json";

double seconds_of(const std::function<void()>& work) {
  const MachineInstant start = machine_instant();
  work();
  return std::chrono::duration<double>(machine_instant() - start).count();
}

class Bench {
 public:
  explicit Bench(const std::string& directory) {
    WorldOptions options;
    options.directory = directory;
    options.threads = Threads::kNone;
    options.clock = ClockMode::kManual;
    options.clock_start = parse_iso8601("2026-01-01T00:00:00Z");
    world_ = std::make_unique<World>(options, service_catalog());
  }

  Json call(const char* service, const char* operation, Json input) {
    Call call;
    call.service = service;
    call.operation = operation;
    call.input = std::move(input);
    Outcome outcome = world_->call(std::move(call));
    if (outcome.error) {
      std::fprintf(stderr, "bench: %s.%s: %s: %s\n", service, operation,
                   outcome.error->code.c_str(), outcome.error->message.c_str());
      std::exit(1);
    }
    return std::move(outcome.output);
  }
  World& world() { return *world_; }

 private:
  std::unique_ptr<World> world_;
};

void print(const char* name, const Json& values) {
  Json line = {{"bench", name}};
  line.update(values);
  std::puts(print_json(line).c_str());
  std::fflush(stdout);
}

std::string scratch(const char* name) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("snowglobe-bench-" + std::to_string(getpid()) + "-" + name);
  std::filesystem::remove_all(path);
  return path.string();
}

void run_breaker(bool is_in_memory, int executions) {
  const std::string directory = is_in_memory ? "" : scratch("breaker");
  const std::string copy = scratch("copy.db");
  Bench bench(directory);
  sqlite3* const connection = last_connection();
  bench.call("dynamodb", "CreateTable",
             {{"TableName", "circuits"},
              {"BillingMode", "PAY_PER_REQUEST"},
              {"KeySchema", {{{"AttributeName", "service"}, {"KeyType", "HASH"}}}},
              {"AttributeDefinitions", {{{"AttributeName", "service"}, {"AttributeType", "S"}}}}});
  bench.call("lambda", "CreateFunction",
             {{"FunctionName", "charge"},
              {"Role", "arn:aws:iam::000000000000:role/bench"},
              {"Runtime", "provided.al2023"},
              {"Handler", "scripted"},
              {"Code", {{"S3Bucket", "snowglobe"}, {"S3Key", "scripted"}}}});
  const std::string machine = bench
                                  .call("states", "CreateStateMachine",
                                        {{"name", "breaker"},
                                         {"definition", breaker},
                                         {"roleArn", "arn:aws:iam::000000000000:role/bench"}})
                                  .at("stateMachineArn")
                                  .get<std::string>();
  std::string last;
  const auto execute = [&](int count) {
    for (int i = 0; i < count; ++i) {
      const Json input = {{"orderId", std::to_string(i)}, {"amount", 42}};
      last = bench
                 .call("states", "StartExecution",
                       {{"stateMachineArn", machine}, {"input", print_json(input)}})
                 .at("executionArn")
                 .get<std::string>();
      bench.world().settle();
    }
  };
  execute(executions / 10);  // warm
  const double ours = seconds_of([&] { execute(executions); });
  const Json state = bench.call("states", "DescribeExecution", {{"executionArn", last}});
  if (state["status"] != "SUCCEEDED") {
    std::fprintf(stderr, "bench: the execution is %s\n", print_json(state).c_str());
    std::exit(1);
  }
  copy_database(connection, copy);
  const int recorded = executions / 4;
  Recorder recorder(connection);
  execute(recorded);
  std::size_t rows = 0;
  for (const Transaction& transaction : recorder.transactions()) rows += transaction.size();
  const double bare = replay(copy, is_in_memory, recorder.transactions());
  print("breaker", {{"world", is_in_memory ? "memory" : "disk"},
                    {"executionsPerSecond", executions / ours},
                    {"bareSqlitePerSecond", recorded / bare},
                    {"ratio", executions / ours / (recorded / bare)},
                    {"rowsPerExecution", static_cast<double>(rows) / recorded},
                    {"transactionsPerExecution",
                     static_cast<double>(recorder.transactions().size()) / recorded}});
  std::filesystem::remove(copy);
  if (!directory.empty()) std::filesystem::remove_all(directory);
}

void run_receive(int messages) {
  Bench bench("");
  const std::string url =
      bench.call("sqs", "CreateQueue", {{"QueueName", "q"}}).at("QueueUrl").get<std::string>();
  for (int sent = 0; sent < messages; sent += 10) {
    Json entries = Json::array();
    for (int i = 0; i < 10; ++i) {
      entries.push_back({{"Id", std::to_string(i)}, {"MessageBody", std::string(200, 'x')}});
    }
    bench.call("sqs", "SendMessageBatch", {{"QueueUrl", url}, {"Entries", entries}});
  }
  // Each message is handed back at once, so that the queue keeps its size.
  constexpr int rounds = 20'000;
  const double took = seconds_of([&] {
    for (int i = 0; i < rounds; ++i) {
      const Json got =
          bench.call("sqs", "ReceiveMessage", {{"QueueUrl", url}, {"VisibilityTimeout", 0}});
      if (!got.contains("Messages")) std::exit(1);
    }
  });
  print("receive", {{"messages", messages}, {"microseconds", took / rounds * 1e6}});
}

}  // namespace
}  // namespace snowglobe::bench

int main(int argc, char** argv) {
  using namespace snowglobe::bench;
  watch_connections();
  const int executions = argc > 1 ? std::atoi(argv[1]) : 4000;
  const int messages = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
  run_breaker(true, executions);
  run_breaker(false, executions);
  run_receive(100);
  run_receive(messages);
  return 0;
}
