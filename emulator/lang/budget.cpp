#include "emulator/lang/budget.h"

#include <string>

namespace snowglobe {

void Budget::make(const Json& value, int depth) {
  make_bytes(2);
  if (value.is_string()) make_bytes(value.get_ref<const std::string&>().size());
  if (value.is_number()) make_bytes(4);
  if (!value.is_structured()) return;
  if (depth >= json_depth_max) {
    throw BudgetExceeded("The result is nested deeper than " + std::to_string(json_depth_max) +
                         " levels.");
  }
  if (value.is_array()) {
    for (const Json& item : value.get_ref<const Json::array_t&>()) make(item, depth + 1);
  } else {
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      make_bytes(name.size() + 3);
      make(member, depth + 1);
    }
  }
}

void Budget::refuse_steps() const {
  throw BudgetExceeded("The evaluation takes more than " + std::to_string(steps_max_) + " steps.");
}

void Budget::refuse_bytes() const {
  throw BudgetExceeded("The result exceeds " + std::to_string(bytes_max_) + " bytes.");
}

}  // namespace snowglobe
