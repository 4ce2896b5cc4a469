#include "services/states/resource.h"

#include <algorithm>
#include <array>

#include "emulator/base/arn.h"
#include "emulator/base/text.h"

namespace snowglobe::states {
namespace {

constexpr std::string_view integration_prefix = "arn:aws:states:::";

std::string_view suffix_of(TaskPattern pattern) {
  switch (pattern) {
    case TaskPattern::kRequestResponse:
      return "";
    case TaskPattern::kSync:
      return ".sync";
    case TaskPattern::kSync2:
      return ".sync:2";
    case TaskPattern::kWaitForTaskToken:
      return ".waitForTaskToken";
  }
  return "";
}

// Cuts the pattern off the end of `name`.
TaskPattern take_pattern(std::string_view& name) {
  for (const TaskPattern pattern :
       {TaskPattern::kSync2, TaskPattern::kSync, TaskPattern::kWaitForTaskToken}) {
    const std::string_view suffix = suffix_of(pattern);
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      name.remove_suffix(suffix.size());
      return pattern;
    }
  }
  return TaskPattern::kRequestResponse;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

}  // namespace

std::string Resource::name() const { return action + std::string(suffix_of(pattern)); }

std::optional<Resource> Resource::parse(std::string_view text) {
  Resource resource;
  resource.text = std::string(text);
  if (text.starts_with(integration_prefix)) {
    std::string_view rest = text.substr(integration_prefix.size());
    resource.pattern = take_pattern(rest);
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view service = rest.substr(0, colon), action = rest.substr(colon + 1);
    const bool is_sdk = service.starts_with("aws-sdk:");
    if (!is_word(is_sdk ? service.substr(8) : service) || !is_word(action)) return std::nullopt;
    resource.service = std::string(service);
    resource.action = std::string(action);
    return resource;
  }
  const std::optional<Arn> arn = Arn::parse(text);
  if (!arn) return std::nullopt;
  if (arn->service == "lambda" && arn->resource.starts_with("function:") &&
      arn->resource.size() > 9) {
    resource.kind = Kind::kFunction;
    resource.service = "lambda";
    resource.action = "function";
    return resource;
  }
  if (arn->service == "states" && arn->resource.starts_with("activity:")) {
    resource.kind = Kind::kActivity;
    resource.service = "states";
    resource.action = "activity";
    return resource;
  }
  return std::nullopt;
}

bool is_known(const Resource& resource) {
  if (resource.kind != Resource::Kind::kIntegration) return true;
  if (resource.service.starts_with("aws-sdk:"))
    return resource.pattern != TaskPattern::kSync && resource.pattern != TaskPattern::kSync2;
  // Of the services that this program has, exactly what AWS has of them.
  struct Known {
    std::string_view service, name;
  };
  static constexpr Known names[] = {
      {"dynamodb", "getItem"},
      {"dynamodb", "putItem"},
      {"dynamodb", "updateItem"},
      {"dynamodb", "deleteItem"},
      {"sqs", "sendMessage"},
      {"sqs", "sendMessage.waitForTaskToken"},
      {"events", "putEvents"},
      {"events", "putEvents.waitForTaskToken"},
      {"lambda", "invoke"},
      {"lambda", "invoke.waitForTaskToken"},
      {"states", "startExecution"},
      {"states", "startExecution.sync"},
      {"states", "startExecution.sync:2"},
      {"states", "startExecution.waitForTaskToken"},
  };
  bool is_ours = false;
  for (const Known& known : names) {
    if (known.service != resource.service) continue;
    is_ours = true;
    if (known.name == resource.name()) return true;
  }
  if (is_ours) return false;
  static constexpr std::array<std::string_view, 17> others = {"apigateway",
                                                              "athena",
                                                              "batch",
                                                              "bedrock",
                                                              "codebuild",
                                                              "databrew",
                                                              "ecs",
                                                              "eks",
                                                              "elasticmapreduce",
                                                              "emr-containers",
                                                              "emr-serverless",
                                                              "glue",
                                                              "http",
                                                              "mediaconvert",
                                                              "sagemaker",
                                                              "sns",
                                                              "fargate"};
  return std::find(others.begin(), others.end(), resource.service) != others.end();
}

std::vector<std::string> required_parameters(const Resource& resource) {
  const std::string& service = resource.service;
  const std::string& action = resource.action;
  if (service == "dynamodb") {
    if (action == "putItem") return {"TableName", "Item"};
    if (action == "getItem" || action == "updateItem" || action == "deleteItem")
      return {"TableName", "Key"};
  }
  if (service == "sqs" && action == "sendMessage") return {"QueueUrl", "MessageBody"};
  if (service == "events" && action == "putEvents") return {"Entries"};
  if (service == "lambda" && action == "invoke") return {"FunctionName"};
  if (service == "states" && action == "startExecution") return {"StateMachineArn"};
  return {};
}

}  // namespace snowglobe::states
