// What happened in an execution, event by event, as GetExecutionHistory returns it.
//
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/base/time.h"
#include "services/states/document.h"

namespace snowglobe::states {

// The numbers are stored: append only, never reorder.
enum class EventType : int {
  kExecutionStarted,
  kExecutionSucceeded,
  kExecutionFailed,
  kExecutionAborted,
  kExecutionTimedOut,
  kPassStateEntered,
  kPassStateExited,
  kTaskStateEntered,
  kTaskStateExited,
  kTaskStateAborted,
  kChoiceStateEntered,
  kChoiceStateExited,
  kWaitStateEntered,
  kWaitStateExited,
  kWaitStateAborted,
  kSucceedStateEntered,
  kSucceedStateExited,
  kFailStateEntered,
  kParallelStateEntered,
  kParallelStateStarted,
  kParallelStateSucceeded,
  kParallelStateFailed,
  kParallelStateAborted,
  kParallelStateExited,
  kMapStateEntered,
  kMapStateStarted,
  kMapStateSucceeded,
  kMapStateFailed,
  kMapStateAborted,
  kMapStateExited,
  kMapIterationStarted,
  kMapIterationSucceeded,
  kMapIterationFailed,
  kMapIterationAborted,
  kTaskScheduled,
  kTaskStarted,
  kTaskSucceeded,
  kTaskFailed,
  kTaskTimedOut,
  kTaskSubmitted,
  kTaskSubmitFailed,
  kTaskStartFailed,
  kLambdaFunctionScheduled,
  kLambdaFunctionStarted,
  kLambdaFunctionSucceeded,
  kLambdaFunctionFailed,
  kLambdaFunctionTimedOut,
};

std::string_view name_of(EventType type);  // "TaskStateEntered"

struct HistoryEvent {
  std::int64_t id = 0;        // from 1
  std::int64_t previous = 0;  // the event of the same branch before it; 0: none
  EventType type = EventType::kExecutionStarted;
  Moment at{};
  Json details = Json::object();  // all but the payload; an empty object: none
  Data payload;                   // the event's input, output or parameters; nullptr: none
};

// As the API's members are named. The payload's text is left out, with its "...Details" member,
// when `include_payload` says so.
enum class IncludePayload { kNo, kYes };
Json describe(const HistoryEvent& event, IncludePayload include_payload);

inline constexpr std::int64_t history_events_max = 25'000;  // of a Standard execution
// An Express execution has no history; one that goes round and round ends after so many events
// (AWS would end it after five minutes).
inline constexpr std::int64_t express_events_max = 1'000'000;

// Takes the events of one execution, numbered from `last_id` + 1.
class History {
 public:
  enum class Keep { kAll, kNothing };
  History(std::int64_t last_id, std::int64_t events_max, Keep keep)
      : last_id_(last_id), events_max_(events_max), keep_(keep) {}

  // Is there anyone to read details? When not, do not make them.
  bool is_kept() const { return keep_ == Keep::kAll; }
  // Gives the event's id. The last place is kept for the end of the execution: when all others are
  // taken the event is dropped and is_full() becomes true.
  std::int64_t add(EventType type, std::int64_t previous, Moment at, Json details = Json::object(),
                   Data payload = nullptr);
  std::int64_t add_last(EventType type, std::int64_t previous, Moment at, Json details,
                        Data payload = nullptr);
  bool is_full() const { return is_full_; }
  std::int64_t last_id() const { return last_id_; }
  std::vector<HistoryEvent> take() { return std::exchange(events_, {}); }

 private:
  std::int64_t last_id_;
  std::int64_t events_max_;
  Keep keep_;
  bool is_full_ = false;
  std::vector<HistoryEvent> events_;
};

}  // namespace snowglobe::states
