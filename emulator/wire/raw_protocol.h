// The protocol raw (emulator/api/raw.h): the request as it came, the reply as the operation says.
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// An error that an operation throws is what the gateway in front of it answers: JSON with
// "message".
extern const Codec raw_codec;

}  // namespace snowglobe::wire
