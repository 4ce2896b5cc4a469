// A frame: one thread of control of an execution, in one state of one machine of the definition.
//
// An execution begins with one frame; a Parallel state adds one for each branch and a Map state one
// for each item under way, with the frame of the state itself waiting as their parent. A frame
// holds all that its next step needs, so that an execution is its frames (rows) and nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/base/time.h"
#include "services/states/document.h"

namespace snowglobe::states {

// The numbers are stored: append only.
enum class Phase : int {
  kReady,  // the state is to be entered
  kTask,   // a task is under way
  kWait,   // in a Wait state, until `due`
  kRetry,  // a failed attempt is repeated at `due`
  kJoin,   // waits for its children
  kDone,   // a child that ended; `input` is its output
};

struct Frame {
  std::int64_t id = 0;      // from 1, within the execution
  std::int64_t parent = 0;  // 0: none
  std::int64_t slot = 0;    // which branch or item of its parent
  int machine = 0, state = 0;
  Phase phase = Phase::kReady;
  // When time alone lets it go on; `never`: not by time.
  Moment due = never;
  // How often it was left ready because a turn had no step left for it: of those that are due, the
  // ones that had less go first.
  std::int64_t turns = 0;
  Data input;  // of the state, before InputPath
  Moment entered{};
  std::int64_t entered_event = 0;     // the id of ...StateEntered
  std::int64_t last_event = 0;        // the id of the latest event of this thread of control
  std::vector<std::int64_t> retries;  // how often each retrier of the state was used

  // Of a task. `attempt` grows with every start of one, so that the answer to an attempt that was
  // given up is known as such.
  std::int64_t attempt = 0;
  Moment timeout = never, heartbeat = never;
  Duration heartbeat_interval{0};
  std::string token;  // what SendTaskSuccess must bring; empty: none
  bool submitted = false;

  // Of a state with children.
  std::int64_t children = 0;      // all that there are to run
  std::int64_t started = 0;       // of which so many were started
  std::int64_t pending = 0;       // of which so many have not ended
  std::int64_t result_bytes = 0;  // of those that ended
  std::int64_t concurrency = 0;   // how many may run at once

  // Of a Map's iteration and the frames below it: $$.Map.Item.
  std::optional<std::int64_t> item_index;
  Data item;

  std::int64_t retry_count() const;  // $$.State.RetryCount
};

// What of a frame has no column of its own, as JSON text; "" when all of it is as in a new frame.
std::string extra_text(const Frame& frame);
// REQUIRES: `text` is from extra_text.
void read_extra(const std::string& text, Frame& frame);

}  // namespace snowglobe::states
