// AWS STS: who calls, and temporary credentials that work as well as any.
#pragma once

#include <memory>

#include "emulator/api/service.h"

namespace snowglobe::sts {

std::unique_ptr<Service> make_sts(Host& host);

}  // namespace snowglobe::sts
