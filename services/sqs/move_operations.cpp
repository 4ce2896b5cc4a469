// StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask, and the job that moves.
#include <algorithm>

#include "services/sqs/errors.h"
#include "services/sqs/service.h"

namespace snowglobe::sqs {
namespace {

constexpr int rate_max = 500;
constexpr int listed_max = 10;
constexpr std::int64_t active_max = 100;  // of an account
constexpr std::chrono::hours running_max{36};
constexpr int batch = 100;  // messages moved at once when there is no rate

std::optional<std::string> none_if_empty(const std::optional<std::string>& text) {
  return text && text->empty() ? std::nullopt : text;
}

// `name` is the parameter's.
QueueName parse_queue_arn(const char* name, const std::string& text) {
  const auto arn = Arn::parse(text);
  if (!arn || arn->service != "sqs" || arn->resource.empty()) throw wrong_arn(name);
  return {arn->account, arn->region, arn->resource};
}

}  // namespace

Queue Sqs::queue_of_arn(const char* name, const std::string& arn) {
  auto queue = queues_.find(parse_queue_arn(name, arn));
  if (!queue) throw no_such_resource(name);
  return std::move(*queue);
}

StartMessageMoveTaskOutput Sqs::start_message_move_task(const StartMessageMoveTaskInput& input,
                                                        const Request& request) {
  if (input.rate && (*input.rate < 1 || *input.rate > rate_max)) {
    throw not_between("MaxNumberOfMessagesPerSecond", 1, rate_max);
  }
  MoveTask task;
  task.destination_arn = none_if_empty(input.destination_arn);
  const Queue source = queue_of_arn("SourceArn", input.source_arn);
  if (!queues_.is_dead_letter_queue(source)) throw not_a_dead_letter_queue();
  if (task.destination_arn) {
    const Queue destination = queue_of_arn("DestinationArn", *task.destination_arn);
    if (destination.id == source.id) throw move_to_itself();
    if (destination.settings.is_fifo != source.settings.is_fifo) throw move_between_types();
  }
  task.account = request.account();
  task.source_arn = source.name.arn();
  if (move_tasks_.has_active(task.source_arn)) throw move_task_is_running();
  if (move_tasks_.active_count(task.account) >= active_max) throw too_many_move_tasks(active_max);
  const Moment now = host_.now();
  task.id = host_.random().uuid();
  task.rate = input.rate;
  task.status = "RUNNING";
  task.to_move_count = messages_.counts(source, now).visible;
  task.started_at = now;
  move_tasks_.add(task, now);
  return {task.handle()};
}

ListMessageMoveTasksOutput Sqs::list_message_move_tasks(const ListMessageMoveTasksInput& input) {
  const int count_max = input.max_results.value_or(1);
  if (count_max < 1 || count_max > listed_max) throw not_between("MaxResults", 1, listed_max);
  const Queue source = queue_of_arn("SourceArn", input.source_arn);
  ListMessageMoveTasksOutput output;
  for (MoveTask& task : move_tasks_.list(source.name.arn(), count_max)) {
    MessageMoveTaskEntry& entry = output.results.emplace_back();
    if (task.is_running()) entry.task_handle = task.handle();
    entry.status = std::move(task.status);
    entry.source_arn = std::move(task.source_arn);
    entry.destination_arn = std::move(task.destination_arn);
    if (task.rate) entry.rate = static_cast<int>(*task.rate);
    entry.moved_count = task.moved_count;
    entry.to_move_count = task.to_move_count;
    entry.failure_reason = std::move(task.failure_reason);
    entry.started_at_ms = to_millis(task.started_at);
  }
  return output;
}

CancelMessageMoveTaskOutput Sqs::cancel_message_move_task(const CancelMessageMoveTaskInput& input) {
  const auto name = TaskName::parse(input.task_handle);
  if (!name) throw invalid_task_handle();
  queue_of_arn("SourceArn", name->source_arn);
  auto task = move_tasks_.find(*name);
  if (!task) throw no_such_task();
  if (!task->is_running()) throw task_is_not_running(task->status);
  task->status = "CANCELLING";
  move_tasks_.update(*task, host_.now());
  return {task->moved_count};
}

void Sqs::run_move_task(std::int64_t row, Moment now) {
  MoveTask task = move_tasks_.of_row(row);
  std::optional<Moment> due;  // none: it is over
  const auto source = queues_.find_arn(task.source_arn);
  if (task.status == "CANCELLING") {
    task.status = "CANCELLED";
  } else if (now >= task.started_at + running_max) {
    task.status = "FAILED";
    task.failure_reason = "TaskTimedOut";
  } else if (move_messages(*source, task, now)) {
    due = task.rate ? now + std::chrono::seconds(1) : now;
  }
  move_tasks_.update(task, due);
}

// Moves as many messages as are due at once; is there more to do?
bool Sqs::move_messages(const Queue& source, MoveTask& task, Moment now) {
  const auto fail = [&](const char* reason) {
    task.status = "FAILED";
    task.failure_reason = reason;
    return false;
  };
  for (std::int64_t left = task.rate.value_or(batch); left > 0;) {
    const int wanted = static_cast<int>(std::min<std::int64_t>(left, batch));
    const std::vector<Message> messages = messages_.oldest_visible(source, wanted, now);
    for (const Message& message : messages) {
      const std::string& arn =
          task.destination_arn ? *task.destination_arn : message.dead_letter_source;
      if (arn.empty()) return fail("CouldNotDetermineMessageSource");
      const auto destination = queues_.find_arn(arn);
      if (!destination) return fail("AWS.SimpleQueueService.NonExistentQueue");
      messages_.redrive(source, *destination, message, host_.random().uuid(), now);
      ++task.moved_count;
      expect_messages(*destination, now);
    }
    left -= static_cast<std::int64_t>(messages.size());
    if (messages.empty()) {
      task.status = "COMPLETED";
      return false;
    }
  }
  return true;
}

}  // namespace snowglobe::sqs
