// The interpreter of the States Language: one frame, one thing that happened to it, and what is to
// be done next.
//
// A Step changes the frame it is given, adds to the history, and returns a command; it knows no
// database and does nothing to the world. Who calls it (Run) carries the command out and keeps the
// frames.
#pragma once

#include <variant>
#include <vector>

#include "services/states/flow.h"
#include "services/states/history.h"

namespace snowglobe::states {

// The frame is in its next state: call enter().
struct Ready {};
// Start the frame's task, and tell what came of it.
struct StartTask {
  const Resource* resource;  // of the definition
  Data input;                // the task's parameters
};
// Nothing until Frame::due.
struct Sleep {};
// Nothing until another child ends.
struct Nothing {};
// Run these children too; they are without ids.
struct Fork {
  std::vector<Frame> children;
};
// All children have ended: hand their outputs to joined().
struct Join {};
// The frame's machine ended well. `last_event` stands in the frame.
struct Finished {
  Data output;
};
// The frame's machine ended with an error.
struct Failed {
  Failure failure;
};
using Command = std::variant<Ready, StartTask, Sleep, Nothing, Fork, Join, Finished, Failed>;

// A Map state runs at most so many iterations at once, as AWS does in INLINE mode.
inline constexpr std::int64_t map_concurrency_max = 40;

class Step {
 public:
  // All outlive it.
  Step(const Definition& definition, const Facts& facts, History& history, Random& random,
       Moment now)
      : definition_(definition), facts_(facts), history_(history), random_(random), now_(now) {}

  // The first frame of an execution, without an id.
  Frame first_frame();

  Command enter(Frame& frame);  // REQUIRES: phase kReady
  // `due` has come: the end of a wait, a retry, a timeout. REQUIRES: phase kTask, kWait or kRetry
  // and frame.due <= now.
  Command time(Frame& frame);

  // Of a task under way. REQUIRES: phase kTask.
  Command task_succeeded(Frame& frame, const Data& result);
  Command task_failed(Frame& frame, const Failure& failure);
  void task_submitted(Frame& frame, const Data& result);
  void heartbeat(Frame& frame);

  // Of a state with children. REQUIRES: phase kJoin.
  Command child_finished(Frame& frame, const Frame& child);
  Command child_failed(Frame& frame, const Frame& child, const Failure& failure);
  Command joined(Frame& frame, const std::vector<Data>& outputs);

  // Notes in the history that the frame is given up.
  void aborted(const Frame& frame);

 private:
  const State& state_of(const Frame& frame) const {
    return definition_.state(frame.machine, frame.state);
  }
  Command attempt(Frame& frame);
  Command attempt_unguarded(Frame& frame, const State& state);
  Command run_pass(Frame& frame, const State& state);
  Command run_choice(Frame& frame, const State& state);
  Command run_wait(Frame& frame, const State& state);
  Command run_fail(Frame& frame, const State& state);
  Command run_task(Frame& frame, const State& state);
  Command run_parallel(Frame& frame, const State& state);
  Command run_map(Frame& frame, const State& state);
  Fork next_items(Frame& frame, const State& state);
  Command result(Frame& frame, const Data& result);
  Command leave(Frame& frame, const Data& output, std::optional<int> next);
  Command fail(Frame& frame, const Failure& failure);
  bool retry(Frame& frame, const State& state, const Failure& failure);
  Command end_with(Frame& frame, const Failure& failure);

  void note(Frame& frame, EventType type, Json details = Json::object(), Data payload = nullptr);
  void note_task(Frame& frame, const Task& task, EventType type, EventType function_type,
                 Data payload);
  void note_task_failure(Frame& frame, const Task& task, EventType type, EventType function_type,
                         const Failure& failure);
  void note_schedule(Frame& frame, const Task& task, const Data& input,
                     std::optional<std::int64_t> timeout_s,
                     std::optional<std::int64_t> heartbeat_s);
  void note_iteration(Frame& frame, EventType type);
  Frame child_of(const Frame& frame, std::int64_t slot, int machine, Data input) const;

  const Definition& definition_;
  const Facts& facts_;
  History& history_;
  Random& random_;
  Moment now_;
};

}  // namespace snowglobe::states
