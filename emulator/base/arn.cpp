#include "emulator/base/arn.h"

#include "emulator/base/text.h"

namespace snowglobe {

std::optional<Arn> Arn::parse(std::string_view text) {
  std::string_view parts[5];
  for (std::string_view& part : parts) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (parts[0] != "arn" || text.empty()) return std::nullopt;
  return Arn{std::string(parts[2]), std::string(parts[3]), std::string(parts[4]),
             std::string(text)};
}

bool names_resource(std::string_view pattern, std::string_view resource) {
  if (wildcard_match(pattern, resource)) return true;
  const std::size_t separator = resource.find_last_of("/:");
  return separator != std::string_view::npos &&
         wildcard_match(pattern, resource.substr(separator + 1));
}

}  // namespace snowglobe
