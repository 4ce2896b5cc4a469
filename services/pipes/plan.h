// What a pipe does, read from its configuration: which records it takes, what it calls with them,
// and which of them the answer says have failed. A plain value.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "emulator/api/service.h"
#include "emulator/lang/event_pattern/event_pattern.h"
#include "emulator/lang/input_transform/input_transform.h"
#include "services/pipes/shapes.h"

namespace snowglobe::pipes {

class PipePlan {
 public:
  // Throws AwsError as CreatePipe answers for a configuration that is wrong, or for a source,
  // enrichment or target that pipes do not work with here.
  static PipePlan make(const PipeConfig& config);

  const Arn& source() const { return source_; }
  int batch_size() const { return batch_size_; }
  std::chrono::seconds batching_window() const { return window_; }

  // Do the filters let this record pass? Throws BudgetExceeded when that costs too much.
  bool takes(const Json& record) const;

  struct PipeNames {
    std::string arn, name;
  };
  // The call of the target with these records, account, region, service, operation and input.
  // Throws BudgetExceeded when the template asks for too much.
  Call call(const std::vector<Json>& records, const PipeNames& pipe, Moment now) const;

  // The messageIds of those records that have to be tried again after this outcome.
  std::unordered_set<std::string> failed(const std::vector<Json>& records,
                                         const Outcome& outcome) const;

 private:
  enum class Kind { kQueue, kStateMachine, kFunction, kEventBus };

  void check_source(const PipeConfig& config);
  void check_target(const PipeConfig& config);
  std::string input(const Json& record, const PipeNames& pipe, Moment now, Budget& budget) const;
  Json queue_entries(const std::vector<Json>& records, const PipeNames& pipe, Moment now) const;
  Json event_entries(const std::vector<Json>& records, const PipeNames& pipe, Moment now) const;

  Arn source_, target_;
  std::string enrichment_;
  Kind kind_ = Kind::kStateMachine;
  bool waits_for_answer_ = true;  // REQUEST_RESPONSE
  int batch_size_ = 10;
  std::chrono::seconds window_{0};
  std::vector<EventPattern> filters_;
  std::optional<InputTemplate> template_;
  SqsTargetParameters sqs_;
  EventBusTargetParameters event_bus_;
};

}  // namespace snowglobe::pipes
