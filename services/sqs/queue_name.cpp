#include "services/sqs/queue_name.h"

#include <algorithm>
#include <vector>

#include "emulator/base/text.h"
#include "services/sqs/errors.h"

namespace snowglobe::sqs {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

// "eu-west-1", "us-gov-east-1"
bool is_region(std::string_view text) {
  return text.size() >= 8 && text.find('-') != std::string_view::npos && is_digit(text.back());
}

std::string_view region_of_host(std::string_view host) {
  const std::vector<std::string_view> labels = split(host.substr(0, host.find(':')), '.');
  if (labels.size() < 3) return {};
  if (labels[0] == "sqs" && is_region(labels[1])) return labels[1];
  if (labels[1] == "queue" && is_region(labels[0])) return labels[0];
  return {};
}

}  // namespace

QueueName parse_queue_url(std::string_view url, const std::string& account,
                          const std::string& region) {
  QueueName name{account, region, {}};
  std::string_view path = url;
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    const std::string_view rest = url.substr(scheme + 3);
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) throw invalid_address(url);
    if (const auto found = region_of_host(rest.substr(0, slash)); !found.empty()) {
      name.region = std::string(found);
    }
    path = rest.substr(slash);
  } else if (url.find(':') != std::string_view::npos) {  // an ARN, most likely
    throw invalid_address(url);
  }
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::vector<std::string_view> parts = split(path, '/');
  const std::size_t count = parts.size();
  if (path.empty() || count > 8) throw invalid_address(url);
  name.name = std::string(parts[count - 1]);
  if (count >= 2) {
    if (!is_account(parts[count - 2])) throw invalid_address(url);
    name.account = std::string(parts[count - 2]);
  }
  if (count >= 4 && parts[count - 4] == "queue") name.region = std::string(parts[count - 3]);
  return name;
}

bool is_queue_name(std::string_view name) {
  if (name.empty() || name.size() > 80) return false;
  if (is_fifo_name(name)) name.remove_suffix(5);
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

bool is_fifo_name(std::string_view name) { return name.ends_with(".fifo"); }

}  // namespace snowglobe::sqs
