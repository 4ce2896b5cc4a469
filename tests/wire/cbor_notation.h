// CBOR as people read it, for the golden files: the diagnostic notation of RFC 8949, section 8, and
// back. It shares nothing with the codec that it tests.
//
//   {"Text": "a", "Blob": h'0001', "When": 1(0.5_3), "Half": 1.5_1, "List": [_ 1, (_ "a", "b")]}
//
// A float says its precision: _1 half, _2 single, _3 double. `_` after an opening bracket is a
// length that is not told in front. Integers have the shortest form unless one is named: 1_3 has
// eight bytes. What no notation has, bytes that are no CBOR, is hex'9fff', in the place of a value.
#pragma once

#include <string>
#include <string_view>

namespace snowglobe::wire {

// Throws std::runtime_error when the text is no such notation.
std::string cbor_from_notation(std::string_view text);
// Throws std::runtime_error when the bytes are no CBOR.
std::string cbor_to_notation(std::string_view bytes);

}  // namespace snowglobe::wire
