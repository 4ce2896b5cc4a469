// JSON as the whole program knows it: values that keep the order of their members and may hold
// bytes, and two functions, compiled once, that read and print them.
//
// Objects keep insertion order because clients see it (an event's detail arrives as it was sent).
// Two consequences to know: `a == b` on objects compares order too (use json_equal), and a lookup
// is linear (fine for what people write, so never look up every key of an unbounded object).
//
// Bytes (the kind binary) are what a blob is inside the program. JSON's text has no such kind: they
// are printed in base64, and what is read is text until somebody who knows its shape says otherwise
// (emulator/api/blob_text.h).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/json_library.h"
#include "emulator/base/json_object.h"
#include "emulator/base/shared_bytes.h"

namespace snowglobe {

using Json =
    nlohmann::basic_json<JsonObject, std::vector, std::string, bool, std::int64_t, std::uint64_t,
                         double, std::allocator, nlohmann::adl_serializer, SharedBytes>;

// Deeper documents are refused: nothing that AWS accepts comes near, and it bounds every recursion
// over a parsed document.
inline constexpr int json_depth_max = 512;

struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Reads one document. Of a key that stands twice in an object the last value wins, in the first
// one's place. Integers that fit are kept as integers. Invalid UTF-8 is refused.
// Throws JsonError, whose text says where and what.
Json parse_json(std::string_view text);

// Of members of one name keeps the last value, in the first one's place.
void remove_duplicates(Json::object_t& members);

// Prints without white space, bytes in base64; never throws (text that is not UTF-8 is printed with
// U+FFFD).
std::string print_json(const Json& value);

// A value of the kind binary, and the bytes of one; of any other value none.
Json json_bytes(std::string bytes);
std::string_view bytes_of(const Json& value);

// Puts base64 in the place of all bytes in `value`: as it would be if it had been printed and read.
void bytes_to_text(Json& value);

// Equal as JSON: order of members does not count, 1 equals 1.0.
bool json_equal(const Json& a, const Json& b);

// The member `key` of an object, or nullptr when `value` is no object or has no such member.
const Json* find_member(const Json& value, std::string_view key);

}  // namespace snowglobe
