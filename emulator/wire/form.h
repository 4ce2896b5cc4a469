// Names and values as forms and query strings hold them: a=1&b=2.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snowglobe::wire {

using Parameters = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::size_t parameters_max = 50'000;

// Percent-decoded, in order. Throws AwsError MalformedQueryString for more than parameters_max, and
// for what is not UTF-8.
Parameters parse_form(std::string_view text);

// The first value of this name; empty when absent.
std::string_view find_parameter(const Parameters& parameters, std::string_view name);

}  // namespace snowglobe::wire
