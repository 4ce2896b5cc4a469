#include "services/states/runner.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "services/states/errors.h"
#include "services/states/integrations.h"

namespace snowglobe::states {
namespace {

Facts facts_of(const ExecutionRow& row) {
  Facts facts;
  facts.number = row.number;
  facts.arn = row.arn;
  facts.name = row.name();
  facts.role_arn = row.role_arn;
  facts.machine_arn = row.machine_arn();
  facts.machine_name = row.machine_name();
  facts.region = Arn::parse(row.arn).value_or(Arn{}).region;
  facts.started = row.started;
  facts.input = row.input;
  facts.type = row.type;
  return facts;
}

History history_of(const ExecutionRow& row) {
  if (row.type == MachineType::kStandard)
    return {row.last_event, history_events_max, History::Keep::kAll};
  return {row.last_event, express_events_max, History::Keep::kNothing};
}

Status status_of(Ending::Status status) {
  switch (status) {
    case Ending::Status::kSucceeded:
      return Status::kSucceeded;
    case Ending::Status::kFailed:
      return Status::kFailed;
    case Ending::Status::kTimedOut:
      return Status::kTimedOut;
    case Ending::Status::kAborted:
      return Status::kAborted;
  }
  return Status::kFailed;
}

}  // namespace

// What a Run needs of one execution during one turn: its frames and its tasks.
class Runner::Session : public FrameStore, public Tasks {
 public:
  Session(Runner& runner, const ExecutionRow& row, const Facts& facts, const Definition& definition)
      : runner_(runner), row_(row), facts_(facts), definition_(definition) {}

  Frame load(std::int64_t id) override {
    return runner_.executions_.frame(row_.number, id, facts_.input).value();
  }
  std::vector<Frame> children_of(std::int64_t parent) override {
    return runner_.executions_.children(row_.number, parent, facts_.input);
  }
  void write(const Frame& frame) override {
    runner_.executions_.write_frame(row_.number, frame, facts_.input);
  }
  void erase(std::int64_t id) override { runner_.executions_.erase_frame(row_.number, id); }

  std::optional<TaskEnd> start(const Frame& frame, const StartTask& command) override {
    const Resource& resource = *command.resource;
    try {
      Call call = make_call(resource, command.input, facts_);
      if (is_sync(resource)) check_sync(call);
      const Arn arn = Arn::parse(facts_.arn).value_or(Arn{});
      call.account = arn.account;
      call.region = arn.region;
      call.caller = {"states.amazonaws.com", facts_.arn,
                     "state " + definition_.state(frame.machine, frame.state).name};
      call.cause = row_.journal_id;
      call.attempt = static_cast<int>(std::min<std::int64_t>(frame.retry_count() + 1, 1'000'000));
      const Json tag = {
          {"execution", row_.number}, {"frame", frame.id}, {"attempt", frame.attempt}};
      const std::optional<Outcome> outcome =
          runner_.host_.call(runner_.self_, std::move(call), tag);
      if (!outcome) return std::nullopt;
      TaskEnd end = read_outcome(resource, *outcome, runner_.host_.random());
      const std::int64_t frame_row = row_of(row_.number, frame.id);
      if (runner_.await_execution(resource, frame_row, end)) awaiting_.push_back(frame_row);
      return end;
    } catch (const Failure& failure) {
      return failure;
    }
  }

  // The frames whose tasks began to wait for an execution.
  const std::vector<std::int64_t>& awaiting() const { return awaiting_; }

 private:
  void check_sync(const Call& call) {
    const Json* arn = find_member(call.input, "stateMachineArn");
    if (arn == nullptr || !arn->is_string()) return;
    const auto machine = runner_.machines_.find(arn->get<std::string>());
    if (machine && machine->type == MachineType::kExpress)
      throw make_failure("StepFunctions.StateMachineTypeNotSupportedException",
                         "An Express state machine cannot be waited for with .sync");
  }

  Runner& runner_;
  const ExecutionRow& row_;
  const Facts& facts_;
  const Definition& definition_;
  std::vector<std::int64_t> awaiting_;
};

// The execution is on the stack of those that are being run, for as long as this lives.
class Runner::Running {
 public:
  Running(std::vector<std::int64_t>& stack, std::int64_t number) : stack_(stack) {
    stack_.push_back(number);
  }
  ~Running() { stack_.pop_back(); }

