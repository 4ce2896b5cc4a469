// What REST-JSON and REST-XML have alike: labels of the path, query string, headers, status and raw
// payloads, as each member's Location says. They differ in documents: a RestFormat.
// https://smithy.io/2.0/spec/http-bindings.html
//
// In query strings and labels timestamps are date-times, in headers dates of HTTP, where the member
// names no other form. A list in a header is parted by commas; a text in it may be quoted.
#pragma once

#include <string>
#include <string_view>

#include "emulator/wire/codec.h"

namespace snowglobe::wire {

// How documents are read and written. The functions throw AwsErrors in their protocol's words.
struct RestFormat {
  std::string_view content_type;
  // The members of a structure that stand in `body`, which may be empty. What stands there of
  // members that travel elsewhere does not count.
  Json (*read_members)(const Shape& shape, std::string_view body);
  // The one member that is the whole of `body`, a document or structure; `body` is not empty.
  Json (*read_payload)(const ShapeMember& member, std::string_view body);
  // Body and content type of an output that has members in the body, or such a payload.
  void (*write_members)(const Writing&, const Json& output, HttpReply&);
  void (*write_payload)(const Writing&, const ShapeMember& member, const Json& value, HttpReply&);
};

// The member that is the whole body, or nullptr.
const ShapeMember* payload_of(const Shape& shape);

// Whether a member of an output stands in its document: replies have no query strings.
inline bool is_in_reply_document(const ShapeMember& member) {
  return member.location == Location::kBody || member.location == Location::kQueryString ||
         member.location == Location::kQueryMap;
}

// What is a label, header or query parameter is taken from there only. Throws AwsError
// SerializationException for what is not UTF-8, and MalformedInput for a value that is not of its
// type.
Json read_rest_input(const Reading& reading, const RestFormat& format);
void write_rest_output(const Writing& writing, const Json& output, const RestFormat& format,
                       HttpReply& reply);

}  // namespace snowglobe::wire
