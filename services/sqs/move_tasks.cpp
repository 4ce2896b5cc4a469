#include "services/sqs/move_tasks.h"

#include <algorithm>

#include "emulator/base/json.h"
#include "emulator/base/text.h"

namespace snowglobe::sqs {
namespace {

constexpr int kept_max = 10;  // of one queue: as many as can be listed
constexpr std::size_t handle_bytes_max = 1024;

std::string text_of(const Json& json, const char* name) {
  const Json* found = find_member(json, name);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string MoveTask::handle() const {
  return base64_encode(print_json({{"taskId", id}, {"sourceArn", source_arn}}));
}

std::optional<TaskName> TaskName::parse(std::string_view handle) {
  if (handle.size() > handle_bytes_max) return std::nullopt;
  const auto text = base64_decode(handle);
  if (!text) return std::nullopt;
  try {
    const Json json = parse_json(*text);
    TaskName name{text_of(json, "taskId"), text_of(json, "sourceArn")};
    if (name.id.empty() || name.source_arn.empty()) return std::nullopt;
    return name;
  } catch (const JsonError&) {
    return std::nullopt;
  }
}

MoveTasks::MoveTasks(Database& database) : database_(database) {
  database_.migrate("sqs.move_tasks", {R"(
      CREATE TABLE sqs_move_tasks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        task_id TEXT NOT NULL, account TEXT NOT NULL, source_arn TEXT NOT NULL,
        destination_arn TEXT, rate INTEGER, status TEXT NOT NULL, moved_count INTEGER NOT NULL,
        to_move_count INTEGER NOT NULL, failure_reason TEXT, started_at INTEGER NOT NULL,
        due INTEGER);
      CREATE INDEX sqs_move_tasks_source ON sqs_move_tasks (source_arn);
      CREATE INDEX sqs_move_tasks_due ON sqs_move_tasks (due) WHERE due IS NOT NULL)"});
}

MoveTask MoveTasks::read(const Query& row) {
  MoveTask task;
  task.row = row.integer(0);
  task.id = row.text(1);
  task.account = row.text(2);
  task.source_arn = row.text(3);
  task.destination_arn = row.optional_text(4);
  task.rate = row.optional_integer(5);
  task.status = row.text(6);
  task.moved_count = row.integer(7);
  task.to_move_count = row.integer(8);
  task.failure_reason = row.optional_text(9);
  task.started_at = row.moment(10);
  return task;
}

void MoveTasks::add(const MoveTask& task, Moment due) {
  add_.run(task.id, task.account, task.source_arn, task.destination_arn, task.rate,
           task.to_move_count, task.started_at, task.status, due);
  forget_.run(task.source_arn, kept_max);
}

void MoveTasks::update(const MoveTask& task, std::optional<Moment> due) {
  update_.run(task.status, task.moved_count, task.failure_reason, due, task.row);
}

std::optional<MoveTask> MoveTasks::find(const TaskName& name) {
  for (MoveTask& task : list(name.source_arn, kept_max)) {
    if (task.id == name.id) return std::move(task);
  }
  return std::nullopt;
}

std::vector<MoveTask> MoveTasks::list(const std::string& source_arn, int count_max) {
  std::vector<MoveTask> tasks;
  auto row = list_.query(source_arn, count_max);
  while (row.next()) tasks.push_back(read(row));
  return tasks;
}

bool MoveTasks::has_active(const std::string& source_arn) {
  const std::vector<MoveTask> newest = list(source_arn, 1);
  return !newest.empty() && (newest[0].is_running() || newest[0].status == "CANCELLING");
}

std::int64_t MoveTasks::active_count(const std::string& account) {
  auto row = active_count_.query(account);
  row.next();
  return row.integer(0);
}

void MoveTasks::remove_all(const std::string& source_arn) { remove_all_.run(source_arn); }

MoveTask MoveTasks::of_row(std::int64_t id) {
  auto row = find_.query(id);
  row.next();
  return read(row);
}

}  // namespace snowglobe::sqs
