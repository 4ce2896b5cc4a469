// The services of Snowglobe, in the order in which a world makes them.
#pragma once

#include "emulator/api/service_table.h"

namespace snowglobe {

// Made when it is first asked for; lives as long as the program.
const ServiceTable& service_catalog();

}  // namespace snowglobe
