// AWS Lambda, as far as a flow's downstream needs it: functions whose behaviour is a script of
// outcomes that a test gives. Code is not run.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::lambda {

const ServiceDefinition& lambda_service();

}  // namespace snowglobe::lambda
