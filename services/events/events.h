// Amazon EventBridge: event buses, rules and their targets, PutEvents, scheduled rules.
#pragma once

#include <memory>

#include "emulator/api/service.h"

namespace snowglobe::events {

std::unique_ptr<Service> make_events(Host& host);

}  // namespace snowglobe::events
