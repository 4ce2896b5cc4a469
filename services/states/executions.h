// The executions of a world, in tables: what they are, their frames, their histories, and which
// task waits for which execution.
//
// Of a Standard execution the input is the payload of its first event and the output that of its
// last one, stored once. Frames and events are keyed by one number made of the execution's and
// their own (row_of), so each table is one tree that grows at its end.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/job.h"
#include "emulator/store/database.h"
#include "services/states/asl.h"
#include "services/states/frame.h"
#include "services/states/history.h"
#include "services/states/run.h"

namespace snowglobe::states {

enum class Status : int { kRunning, kSucceeded, kFailed, kTimedOut, kAborted };  // stored
std::string_view name_of(Status status);                                         // "TIMED_OUT"
std::optional<Status> status_named(std::string_view name);

struct ExecutionRow {
  std::int64_t number = 0;
  std::string arn;
  std::int64_t machine_id = 0;
  MachineType type = MachineType::kStandard;
  Status status = Status::kRunning;
  std::string definition_hash, role_arn;
  Data input, output;  // output: nullptr when there is none
  std::optional<std::string> error, cause;
  Moment started{};
  std::optional<Moment> stopped;
  // Running: when it times out. Ended: when the row is thrown away. `never`: not.
  Moment due = never;
  std::int64_t last_event = 0, last_frame = 0;
  std::int64_t journal_id = 0;  // of the call that started it
  std::optional<std::string> trace_header;
  bool is_awaited = false;  // by StartSyncExecution, or by a task

  std::string name() const;
  std::string machine_name() const;
  std::string machine_arn() const;
};

// An execution has fewer frames and events than this.
inline constexpr int row_bits = 20;
constexpr std::int64_t row_of(std::int64_t execution, std::int64_t part) {
  return (execution << row_bits) | part;
}
constexpr std::int64_t execution_of(std::int64_t row) { return row >> row_bits; }
constexpr std::int64_t part_of(std::int64_t row) {
  return row & ((std::int64_t{1} << row_bits) - 1);
}

class Executions {
 public:
  explicit Executions(Database& database) : database_(database) {}
  static void migrate(Database& database);

  std::int64_t insert(const ExecutionRow& row);  // gives its number
  std::optional<ExecutionRow> find(std::int64_t number);
  std::optional<ExecutionRow> find(const std::string& arn);
  // Newest first, from those with a number below `before`. Without input and output.
  std::vector<ExecutionRow> list(std::int64_t machine_id, std::optional<Status> status,
                                 std::int64_t before, std::int64_t limit);
  void keep_counters(const ExecutionRow& row);  // last_event and last_frame
  void end(const ExecutionRow& row);            // status, output and what else an end changes
  void set_awaited(std::int64_t number);
  void erase(std::int64_t number);
  // The earliest execution whose `due` is set.
  DueRow first_due(const PutOffRows& put_off) { return put_off.first_of(due_.query()); }

  // Frames.
  std::optional<Frame> frame(std::int64_t number, std::int64_t id, const Data& execution_input);
  std::vector<Frame> children(std::int64_t number, std::int64_t parent,
                              const Data& execution_input);
  void write_frame(std::int64_t number, const Frame& frame, const Data& execution_input);
  void erase_frame(std::int64_t number, std::int64_t id);
  bool make_frame_due(std::int64_t row, Moment now);  // false: no such frame
  DueRow first_due_frame(const PutOffRows& put_off) {
    return put_off.first_of(due_frames_.query());
  }

  // Histories.
  void write_event(std::int64_t number, const HistoryEvent& event);
  Data payload(std::int64_t number, std::int64_t event);
  enum class Order { kForward, kReverse };
  std::vector<HistoryEvent> events(std::int64_t number, Order order, std::int64_t from,
                                   std::int64_t limit);

  // Tasks (frames, by row) that wait for the end of an execution.
  void add_waiter(std::int64_t frame_row, std::int64_t execution);
  std::optional<std::int64_t> awaited_by(std::int64_t frame_row);  // the execution's number
  std::vector<std::int64_t> waiters_of(std::int64_t execution);
  void drop_waiter(std::int64_t frame_row);

