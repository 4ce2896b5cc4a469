// AWS IAM: roles and managed policies, kept and returned. Nothing is enforced.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::iam {

const ServiceDefinition& iam_service();

}  // namespace snowglobe::iam
