#include "emulator/wire/form.h"

#include "emulator/base/error.h"
#include "emulator/base/text.h"

namespace snowglobe::wire {

Parameters parse_form(std::string_view text) {
  Parameters parameters;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    if (parameters.size() >= parameters_max) {
      throw AwsError("MalformedQueryString", "The request has more than " +
                                                 std::to_string(parameters_max) + " parameters.");
    }
    const std::size_t equals = pair.find('=');
    std::string name = percent_decode(pair.substr(0, equals), Plus::kIsSpace);
    std::string value = equals == std::string_view::npos
                            ? std::string()
                            : percent_decode(pair.substr(equals + 1), Plus::kIsSpace);
    if (!is_utf8(name) || !is_utf8(value)) {
      throw AwsError("MalformedQueryString", "The request's parameters are not UTF-8.");
    }
    parameters.emplace_back(std::move(name), std::move(value));
  }
  return parameters;
}

std::string_view find_parameter(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace snowglobe::wire
