// The command line: snowglobe serve, clock, faults, journal, reset, ...
#pragma once

#include <iosfwd>

#include "emulator/api/service_table.h"

namespace snowglobe {

// Carries the command out and returns the program's exit code: 0 when it went well, 1 when it did
// not, 2 and more when the arguments are wrong.
int run_command_line(int count, const char* const* arguments, const ServiceTable& services,
                     std::ostream& out, std::ostream& errors);

}  // namespace snowglobe
