// AWS Step Functions: state machines in the Amazon States Language, and their executions.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::states {

const ServiceDefinition& states_service();

}  // namespace snowglobe::states
