#include "services/pipes/workers.h"

#include <algorithm>

#include "services/pipes/errors.h"
#include "services/pipes/record.h"

namespace snowglobe::pipes {
namespace {

using std::chrono::seconds;

constexpr int receive_max = 10;  // of one ReceiveMessage, and of one DeleteMessageBatch
constexpr seconds wait_max{20};
constexpr seconds pause_max{60};
constexpr int delete_failures_max = 10;
// What a state machine takes as its input.
constexpr std::size_t batch_size_max_bytes = 262144;
constexpr std::size_t plans_max = 1000;

Json tag_of(const Worker& worker) { return {{"worker", worker.id}, {"call", worker.call}}; }

bool is_running(const PipeRow& pipe) {
  return pipe.desired == "RUNNING" && (pipe.state == "RUNNING" || pipe.state == "UPDATING");
}

bool can_be_retried(const AwsError& error) {
  return error.http_status >= 500 || error.http_status == 429 ||
         error.code.find("Throttl") != std::string::npos;
}

std::size_t size_of(const Json& message) { return print_json(message.at("record")).size() + 1; }

// How many messages of a batch go into one call: at least one, then as many as fit.
std::size_t fitting(const Json& batch) {
  std::size_t count = 0;
  for (std::size_t size = 2; count < batch.size(); ++count) {
    size += size_of(batch[count]);
    if (count > 0 && size > batch_size_max_bytes) break;
  }
  return count;
}

std::vector<Json> records_of(const Json& batch, std::size_t count) {
  std::vector<Json> records;
  for (std::size_t i = 0; i < count; ++i) records.push_back(batch[i].at("record"));
  return records;
}

std::int64_t cause_of(const Json& message) { return message.at("cause").get<std::int64_t>(); }

}  // namespace

Workers::Workers(Host& host, Service& self, Pipes& pipes)
    : host_(host), self_(self), pipes_(pipes), rows_(host.database()) {}

std::shared_ptr<const PipePlan> Workers::plan_of(const PipeRow& pipe) {
  if (const auto found = plans_.find(pipe.config); found != plans_.end()) return found->second;
  if (plans_.size() >= plans_max) plans_.clear();
  PipeConfig config;
  read_shape(parse_json(pipe.config), config);  // it was checked when it was stored
  auto plan = std::make_shared<const PipePlan>(PipePlan::make(config));
  plans_.emplace(pipe.config, plan);
  return plan;
}

void Workers::start(const PipeRow& pipe) {
  const WorkerRows::Count count = rows_.count(pipe.id);
  if (count.polling == 0 && count.all < workers_max) rows_.add(pipe.id, host_.now());
}

bool Workers::stop(const PipeRow& pipe) {
  bool is_any_left = false;
  for (Worker& worker : rows_.of(pipe.id)) {
    if (worker.phase != Worker::Phase::kPoll) {
      is_any_left = true;
      continue;
    }
    host_.cancel(self_, tag_of(worker));
    if (worker.batch.empty()) {
      rows_.remove(worker.id);
    } else {
      worker.phase = Worker::Phase::kInvoke;
      rows_.update(worker, host_.now());
      is_any_left = true;
    }
  }
  return !is_any_left;
}

void Workers::run(const DueRow& row, Moment) {
  const auto worker = rows_.find(row.id);
  const auto pipe = pipes_.find(worker->pipe);
  if (!pipe) {
    rows_.remove(worker->id);
    return;
  }
  switch (worker->phase) {
    case Worker::Phase::kPoll:
      return poll(*worker, *pipe);
    case Worker::Phase::kInvoke:
      return invoke(*worker, *pipe);
    case Worker::Phase::kDelete:
      return erase(*worker, *pipe);
  }
}

void Workers::on_reply(const Json& tag, const Outcome& outcome) {
  const auto worker = rows_.find(tag.at("worker").get<std::int64_t>());
  if (!worker || worker->call != tag.at("call").get<std::int64_t>()) return;
  const auto pipe = pipes_.find(worker->pipe);
  if (!pipe) return;
  switch (worker->phase) {
    case Worker::Phase::kPoll:
      return received(*worker, *pipe, outcome, Came::kLater);
    case Worker::Phase::kInvoke:
      return invoked(*worker, *pipe, outcome);
    case Worker::Phase::kDelete:
      return erased(*worker, *pipe, outcome);
  }
}

// The row must be written after this, so that what the answer finds is what was when it was asked.
std::optional<Outcome> Workers::make_call(Worker& worker, Call call) {
  ++worker.call;
  return host_.call(self_, std::move(call), tag_of(worker));
}

Moment Workers::after_pause(const Worker& worker) const {
  return host_.now() + std::min(pause_max, seconds(1 << std::min(worker.failures - 1, 6)));
}

Call Workers::queue_call(const PipeRow& pipe, const PipePlan& plan, const char* operation) const {
  const Arn& queue = plan.source();
  Call call;
  call.service = "sqs";
  call.operation = operation;
  call.account = queue.account;
  call.region = queue.region;
  call.input["QueueUrl"] = host_.endpoint() + "/" + queue.account + "/" + queue.resource;
  call.caller = {"pipes.amazonaws.com", pipe.arn(), "source"};
  return call;
}

void Workers::poll(Worker worker, const PipeRow& pipe) {
  if (!is_running(pipe) && worker.batch.empty()) return begin_again(std::move(worker), pipe);
  const auto plan = plan_of(pipe);
  const int room = plan->batch_size() - static_cast<int>(worker.batch.size());
  const auto until_window_end =
      std::chrono::ceil<seconds>(std::max(Duration(0), worker.window_end - host_.now()));
  const seconds wait = worker.batch.empty() ? wait_max : std::min(wait_max, until_window_end);
  Call call = queue_call(pipe, *plan, "ReceiveMessage");
  call.input["MaxNumberOfMessages"] = std::clamp(room, 1, receive_max);
  call.input["WaitTimeSeconds"] = wait.count();
  call.input["MessageSystemAttributeNames"] = {"All", "SnowglobeCause"};
  call.input["MessageAttributeNames"] = {"All"};
  const auto outcome = make_call(worker, std::move(call));
  if (outcome) {
    received(std::move(worker), pipe, *outcome, Came::kAtOnce);
  } else {
    rows_.update(worker, never);
  }
}

void Workers::received(Worker worker, const PipeRow& pipe, const Outcome& outcome, Came came) {
  const Json* messages = outcome.error ? nullptr : find_member(outcome.output, "Messages");
  const bool is_empty = messages == nullptr || messages->empty();
  if (!is_empty) take(worker, pipe, *messages);
  worker.failures = outcome.error ? worker.failures + 1 : 0;
  const auto plan = plan_of(pipe);
  if (!worker.batch.empty()) {
    const bool is_full = static_cast<int>(worker.batch.size()) >= plan->batch_size() ||
                         fitting(worker.batch) < worker.batch.size();
    if (is_full || host_.now() >= worker.window_end || !is_running(pipe) || outcome.error) {
      worker.failures = 0;
      return invoke(std::move(worker), pipe);
    }
  }
  if (!is_running(pipe)) return begin_again(std::move(worker), pipe);
  if (outcome.error) {
    rows_.update(worker, after_pause(worker));
  } else if (is_empty && came == Came::kAtOnce) {
    // A long poll that did not wait (a fault rule can do that) must not make a tight loop.
    rows_.update(worker, host_.now() + seconds(1));
  } else {
    rows_.update(worker, host_.now());
  }
}

// Takes what passes the filter into the batch, and the rest from the queue, as AWS does.
void Workers::take(Worker& worker, const PipeRow& pipe, const Json& messages) {
  const auto plan = plan_of(pipe);
  const bool is_new = worker.batch.empty();
  Json unwanted = Json::array();
  for (Json message : messages) {
    std::int64_t cause = 0;
    if (auto* attributes = find_member(message, "Attributes"); attributes != nullptr) {
      if (const Json* text = find_member(*attributes, "SnowglobeCause")) {
        cause = std::stoll(text->get<std::string>());
        message["Attributes"].erase("SnowglobeCause");
      }
    }
    Json record = make_record(message, plan->source().text(), plan->source().region);
    if (takes(*plan, record, pipe, cause)) {
      worker.batch.push_back({{"record", std::move(record)}, {"cause", cause}});
    } else {
      host_.note(cause, "pipes", "message filtered out", pipe.arn());
      unwanted.push_back(record.at("receiptHandle"));
    }
  }
  if (is_new) worker.window_end = host_.now() + plan->batching_window();
  // When this fails they come back, and are filtered out again.
  if (!unwanted.empty()) {
    static_cast<void>(
        host_.call(self_, delete_call(pipe, *plan, unwanted), {{"worker", 0}, {"call", 0}}));
  }
}

bool Workers::takes(const PipePlan& plan, const Json& record, const PipeRow& pipe,
                    std::int64_t cause) {
  try {
    return plan.takes(record);
  } catch (const BudgetExceeded& error) {
    host_.note(cause, "pipes", "message not matched: " + std::string(error.what()), pipe.arn());
    return false;
  }
}

void Workers::invoke(Worker worker, const PipeRow& pipe) {
  worker.phase = Worker::Phase::kInvoke;
  const auto plan = plan_of(pipe);
  const std::size_t count = fitting(worker.batch);
  Call call;
  try {
    call = plan->call(records_of(worker.batch, count), {pipe.arn(), pipe.name}, host_.now());
  } catch (const BudgetExceeded& error) {
    host_.note(cause_of(worker.batch[0]), "pipes", "input not made: " + std::string(error.what()),
               pipe.arn());
    Outcome outcome;
    outcome.error = validation(error.what());
    return invoked(std::move(worker), pipe, outcome);
  }
  if (Json* url = call.input.contains("QueueUrl") ? &call.input["QueueUrl"] : nullptr) {
    *url = host_.endpoint() + url->get<std::string>();
  }
  call.caller = {"pipes.amazonaws.com", pipe.arn(), "target"};
  call.cause = note_batch(worker, pipe, count);
  const auto outcome = make_call(worker, std::move(call));
  rows_.update(worker, never);  // in its phase, so that start() sees that nobody polls
  if (is_running(pipe)) start(pipe);
  if (outcome) invoked(std::move(worker), pipe, *outcome);
}

// What the call of the target follows from: the sending of its only message, or, when there are
// several, a line in the journal for each of them.
std::int64_t Workers::note_batch(const Worker& worker, const PipeRow& pipe, std::size_t count) {
  if (count == 1) return cause_of(worker.batch[0]);
  std::int64_t first = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t id = host_.note(cause_of(worker.batch[i]), "pipes",
                                       "in a batch of " + std::to_string(count), pipe.arn());
    if (i == 0) first = id;
  }
  return first;
}

