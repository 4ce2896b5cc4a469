// How a queue shows what AWS's queues do rarely: set by tests, per queue, over the control API. A
// queue nobody asked anything of behaves as well as one can.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
#pragma once

#include <string>
#include <string_view>

#include "services/sqs/shapes.h"

namespace snowglobe::sqs {

// Throws InvalidParameterValue, or UnsupportedOperation for what a FIFO queue never does.
void check_behavior(const QueueBehavior& behavior, std::string_view queue_name);

// As it is kept in a row. REQUIRES of parse: what print made.
std::string print_behavior(const QueueBehavior& behavior);
QueueBehavior parse_behavior(std::string_view text);

}  // namespace snowglobe::sqs
