// A target as it is used: checked, its paths and template read, so that an event can be shaped for
// it without reading them again. A plain value.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/base/arn.h"
#include "emulator/lang/input_transform/input_transform.h"
#include "services/events/shapes.h"

namespace snowglobe::events {

// What of a rule an input template can name.
struct RuleNames {
  std::string arn, name;
};

class TargetPlan {
 public:
  enum class Kind { kQueue, kStateMachine, kFunction, kEventBus };

  // Throws AwsError as PutTargets answers for a target that is wrong, or of a kind that events are
  // not delivered to.
  static TargetPlan make(Target target);

  const Target& target() const { return target_; }
  Kind kind() const { return kind_; }
  // Is it given the event as it is?
  bool takes_whole_event() const;
  // What it is given otherwise. `ingested` is when the event came. Throws BudgetExceeded when the
  // template asks for too much.
  std::string input(const Json& event, const RuleNames& rule, Moment ingested) const;

 private:
  Target target_;
  Kind kind_ = Kind::kQueue;
  std::optional<EventPath> path_;
  std::map<std::string, EventPath, std::less<>> paths_;
  std::optional<InputTemplate> template_;
};

}  // namespace snowglobe::events
