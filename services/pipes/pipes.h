// Amazon EventBridge Pipes: from an SQS queue through a filter to a target.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::pipes {

const ServiceDefinition& pipes_service();

}  // namespace snowglobe::pipes
