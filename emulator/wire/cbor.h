// CBOR (RFC 8949) between bytes and JSON values, as the protocol RPC v2 CBOR has it.
//
// What JSON has no word for:
//   - a byte string is a value of the kind binary;
//   - a moment (tag 1) is its number of seconds, and the tag that says "this is CBOR" (55799) is
//     passed over; any other tag changes what its value means, and is refused;
//   - undefined is null;
//   - NaN and the infinities are the texts "NaN", "Infinity" and "-Infinity", which AWS's JSON
//     protocols have for them.
// No state; any thread may use it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "emulator/base/json.h"

namespace snowglobe::wire {

struct CborError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Values in one document, those inside others counted too. JSON text of the largest body holds no
// more, and so costs no less memory.
inline constexpr std::size_t cbor_values_max = 5'000'000;

// Reads one document, with nothing behind it, of lengths that are told in front or not. The keys of
// maps are texts; of one that stands twice the last value wins, in the first one's place. What it
// costs follows what came, not what a length claims. Throws CborError, whose text says where and
// what: of bytes that are no CBOR, of more than json_depth_max levels or cbor_values_max values, of
// text that is not UTF-8.
Json parse_cbor(std::string_view bytes);

// Appends values to a document, in the shortest form, with all lengths in front.
class CborWriter {
 public:
  void value(const Json& value);  // what JSON tells of it: no moment
  void number(double number);     // in single precision where that loses nothing
  void moment(double epoch_seconds);
  void text(std::string_view text);  // what is not UTF-8 becomes U+FFFD
  // As many values, or keys and values, must follow.
  void array(std::size_t count) { head(4, count); }
  void map(std::size_t count) { head(5, count); }
  std::string take() { return std::move(bytes_); }

 private:
  void head(unsigned major, std::uint64_t argument);
  void big_endian(std::uint64_t value, int count);

  std::string bytes_;
};

}  // namespace snowglobe::wire
