// The message move tasks of a world, as rows of sqs_move_tasks. A row that is active has the moment
// at which its next messages are due.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/job.h"
#include "emulator/store/database.h"

namespace snowglobe::sqs {

struct MoveTask {
  std::int64_t row = 0;
  std::string id;  // a UUID
  std::string account, source_arn;
  std::optional<std::string> destination_arn;  // none: back to where each message came from
  std::optional<std::int64_t> rate;            // messages a second; none: as fast as it goes
  std::string status;                          // RUNNING, CANCELLING, CANCELLED, COMPLETED, FAILED
  std::int64_t moved_count = 0;
  std::int64_t to_move_count = 0;  // when it was started
  std::optional<std::string> failure_reason;
  Moment started_at;

  bool is_running() const { return status == "RUNNING"; }
  // AWS's TaskHandle: base64 of {"taskId": ..., "sourceArn": ...}.
  std::string handle() const;
};

// What a TaskHandle names.
struct TaskName {
  std::string id, source_arn;
  static std::optional<TaskName> parse(std::string_view handle);
};

class MoveTasks {
 public:
  explicit MoveTasks(Database& database);

  void add(const MoveTask& task, Moment due);
  // Writes what a task came to; without `due` it is over.
  void update(const MoveTask& task, std::optional<Moment> due);
  std::optional<MoveTask> find(const TaskName& name);
  // The newest first.
  std::vector<MoveTask> list(const std::string& source_arn, int count_max);
  bool has_active(const std::string& source_arn);
  std::int64_t active_count(const std::string& account);
  void remove_all(const std::string& source_arn);

  DueRow first_due(const PutOffRows& put_off) { return put_off.first_of(due_.query()); }
  MoveTask of_row(std::int64_t row);  // REQUIRES: there is one

 private:
  static MoveTask read(const Query& row);

  Database& database_;
  Statement add_{database_, R"(
      INSERT INTO sqs_move_tasks (task_id, account, source_arn, destination_arn, rate, to_move_count,
                                  started_at, status, moved_count, due)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?))"};
  Statement forget_{database_, R"(
      DELETE FROM sqs_move_tasks WHERE source_arn = ?1 AND id <= (
        SELECT id FROM sqs_move_tasks WHERE source_arn = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2))"};
  Statement update_{database_, R"(
      UPDATE sqs_move_tasks SET status = ?, moved_count = ?, failure_reason = ?, due = ?
        WHERE id = ?)"};
  Statement list_{database_, R"(
      SELECT id, task_id, account, source_arn, destination_arn, rate, status, moved_count,
             to_move_count, failure_reason, started_at
        FROM sqs_move_tasks WHERE source_arn = ? ORDER BY id DESC LIMIT ?)"};
  Statement due_{database_, R"(
      SELECT due, id FROM sqs_move_tasks WHERE due IS NOT NULL ORDER BY due, id)"};
  Statement find_{database_, R"(
      SELECT id, task_id, account, source_arn, destination_arn, rate, status, moved_count,
             to_move_count, failure_reason, started_at
        FROM sqs_move_tasks WHERE id = ?)"};
  Statement active_count_{database_, R"(
      SELECT count(*) FROM sqs_move_tasks WHERE due IS NOT NULL AND account = ?)"};
  Statement remove_all_{database_, "DELETE FROM sqs_move_tasks WHERE source_arn = ?"};
};

}  // namespace snowglobe::sqs
