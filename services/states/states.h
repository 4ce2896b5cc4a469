// AWS Step Functions: state machines in the Amazon States Language, and their executions.
#pragma once

#include <memory>

#include "emulator/api/service.h"

namespace snowglobe::states {

std::unique_ptr<Service> make_states(Host& host);

}  // namespace snowglobe::states
