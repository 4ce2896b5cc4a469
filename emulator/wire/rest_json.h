// The AWS REST-JSON protocol: emulator/wire/rest_bindings.h with documents in JSON.
// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// Throws AwsError SerializationException for a body that is no JSON object, and what
// read_rest_input does.
extern const Codec rest_json_codec;

}  // namespace snowglobe::wire
