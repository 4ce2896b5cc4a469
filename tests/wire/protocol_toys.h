// One service for each protocol, of operations that give back what they were given, for the cases
// of Smithy's protocol tests: tests/wire/*_protocol.http.
#pragma once

#include <memory>
#include <vector>

#include "emulator/api/service.h"

namespace snowglobe::wire {

std::vector<const ServiceDefinition*> protocol_toys();
// What carries out the operations of each of them.
std::unique_ptr<Service> make_protocol_toy();

}  // namespace snowglobe::wire
