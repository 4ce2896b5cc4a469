#include "emulator/wire/message.h"

#include "emulator/base/text.h"

namespace snowglobe::wire {

std::string_view HttpRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key.size() == name.size() && iequals(key, name)) return value;
  }
  return {};
}

std::string_view HttpRequest::query() const {
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

}  // namespace snowglobe::wire
