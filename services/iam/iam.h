// AWS IAM: roles and managed policies, kept and returned. Nothing is enforced.
#pragma once

#include <memory>

#include "emulator/api/service.h"

namespace snowglobe::iam {

std::unique_ptr<Service> make_iam(Host& host);

}  // namespace snowglobe::iam
