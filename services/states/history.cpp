#include "services/states/history.h"

#include <array>

namespace snowglobe::states {
namespace {

struct Form {
  std::string_view name;  // of the type
  const char* details;    // the member that holds the details; nullptr: none
  const char* payload;    // the member of the details that holds the payload; nullptr: none
};

constexpr const char* entered = "stateEnteredEventDetails";
constexpr const char* exited = "stateExitedEventDetails";

// In the order of EventType.
constexpr std::array<Form, 47> forms = {{
    {"ExecutionStarted", "executionStartedEventDetails", "input"},
    {"ExecutionSucceeded", "executionSucceededEventDetails", "output"},
    {"ExecutionFailed", "executionFailedEventDetails", nullptr},
    {"ExecutionAborted", "executionAbortedEventDetails", nullptr},
    {"ExecutionTimedOut", "executionTimedOutEventDetails", nullptr},
    {"PassStateEntered", entered, "input"},
    {"PassStateExited", exited, "output"},
    {"TaskStateEntered", entered, "input"},
    {"TaskStateExited", exited, "output"},
    {"TaskStateAborted", nullptr, nullptr},
    {"ChoiceStateEntered", entered, "input"},
    {"ChoiceStateExited", exited, "output"},
    {"WaitStateEntered", entered, "input"},
    {"WaitStateExited", exited, "output"},
    {"WaitStateAborted", nullptr, nullptr},
    {"SucceedStateEntered", entered, "input"},
    {"SucceedStateExited", exited, "output"},
    {"FailStateEntered", entered, "input"},
    {"ParallelStateEntered", entered, "input"},
    {"ParallelStateStarted", nullptr, nullptr},
    {"ParallelStateSucceeded", nullptr, nullptr},
    {"ParallelStateFailed", nullptr, nullptr},
    {"ParallelStateAborted", nullptr, nullptr},
    {"ParallelStateExited", exited, "output"},
    {"MapStateEntered", entered, "input"},
    {"MapStateStarted", "mapStateStartedEventDetails", nullptr},
    {"MapStateSucceeded", nullptr, nullptr},
    {"MapStateFailed", nullptr, nullptr},
    {"MapStateAborted", nullptr, nullptr},
    {"MapStateExited", exited, "output"},
    {"MapIterationStarted", "mapIterationStartedEventDetails", nullptr},
    {"MapIterationSucceeded", "mapIterationSucceededEventDetails", nullptr},
    {"MapIterationFailed", "mapIterationFailedEventDetails", nullptr},
    {"MapIterationAborted", "mapIterationAbortedEventDetails", nullptr},
    {"TaskScheduled", "taskScheduledEventDetails", "parameters"},
    {"TaskStarted", "taskStartedEventDetails", nullptr},
    {"TaskSucceeded", "taskSucceededEventDetails", "output"},
    {"TaskFailed", "taskFailedEventDetails", nullptr},
    {"TaskTimedOut", "taskTimedOutEventDetails", nullptr},
    {"TaskSubmitted", "taskSubmittedEventDetails", "output"},
    {"TaskSubmitFailed", "taskSubmitFailedEventDetails", nullptr},
    {"TaskStartFailed", "taskStartFailedEventDetails", nullptr},
    {"LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails", "input"},
    {"LambdaFunctionStarted", nullptr, nullptr},
    {"LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails", "output"},
    {"LambdaFunctionFailed", "lambdaFunctionFailedEventDetails", nullptr},
    {"LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails", nullptr},
}};

const Form& form_of(EventType type) { return forms[static_cast<std::size_t>(type)]; }

void put_payload(const HistoryEvent& event, const std::string& member, Json& details) {
  details[member] = event.payload->text();
  if (member != "parameters") details[member + "Details"] = {{"truncated", false}};
}

}  // namespace

std::string_view name_of(EventType type) { return form_of(type).name; }

Json describe(const HistoryEvent& event, IncludePayload include_payload) {
  const Form& form = form_of(event.type);
  Json text;
  text["timestamp"] = to_epoch_seconds(event.at);
  text["type"] = form.name;
  text["id"] = event.id;
  text["previousEventId"] = event.previous;
  if (form.details == nullptr) return text;
  Json details = event.details;
  if (event.payload != nullptr && form.payload != nullptr) {
    // "parameters" is required by the shape, so it stays when payloads are left out.
    const bool is_parameters = std::string_view(form.payload) == "parameters";
    if (include_payload == IncludePayload::kYes) {
      put_payload(event, form.payload, details);
    } else if (is_parameters) {
      details[form.payload] = "";
    }
  }
  text[form.details] = std::move(details);
  return text;
}

std::int64_t History::add(EventType type, std::int64_t previous, Moment at, Json details,
                          Data payload) {
  if (last_id_ + 1 >= events_max_) {
    is_full_ = true;
    return last_id_;
  }
  return add_last(type, previous, at, std::move(details), std::move(payload));
}

std::int64_t History::add_last(EventType type, std::int64_t previous, Moment at, Json details,
                               Data payload) {
  ++last_id_;
  if (is_kept())
    events_.push_back({last_id_, previous, type, at, std::move(details), std::move(payload)});
  return last_id_;
}

}  // namespace snowglobe::states
