#include "services/events/target.h"

#include <algorithm>
#include <array>

#include "services/events/errors.h"

namespace snowglobe::events {
namespace {

constexpr std::array<std::string_view, 5> predefined = {
    "aws.events.event", "aws.events.event.json", "aws.events.event.ingestion-time",
    "aws.events.rule-arn", "aws.events.rule-name"};

bool is_predefined(std::string_view name) {
  return std::find(predefined.begin(), predefined.end(), name) != predefined.end();
}

bool is_json(const std::string& text) {
  try {
    parse_json(text);
    return true;
  } catch (const JsonError&) {
    return false;
  }
}

TargetPlan::Kind kind_of(const Arn& arn) {
  if (arn.service == "sqs") return TargetPlan::Kind::kQueue;
  if (arn.service == "states" && arn.resource.starts_with("stateMachine:")) {
    return TargetPlan::Kind::kStateMachine;
  }
  if (arn.service == "lambda" && arn.resource.starts_with("function:")) {
    return TargetPlan::Kind::kFunction;
  }
  if (arn.service == "events" && arn.resource.starts_with("event-bus/")) {
    return TargetPlan::Kind::kEventBus;
  }
  throw not_supported("targets like " + arn.text() +
                      "; it delivers to SQS queues, Step Functions state machines, Lambda "
                      "functions and event buses");
}

void check_dead_letter_queue(const Target& target) {
  if (!target.dead_letter_config || !target.dead_letter_config->arn) return;
  const auto arn = Arn::parse(*target.dead_letter_config->arn);
  if (!arn || arn->service != "sqs" || arn->resource.ends_with(".fifo")) {
    throw validation("Parameter DeadLetterConfig is not valid for target " + target.id +
                     ". Reason: the Arn must be that of a standard SQS queue.");
  }
}

}  // namespace

TargetPlan TargetPlan::make(Target target) {
  TargetPlan plan;
  const auto arn = Arn::parse(target.arn);
  if (!arn || arn->service.empty() || arn->resource.empty()) {
    throw validation("Parameter " + target.arn +
                     " is not valid. Reason: Provided Arn is not in correct format.");
  }
  plan.kind_ = kind_of(*arn);
  if (plan.kind_ == Kind::kStateMachine && !target.role_arn) {
    throw validation("RoleArn is required for target " + target.arn + ".");
  }
  if (plan.kind_ == Kind::kQueue && arn->resource.ends_with(".fifo") &&
      (!target.sqs_parameters || !target.sqs_parameters->message_group_id)) {
    throw validation("Parameter(s) MessageGroupId must be specified for target: " + target.id +
                     ".");
  }
  check_dead_letter_queue(target);

  const int shapings =
      (target.input ? 1 : 0) + (target.input_path ? 1 : 0) + (target.input_transformer ? 1 : 0);
  if (shapings > 1) {
    throw validation(
        "Only one of Input, InputPath, or InputTransformer must be provided for target " +
        target.id + ".");
  }
  if (shapings > 0 && plan.kind_ == Kind::kEventBus) {
    throw not_supported("Input, InputPath and InputTransformer for a target that is an event bus");
  }
  if (target.input && !is_json(*target.input)) {
    throw validation("JSON syntax error in input for target " + target.id + ".");
  }
  if (target.input_path) {
    plan.path_ = EventPath::parse(*target.input_path);
    if (!plan.path_) throw validation("Invalid InputPath for target " + target.id + ".");
  }
  if (target.input_transformer) {
    for (const auto& [name, text] :
         target.input_transformer->input_paths_map.value_or(std::map<std::string, std::string>{})) {
      auto path = EventPath::parse(text);
      if (!path || name.empty() || name.size() > 256 || name.starts_with("aws.")) {
        throw validation("Invalid InputPathsMap for target " + target.id + " : " + name + ".");
      }
      plan.paths_.emplace(name, std::move(*path));
    }
    plan.template_ = InputTemplate::parse(
        target.input_transformer->input_template,
        [&](std::string_view name) { return is_predefined(name) || plan.paths_.contains(name); });
    if (!plan.template_->gives_json()) {
      throw validation("Invalid InputTemplate for target " + target.id +
                       " : it must be JSON, or strings in quotes, with placeholders that "
                       "InputPathsMap defines.");
    }
  }
  plan.target_ = std::move(target);
  return plan;
}

bool TargetPlan::takes_whole_event() const { return !target_.input && !path_ && !template_; }

std::string TargetPlan::input(const Json& event, const RuleNames& rule, Moment ingested) const {
  if (target_.input) return *target_.input;
  if (path_) return print_json(path_->find(event).value_or(nullptr));
  if (!template_) return print_json(event);
  Budget budget = InputTemplate::budget();
  const auto value = [&](std::string_view name, Budget& budget) -> std::optional<Json> {
    if (const auto path = paths_.find(name); path != paths_.end()) {
      return path->second.find(event, budget);
    }
    if (name == "aws.events.event.json") return event;
    if (name == "aws.events.rule-arn") return rule.arn;
    if (name == "aws.events.rule-name") return rule.name;
    if (name == "aws.events.event.ingestion-time") return iso8601_seconds(ingested);
    Json without_detail = event;
    without_detail.erase("detail");
    return without_detail;
  };
  return template_->render(value, budget);
}

}  // namespace snowglobe::events
