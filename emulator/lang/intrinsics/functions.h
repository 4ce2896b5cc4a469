// Inside Intrinsic: the functions, as a table. Others use intrinsics.h.
#pragma once

#include <string_view>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/base/random.h"

namespace snowglobe::intrinsic {

using Arguments = std::vector<Json>;

struct Function {
  std::string_view name;  // without "States."
  std::size_t arguments_min;
  std::size_t arguments_max;
  // Throws IntrinsicError with what is wrong, without the function's name. Its cost is linear in
  // the arguments and the result, which is counted by the caller.
  Json (*call)(Arguments& arguments, Random& random);
};

// nullptr: there is no such function.
const Function* find_function(std::string_view name);

}  // namespace snowglobe::intrinsic
