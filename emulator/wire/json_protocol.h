// The AWS JSON protocols 1.0 and 1.1: canonical JSON is what they carry.
// https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
#pragma once

#include <string_view>

#include "emulator/api/service.h"
#include "emulator/wire/message.h"

namespace snowglobe::wire {

// The input of an operation: an object; of an empty body an empty one. Throws AwsError
// SerializationException.
Json read_json_input(std::string_view body);
// Any document. Throws the same.
Json read_json_document(std::string_view body);

// Sets status, content type, headers and body of `reply`. `service` may be nullptr: a service that
// Snowglobe does not know.
void write_json_output(const ServiceInfo& service, const Operation& operation, const Json& output,
                       HttpReply& reply);
void write_json_error(const ServiceInfo* service, Protocol protocol, const AwsError& error,
                      HttpReply& reply);

}  // namespace snowglobe::wire