void Workers::invoked(Worker worker, const PipeRow& pipe, const Outcome& outcome) {
  const auto plan = plan_of(pipe);
  const std::size_t count = fitting(worker.batch);
  const auto failed = plan->failed(records_of(worker.batch, count), outcome);
  worker.handles = Json::array();
  Json rest = Json::array();
  for (std::size_t i = 0; i < worker.batch.size(); ++i) {
    const Json& record = worker.batch[i].at("record");
    if (i >= count) {
      rest.push_back(worker.batch[i]);
    } else if (!failed.contains(record.at("messageId").get<std::string>())) {
      worker.handles.push_back(record.at("receiptHandle"));
    } else {
      host_.note(cause_of(worker.batch[i]), "pipes", "message left on the queue", pipe.arn());
    }
  }
  // Behind a failed message of a FIFO queue nothing may be done before it.
  const bool keeps_order = plan->source().resource.ends_with(".fifo");
  worker.batch = keeps_order && !failed.empty() ? Json::array() : std::move(rest);
  worker.failures = 0;
  erase(std::move(worker), pipe);
}

Call Workers::delete_call(const PipeRow& pipe, const PipePlan& plan, const Json& handles) const {
  Call call = queue_call(pipe, plan, "DeleteMessageBatch");
  Json entries = Json::array();
  for (const Json& handle : handles) {
    if (entries.size() == receive_max) break;
    entries.push_back({{"Id", std::to_string(entries.size())}, {"ReceiptHandle", handle}});
  }
  call.input["Entries"] = std::move(entries);
  return call;
}

