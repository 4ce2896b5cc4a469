// The form in which items stand in the database: compact, and quick to turn into a value or
// straight into the JSON of an answer.
//
//   item   count, then count times: name, value
//   value  one byte (Type), then nothing for NULL, one byte for BOOL, and for
//          S N B: bytes; sets: count, bytes...; L: count, values...; M: as an item
//   bytes  length, then so many bytes; counts and lengths are LEB128
//
// The input of the decoders is what the encoder wrote: anything else ends in an exception of
// std::runtime_error, never in a read beyond the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "emulator/base/json.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {

std::string encode_item(const Item& item);
Item decode_item(std::string_view bytes);
Json decode_item_to_json(std::string_view bytes);  // write_map(decode_item(bytes))

// The parts of it, for other forms that are made the same way.
void put_number(std::string& out, std::size_t number);
void put_bytes(std::string& out, std::string_view bytes);

}  // namespace snowglobe::dynamodb
