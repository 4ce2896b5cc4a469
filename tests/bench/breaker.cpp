#include "tests/bench/breaker.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/bench/bare.h"
#include "tests/bench/subject.h"

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

std::string scratch(const char* name) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("snowglobe-bench-" + std::to_string(getpid()) + "-" + name);
  std::filesystem::remove_all(path);
  return path.string();
}

std::string create_breaker(Subject& subject) {
  subject.call(
      "dynamodb", "CreateTable",
      {{"TableName", "circuits"},
       {"BillingMode", "PAY_PER_REQUEST"},
       {"KeySchema", {{{"AttributeName", "service"}, {"KeyType", "HASH"}}}},
       {"AttributeDefinitions", {{{"AttributeName", "service"}, {"AttributeType", "S"}}}}});
  subject.call("lambda", "CreateFunction",
               {{"FunctionName", "charge"},
                {"Role", "arn:aws:iam::000000000000:role/bench"},
                {"Runtime", "provided.al2023"},
                {"Handler", "scripted"},
                {"Code", {{"S3Bucket", "snowglobe"}, {"S3Key", "scripted"}}}});
  return subject
      .call("states", "CreateStateMachine",
            {{"name", "breaker"},
             {"definition", breaker},
             {"roleArn", "arn:aws:iam::000000000000:role/bench"}})
      .at("stateMachineArn");
}

// Returns the last one's ARN.
std::string execute(Subject& subject, const std::string& machine, int count) {
  std::string last;
  for (int i = 0; i < count; ++i) {
    const Json input = {{"orderId", std::to_string(i)}, {"amount", 42}};
    last = subject
               .call("states", "StartExecution",
                     {{"stateMachineArn", machine}, {"input", print_json(input)}})
               .at("executionArn");
    subject.world().settle();
  }
  return last;
}

}  // namespace

void run_breaker(Storage storage, int executions) {
  const bool is_in_memory = storage == Storage::kMemory;
  const std::string directory = is_in_memory ? "" : scratch("breaker");
  const std::string copy = is_in_memory ? "" : scratch("copy.db");
  Subject subject(directory);
  const std::string machine = create_breaker(subject);
  execute(subject, machine, executions / 10);  // warm
  std::string last;
  const double ours = seconds_of([&] { last = execute(subject, machine, executions); });
  const Json state = subject.call("states", "DescribeExecution", {{"executionArn", last}});
  if (state["status"] != "SUCCEEDED") {
    std::fprintf(stderr, "bench: the execution is %s\n", print_json(state).c_str());
    std::exit(1);
  }
  const int recorded = executions / 4;
  Bare bare(subject.connection(), copy);
  Recorder recorder(subject.connection());
  execute(subject, machine, recorded);
  const std::vector<Transaction> transactions = recorder.take();
  const double seconds = bare.replay(transactions);
  const auto per_execution = [&](std::size_t count) {
    return static_cast<double>(count) / recorded;
  };
  print("breaker", {{"world", is_in_memory ? "memory" : "disk"},
                    {"executionsPerSecond", executions / ours},
                    {"bareSqlitePerSecond", recorded / seconds},
                    {"ratio", executions / ours / (recorded / seconds)},
                    {"rowsPerExecution", per_execution(bare.rows_written())},
                    {"transactionsPerExecution", per_execution(transactions.size())}});
  if (!is_in_memory) {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(copy + suffix);
    std::filesystem::remove_all(directory);
  }
}

}  // namespace snowglobe::bench
