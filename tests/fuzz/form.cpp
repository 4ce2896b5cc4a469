// Query strings and forms, and what the Query protocol reads from them.
#include "emulator/wire/form.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "emulator/wire/query.h"

namespace {

using namespace snowglobe;

struct Entry {
  std::string id;
  std::optional<int> delay;
  std::optional<std::map<std::string, std::string>> attributes;
  void describe(auto& field) {
    field("Id", id);
    field("Delay", delay).range(0, 900);
    field("Attributes", attributes);
  }
};

// A list of structures, which hold a map: as deep as any real input is.
struct Input {
  std::string name;
  std::optional<Blob> blob;
  std::optional<Moment> moment;
  std::optional<std::vector<Entry>> entries, flat;
  std::optional<std::vector<std::string>> texts;
  std::optional<bool> flag;
  void describe(auto& field) {
    field("Name", name);
    field("Blob", blob);
    field("Moment", moment);
    field("Entries", entries);
    field("Flat", flat).xml("FlatEntry");
    field("Texts", texts);
    field("Flag", flag);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto parameters = wire::parse_form({reinterpret_cast<const char*>(data), size});
    const Json json = wire::read_query_input(shape_of<Input>(), parameters);
    Input input;
    if (read_shape(json, input).empty()) write_shape(std::move(input));
  } catch (const AwsError&) {
  }
  return 0;
}
