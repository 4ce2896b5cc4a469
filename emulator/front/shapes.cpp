#include "emulator/front/shapes.h"

#include <algorithm>
#include <vector>

namespace snowglobe {
namespace {

// The structures around the one that is described: one inside itself is not described again.
using Within = std::vector<const Shape*>;

Json describe(const Shape& shape, Within& within);

Json describe_member(const ShapeMember& member, Within& within) {
  Json json = describe(*member.shape, within);
  if (member.is_required) json["required"] = true;
  const Constraints& limits = member.constraints;
  const auto set = [&](const char* name, const auto& first, const auto& second) {
    if (first) json[name] = *first;
    if (second) json[name] = *second;
  };
  set("min", limits.length_min, limits.range_min);
  set("max", limits.length_max, limits.range_max);
  if (!limits.enum_values.empty()) json["enum"] = limits.enum_values;
  if (!limits.pattern.empty()) json["pattern"] = limits.pattern;
  return json;
}

Json describe(const Shape& shape, Within& within) {
  Json json = {{"type", kind_name(shape.kind)}};
  if (shape.kind == Kind::kList) json["member"] = describe(*shape.element, within);
  if (shape.kind == Kind::kMap) json["value"] = describe(*shape.element, within);
  if (shape.kind != Kind::kStructure) return json;
  if (std::find(within.begin(), within.end(), &shape) != within.end()) {
    json["recursive"] = true;
    return json;
  }
  within.push_back(&shape);
  Json& members = json["members"] = Json::object();
  for (const ShapeMember& member : shape.members) {
    members[member.name] = describe_member(member, within);
  }
  within.pop_back();
  return json;
}

// Method and path, without the status of success that may follow.
std::string_view method_and_path(std::string_view http) {
  const std::size_t space = http.find(' ');
  return space == std::string_view::npos ? http : http.substr(0, http.find(' ', space + 1));
}

}  // namespace

Json describe_services(const ServiceTable& services) {
  Json all = Json::object();
  for (const ServiceTable::Entry& entry : services.entries()) {
    const ServiceInfo& info = entry.info();
    Json operations = Json::object();
    for (const Operation& operation : entry.definition->operations) {
      if (operation.reach == Reach::kControl) continue;
      Within within;
      operations[std::string(operation.name)] = {{"http", method_and_path(operation.http)},
                                                 {"input", describe(operation.input(), within)},
                                                 {"output", describe(operation.output(), within)}};
    }
    Json protocols = Json::array();
    for (const Protocol protocol : info.protocols) protocols.push_back(protocol_name(protocol));
    all[std::string(info.name)] = {
        {"protocols", protocols}, {"shapeName", info.shape_name}, {"operations", operations}};
  }
  return {{"services", all}};
}

}  // namespace snowglobe
