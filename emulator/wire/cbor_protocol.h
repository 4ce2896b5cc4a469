// The Smithy protocol RPC v2 CBOR.
// https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

extern const Codec cbor_codec;

}  // namespace snowglobe::wire
