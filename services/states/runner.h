// Carries executions on: takes what happened to one (time, an answer, a call from outside), runs it
// for a bounded number of steps, and keeps what came of it. All its memory is rows.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "emulator/api/service.h"
#include "services/states/executions.h"
#include "services/states/machines.h"
#include "services/states/run.h"

namespace snowglobe::states {

// Steps that one execution may take before others have their turn.
inline constexpr int steps_per_turn_max = 25;
inline constexpr Duration express_duration_max = std::chrono::minutes(5);
// A result of StartSyncExecution that nobody fetched is thrown away after this long.
inline constexpr Duration sync_result_kept = std::chrono::minutes(5);

class Runner {
 public:
  // All outlive it. `self` is who calls other services.
  Runner(Host& host, Service& self, Machines& machines, Executions& executions)
      : host_(host), self_(self), machines_(machines), executions_(executions) {}

  // Makes an execution that begins in the next turn. `row` has all that is known of it; its number
  // is filled in.
  void start(ExecutionRow& row);

  // Due rows.
  void run_due_frame(std::int64_t frame_row);
  void run_due_execution(std::int64_t number);

  // Of a task: its call was answered, or SendTaskSuccess and the like came. False when there is no
  // such task under way any more.
  bool answer(std::int64_t number, std::int64_t frame, std::int64_t attempt,
              const Outcome& outcome);
  bool complete(const std::string& token, TaskEnd end);
  bool heartbeat(const std::string& token);

  // Ends a running execution.
  void stop(std::int64_t number, std::optional<std::string> error,
            std::optional<std::string> cause);

  // Is the execution being run at this moment (it calls, and the call comes back to us)?
  bool is_running(std::int64_t number) const;

  static std::string topic(std::int64_t number);  // of calls that wait for an execution's end

 private:
  class Session;
  class Running;
  using What = std::function<void(Run&)>;

  void turn(ExecutionRow& row, const What& what);
  void finish(ExecutionRow& row, const Ending& ending);
  void wake_waiters(std::int64_t number);
  static bool is_sync(const Resource& resource);
  void wake_if_ended(std::int64_t frame_row);
  bool await_execution(const Resource& resource, std::int64_t frame_row, const TaskEnd& end);
  bool answer_if_ended(ExecutionRow& row, const Frame& frame);
  std::optional<std::pair<ExecutionRow, Frame>> find_token(const std::string& token);
  const Resource& resource_of(const ExecutionRow& row, const Frame& frame);

  Host& host_;
  Service& self_;
  Machines& machines_;
  Executions& executions_;
  std::vector<std::int64_t> running_;  // during a turn: the executions on the stack
};

// DescribeExecution's output, as both the operation and a waiting task need it.
Json describe_execution(const ExecutionRow& row);

}  // namespace snowglobe::states
