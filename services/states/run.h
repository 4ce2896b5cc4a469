// Runs an execution for a while: takes frames that something happened to, steps them and what
// follows from them until all wait or the budget of steps is used up, and then writes what changed.
//
// It lives inside one turn. Frames are kept in memory meanwhile: one that is born and ends in the
// same turn never reaches the store.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "services/states/step.h"

namespace snowglobe::states {

// Where frames are kept between turns. REQUIRES of load: the frame exists.
class FrameStore {
 public:
  virtual ~FrameStore() = default;
  virtual Frame load(std::int64_t id) = 0;
  virtual std::vector<Frame> children_of(std::int64_t parent) = 0;
  virtual void write(const Frame& frame) = 0;  // inserts or replaces
  virtual void erase(std::int64_t id) = 0;
};

// How a task fared; of a submitted one nothing more is known yet.
struct TaskSucceeded {
  Data result;
};
struct TaskSubmitted {
  Data result;
};
using TaskEnd = std::variant<TaskSucceeded, TaskSubmitted, Failure>;

// Starts tasks. Answers what came of it when that is known at once; otherwise it is told later, in
// another turn, to Run::task_ended. Must not touch frames of this execution.
class Tasks {
 public:
  virtual ~Tasks() = default;
  virtual std::optional<TaskEnd> start(const Frame& frame, const StartTask& command) = 0;
};

struct Ending {
  enum class Status { kSucceeded, kFailed, kTimedOut, kAborted };
  Status status = Status::kSucceeded;
  Data output;
  std::optional<std::string> error, cause;
};

class Run {
 public:
  // `last_frame` is the highest id a frame of this execution ever had. All outlive it.
  Run(const Definition& definition, const Facts& facts, History& history, FrameStore& store,
      Tasks& tasks, Random& random, Moment now, std::int64_t last_frame, int steps_max)
      : step_(definition, facts, history, random, now),
        history_(history),
        store_(store),
        tasks_(tasks),
        now_(now),
        last_frame_(last_frame),
        steps_left_(steps_max) {}

  // What happened. Each ends when all frames wait, the execution has ended or no step is left (the
  // frames that could go on are then due now).
  void begin();                                      // a new execution: only its first frame
  void due(std::int64_t frame);                      // Frame::due has come
  void task_ended(std::int64_t frame, TaskEnd end);  // REQUIRES: phase kTask
  void heartbeat(std::int64_t frame);                // REQUIRES: phase kTask
  // The whole execution is ended from outside.
  void stop(std::optional<std::string> error, std::optional<std::string> cause);
  void time_out();

  // Writes the frames that changed. Call it last.
  void flush();

  const std::optional<Ending>& ending() const { return ending_; }
  std::int64_t last_frame() const { return last_frame_; }

 private:
  struct Held {
    Frame frame;
    bool is_stored = false;  // the store has a version of it
    bool is_changed = false;
    bool is_gone = false;
    bool knows_children = false;  // `children` has those of the store too
    std::vector<std::int64_t> children;
  };

  Held& hold(std::int64_t id);
  Held& add(Frame frame);
  Held& put(Frame frame);
  std::vector<Held*> children_of(Held& parent);
  void go_on(Held& held, Command command);
  std::optional<Command> carry_out(Held& held, Command& command);
  void finish(Held& held, const Finished& finished);
  void fail(Held& held, const Failed& failed);
  void parent_goes_on(Held& parent, Command command);
  void join(Held& parent);
  void drop_children(Held& parent);
  void work();
  void end(Ending ending, EventType type, std::int64_t previous);

  Step step_;
  History& history_;
  FrameStore& store_;
  Tasks& tasks_;
  Moment now_;
  std::int64_t last_frame_;
  int steps_left_;
  std::map<std::int64_t, Held> held_;
  std::deque<std::int64_t> ready_;
  std::optional<Ending> ending_;
};

}  // namespace snowglobe::states
