// The services of Snowglobe, in the order in which a world makes them.
#pragma once

#include <span>

#include "emulator/api/service.h"

namespace snowglobe {

std::span<const ServiceFactory> service_catalog();

}  // namespace snowglobe
