#include "services/states/executions.h"

#include <array>

#include "emulator/base/arn.h"
#include "emulator/base/text.h"

namespace snowglobe::states {
namespace {

constexpr std::array<std::string_view, 5> status_names = {"RUNNING", "SUCCEEDED", "FAILED",
                                                          "TIMED_OUT", "ABORTED"};

std::optional<Moment> stored_due(Moment due) {
  return due == never ? std::nullopt : std::optional<Moment>(due);
}

// "execution:MACHINE:NAME" or "express:MACHINE:NAME:ID".
std::string part_of_arn(const std::string& arn, std::size_t index) {
  const std::vector<std::string_view> parts = split(arn, ':');
  return parts.size() > 5 + index ? std::string(parts[5 + index]) : std::string();
}

std::optional<std::string_view> payload_text(const Data& data) {
  if (data == nullptr) return std::nullopt;
  return std::string_view(data->text());
}

}  // namespace

std::string_view name_of(Status status) { return status_names[static_cast<std::size_t>(status)]; }

std::optional<Status> status_named(std::string_view name) {
  for (std::size_t i = 0; i < status_names.size(); ++i)
    if (status_names[i] == name) return static_cast<Status>(i);
  return std::nullopt;
}

std::string ExecutionRow::name() const { return part_of_arn(arn, 2); }
std::string ExecutionRow::machine_name() const { return part_of_arn(arn, 1); }
std::string ExecutionRow::machine_arn() const {
  std::optional<Arn> made = Arn::parse(arn);
  if (!made) return {};
  made->resource = "stateMachine:" + machine_name();
  return made->text();
}

void Executions::migrate(Database& database) {
  database.migrate("states.executions", {
                                            R"(
      CREATE TABLE states_executions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine INTEGER NOT NULL,
        type INTEGER NOT NULL, status INTEGER NOT NULL, definition BLOB NOT NULL,
        role_arn TEXT NOT NULL, input TEXT, output TEXT, error TEXT, cause TEXT,
        started INTEGER NOT NULL, stopped INTEGER, due INTEGER, last_event INTEGER NOT NULL,
        last_frame INTEGER NOT NULL, journal_id INTEGER NOT NULL, trace_header TEXT,
        awaited INTEGER NOT NULL);
      CREATE INDEX states_executions_machine ON states_executions (machine, id);
      CREATE INDEX states_executions_due ON states_executions (due) WHERE due IS NOT NULL;
      CREATE TABLE states_frames (
        id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, slot INTEGER NOT NULL,
        machine INTEGER NOT NULL, state INTEGER NOT NULL, phase INTEGER NOT NULL, due INTEGER,
        turns INTEGER NOT NULL, input TEXT, entered INTEGER NOT NULL,
        entered_event INTEGER NOT NULL, last_event INTEGER NOT NULL, attempt INTEGER NOT NULL,
        extra TEXT NOT NULL);
      CREATE INDEX states_frames_due ON states_frames (due, turns) WHERE due IS NOT NULL;
      CREATE TABLE states_events (
        id INTEGER PRIMARY KEY, previous INTEGER NOT NULL, type INTEGER NOT NULL,
        at INTEGER NOT NULL, details TEXT NOT NULL, payload TEXT);
      CREATE TABLE states_waiters (frame INTEGER PRIMARY KEY, execution INTEGER NOT NULL);
      CREATE INDEX states_waiters_execution ON states_waiters (execution))",
                                        });
}

std::int64_t Executions::insert(const ExecutionRow& row) {
  // The input of a Standard execution is with its first event.
  const Data kept = row.type == MachineType::kExpress ? row.input : nullptr;
  insert_.run(row.arn, row.machine_id, static_cast<int>(row.type), Bytes{row.definition_hash},
              row.role_arn, payload_text(kept), row.started, stored_due(row.due), row.journal_id,
              row.trace_header, row.is_awaited);
  return database_.last_insert_id();
}

ExecutionRow Executions::read(const Query& row) {
  ExecutionRow execution;
  execution.number = row.integer(0);
  execution.arn = row.text(1);
  execution.machine_id = row.integer(2);
  execution.type = static_cast<MachineType>(row.integer(3));
  execution.status = static_cast<Status>(row.integer(4));
  execution.definition_hash = row.text(5);
  execution.role_arn = row.text(6);
  if (!row.is_null(7)) execution.input = make_data_from_text(row.text(7));
  if (!row.is_null(8)) execution.output = make_data_from_text(row.text(8));
  execution.error = row.optional_text(9);
  execution.cause = row.optional_text(10);
  execution.started = row.moment(11);
  if (!row.is_null(12)) execution.stopped = row.moment(12);
  if (!row.is_null(13)) execution.due = row.moment(13);
  execution.last_event = row.integer(14);
  execution.last_frame = row.integer(15);
  execution.journal_id = row.integer(16);
  execution.trace_header = row.optional_text(17);
  execution.is_awaited = row.integer(18) != 0;
  return execution;
}

ExecutionRow Executions::with_data(ExecutionRow row) {
  if (row.type == MachineType::kExpress) return row;
  row.input = payload(row.number, 1);
  if (row.status == Status::kSucceeded) row.output = payload(row.number, row.last_event);
  return row;
}

std::optional<ExecutionRow> Executions::find(std::int64_t number) {
  ExecutionRow found;
  {
    auto row = find_.query(number);
    if (!row.next()) return std::nullopt;
    found = read(row);
  }
  return with_data(std::move(found));
}

