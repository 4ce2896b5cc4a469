// Reads XML documents by shapes, for REST-XML: elements and attributes to canonical JSON.
// https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings
//
// The parser knows no DTD, so no entity grows; a document that has one is refused. Prefixes of
// names are passed over, whatever namespace they stand for.
#pragma once

#include <string_view>

#include "emulator/api/shape.h"

namespace snowglobe::wire {

// No AWS service takes a longer one; in memory it is about sixteen times as large.
inline constexpr std::size_t xml_bytes_max = 8u << 20;

// The root element's members, or its text when the shape is no structure; blobs stay in base64.
// What the shape does not name is passed over. `root`: what the root element must be called, or
// empty. Throws AwsError MalformedXML, MalformedInput for a value that is not of its type, and
// MaxMessageLengthExceeded.
Json read_xml(const Shape& shape, std::string_view document, std::string_view root = {});

}  // namespace snowglobe::wire
