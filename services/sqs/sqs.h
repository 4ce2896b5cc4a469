// Amazon SQS: standard and FIFO queues.
#pragma once

#include <memory>

#include "emulator/api/service.h"

namespace snowglobe::sqs {

std::unique_ptr<Service> make_sqs(Host& host);

}  // namespace snowglobe::sqs
