// Every operation of every service with its shapes, as JSON: what scripts/shapes compares with
// AWS's models.
#pragma once

#include "emulator/api/service_table.h"

namespace snowglobe {

// {"services": {"sqs": {"protocols": ["awsJson1_0"], "shapeName": "AmazonSQS", "operations":
// {"SendMessage":
//   {"http": "", "input": SHAPE, "output": SHAPE}}}}}
// SHAPE: {"type": "structure", "members": {"QueueUrl": {"type": "string", "required": true, ...}}}
Json describe_services(const ServiceTable& services);

}  // namespace snowglobe
