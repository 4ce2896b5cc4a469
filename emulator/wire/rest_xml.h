// The AWS REST-XML protocol: emulator/wire/rest_bindings.h with documents in XML.
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
//
// A reply's root element is what the output's shape says (Shape::xml_root), else the operation's
// name and "Response"; of a payload what the member's or the shape's XML name says, else the
// member's name. It is in the shape's namespace, else in the service's. A text that is the payload
// and has an XML name is an element (Smithy's s3UnwrappedXmlOutput). A document, which XML does not
// have, is JSON text.
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// Throws what read_rest_input and read_xml do. A body is passed over where no member stands in it.
extern const Codec rest_xml_codec;

}  // namespace snowglobe::wire
