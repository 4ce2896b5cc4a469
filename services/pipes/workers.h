// What a running pipe does: each worker takes a batch of messages from the queue, calls the target
// with it, deletes what was done from the queue, and begins again.
//
// A worker polls with the longest wait that SQS knows, so an idle pipe costs a call in 20 seconds.
// When its batch is on the way to the target another worker polls, up to `workers_max` of a pipe.
// All that a worker holds is in its row. A message is deleted from the queue only after the target
// has taken it, so whatever stops in between, the message becomes visible again.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "emulator/api/service.h"
#include "services/pipes/pipe.h"
#include "services/pipes/plan.h"

namespace snowglobe::pipes {

class Workers : public Job {
 public:
  static constexpr std::int64_t workers_max = 5;

  Workers(Host& host, Service& self, Pipes& pipes);

  // Makes the pipe work, if it does not already.
  void start(const PipeRow& pipe);
  // Ends the polls; batches on their way are brought to their end. True when none is left; else the
  // pipe is made due when the last has ended.
  bool stop(const PipeRow& pipe);
  void on_reply(const Json& tag, const Outcome& outcome);

  std::string_view name() const override { return "pipes.workers"; }
  std::string_view table() const override { return "pipes_workers"; }
  DueRow first_due(const PutOffRows& put_off) override { return rows_.first_due(put_off); }
  void run(const DueRow& row, Moment now) override;

 private:
  // When the answer of a call came.
  enum class Came { kAtOnce, kLater };

  void poll(Worker worker, const PipeRow& pipe);
  void received(Worker worker, const PipeRow& pipe, const Outcome& outcome, Came came);
  void take(Worker& worker, const PipeRow& pipe, const Json& messages);
  bool takes(const PipePlan& plan, const Json& record, const PipeRow& pipe, std::int64_t cause);
  void invoke(Worker worker, const PipeRow& pipe);
  void invoked(Worker worker, const PipeRow& pipe, const Outcome& outcome);
  void erase(Worker worker, const PipeRow& pipe);
  void erased(Worker worker, const PipeRow& pipe, const Outcome& outcome);
  void begin_again(Worker worker, const PipeRow& pipe);

  std::int64_t note_batch(const Worker& worker, const PipeRow& pipe, std::size_t count);
  Call queue_call(const PipeRow& pipe, const PipePlan& plan, const char* operation) const;
  Call delete_call(const PipeRow& pipe, const PipePlan& plan, const Json& handles) const;
  std::optional<Outcome> make_call(Worker& worker, Call call);
  Moment after_pause(const Worker& worker) const;
  std::shared_ptr<const PipePlan> plan_of(const PipeRow& pipe);

  Host& host_;
  Service& self_;
  Pipes& pipes_;
  WorkerRows rows_;
  // By the text of their configuration.
  std::unordered_map<std::string, std::shared_ptr<const PipePlan>> plans_;
};

}  // namespace snowglobe::pipes
