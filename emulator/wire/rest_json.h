// The AWS REST-JSON protocol: method, path, query string, headers and a JSON body or a raw payload,
// as each member's location says. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// What is a label, header or query parameter is taken from there only. Throws AwsError
// SerializationException, or MalformedInput for a value that is not of its type.
extern const Codec rest_json_codec;

}  // namespace snowglobe::wire
