// Inside Intrinsic: a parsed call. Others use intrinsics.h.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/lang/intrinsics/functions.h"
#include "emulator/lang/jsonpath/jsonpath.h"

namespace snowglobe::intrinsic {

struct Call {
  using Argument = std::variant<Json, JsonPath, Call>;

  std::string text;
  const Function* function = nullptr;
  std::vector<Argument> arguments;
};

}  // namespace snowglobe::intrinsic
