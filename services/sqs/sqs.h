// Amazon SQS: standard and FIFO queues.
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::sqs {

const ServiceDefinition& sqs_service();

}  // namespace snowglobe::sqs