 private:
  std::vector<std::int64_t>& stack_;
};

std::string Runner::topic(std::int64_t number) {
  return "states.execution." + std::to_string(number);
}

bool Runner::is_running(std::int64_t number) const {
  return std::find(running_.begin(), running_.end(), number) != running_.end();
}

bool Runner::is_sync(const Resource& resource) {
  return resource.pattern == TaskPattern::kSync || resource.pattern == TaskPattern::kSync2;
}

// After startExecution.sync was answered: the task is told when that execution ends.
bool Runner::await_execution(const Resource& resource, std::int64_t frame_row, const TaskEnd& end) {
  const TaskSubmitted* submitted = std::get_if<TaskSubmitted>(&end);
  if (submitted == nullptr || !is_sync(resource)) return false;
  const Json* arn = find_member(submitted->result->value(), "ExecutionArn");
  const auto awaited = arn ? executions_.find(arn->get<std::string>()) : std::nullopt;
  if (!awaited) return false;
  executions_.add_waiter(frame_row, awaited->number);
  executions_.set_awaited(awaited->number);
  return true;
}

// The awaited execution may have ended before the frame that waits for it was written.
void Runner::wake_if_ended(std::int64_t frame_row) {
  const std::optional<std::int64_t> awaited = executions_.awaited_by(frame_row);
  if (!awaited) return;
  const std::optional<ExecutionRow> row = executions_.find(*awaited);
  if (!row || row->status != Status::kRunning) executions_.make_frame_due(frame_row, host_.now());
}

void Runner::start(ExecutionRow& row) {
  const std::shared_ptr<const Definition> definition =
      machines_.definition(row.definition_hash, row.type);
  if (definition != nullptr && definition->timeout_s) {
    const Duration limit = std::chrono::seconds(*definition->timeout_s);
    row.due = std::min(row.due, row.started + limit);
  }
  row.number = executions_.insert(row);
  turn(row, [](Run& run) { run.begin(); });
}

void Runner::turn(ExecutionRow& row, const What& what) {
  const std::shared_ptr<const Definition> definition =
      machines_.definition(row.definition_hash, row.type);
  if (definition == nullptr) {
    finish(row, {Ending::Status::kFailed, nullptr, std::string(error_name::runtime),
                 "This version of Snowglobe does not take the definition any more"});
    return;
  }
  const Running running(running_, row.number);
  const Facts facts = facts_of(row);
  History history = history_of(row);
  Session session(*this, row, facts, *definition);
  Run run(*definition, facts, history, session, session, host_.random(), host_.now(),
          row.last_frame, steps_per_turn_max);
  what(run);
  run.flush();
  for (const std::int64_t frame_row : session.awaiting()) wake_if_ended(frame_row);
  for (const HistoryEvent& event : history.take()) executions_.write_event(row.number, event);
  const bool is_counted = row.last_event != history.last_id() || row.last_frame != run.last_frame();
  row.last_event = history.last_id();
  row.last_frame = run.last_frame();
  if (run.ending()) {
    finish(row, *run.ending());
  } else if (is_counted) {
    executions_.keep_counters(row);
  }
}

void Runner::finish(ExecutionRow& row, const Ending& ending) {
  row.status = status_of(ending.status);
  row.output = ending.output;
  row.error = ending.error;
  row.cause = ending.cause;
  row.stopped = host_.now();
  row.due = never;
  // Of an Express execution nothing is kept but a result that somebody waits for.
  if (row.type == MachineType::kExpress) {
    if (!row.is_awaited) {
      executions_.erase(row.number);
      return;
    }
    row.due = *row.stopped + sync_result_kept;
  }
  executions_.end(row);
  if (row.is_awaited) wake_waiters(row.number);
}

void Runner::wake_waiters(std::int64_t number) {
  for (const std::int64_t frame : executions_.waiters_of(number))
    if (!executions_.make_frame_due(frame, host_.now())) executions_.drop_waiter(frame);
  host_.wake(topic(number));
}

void Runner::run_due_frame(std::int64_t frame_row) {
  const std::int64_t number = execution_of(frame_row), id = part_of(frame_row);
  std::optional<ExecutionRow> row = executions_.find(number);
  if (!row || row->status != Status::kRunning) {
    executions_.erase_frame(number, id);  // nobody's
    return;
  }
  if (!machines_.exists(row->machine_id)) {
    turn(*row, [](Run& run) { run.stop(std::nullopt, std::nullopt); });
    return;
  }
  const std::optional<Frame> frame = executions_.frame(number, id, row->input);
  if (frame->phase == Phase::kTask && answer_if_ended(*row, *frame)) return;
  turn(*row, [id](Run& run) { run.due(id); });
}

// A task that waits for an execution is due because that one ended, or because of its timeout.
bool Runner::answer_if_ended(ExecutionRow& row, const Frame& frame) {
  const std::int64_t frame_row = row_of(row.number, frame.id);
  const std::optional<std::int64_t> awaited = executions_.awaited_by(frame_row);
  if (!awaited) return false;
  const std::optional<ExecutionRow> ended = executions_.find(*awaited);
  // Whatever comes next is not to be woken by that execution any more.
  executions_.drop_waiter(frame_row);
  if (ended && ended->status == Status::kRunning) return false;
  TaskEnd end = ended ? read_ended_execution(resource_of(row, frame), describe_execution(*ended))
                      : TaskEnd(make_failure(error_name::task_failed, "The execution is gone"));
  turn(row, [&](Run& run) { run.task_ended(frame.id, std::move(end)); });
  return true;
}

void Runner::run_due_execution(std::int64_t number) {
  std::optional<ExecutionRow> row = executions_.find(number);
  if (row->status != Status::kRunning) {
    executions_.erase(number);
    return;
  }
  turn(*row, [](Run& run) { run.time_out(); });
}

const Resource& Runner::resource_of(const ExecutionRow& row, const Frame& frame) {
  const auto definition = machines_.definition(row.definition_hash, row.type);
  return std::get<Task>(definition->state(frame.machine, frame.state).detail).resource;
}

bool Runner::answer(std::int64_t number, std::int64_t id, std::int64_t attempt,
                    const Outcome& outcome) {
  std::optional<ExecutionRow> row = executions_.find(number);
  if (!row || row->status != Status::kRunning) return false;
  const std::optional<Frame> frame = executions_.frame(number, id, row->input);
  if (!frame || frame->phase != Phase::kTask || frame->attempt != attempt || frame->submitted)
    return false;
  const Resource& resource = resource_of(*row, *frame);
  TaskEnd end = read_outcome(resource, outcome, host_.random());
  const bool is_awaiting = await_execution(resource, row_of(number, id), end);
  turn(*row, [&](Run& run) { run.task_ended(id, std::move(end)); });
  if (is_awaiting) wake_if_ended(row_of(number, id));
  return true;
}

std::optional<std::pair<ExecutionRow, Frame>> Runner::find_token(const std::string& token) {
  const std::optional<std::string> text = base64_decode(token);
  if (!text) throw invalid_token();
  const std::vector<std::string_view> parts = split(*text, '/');
  const auto number = parts.size() == 3 ? parse_int(parts[0]) : std::nullopt;
  const auto id = parts.size() == 3 ? parse_int(parts[1]) : std::nullopt;
  constexpr std::int64_t number_max = std::int64_t{1} << 40;
  if (!number || !id || *number < 1 || *number > number_max || *id < 1 || *id != part_of(*id) ||
      parts[2].size() != 32)
    throw invalid_token();
  if (is_running(*number)) throw acts_on_itself();
  std::optional<ExecutionRow> row = executions_.find(*number);
  if (!row || row->status != Status::kRunning) return std::nullopt;
  std::optional<Frame> frame = executions_.frame(*number, *id, row->input);
  if (!frame || frame->phase != Phase::kTask || frame->token != token) return std::nullopt;
  return std::pair(std::move(*row), std::move(*frame));
}

bool Runner::complete(const std::string& token, TaskEnd end) {
  auto found = find_token(token);
  if (!found) return false;
  turn(found->first, [&](Run& run) { run.task_ended(found->second.id, std::move(end)); });
  return true;
}

bool Runner::heartbeat(const std::string& token) {
  auto found = find_token(token);
  if (!found) return false;
  turn(found->first, [&](Run& run) { run.heartbeat(found->second.id); });
  return true;
}

void Runner::stop(std::int64_t number, std::optional<std::string> error,
                  std::optional<std::string> cause) {
  if (is_running(number)) throw acts_on_itself();
  std::optional<ExecutionRow> row = executions_.find(number);
  if (!row || row->status != Status::kRunning) return;
  turn(*row, [&](Run& run) { run.stop(std::move(error), std::move(cause)); });
}

Json describe_execution(const ExecutionRow& row) {
  Json json;
  json["executionArn"] = row.arn;
  if (row.cause) json["cause"] = *row.cause;
  if (row.error) json["error"] = *row.error;
  json["input"] = row.input->text();
  json["inputDetails"] = {{"included", true}};
  json["name"] = row.name();
  if (row.output) {
    json["output"] = row.output->text();
    json["outputDetails"] = {{"included", true}};
  }
  json["startDate"] = to_epoch_seconds(row.started);
  json["stateMachineArn"] = row.machine_arn();
  json["status"] = name_of(row.status);
  if (row.stopped) json["stopDate"] = to_epoch_seconds(*row.stopped);
  return json;
}

}  // namespace snowglobe::states
