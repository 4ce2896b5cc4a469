// The service itself: its operations, grouped by subject in states.cpp, machine_operations.cpp and
// execution_operations.cpp. Seen by those files alone.
#pragma once

#include <string>
#include <vector>

#include "emulator/api/service.h"
#include "services/states/execution_shapes.h"
#include "services/states/executions.h"
#include "services/states/machines.h"
#include "services/states/runner.h"
#include "services/states/shapes.h"

namespace snowglobe::states {

class States : public Service {
 public:
  explicit States(Host& host);

  // State machines.
  CreateStateMachineOutput create_state_machine(const CreateStateMachineInput&, const Request&);
  DescribeStateMachineOutput describe_state_machine(const DescribeStateMachineInput&);
  ListStateMachinesOutput list_state_machines(const ListStateMachinesInput&, const Request&);
  UpdateStateMachineOutput update_state_machine(const UpdateStateMachineInput&);
  void delete_state_machine(const StateMachineInput&);
  ValidateStateMachineDefinitionOutput validate_state_machine_definition(
      const ValidateStateMachineDefinitionInput&);
  void tag_resource(const TagResourceInput&);
  void untag_resource(const UntagResourceInput&);
  ListTagsForResourceOutput list_tags_for_resource(const ListTagsForResourceInput&);

  // Executions.
  StartExecutionOutput start_execution(const StartExecutionInput&, const Request&);
  Answer<StartSyncExecutionOutput> start_sync_execution(const StartSyncExecutionInput&,
                                                        const Request&);
  DescribeExecutionOutput describe_execution(const DescribeExecutionInput&);
  DescribeStateMachineForExecutionOutput describe_state_machine_for_execution(
      const DescribeExecutionInput&);
  ListExecutionsOutput list_executions(const ListExecutionsInput&);
  StopExecutionOutput stop_execution(const StopExecutionInput&);
  GetExecutionHistoryOutput get_execution_history(const GetExecutionHistoryInput&);

  // Tasks that wait for a token.
  void send_task_success(const SendTaskSuccessInput&);
  void send_task_failure(const SendTaskFailureInput&);
  void send_task_heartbeat(const SendTaskHeartbeatInput&);

  std::vector<Job*> jobs() override { return {&frames_job_, &executions_job_}; }
  void on_reply(const Json& tag, const Outcome& outcome) override;

 private:
  // Frames that can go on, and executions whose time is over.
  class FramesJob : public Job {
   public:
    explicit FramesJob(States& states) : states_(states) {}
    std::string_view name() const override { return "states.frames"; }
    std::string_view table() const override { return "states_frames"; }
    DueRow first_due(const PutOffRows& put_off) override {
      return states_.executions_.first_due_frame(put_off);
    }
    void run(const DueRow& row, Moment) override { states_.runner_.run_due_frame(row.id); }

   private:
    States& states_;
  };
  class ExecutionsJob : public Job {
   public:
    explicit ExecutionsJob(States& states) : states_(states) {}
    std::string_view name() const override { return "states.executions"; }
    std::string_view table() const override { return "states_executions"; }
    DueRow first_due(const PutOffRows& put_off) override {
      return states_.executions_.first_due(put_off);
    }
    void run(const DueRow& row, Moment) override { states_.runner_.run_due_execution(row.id); }

   private:
    States& states_;
  };

  MachineRow machine(const std::string& arn);      // throws when there is none
  ExecutionRow execution(const std::string& arn);  // a Standard one; throws when there is none
  std::string checked_definition(const std::string& text, MachineType type);
  ExecutionRow make_execution(const MachineRow& machine, const std::string& name, Data input,
                              const Request& request);
  void put_tags(const std::string& arn, const std::vector<Tag>& tags);

  Host& host_;
  Machines machines_;
  Executions executions_;
  Runner runner_;
  FramesJob frames_job_{*this};
  ExecutionsJob executions_job_{*this};
};

// What several operations read the same way.
enum class ArnOf { kStateMachine, kExecution };
void check_arn(const std::string& arn, ArnOf what);  // throws InvalidArn
void check_name(const std::string& name);            // throws InvalidName
std::int64_t page_size(const std::optional<int>& max_results);
std::string page_token(std::int64_t position);
std::int64_t page_position(const std::string& token);  // throws InvalidToken

// Configurations are kept as the JSON they came as; "" when there was none.
template <class T>
std::string kept_text(const std::optional<T>& configuration) {
  if (!configuration) return {};
  T copy = *configuration;
  return print_json(write_shape(copy));
}
template <class T>
std::optional<T> from_kept_text(const std::string& text) {
  T configuration;
  if (!text.empty()) static_cast<void>(read_shape(parse_json(text), configuration));
  return configuration;
}
LoggingConfiguration logging_of(const MachineRow& machine);
TracingConfiguration tracing_of(const MachineRow& machine);
EncryptionConfiguration encryption_of(const MachineRow& machine);

}  // namespace snowglobe::states
