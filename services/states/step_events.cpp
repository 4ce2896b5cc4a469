// Step: the details of the events of tasks and iterations.
#include "services/states/step.h"

namespace snowglobe::states {
namespace {

bool is_function(const Task& task) { return task.resource.kind == Resource::Kind::kFunction; }

// All events of an integration's task begin with these two.
Json resource_details(const Task& task) {
  Json details = Json::object();
  details["resourceType"] = task.resource.service;
  details["resource"] = task.resource.name();
  return details;
}

}  // namespace

void Step::note_schedule(Frame& frame, const Task& task, const Data& input,
                         std::optional<std::int64_t> timeout_s,
                         std::optional<std::int64_t> heartbeat_s) {
  if (!history_.is_kept()) {
    note(frame, EventType::kTaskScheduled);
    note(frame, EventType::kTaskStarted);
    return;
  }
  Json details = Json::object();
  if (is_function(task)) {
    details["resource"] = task.resource.text;
    if (timeout_s) details["timeoutInSeconds"] = *timeout_s;
    note(frame, EventType::kLambdaFunctionScheduled, std::move(details), input);
    note(frame, EventType::kLambdaFunctionStarted);
    return;
  }
  details = resource_details(task);
  details["region"] = facts_.region;
  if (timeout_s) details["timeoutInSeconds"] = *timeout_s;
  if (heartbeat_s) details["heartbeatInSeconds"] = *heartbeat_s;
  note(frame, EventType::kTaskScheduled, std::move(details), input);
  note(frame, EventType::kTaskStarted, resource_details(task));
}

void Step::note_task(Frame& frame, const Task& task, EventType type, EventType function_type,
                     Data payload) {
  if (is_function(task)) {
    note(frame, function_type, Json::object(), std::move(payload));
  } else {
    note(frame, type, history_.is_kept() ? resource_details(task) : Json::object(),
         std::move(payload));
  }
}

void Step::note_task_failure(Frame& frame, const Task& task, EventType type,
                             EventType function_type, const Failure& failure) {
  Json details = is_function(task) ? Json::object() : resource_details(task);
  details["error"] = failure.error;
  if (!failure.cause.empty()) details["cause"] = failure.cause;
  note(frame, is_function(task) ? function_type : type, std::move(details));
}

void Step::note_iteration(Frame& frame, EventType type) {
  const Machine& machine = definition_.machine(frame.machine);
  if (machine.role != Machine::Role::kProcessor) return;
  Json details = Json::object();
  details["name"] = machine.owner;
  details["index"] = frame.slot;
  note(frame, type, std::move(details));
}

}  // namespace snowglobe::states
