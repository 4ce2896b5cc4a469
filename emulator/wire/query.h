// The AWS Query protocol: a form in, XML out.
//
//   Action=SendMessage&Entry.1.Id=a&Attribute.1.Name=k&Attribute.1.Value=v
//
// A list is Name.member.N, or when it is flattened (ShapeMember::is_flattened) XmlName.N; a map
// Name.entry.N.key and .value, or XmlName.N.Name and .Value. The numbers only order: 1 and
// 1000000000 make a list of two. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
#pragma once

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// Parameters to canonical JSON but for blobs, which stay in base64. Parameters that the shape does
// not name are passed over. Throws AwsError: MalformedQueryString for names of more parts than
// anything needs, MalformedInput for a number or boolean or timestamp that is none.
Json read_query_input(const Shape& shape, const Parameters& parameters);

// <SendMessageResponse xmlns="..."><SendMessageResult>... in the service's XML namespace, and
// <ErrorResponse xmlns="..."><Error>...
extern const Codec query_codec;

}  // namespace snowglobe::wire
