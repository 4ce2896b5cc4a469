// What a Task state calls: a function's ARN, or a service integration
// (arn:aws:states:::dynamodb:getItem, arn:aws:states:::states:startExecution.sync:2).
//
// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snowglobe::states {

enum class TaskPattern { kRequestResponse, kSync, kSync2, kWaitForTaskToken };

struct Resource {
  enum class Kind { kFunction, kActivity, kIntegration };

  std::string text;  // the whole ARN
  Kind kind = Kind::kIntegration;
  std::string service;  // "dynamodb", "aws-sdk:sqs"; "lambda" of a function
  std::string action;   // "getItem"; "function" of a function
  TaskPattern pattern = TaskPattern::kRequestResponse;

  // As history events name it: "startExecution.sync:2".
  std::string name() const;

  // Nothing for a text that is neither.
  static std::optional<Resource> parse(std::string_view text);
};

// Is it an integration that AWS has (whether or not this program can run it)?
bool is_known(const Resource& resource);

// The members that AWS wants in Parameters when a state machine is created, for the integrations
// that this program runs.
std::vector<std::string> required_parameters(const Resource& resource);

}  // namespace snowglobe::states