void Workers::erase(Worker worker, const PipeRow& pipe) {
  if (worker.handles.empty()) return begin_again(std::move(worker), pipe);
  worker.phase = Worker::Phase::kDelete;
  const auto outcome = make_call(worker, delete_call(pipe, *plan_of(pipe), worker.handles));
  rows_.update(worker, never);
  if (outcome) erased(std::move(worker), pipe, *outcome);
}

void Workers::erased(Worker worker, const PipeRow& pipe, const Outcome& outcome) {
  const std::size_t count = std::min<std::size_t>(worker.handles.size(), receive_max);
  Json again = Json::array();
  if (outcome.error && can_be_retried(*outcome.error)) {
    again = worker.handles;
  } else if (!outcome.error) {
    // The sender's fault is a handle that is good no more: the message has come back, or is gone.
    if (const Json* failed = find_member(outcome.output, "Failed")) {
      for (const Json& entry : *failed) {
        const Json* fault = find_member(entry, "SenderFault");
        const auto index = std::stoul(entry.at("Id").get<std::string>());
        if (fault != nullptr && fault->get<bool>()) continue;
        if (index < count) again.push_back(worker.handles[index]);
      }
    }
    for (std::size_t i = count; i < worker.handles.size(); ++i) again.push_back(worker.handles[i]);
  }
  const bool has_failed = outcome.error || again.size() + count > worker.handles.size();
  worker.failures = has_failed ? worker.failures + 1 : 0;
  worker.handles = std::move(again);
  if (worker.handles.empty() || worker.failures > delete_failures_max) {
    return begin_again(std::move(worker), pipe);
  }
  rows_.update(worker, has_failed ? after_pause(worker) : host_.now());
}

// The batch is done: what did not fit into the call is next, then another poll.
void Workers::begin_again(Worker worker, const PipeRow& pipe) {
  worker.handles = Json::array();
  worker.failures = 0;
  if (!worker.batch.empty()) {
    worker.phase = Worker::Phase::kInvoke;
    rows_.update(worker, host_.now());
    return;
  }
  rows_.remove(worker.id);
  if (is_running(pipe)) {
    start(pipe);
  } else {
    pipes_.set_due(pipe.id, host_.now());
  }
}

}  // namespace snowglobe::pipes
