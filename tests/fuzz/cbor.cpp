// parse_cbor and CborWriter: whatever is read is written as something that reads back the same.
#include "emulator/wire/cbor.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace snowglobe;
  try {
    const Json value = wire::parse_cbor({reinterpret_cast<const char*>(data), size});
    wire::CborWriter writer;
    writer.value(value);
    if (!json_equal(wire::parse_cbor(writer.take()), value)) std::abort();
  } catch (const wire::CborError&) {
  }
  return 0;
}
