#include "emulator/front/shapes.h"

#include "emulator/engine/world.h"

namespace snowglobe {
namespace {

Json describe(const Shape& shape);

Json describe_member(const ShapeMember& member) {
  Json json = describe(*member.shape);
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

Json describe(const Shape& shape) {
  Json json = {{"type", kind_name(shape.kind)}};
  if (shape.kind == Kind::kList) json["member"] = describe(*shape.element);
  if (shape.kind == Kind::kMap) json["value"] = describe(*shape.element);
  if (shape.kind == Kind::kStructure) {
    Json& members = json["members"] = Json::object();
    for (const ShapeMember& member : shape.members) members[member.name] = describe_member(member);
  }
  return json;
}

std::string_view protocol_name(Protocol protocol) {
  switch (protocol) {
    case Protocol::kJson10:
      return "json10";
    case Protocol::kJson11:
      return "json11";
    case Protocol::kQuery:
      return "query";
    case Protocol::kRestJson:
      return "restjson";
    case Protocol::kRestXml:
      return "restxml";
  }
  return "";
}

// Method and path, without the status of success that may follow.
std::string_view method_and_path(std::string_view http) {
  const std::size_t space = http.find(' ');
  return space == std::string_view::npos ? http : http.substr(0, http.find(' ', space + 1));
}

}  // namespace

Json describe_services(std::span<const ServiceFactory> services) {
  WorldOptions options;
  options.threads = Threads::kNone;
  const World world(options, services);
  Json all = Json::object();
  for (const Catalog::Entry& entry : world.catalog().entries()) {
    const ServiceInfo& info = entry.service->info();
    Json operations = Json::object();
    for (const Operation& operation : entry.service->operations()) {
      if (operation.http == control_only) continue;
      operations[std::string(operation.name)] = {{"http", method_and_path(operation.http)},
                                                 {"input", describe(operation.input())},
                                                 {"output", describe(operation.output())}};
    }
    all[std::string(info.name)] = {{"protocol", protocol_name(info.protocol)},
                                   {"target", info.target_prefix},
                                   {"operations", operations}};
  }
  return {{"services", all}};
}

}  // namespace snowglobe
