#include "services/states/failure.h"

namespace snowglobe::states {
namespace {

std::string cut(std::string text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

bool meets(const std::string& rule, const Failure& failure) {
  if (!failure.also.empty() && rule == failure.also) return true;
  if (failure.error == error_name::runtime) return false;
  if (rule == failure.error) return true;
  if (failure.error == error_name::data_limit_exceeded) return false;
  const bool is_heartbeat = failure.error == error_name::heartbeat_timeout;
  if (rule == error_name::all) return true;
  if (rule == error_name::timeout) return is_heartbeat;
  return rule == error_name::task_failed && failure.error != error_name::timeout && !is_heartbeat;
}

}  // namespace

Failure make_failure(std::string_view error, std::string cause, std::string_view also) {
  return {cut(std::string(error), error_bytes_max), cut(std::move(cause), cause_bytes_max),
          std::string(also)};
}

bool matches(const std::vector<std::string>& error_equals, const Failure& failure) {
  for (const std::string& rule : error_equals)
    if (meets(rule, failure)) return true;
  return false;
}

}  // namespace snowglobe::states
