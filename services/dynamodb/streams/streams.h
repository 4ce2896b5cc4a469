// Amazon DynamoDB Streams: reading what was written to tables. A service of its own on the wire, on
// the rows that the writes of dynamodb.h leave (stream_writer.h).
#pragma once

#include "emulator/api/service.h"

namespace snowglobe::dynamodb {

const ServiceDefinition& streams_service();

}  // namespace snowglobe::dynamodb
