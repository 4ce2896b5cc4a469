// Amazon EventBridge Pipes: from an SQS queue through a filter to a target.
#pragma once

#include <memory>

#include "emulator/api/service.h"

namespace snowglobe::pipes {

std::unique_ptr<Service> make_pipes(Host& host);

}  // namespace snowglobe::pipes