 private:
  static ExecutionRow read(const Query& row);
  ExecutionRow with_data(ExecutionRow row);
  static Frame read_frame(const Query& row, const Data& execution_input);

  Database& database_;

  Statement insert_{database_, R"(
      INSERT INTO states_executions (arn, machine, type, status, definition, role_arn, input,
                                     started, due, last_event, last_frame, journal_id, trace_header,
                                     awaited)
      VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?))"};
  Statement find_{database_, R"(
      SELECT id, arn, machine, type, status, definition, role_arn, input, output, error, cause,
             started, stopped, due, last_event, last_frame, journal_id, trace_header, awaited
      FROM states_executions WHERE id = ?)"};
  Statement find_arn_{database_, R"(
      SELECT id, arn, machine, type, status, definition, role_arn, input, output, error, cause,
             started, stopped, due, last_event, last_frame, journal_id, trace_header, awaited
      FROM states_executions WHERE arn = ?)"};
  Statement list_{database_, R"(
      SELECT id, arn, machine, type, status, definition, role_arn, NULL, NULL, NULL, NULL,
             started, stopped, due, last_event, last_frame, journal_id, NULL, awaited
      FROM states_executions WHERE machine = ?1 AND id < ?2 AND (?3 < 0 OR status = ?3)
      ORDER BY id DESC LIMIT ?4)"};
  Statement keep_counters_{database_, R"(
      UPDATE states_executions SET last_event = ?2, last_frame = ?3 WHERE id = ?1)"};
  Statement end_{database_, R"(
      UPDATE states_executions SET status = ?2, output = ?3, error = ?4, cause = ?5, stopped = ?6,
                                   due = ?7, last_event = ?8, last_frame = ?9 WHERE id = ?1)"};
  Statement set_awaited_{database_, R"(UPDATE states_executions SET awaited = 1 WHERE id = ?)"};
  Statement erase_{database_, R"(DELETE FROM states_executions WHERE id = ?)"};
  Statement due_{database_, R"(
      SELECT due, id FROM states_executions WHERE due IS NOT NULL ORDER BY due, id)"};

  Statement frame_{database_, R"(
      SELECT id, parent, slot, machine, state, phase, due, turns, input, entered, entered_event,
             last_event, attempt, extra FROM states_frames WHERE id = ?)"};
  Statement children_{database_, R"(
      SELECT id, parent, slot, machine, state, phase, due, turns, input, entered, entered_event,
             last_event, attempt, extra FROM states_frames
      WHERE id BETWEEN ? AND ? AND parent = ? ORDER BY id)"};
  Statement write_frame_{database_, R"(
      INSERT OR REPLACE INTO states_frames (id, parent, slot, machine, state, phase, due, turns,
                                            input, entered, entered_event, last_event, attempt,
                                            extra)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"};
  Statement erase_frame_{database_, R"(DELETE FROM states_frames WHERE id = ?)"};
  Statement make_frame_due_{database_, R"(UPDATE states_frames SET due = ?2 WHERE id = ?1)"};
  Statement due_frames_{database_, R"(
      SELECT due, id FROM states_frames WHERE due IS NOT NULL ORDER BY due, turns, id)"};

  Statement write_event_{database_, R"(
      INSERT INTO states_events (id, previous, type, at, details, payload)
      VALUES (?, ?, ?, ?, ?, ?))"};
  Statement payload_{database_, R"(SELECT payload FROM states_events WHERE id = ?)"};
  Statement events_{database_, R"(
      SELECT id, previous, type, at, details, payload FROM states_events
      WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)"};
  Statement events_reverse_{database_, R"(
      SELECT id, previous, type, at, details, payload FROM states_events
      WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?)"};

  Statement add_waiter_{database_, R"(
      INSERT OR REPLACE INTO states_waiters (frame, execution) VALUES (?, ?))"};
  Statement awaited_by_{database_, R"(SELECT execution FROM states_waiters WHERE frame = ?)"};
  Statement waiters_of_{database_, R"(SELECT frame FROM states_waiters WHERE execution = ?)"};
  Statement drop_waiter_{database_, R"(DELETE FROM states_waiters WHERE frame = ?)"};
};

}  // namespace snowglobe::states
