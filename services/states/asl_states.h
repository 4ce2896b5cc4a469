// Reads one state of a definition. Used by the definition's reader (asl.cpp) alone.
#pragma once

#include <functional>
#include <string_view>
#include <unordered_map>

#include "services/states/asl.h"
#include "services/states/asl_fields.h"

namespace snowglobe::states {

// What reading a state needs from the machine around it.
struct Surroundings {
  MachineType type;
  const std::unordered_map<std::string_view, int>& names;  // of the machine's states
  // Reads a machine inside this one and gives its number.
  std::function<int(const Json& object, const Place& place, Machine::Role role,
                    std::string_view owner)>
      read_machine;
};

// What is wrong is noted with `problems`, and the state is then not to be used.
State read_state(std::string_view name, const Json& value, const Place& place,
                 const Surroundings& surroundings, Problems& problems);

}  // namespace snowglobe::states
