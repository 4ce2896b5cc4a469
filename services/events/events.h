// Amazon EventBridge: event buses, rules and their targets, PutEvents, scheduled rules.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::events {

const ServiceDefinition& events_service();

}  // namespace snowglobe::events
