// The operations on executions, and on tasks that wait for a token.
#include <limits>

#include "emulator/base/text.h"
#include "services/states/errors.h"
#include "services/states/service.h"

namespace snowglobe::states {
namespace {

// Throws when the text is no JSON or too long.
Data read_input(const std::optional<std::string>& input) {
  std::string text = input.value_or("{}");
  if (text.size() > payload_bytes_max)
    throw invalid(
        "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must "
        "have length less than or equal to 262144");
  try {
    Json value = parse_json(text);
    return std::make_shared<Document>(std::move(text), std::move(value));
  } catch (const JsonError& error) {
    throw invalid_execution_input(error.what());
  }
}

// Of an Express execution the duration is billed in steps of 100 ms, and 64 MB of memory.
BillingDetails billing_of(const ExecutionRow& row) {
  const std::int64_t duration_ms = (*row.stopped - row.started).count();
  return {64, std::max<std::int64_t>(100, (duration_ms + 99) / 100 * 100)};
}

template <class Output>
void put_data(const ExecutionRow& row, const std::optional<std::string>& included_data,
              Output& output) {
  const bool is_included = included_data != "METADATA_ONLY";
  output.input_details = DataDetails{is_included};
  if (is_included) output.input = row.input->text();
  if (row.output == nullptr) return;
  output.output_details = DataDetails{is_included};
  if (is_included) output.output = row.output->text();
}

StartSyncExecutionOutput sync_output(const ExecutionRow& row,
                                     const std::optional<std::string>& included_data) {
  StartSyncExecutionOutput output;
  output.execution_arn = row.arn;
  output.state_machine_arn = row.machine_arn();
  output.name = row.name();
  output.start_date = row.started;
  output.stop_date = *row.stopped;
  output.status = name_of(row.status);
  output.error = row.error;
  output.cause = row.cause;
  put_data(row, included_data, output);
  output.trace_header = row.trace_header;
  output.billing_details = billing_of(row);
  return output;
}

}  // namespace

ExecutionRow States::make_execution(const MachineRow& machine, const std::string& name, Data input,
                                    const Request& request) {
  std::optional<Arn> arn = Arn::parse(machine.arn);
  const bool is_express = machine.type == MachineType::kExpress;
  arn->resource = (is_express ? "express:" : "execution:") + machine.name + ":" + name;
  if (is_express) arn->resource += ":" + host_.random().uuid();
  ExecutionRow row;
  row.arn = arn->text();
  row.machine_id = machine.id;
  row.type = machine.type;
  row.definition_hash = machine.definition_hash;
  row.role_arn = machine.role_arn;
  row.input = std::move(input);
  row.started = host_.now();
  if (is_express) row.due = row.started + express_duration_max;
  row.journal_id = request.id;
  return row;
}

StartExecutionOutput States::start_execution(const StartExecutionInput& input,
                                             const Request& request) {
  const MachineRow row = machine(input.state_machine_arn);
  if (input.name) check_name(*input.name);
  ExecutionRow made = make_execution(row, input.name ? *input.name : host_.random().uuid(),
                                     read_input(input.input), request);
  made.trace_header = input.trace_header;
  if (input.name) {
    if (const std::optional<ExecutionRow> known = executions_.find(made.arn)) {
      if (known->status != Status::kRunning || known->input->text() != made.input->text())
        throw execution_exists(made.arn);
      return {known->arn, known->started};
    }
  }
  runner_.start(made);
  return {made.arn, made.started};
}

Answer<StartSyncExecutionOutput> States::start_sync_execution(const StartSyncExecutionInput& input,
                                                              const Request& request) {
  std::int64_t number = 0;
  if (request.memo.is_null()) {
    const MachineRow row = machine(input.state_machine_arn);
    if (row.type != MachineType::kExpress) throw type_not_supported();
    if (input.name) check_name(*input.name);
    ExecutionRow made = make_execution(row, input.name ? *input.name : host_.random().uuid(),
                                       read_input(input.input), request);
    made.trace_header = input.trace_header;
    made.is_awaited = true;
    runner_.start(made);
    number = made.number;
  } else {
    number = request.memo.get<std::int64_t>();
  }
  const std::optional<ExecutionRow> row = executions_.find(number);
  if (!row)
    throw AwsError("InternalFailure", "The execution's result was not fetched in time", 500);
  if (row->status == Status::kRunning) return Park{Runner::topic(number), never, never, number};
  executions_.erase(number);
  return sync_output(*row, input.included_data);
}

DescribeExecutionOutput States::describe_execution(const DescribeExecutionInput& input) {
  const ExecutionRow row = execution(input.execution_arn);
  DescribeExecutionOutput output;
  output.execution_arn = row.arn;
  output.state_machine_arn = row.machine_arn();
  output.name = row.name();
  output.status = name_of(row.status);
  output.start_date = row.started;
  output.stop_date = row.stopped;
  put_data(row, input.included_data, output);
  output.trace_header = row.trace_header;
  output.error = row.error;
  output.cause = row.cause;
  output.redrive_count = 0;
  output.redrive_status = "NOT_REDRIVABLE";
  const bool is_settled = row.status == Status::kRunning || row.status == Status::kSucceeded;
  output.redrive_status_reason = is_settled
                                     ? "Execution is " + output.status + " and cannot be redriven"
                                     : "Snowglobe does not redrive executions yet";
  return output;
}

DescribeStateMachineForExecutionOutput States::describe_state_machine_for_execution(
    const DescribeExecutionInput& input) {
  const ExecutionRow row = execution(input.execution_arn);
  const MachineRow machine = machines_.find(row.machine_id).value_or(MachineRow{});
  DescribeStateMachineForExecutionOutput output;
  output.state_machine_arn = row.machine_arn();
  output.name = row.machine_name();
  output.definition = machines_.definition_text(row.definition_hash);
  output.role_arn = row.role_arn;
  output.update_date = machine.id != 0 ? machine.updated : row.started;
  output.logging_configuration = logging_of(machine);
  output.tracing_configuration = tracing_of(machine);
  output.encryption_configuration = encryption_of(machine);
  if (!machine.revision_id.empty()) output.revision_id = machine.revision_id;
  return output;
}

ListExecutionsOutput States::list_executions(const ListExecutionsInput& input) {
  if (input.map_run_arn.has_value() == input.state_machine_arn.has_value())
    throw invalid("Must specify exactly one of stateMachineArn and mapRunArn");
  if (input.map_run_arn) throw no_such_resource(*input.map_run_arn);  // there are no Map Runs here
  const MachineRow row = machine(*input.state_machine_arn);
  if (row.type == MachineType::kExpress) throw type_not_supported();
  const std::int64_t before = input.next_token ? page_position(*input.next_token)
                                               : std::numeric_limits<std::int64_t>::max();
  ListExecutionsOutput output;
  // Nothing is ever redriven, or waits to be.
  if (input.redrive_filter == "REDRIVEN" || input.status_filter == "PENDING_REDRIVE") return output;
  const auto status = input.status_filter ? status_named(*input.status_filter) : std::nullopt;
  const std::int64_t size = page_size(input.max_results);
  std::vector<ExecutionRow> rows = executions_.list(row.id, status, before, size + 1);
  if (static_cast<std::int64_t>(rows.size()) > size) {
    rows.pop_back();
    output.next_token = page_token(rows.back().number);
  }
  for (const ExecutionRow& one : rows) {
    ExecutionListItem item;
    item.execution_arn = one.arn;
    item.state_machine_arn = one.machine_arn();
    item.name = one.name();
    item.status = name_of(one.status);
    item.start_date = one.started;
    item.stop_date = one.stopped;
    item.redrive_count = 0;
    output.executions.push_back(std::move(item));
  }
  return output;
}

StopExecutionOutput States::stop_execution(const StopExecutionInput& input) {
  const ExecutionRow row = execution(input.execution_arn);
  if (row.status != Status::kRunning) return {row.stopped.value_or(host_.now())};
  runner_.stop(row.number, input.error, input.cause);
  return {host_.now()};
}

GetExecutionHistoryOutput States::get_execution_history(const GetExecutionHistoryInput& input) {
  const ExecutionRow row = execution(input.execution_arn);
  const bool is_reverse = input.reverse_order.value_or(false);
  const std::int64_t first = is_reverse ? row.last_event : 1;
  const std::int64_t from = input.next_token ? page_position(*input.next_token) : first;
  if (from > row.last_event || from < 1) throw invalid_token();
  const std::int64_t size = page_size(input.max_results);
  const auto order = is_reverse ? Executions::Order::kReverse : Executions::Order::kForward;
  std::vector<HistoryEvent> events = executions_.events(row.number, order, from, size + 1);
  GetExecutionHistoryOutput output;
  if (static_cast<std::int64_t>(events.size()) > size) {
    output.next_token = page_token(events.back().id);
    events.pop_back();
  }
  const auto include =
      input.include_execution_data.value_or(true) ? IncludePayload::kYes : IncludePayload::kNo;
  for (const HistoryEvent& event : events) output.events.push_back(describe(event, include));
  return output;
}

void States::send_task_success(const SendTaskSuccessInput& input) {
  try {
    static_cast<void>(parse_json(input.output));
  } catch (const JsonError& error) {
    throw invalid_output(error.what());
  }
  if (!runner_.complete(input.task_token, TaskSucceeded{make_data_from_text(input.output)}))
    throw task_timed_out();
}

void States::send_task_failure(const SendTaskFailureInput& input) {
  const std::string error = input.error.value_or(std::string(error_name::task_failed));
  if (!runner_.complete(input.task_token, make_failure(error, input.cause.value_or(""))))
    throw task_timed_out();
}

void States::send_task_heartbeat(const SendTaskHeartbeatInput& input) {
  if (!runner_.heartbeat(input.task_token)) throw task_timed_out();
}

}  // namespace snowglobe::states
