// The AWS Query protocol: a form in, XML out.
//
//   Action=SendMessage&Entry.1.Id=a&Attribute.1.Name=k&Attribute.1.Value=v
//
// A list is Name.member.N, or when it is flattened (ShapeMember::xml_name) XmlName.N; a map
// Name.entry.N.key and .value, or XmlName.N.Name and .Value. The numbers only order: 1 and
// 1000000000 make a list of two. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
#pragma once

#include <string>
#include <string_view>

#include "emulator/api/service.h"
#include "emulator/wire/form.h"

namespace snowglobe::wire {

// What key and value of a flattened map's entries are called: as its description says, and in every
// map of tags "Key" and "Value". Views into the member.
struct EntryNames {
  std::string_view key, value;
};
EntryNames entry_names(const ShapeMember& member);

// Parameters to canonical JSON. Parameters that the shape does not name are passed over. Throws
// AwsError: MalformedQueryString for names of more parts than anything needs, MalformedInput for a
// number or boolean or timestamp that is none.
Json read_query_input(const Shape& shape, const Parameters& parameters);

// <SendMessageResponse xmlns="..."><SendMessageResult>...
std::string write_query_output(const ServiceInfo& service, const Operation& operation,
                               const Json& output, std::string_view request_id);

// <ErrorResponse xmlns="..."><Error>... `service` may be nullptr: no namespace then.
std::string write_query_error(const ServiceInfo* service, const AwsError& error,
                              std::string_view request_id);

}  // namespace snowglobe::wire
