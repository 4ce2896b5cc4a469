// The AWS REST-JSON protocol: method, path, query string, headers and a JSON body or a raw payload,
// as each member's location says. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
#pragma once

#include "emulator/api/service.h"
#include "emulator/wire/message.h"
#include "emulator/wire/route.h"

namespace snowglobe::wire {

// Canonical JSON. What is a label, header or query parameter is taken from there only. Throws
// AwsError SerializationException, or MalformedInput for a value that is not of its type.
Json read_rest_json_input(const Shape& shape, const HttpRequest& request, const Route& route,
                          const Labels& labels);

// Sets status, headers, content type and body of `reply`.
void write_rest_json_output(const Shape& shape, const Json& output, const Route& route,
                            HttpReply& reply);
void write_rest_json_error(const AwsError& error, HttpReply& reply);

}  // namespace snowglobe::wire
