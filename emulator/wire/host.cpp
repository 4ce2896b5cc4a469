#include "emulator/wire/host.h"

#include <algorithm>
#include <array>
#include <vector>

#include "emulator/base/text.h"

namespace snowglobe::wire {
namespace {

constexpr std::array<std::string_view, 6> endings = {
    ".amazonaws.com", ".amazonaws.com.cn", ".on.aws",
    ".api.aws",       ".localhost",        ".localhost.localstack.cloud"};

// Longer ones are none of ours.
constexpr std::size_t host_bytes_max = 255;

using Words = std::vector<std::string_view>;

bool is_label(std::string_view word) { return word.starts_with('{'); }

std::string label_name(std::string_view word) {
  return std::string(word.substr(1, word.find_first_of("+}") - 1));
}

// us-east-1, us-gov-west-1
bool looks_like_region(std::string_view word) {
  return std::count(word.begin(), word.end(), '-') >= 2 && word.back() >= '0' && word.back() <= '9';
}

// The words of `host` before the ending, or none.
Words words_of(std::string_view host) {
  for (const std::string_view ending : endings) {
    if (host.size() > ending.size() && host.ends_with(ending)) {
      return split(host.substr(0, host.size() - ending.size()), '.');
    }
  }
  return {};
}

// A label "{Name+}" takes one word or more: the words that the others leave over.
std::optional<HostMatch> match(const HostRoute& route, Words words) {
  const Words wanted = split(route.labels, '.');
  HostMatch match;
  if (words.size() > wanted.size() && looks_like_region(words.back())) {
    match.region = words.back();
    words.pop_back();
  }
  const bool is_greedy = route.labels.find('+') != std::string_view::npos;
  if (is_greedy ? words.size() < wanted.size() : words.size() != wanted.size()) return std::nullopt;
  std::size_t at = 0;
  for (const std::string_view want : wanted) {
    std::string text(words[at++]);
    if (!is_label(want)) {
      if (text != want) return std::nullopt;
      continue;
    }
    if (want.find('+') != std::string_view::npos) {
      for (std::size_t left = words.size() - wanted.size(); left > 0; --left) {
        text += "." + std::string(words[at++]);
      }
    }
    if (text.empty()) return std::nullopt;
    match.labels.emplace(label_name(want), std::move(text));
  }
  match.route = &route;
  return match;
}

}  // namespace

std::optional<HostMatch> match_host(const ServiceTable& services, std::string_view host) {
  const std::string_view name = host.substr(0, host.rfind(':'));
  if (name.size() > host_bytes_max) return std::nullopt;
  const std::string lower = to_lower(name);
  const Words words = words_of(lower);
  if (words.empty()) return std::nullopt;
  for (const ServiceTable::Entry& entry : services.entries()) {
    for (const HostRoute& route : entry.info().hosts) {
      if (auto found = match(route, words)) {
        found->service = &entry;
        return found;
      }
    }
  }
  return std::nullopt;
}

std::string_view without_prefix(const ServiceTable& services, std::string_view host) {
  for (const ServiceTable::Entry& entry : services.entries()) {
    const std::string_view prefix = entry.info().host_prefix;
    if (!prefix.empty() && host.starts_with(prefix)) return host.substr(prefix.size());
  }
  return host;
}

std::string_view first_label(const ServiceTable& services, std::string_view host) {
  return without_prefix(services, host.substr(0, host.find_first_of(".:")));
}

}  // namespace snowglobe::wire