std::optional<ExecutionRow> Executions::find(const std::string& arn) {
  ExecutionRow found;
  {
    auto row = find_arn_.query(arn);
    if (!row.next()) return std::nullopt;
    found = read(row);
  }
  return with_data(std::move(found));
}

std::vector<ExecutionRow> Executions::list(std::int64_t machine_id, std::optional<Status> status,
                                           std::int64_t before, std::int64_t limit) {
  std::vector<ExecutionRow> executions;
  const int wanted = status ? static_cast<int>(*status) : -1;
  for (auto row = list_.query(machine_id, before, wanted, limit); row.next();)
    executions.push_back(read(row));
  return executions;
}

void Executions::keep_counters(const ExecutionRow& row) {
  keep_counters_.run(row.number, row.last_event, row.last_frame);
}

void Executions::end(const ExecutionRow& row) {
  const Data kept = row.type == MachineType::kExpress ? row.output : nullptr;
  end_.run(row.number, static_cast<int>(row.status), payload_text(kept), row.error, row.cause,
           row.stopped, stored_due(row.due), row.last_event, row.last_frame);
}

void Executions::set_awaited(std::int64_t number) { set_awaited_.run(number); }

void Executions::erase(std::int64_t number) { erase_.run(number); }

Frame Executions::read_frame(const Query& row, const Data& execution_input) {
  Frame frame;
  frame.id = part_of(row.integer(0));
  frame.parent = row.integer(1);
  frame.slot = row.integer(2);
  frame.machine = static_cast<int>(row.integer(3));
  frame.state = static_cast<int>(row.integer(4));
  frame.phase = static_cast<Phase>(row.integer(5));
  if (!row.is_null(6)) frame.due = row.moment(6);
  frame.turns = row.integer(7);
  frame.input = row.is_null(8) ? execution_input : make_data_from_text(row.text(8));
  frame.entered = row.moment(9);
  frame.entered_event = row.integer(10);
  frame.last_event = row.integer(11);
  frame.attempt = row.integer(12);
  read_extra(row.text(13), frame);
  return frame;
}

std::optional<Frame> Executions::frame(std::int64_t number, std::int64_t id,
                                       const Data& execution_input) {
  auto row = frame_.query(row_of(number, id));
  if (!row.next()) return std::nullopt;
  return read_frame(row, execution_input);
}

std::vector<Frame> Executions::children(std::int64_t number, std::int64_t parent,
                                        const Data& execution_input) {
  std::vector<Frame> children;
  for (auto row = children_.query(row_of(number, parent + 1), row_of(number + 1, 0) - 1, parent);
       row.next();)
    children.push_back(read_frame(row, execution_input));
  return children;
}

void Executions::write_frame(std::int64_t number, const Frame& frame, const Data& execution_input) {
  const Data input = frame.input == execution_input ? nullptr : frame.input;
  write_frame_.run(row_of(number, frame.id), frame.parent, frame.slot, frame.machine, frame.state,
                   static_cast<int>(frame.phase), stored_due(frame.due), frame.turns,
                   payload_text(input), frame.entered, frame.entered_event, frame.last_event,
                   frame.attempt, extra_text(frame));
}

void Executions::erase_frame(std::int64_t number, std::int64_t id) {
  erase_frame_.run(row_of(number, id));
}

bool Executions::make_frame_due(std::int64_t row, Moment now) {
  return make_frame_due_.run(row, now) > 0;
}

void Executions::write_event(std::int64_t number, const HistoryEvent& event) {
  write_event_.run(row_of(number, event.id), event.previous, static_cast<int>(event.type), event.at,
                   event.details.empty() ? std::string() : print_json(event.details),
                   payload_text(event.payload));
}

Data Executions::payload(std::int64_t number, std::int64_t event) {
  auto row = payload_.query(row_of(number, event));
  if (!row.next() || row.is_null(0)) return make_data_from_text("{}");
  return make_data_from_text(row.text(0));
}

std::vector<HistoryEvent> Executions::events(std::int64_t number, Order order, std::int64_t from,
                                             std::int64_t limit) {
  const bool is_forward = order == Order::kForward;
  const std::int64_t low = row_of(number, is_forward ? from : 0);
  const std::int64_t high = is_forward ? row_of(number + 1, 0) - 1 : row_of(number, from);
  std::vector<HistoryEvent> events;
  Statement& statement = is_forward ? events_ : events_reverse_;
  for (auto row = statement.query(low, high, limit); row.next();) {
    HistoryEvent event;
    event.id = part_of(row.integer(0));
    event.previous = row.integer(1);
    event.type = static_cast<EventType>(row.integer(2));
    event.at = row.moment(3);
    if (!row.text_view(4).empty()) event.details = parse_json(row.text_view(4));
    if (!row.is_null(5)) event.payload = make_data_from_text(row.text(5));
    events.push_back(std::move(event));
  }
  return events;
}

void Executions::add_waiter(std::int64_t frame_row, std::int64_t execution) {
  add_waiter_.run(frame_row, execution);
}

std::optional<std::int64_t> Executions::awaited_by(std::int64_t frame_row) {
  auto row = awaited_by_.query(frame_row);
  if (!row.next()) return std::nullopt;
  return row.integer(0);
}

std::vector<std::int64_t> Executions::waiters_of(std::int64_t execution) {
  std::vector<std::int64_t> waiters;
  for (auto row = waiters_of_.query(execution); row.next();) waiters.push_back(row.integer(0));
  return waiters;
}

void Executions::drop_waiter(std::int64_t frame_row) { drop_waiter_.run(frame_row); }

}  // namespace snowglobe::states
