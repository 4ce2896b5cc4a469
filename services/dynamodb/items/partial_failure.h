// Fault rules of the effect "partial": each entry of a batch or transaction fails by chance.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::dynamodb {

// Whether the rule strikes the next entry. Draws from the world's chance only where there is one.
inline bool is_struck(Host& host, const Request& request) {
  return request.partial_failure_chance > 0 &&
         host.random().unit() < request.partial_failure_chance;
}

}  // namespace snowglobe::dynamodb
