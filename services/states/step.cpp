#include "services/states/step.h"

#include <cmath>

#include "emulator/base/text.h"

namespace snowglobe::states {
namespace {

EventType entered_event(StateType type) {
  switch (type) {
    case StateType::kPass:
      return EventType::kPassStateEntered;
    case StateType::kTask:
      return EventType::kTaskStateEntered;
    case StateType::kChoice:
      return EventType::kChoiceStateEntered;
    case StateType::kWait:
      return EventType::kWaitStateEntered;
    case StateType::kSucceed:
      return EventType::kSucceedStateEntered;
    case StateType::kFail:
      return EventType::kFailStateEntered;
    case StateType::kParallel:
      return EventType::kParallelStateEntered;
    case StateType::kMap:
      return EventType::kMapStateEntered;
  }
  return EventType::kPassStateEntered;
}

EventType exited_event(StateType type) {
  switch (type) {
    case StateType::kTask:
      return EventType::kTaskStateExited;
    case StateType::kChoice:
      return EventType::kChoiceStateExited;
    case StateType::kWait:
      return EventType::kWaitStateExited;
    case StateType::kSucceed:
      return EventType::kSucceedStateExited;
    case StateType::kParallel:
      return EventType::kParallelStateExited;
    case StateType::kMap:
      return EventType::kMapStateExited;
    default:
      return EventType::kPassStateExited;
  }
}

// A moment `seconds` from now, or `never` when that is beyond all calendars.
Moment after(Moment now, double seconds) {
  const double left_s = static_cast<double>((never - now).count()) / 1000.0;
  if (!(seconds < left_s)) return never;
  return now + Duration{static_cast<std::int64_t>(std::llround(seconds * 1000.0))};
}

void forget_attempt(Frame& frame) {
  frame.due = frame.timeout = frame.heartbeat = never;
  frame.heartbeat_interval = Duration{0};
  frame.token.clear();
  frame.submitted = false;
  frame.children = frame.started = frame.pending = frame.result_bytes = frame.concurrency = 0;
}

}  // namespace

void Step::note(Frame& frame, EventType type, Json details, Data payload) {
  frame.last_event =
      history_.add(type, frame.last_event, now_, std::move(details), std::move(payload));
}

Frame Step::first_frame() {
  Json details = Json::object();
  details["roleArn"] = facts_.role_arn;
  history_.add(EventType::kExecutionStarted, 0, now_, std::move(details), facts_.input);
  Frame frame;
  frame.state = definition_.machines.front().start_at;
  frame.input = facts_.input;
  frame.due = now_;
  return frame;
}

Command Step::enter(Frame& frame) {
  const State& state = state_of(frame);
  forget_attempt(frame);
  frame.retries.clear();
  frame.entered = now_;
  // The id is only known once the event is noted.
  note(frame, entered_event(state.type),
       history_.is_kept() ? Json{{"name", state.name}} : Json::object(), frame.input);
  frame.entered_event = frame.last_event;
  return attempt(frame);
}

Command Step::time(Frame& frame) {
  const State& state = state_of(frame);
  if (frame.phase == Phase::kRetry) return attempt(frame);
  if (frame.phase == Phase::kWait) {
    try {
      Flow flow(facts_, state, frame, random_);
      return leave(frame, flow.output_path(flow.effective_input()), state.next);
    } catch (const Failure& failure) {
      return fail(frame, failure);
    }
  }
  const bool is_heartbeat = frame.timeout > now_;
  const Failure failure =
      make_failure(is_heartbeat ? error_name::heartbeat_timeout : error_name::timeout, "");
  note_task_failure(frame, std::get<Task>(state.detail), EventType::kTaskTimedOut,
                    EventType::kLambdaFunctionTimedOut, failure);
  return fail(frame, failure);
}

Command Step::attempt(Frame& frame) {
  const State& state = state_of(frame);
  forget_attempt(frame);
  try {
    return attempt_unguarded(frame, state);
  } catch (const Failure& failure) {
    return fail(frame, failure);
  }
}

Command Step::attempt_unguarded(Frame& frame, const State& state) {
  switch (state.type) {
    case StateType::kPass:
      return run_pass(frame, state);
    case StateType::kTask:
      return run_task(frame, state);
    case StateType::kChoice:
      return run_choice(frame, state);
    case StateType::kWait:
      return run_wait(frame, state);
    case StateType::kSucceed: {
      Flow flow(facts_, state, frame, random_);
      return leave(frame, flow.output_path(flow.effective_input()), std::nullopt);
    }
    case StateType::kFail:
      return run_fail(frame, state);
    case StateType::kParallel:
      return run_parallel(frame, state);
    case StateType::kMap:
      return run_map(frame, state);
  }
  return Nothing{};
}

Command Step::run_pass(Frame& frame, const State& state) {
  Flow flow(facts_, state, frame, random_);
  const Data parameters = flow.parameters();
  const Pass& pass = std::get<Pass>(state.detail);
  return leave(frame, flow.output_of(pass.result ? make_data(*pass.result) : parameters),
               state.next);
}

Command Step::run_choice(Frame& frame, const State& state) {
  Flow flow(facts_, state, frame, random_);
  const Choice& choice = std::get<Choice>(state.detail);
  const Data input = flow.effective_input();
  std::optional<int> next = choice.otherwise;
  for (const Choice::Rule& rule : choice.rules) {
    if (!flow.matches(rule.rule, input)) continue;
    next = rule.next;
    break;
  }
  if (!next)
    flow.fail(error_name::no_choice_matched,
              "Failed to transition out of the state. The state does not point to a next state.");
  return leave(frame, flow.output_path(input), next);
}

Command Step::run_wait(Frame& frame, const State& state) {
  Flow flow(facts_, state, frame, random_);
  const Wait& wait = std::get<Wait>(state.detail);
  const Data input = flow.effective_input();
  Moment until = now_;
  if (wait.timestamp) {
    until = *wait.timestamp;
  } else if (wait.timestamp_path) {
    const Json value = flow.at(*wait.timestamp_path, "TimestampPath", input);
    const std::optional<Moment> moment =
        value.is_string() ? parse_iso8601(value.get_ref<const std::string&>()) : std::nullopt;
    if (!moment)
      flow.fail(error_name::runtime,
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset "
                "date-time format string: " +
                    wait.timestamp_path->text() + " == " + print_json(value));
    until = *moment;
  } else {
    until = after(now_, static_cast<double>(*flow.amount(wait.seconds, "SecondsPath", 0)));
  }
  if (until <= now_) return leave(frame, flow.output_path(input), state.next);
  frame.phase = Phase::kWait;
  frame.due = until;
  return Sleep{};
}

Command Step::run_fail(Frame& frame, const State& state) {
  Flow flow(facts_, state, frame, random_);
  const Fail& fail = std::get<Fail>(state.detail);
  const std::string error = flow.text(fail.error, "ErrorPath");
  return end_with(frame, make_failure(error, flow.text(fail.cause, "CausePath")));
}

Command Step::run_task(Frame& frame, const State& state) {
  const Task& task = std::get<Task>(state.detail);
  if (task.resource.pattern == TaskPattern::kWaitForTaskToken) {
    frame.token = base64_encode(std::to_string(facts_.number) + "/" + std::to_string(frame.id) +
                                "/" + random_.hex(32));
  }
  Flow flow(facts_, state, frame, random_);
  const auto timeout_s = flow.amount(task.timeout_s, "TimeoutSecondsPath", 1);
  const auto heartbeat_s = flow.amount(task.heartbeat_s, "HeartbeatSecondsPath", 1);
  const Data input = checked(flow.parameters(), state);
  ++frame.attempt;
  frame.phase = Phase::kTask;
  if (timeout_s) frame.timeout = after(now_, static_cast<double>(*timeout_s));
  if (heartbeat_s) {
    frame.heartbeat_interval = std::chrono::seconds(*heartbeat_s);
    frame.heartbeat = after(now_, static_cast<double>(*heartbeat_s));
  }
  frame.due = std::min(frame.timeout, frame.heartbeat);
  note_schedule(frame, task, input, timeout_s, heartbeat_s);
  return StartTask{&task.resource, input};
}

Command Step::task_succeeded(Frame& frame, const Data& data) {
  const Task& task = std::get<Task>(state_of(frame).detail);
  try {
    checked(data, state_of(frame));
  } catch (const Failure& failure) {
    return task_failed(frame, failure);
  }
  note_task(frame, task, EventType::kTaskSucceeded, EventType::kLambdaFunctionSucceeded, data);
  return result(frame, data);
}

Command Step::task_failed(Frame& frame, const Failure& failure) {
  note_task_failure(frame, std::get<Task>(state_of(frame).detail), EventType::kTaskFailed,
                    EventType::kLambdaFunctionFailed, failure);
  return fail(frame, failure);
}

void Step::task_submitted(Frame& frame, const Data& data) {
  frame.submitted = true;
  note_task(frame, std::get<Task>(state_of(frame).detail), EventType::kTaskSubmitted,
            EventType::kTaskSubmitted, data);
}

void Step::heartbeat(Frame& frame) {
  if (frame.heartbeat_interval == Duration{0}) return;
  frame.heartbeat = now_ + frame.heartbeat_interval;
  frame.due = std::min(frame.timeout, frame.heartbeat);
}

// The result of a Task, Parallel or Map state.
Command Step::result(Frame& frame, const Data& data) {
  const State& state = state_of(frame);
  try {
    Flow flow(facts_, state, frame, random_);
    return leave(frame, flow.output_of(data), state.next);
  } catch (const Failure& failure) {
    return fail(frame, failure);
  }
}

Command Step::leave(Frame& frame, const Data& output, std::optional<int> next) {
  const State& state = state_of(frame);
  note(frame, exited_event(state.type),
       history_.is_kept() ? Json{{"name", state.name}} : Json::object(), output);
  forget_attempt(frame);
  frame.retries.clear();
  frame.input = output;
  if (next) {
    frame.state = *next;
    frame.phase = Phase::kReady;
    frame.due = now_;
    return Ready{};
  }
  frame.phase = Phase::kDone;
  note_iteration(frame, EventType::kMapIterationSucceeded);
  return Finished{output};
}

Command Step::end_with(Frame& frame, const Failure& failure) {
  forget_attempt(frame);
  frame.phase = Phase::kDone;
  note_iteration(frame, EventType::kMapIterationFailed);
  return Failed{failure};
}

bool Step::retry(Frame& frame, const State& state, const Failure& failure) {
  for (std::size_t i = 0; i < state.retriers.size(); ++i) {
    const Retrier& retrier = state.retriers[i];
    if (!matches(retrier.errors, failure)) continue;
    frame.retries.resize(state.retriers.size(), 0);
    if (frame.retries[i] >= retrier.max_attempts) return false;
    double delay_s = static_cast<double>(retrier.interval_s) *
                     std::pow(retrier.backoff_rate, static_cast<double>(frame.retries[i]));
    if (retrier.max_delay_s) delay_s = std::min(delay_s, static_cast<double>(*retrier.max_delay_s));
    if (retrier.full_jitter) delay_s *= random_.unit();
    ++frame.retries[i];
    frame.phase = Phase::kRetry;
    frame.due = after(now_, delay_s);
    return true;
  }
  return false;
}

Command Step::fail(Frame& frame, const Failure& failure) {
  const State& state = state_of(frame);
  forget_attempt(frame);
  if (retry(frame, state, failure)) return Sleep{};
  for (const Catcher& catcher : state.catchers) {
    if (!matches(catcher.errors, failure)) continue;
    try {
      Flow flow(facts_, state, frame, random_);
      return leave(frame, flow.caught(catcher, failure), catcher.next);
    } catch (const Failure& second) {
      return end_with(frame, second);
    }
  }
  return end_with(frame, failure);
}

}  // namespace snowglobe::states
