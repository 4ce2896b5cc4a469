// read_xml and XmlWriter: what was read, checked and written reads back the same.
#include <cstdint>
#include <cstdlib>

#include "emulator/api/blob_text.h"
#include "emulator/wire/xml_reader.h"
#include "emulator/wire/xml_writer.h"

namespace snowglobe::wire {
namespace {

struct Node {
  std::optional<std::string> text, attribute;
  std::optional<std::int64_t> number;
  std::optional<double> fraction;
  std::optional<bool> truth;
  std::optional<Blob> blob;
  std::optional<Moment> moment, seconds, date;
  std::optional<std::vector<std::string>> list, flat;
  std::optional<std::map<std::string, std::string>> map, flat_map;
  std::vector<Node> nodes;
  void describe(auto& field) {
    field("T", text);
    field("A", attribute).xml_attribute();
    field("N", number);
    field("F", fraction);
    field("B", truth);
    field("O", blob);
    field("M", moment);
    field("S", seconds).timestamp(TimestampForm::kEpochSeconds);
    field("D", date).timestamp(TimestampForm::kHttpDate);
    field("L", list).xml_element("E");
    field("X", flat).xml("X");
    field("P", map);
    field("Q", flat_map).xml("Q", "K", "V");
    field("C", nodes).xml("C");
  }
};

// Nothing when it is refused.
std::optional<Json> read(std::string_view document) {
  try {
    Json json = read_xml(shape_of<Node>(), document);
    text_to_blobs(json, shape_of<Node>());
    Node node;
    if (!read_shape(json, node).empty()) return std::nullopt;
    return write_shape(node);
  } catch (const AwsError&) {
    return std::nullopt;
  }
}

std::string write(const Json& value) {
  XmlWriter xml;
  xml.element("R", shape_of<Node>(), value);
  return xml.take();
}

}  // namespace
}  // namespace snowglobe::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace snowglobe::wire;
  const auto value = read({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  const std::string written = write(*value);
  const auto again = read(written);
  if (!again || write(*again) != written) std::abort();
  return 0;
}
