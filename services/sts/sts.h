// AWS STS: who calls, and temporary credentials that work as well as any.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::sts {

const ServiceDefinition& sts_service();

}  // namespace snowglobe::sts
