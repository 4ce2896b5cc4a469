// The AWS JSON protocols 1.0 and 1.1: canonical JSON is what they carry.
// https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
#pragma once

#include <string_view>

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// The input of an operation: an object; of an empty body an empty one. Throws AwsError
// SerializationException.
Json read_json_input(std::string_view body);
// Any document. Throws the same.
Json read_json_document(std::string_view body);

// What the errors' "__type" is: the code, with the service's namespace or that of the layer below.
// `service` may be nullptr: one that is not known here.
std::string qualified_code(const ServiceInfo* service, const AwsError& error);
// What an error says: "__type", "message" and the error's further members.
Json error_body(const ServiceInfo* service, const AwsError& error);
// "Code;Sender" for clients that know a service's errors by what Query calls them, where the
// service speaks that too.
void add_query_error(const ServiceInfo* service, const AwsError& error, HttpReply& reply);

extern const Codec json10_codec, json11_codec;

}  // namespace snowglobe::wire
