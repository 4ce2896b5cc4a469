#include "services/states/run.h"

#include <algorithm>

namespace snowglobe::states {
namespace {

constexpr std::int64_t first_frame_id = 1;

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

Json error_details(const std::optional<std::string>& error,
                   const std::optional<std::string>& cause) {
  Json details = Json::object();
  if (error) details["error"] = *error;
  if (cause) details["cause"] = *cause;
  return details;
}

}  // namespace

Run::Held& Run::hold(std::int64_t id) {
  const auto found = held_.find(id);
  return found != held_.end() ? found->second : put(store_.load(id));
}

Run::Held& Run::put(Frame frame) {
  Held& held = held_[frame.id];
  held.frame = std::move(frame);
  held.is_stored = true;
  held.knows_children = held.frame.phase != Phase::kJoin;
  return held;
}

Run::Held& Run::add(Frame frame) {
  frame.id = ++last_frame_;
  if (frame.parent != 0) hold(frame.parent).children.push_back(frame.id);
  Held& held = held_[frame.id];
  held.frame = std::move(frame);
  held.is_changed = held.knows_children = true;
  return held;
}

std::vector<Run::Held*> Run::children_of(Held& parent) {
  if (!parent.knows_children) {
    parent.knows_children = true;
    for (Frame& child : store_.children_of(parent.frame.id)) {
      parent.children.push_back(child.id);
      if (held_.count(child.id) == 0) put(std::move(child));
    }
  }
  std::vector<Held*> children;
  for (const std::int64_t id : parent.children) {
    Held& held = hold(id);
    if (!held.is_gone) children.push_back(&held);
  }
  return children;
}

void Run::begin() { add(step_.first_frame()); }

void Run::due(std::int64_t id) {
  Held& held = hold(id);
  if (held.frame.phase == Phase::kReady) {
    ready_.push_back(id);
  } else {
    --steps_left_;
    go_on(held, step_.time(held.frame));
  }
  work();
}

void Run::task_ended(std::int64_t id, TaskEnd end) {
  Held& held = hold(id);
  --steps_left_;
  held.is_changed = true;
  if (const TaskSubmitted* submitted = std::get_if<TaskSubmitted>(&end)) {
    step_.task_submitted(held.frame, submitted->result);
  } else if (const TaskSucceeded* succeeded = std::get_if<TaskSucceeded>(&end)) {
    go_on(held, step_.task_succeeded(held.frame, succeeded->result));
  } else {
    go_on(held, step_.task_failed(held.frame, std::get<Failure>(end)));
  }
  work();
}

void Run::heartbeat(std::int64_t id) {
  Held& held = hold(id);
  step_.heartbeat(held.frame);
  held.is_changed = true;
}

void Run::work() {
  while (!ready_.empty() && !ending_ && !history_.is_full()) {
    Held& held = hold(ready_.front());
    ready_.pop_front();
    if (held.is_gone) continue;
    if (steps_left_ <= 0) {  // it stays ready, and due now
      ++held.frame.turns;
      held.is_changed = true;
      continue;
    }
    --steps_left_;
    go_on(held, step_.enter(held.frame));
  }
  if (history_.is_full() && !ending_) {
    end({Ending::Status::kFailed, nullptr, std::string(error_name::runtime),
         "The execution reached the maximum number of history events (" +
             std::to_string(history_.last_id() + 1) + ")."},
        EventType::kExecutionFailed, history_.last_id());
  }
}

void Run::go_on(Held& held, Command command) {
  std::optional<Command> next = std::move(command);
  while (next && !ending_ && !history_.is_full()) {
    held.is_changed = true;
    next = carry_out(held, *next);
  }
}

// Does what `command` says; gives the next one of the same frame when there is one.
std::optional<Command> Run::carry_out(Held& held, Command& command) {
  if (const StartTask* start = std::get_if<StartTask>(&command)) {
    std::optional<TaskEnd> end = tasks_.start(held.frame, *start);
    if (!end) return std::nullopt;
    if (const TaskSubmitted* submitted = std::get_if<TaskSubmitted>(&*end)) {
      step_.task_submitted(held.frame, submitted->result);
      return std::nullopt;
    }
    if (const TaskSucceeded* succeeded = std::get_if<TaskSucceeded>(&*end))
      return step_.task_succeeded(held.frame, succeeded->result);
    return step_.task_failed(held.frame, std::get<Failure>(*end));
  }
  if (Fork* fork = std::get_if<Fork>(&command)) {
    for (Frame& child : fork->children) ready_.push_back(add(std::move(child)).frame.id);
  } else if (std::holds_alternative<Ready>(command)) {
    ready_.push_front(held.frame.id);
  } else if (std::holds_alternative<Join>(command)) {
    join(held);
  } else if (const Finished* finished = std::get_if<Finished>(&command)) {
    finish(held, *finished);
  } else if (const Failed* failed = std::get_if<Failed>(&command)) {
    fail(held, *failed);
  }
  return std::nullopt;
}

void Run::finish(Held& held, const Finished& finished) {
  if (held.frame.parent == 0) {
    end({Ending::Status::kSucceeded, finished.output, {}, {}}, EventType::kExecutionSucceeded,
        held.frame.last_event);
    return;
  }
  Held& parent = hold(held.frame.parent);
  parent_goes_on(parent, step_.child_finished(parent.frame, held.frame));
}

void Run::fail(Held& held, const Failed& failed) {
  if (held.frame.parent == 0) {
    end({Ending::Status::kFailed, nullptr, unless_empty(failed.failure.error),
         unless_empty(failed.failure.cause)},
        EventType::kExecutionFailed, held.frame.last_event);
    return;
  }
  Held& parent = hold(held.frame.parent);
  const Frame child = held.frame;
  drop_children(parent);
  parent_goes_on(parent, step_.child_failed(parent.frame, child, failed.failure));
}

// One level up: the depth of this recursion is that of the states inside each other.
void Run::parent_goes_on(Held& parent, Command command) {
  if (parent.frame.phase != Phase::kJoin) drop_children(parent);
  go_on(parent, std::move(command));
}

void Run::join(Held& parent) {
  std::vector<Held*> children = children_of(parent);
  std::sort(children.begin(), children.end(),
            [](const Held* a, const Held* b) { return a->frame.slot < b->frame.slot; });
  std::vector<Data> outputs;
  for (Held* child : children) {
    outputs.push_back(child->frame.input);
    child->is_gone = true;
  }
  parent.children.clear();
  go_on(parent, step_.joined(parent.frame, outputs));
}

void Run::drop_children(Held& parent) {
  for (Held* child : children_of(parent)) {
    drop_children(*child);
    step_.aborted(child->frame);
    child->is_gone = true;
  }
  parent.children.clear();
}

void Run::stop(std::optional<std::string> error, std::optional<std::string> cause) {
  Held& first = hold(first_frame_id);
  drop_children(first);
  step_.aborted(first.frame);
  end({Ending::Status::kAborted, nullptr, std::move(error), std::move(cause)},
      EventType::kExecutionAborted, history_.last_id());
}

void Run::time_out() {
  Held& first = hold(first_frame_id);
  drop_children(first);
  step_.aborted(first.frame);
  end({Ending::Status::kTimedOut, nullptr, std::string(error_name::timeout), std::nullopt},
      EventType::kExecutionTimedOut, history_.last_id());
}

void Run::end(Ending ending, EventType type, std::int64_t previous) {
  ending_ = std::move(ending);
  history_.add_last(type, previous, now_, error_details(ending_->error, ending_->cause),
                    ending_->output);
  Held& first = hold(first_frame_id);
  // Whatever is left below it is nobody's any more.
  std::vector<Held*> open = {&first};
  while (!open.empty()) {
    Held* held = open.back();
    open.pop_back();
    for (Held* child : children_of(*held)) open.push_back(child);
    held->is_gone = true;
  }
}

void Run::flush() {
  for (auto& [id, held] : held_) {
    if (held.is_gone) {
      if (held.is_stored) store_.erase(id);
    } else if (held.is_changed) {
      store_.write(held.frame);
    }
  }
  held_.clear();
}

}  // namespace snowglobe::states
