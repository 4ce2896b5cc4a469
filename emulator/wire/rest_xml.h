// The AWS REST-XML protocol: method, path, query string, headers and an XML body or a raw payload.
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

extern const Codec rest_xml_codec;

}  // namespace snowglobe::wire
