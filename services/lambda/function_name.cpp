#include "services/lambda/function_name.h"

#include <algorithm>
#include <vector>

#include "emulator/base/text.h"

namespace snowglobe::lambda {
namespace {

bool is_word(std::string_view text, std::string_view also) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           also.find(c) != std::string_view::npos;
  });
}

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<FunctionName> parse_function_name(std::string_view text, const std::string& account,
                                                const std::string& region) {
  FunctionName found{account, region, {}, {}};
  std::vector<std::string_view> parts = split(text, ':');
  if (parts.size() > 8) return std::nullopt;
  std::size_t at = 0;
  if (parts[0] == "arn") {
    if (parts.size() < 7 || parts[2] != "lambda" || !is_account(parts[4])) return std::nullopt;
    found.region = std::string(parts[3]);
    found.account = std::string(parts[4]);
    at = 5;
  } else if (parts.size() >= 3 && is_account(parts[0])) {
    found.account = std::string(parts[0]);
    at = 1;
  }
  if (at > 0) {
    if (parts[at] != "function") return std::nullopt;
    ++at;
  } else if (parts.size() >= 2 && parts[0] == "function") {
    at = 1;
  }
  const std::size_t left = parts.size() - at;
  if (left < 1 || left > 2 || !is_word(parts[at], "-_") || parts[at].size() > 64) {
    return std::nullopt;
  }
  found.name = std::string(parts[at]);
  if (left == 2) {
    if (!is_word(parts[at + 1], "-_$")) return std::nullopt;
    found.qualifier = std::string(parts[at + 1]);
  }
  return found;
}

}  // namespace snowglobe::lambda
