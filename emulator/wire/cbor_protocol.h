// The Smithy protocol RPC v2 CBOR: what AWS JSON carries, in CBOR, with blobs as bytes and moments
// as such; the operation stands in the path. Errors as in AWS JSON.
// https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// Throws AwsError SerializationException for a body that is no CBOR map; none at all is an empty
// one.
extern const Codec cbor_codec;

}  // namespace snowglobe::wire
