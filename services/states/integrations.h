// How tasks reach other services: a task's resource and parameters become a call, and what the call
// came to becomes the task's result or error.
//
// https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
#pragma once

#include <string>
#include <variant>

#include "emulator/api/service.h"
#include "services/states/run.h"

namespace snowglobe::states {

// The call that a task makes. Throws Failure when this program has no such integration, or the
// parameters cannot be its input.
Call make_call(const Resource& resource, const Data& parameters, const Facts& facts);

// What came of it. A call that the pattern waits after (for a token, for an execution's end) is
// submitted when it succeeded.
TaskEnd read_outcome(const Resource& resource, const Outcome& outcome, Random& random);

// The result of startExecution.sync and .sync:2 once the execution ended. `described` is
// DescribeExecution's output.
TaskEnd read_ended_execution(const Resource& resource, Json described);

}  // namespace snowglobe::states
