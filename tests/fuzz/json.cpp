// parse_json and print_json: whatever is read is printed as something that reads back the same.
#include "emulator/base/json.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace snowglobe;
  try {
    const Json value = parse_json({reinterpret_cast<const char*>(data), size});
    const std::string text = print_json(value);
    if (!json_equal(parse_json(text), value)) std::abort();
  } catch (const JsonError&) {
  }
  return 0;
}
