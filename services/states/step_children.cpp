// Step: Parallel and Map states, whose branches and items are frames of their own.
#include "services/states/step.h"

namespace snowglobe::states {
namespace {

// The array that a Map state goes through: in `input` itself, without a copy, where that can be.
const Json* find_items(const Map& map, Flow& flow, const Data& input, Json& copy) {
  if (!map.items_path) return &input->value();
  if (map.items_path->is_context()) {
    copy = flow.at(*map.items_path, "ItemsPath", input);
    return &copy;
  }
  if (const Json* found = map.items_path->find(input->value(), Json())) return found;
  copy = flow.at(*map.items_path, "ItemsPath", input);  // fails, in its own words
  return &copy;
}

}  // namespace

Frame Step::child_of(const Frame& frame, std::int64_t slot, int machine, Data input) const {
  Frame child;
  child.parent = frame.id;
  child.slot = slot;
  child.machine = machine;
  child.state = definition_.machine(machine).start_at;
  child.input = std::move(input);
  child.due = now_;
  child.last_event = frame.last_event;
  child.item_index = frame.item_index;
  child.item = frame.item;
  return child;
}

Command Step::run_parallel(Frame& frame, const State& state) {
  Flow flow(facts_, state, frame, random_);
  const Parallel& parallel = std::get<Parallel>(state.detail);
  const Data input = checked(flow.parameters(), state);
  note(frame, EventType::kParallelStateStarted);
  frame.phase = Phase::kJoin;
  Fork fork;
  for (std::size_t i = 0; i < parallel.branches.size(); ++i)
    fork.children.push_back(
        child_of(frame, static_cast<std::int64_t>(i), parallel.branches[i], input));
  frame.children = frame.started = frame.pending = static_cast<std::int64_t>(fork.children.size());
  return fork;
}

Command Step::run_map(Frame& frame, const State& state) {
  Flow flow(facts_, state, frame, random_);
  const Map& map = std::get<Map>(state.detail);
  const Data input = flow.effective_input();
  Json copy;
  const Json* items = find_items(map, flow, input, copy);
  if (!items->is_array())
    flow.fail(error_name::runtime, "Reference path \"" +
                                       (map.items_path ? map.items_path->text() : "$") +
                                       "\" must point to array.");
  const std::int64_t limit = flow.amount(map.max_concurrency, "MaxConcurrencyPath", 0).value_or(0);
  frame.concurrency = limit == 0 ? map_concurrency_max : std::min(limit, map_concurrency_max);
  frame.children = frame.pending = static_cast<std::int64_t>(items->size());
  Json details = Json::object();
  details["length"] = items->size();
  note(frame, EventType::kMapStateStarted, std::move(details));
  frame.phase = Phase::kJoin;
  if (items->empty()) return joined(frame, {});
  return next_items(frame, state);
}

Fork Step::next_items(Frame& frame, const State& state) {
  Flow flow(facts_, state, frame, random_);
  const Map& map = std::get<Map>(state.detail);
  const Data input = flow.effective_input();
  Json copy;
  const Json* items = find_items(map, flow, input, copy);
  Fork fork;
  const std::int64_t ended = frame.children - frame.pending;
  while (frame.started < frame.children && frame.started - ended < frame.concurrency) {
    const std::int64_t index = frame.started++;
    const Data item = make_data((*items)[static_cast<std::size_t>(index)]);
    Frame child = child_of(frame, index, map.processor, flow.item_input(map, input, index, item));
    child.item_index = index;
    child.item = item;
    note_iteration(child, EventType::kMapIterationStarted);
    fork.children.push_back(std::move(child));
  }
  return fork;
}

Command Step::child_finished(Frame& frame, const Frame& child) {
  const State& state = state_of(frame);
  --frame.pending;
  frame.last_event = child.last_event;
  frame.result_bytes += static_cast<std::int64_t>(child.input->text().size()) + 1;
  if (frame.result_bytes > static_cast<std::int64_t>(payload_bytes_max)) {
    return fail(frame, make_failure(error_name::data_limit_exceeded,
                                    "The state/task '" + state.name +
                                        "' returned a result with a size exceeding the maximum "
                                        "number of bytes service limit."));
  }
  if (frame.pending == 0) return Join{};
  if (frame.started == frame.children) return Nothing{};
  try {
    return next_items(frame, state);
  } catch (const Failure& failure) {
    return fail(frame, failure);
  }
}

Command Step::child_failed(Frame& frame, const Frame& child, const Failure& failure) {
  frame.last_event = child.last_event;
  const bool is_map = state_of(frame).type == StateType::kMap;
  note(frame, is_map ? EventType::kMapStateFailed : EventType::kParallelStateFailed);
  Failure own = failure;
  own.also.clear();
  if (!is_map && own.error != error_name::runtime)
    own.also = std::string(error_name::branch_failed);
  return fail(frame, own);
}

Command Step::joined(Frame& frame, const std::vector<Data>& outputs) {
  const bool is_map = state_of(frame).type == StateType::kMap;
  note(frame, is_map ? EventType::kMapStateSucceeded : EventType::kParallelStateSucceeded);
  Json results = Json::array();
  auto& list = results.get_ref<Json::array_t&>();
  list.reserve(outputs.size());
  for (const Data& output : outputs) list.push_back(output->value());
  const Data data = make_data(std::move(results));
  try {
    return result(frame, checked(data, state_of(frame)));
  } catch (const Failure& failure) {
    return fail(frame, failure);
  }
}

void Step::aborted(const Frame& frame) {
  Frame gone = frame;
  const StateType type = state_of(frame).type;
  switch (frame.phase) {
    case Phase::kTask:
      note(gone, EventType::kTaskStateAborted);
      break;
    case Phase::kWait:
      note(gone, EventType::kWaitStateAborted);
      break;
    case Phase::kRetry:
    case Phase::kJoin:
      note(gone, type == StateType::kTask       ? EventType::kTaskStateAborted
                 : type == StateType::kParallel ? EventType::kParallelStateAborted
                                                : EventType::kMapStateAborted);
      break;
    case Phase::kReady:
      break;
    case Phase::kDone:
      return;
  }
  note_iteration(gone, EventType::kMapIterationAborted);
}

}  // namespace snowglobe::states
