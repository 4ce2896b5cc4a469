#include "emulator/api/route.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace snowglobe {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (path.empty()) return {};
  return split(path, '/');
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

std::vector<std::string_view> query_of(std::string_view target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos || mark + 1 == target.size()) return {};
  return split(target.substr(mark + 1), '&');
}

// "acl" stands for "acl", "acl=" and "acl=anything", "list-type=2" for itself.
bool is_in(std::string_view wanted, const std::vector<std::string_view>& query) {
  const bool wants_value = wanted.find('=') != std::string_view::npos;
  return std::any_of(query.begin(), query.end(), [&](std::string_view part) {
    return wants_value ? part == wanted : part.substr(0, part.find('=')) == wanted;
  });
}

}  // namespace

Route Route::parse(std::string_view http) {
  Route route;
  const auto words = split(http, ' ');
  if (words.size() < 2) return route;
  route.method_ = words[0];
  if (words.size() > 2) route.status_ = static_cast<int>(parse_int(words[2]).value_or(200));
  for (std::string_view text : segments_of(path_of(words[1]))) {
    Segment segment{Segment::Kind::kLiteral, text};
    if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
      segment = {Segment::Kind::kLabel, text.substr(1, text.size() - 2)};
      if (segment.text.back() == '+') {
        segment = {Segment::Kind::kGreedy, segment.text.substr(0, segment.text.size() - 1)};
      }
    }
    route.segments_.push_back(segment);
  }
  route.query_ = query_of(words[1]);
  return route;
}

std::optional<Labels> Route::match(std::string_view method, std::string_view target) const {
  if (method_.empty() || method != method_) return std::nullopt;
  const auto found = segments_of(path_of(target));
  const bool is_greedy = std::any_of(segments_.begin(), segments_.end(), [](const Segment& s) {
    return s.kind == Segment::Kind::kGreedy;
  });
  if (is_greedy ? found.size() < segments_.size() : found.size() != segments_.size()) {
    return std::nullopt;
  }
  if (!query_.empty()) {
    const auto query = query_of(target);
    const auto stands = [&](std::string_view wanted) { return is_in(wanted, query); };
    if (!std::all_of(query_.begin(), query_.end(), stands)) return std::nullopt;
  }
  // A greedy label takes what the others leave over.
  const std::size_t surplus = found.size() - segments_.size();
  Labels labels;
  std::size_t at = 0;
  for (const Segment& segment : segments_) {
    std::string_view text = found[at++];
    if (segment.kind == Segment::Kind::kLiteral) {
      if (percent_decode(text, Plus::kKept) != segment.text) return std::nullopt;
      continue;
    }
    if (segment.kind == Segment::Kind::kGreedy) {
      at += surplus;
      const std::string_view& last = found[at - 1];
      text = {text.data(), static_cast<std::size_t>(last.data() + last.size() - text.data())};
    }
    labels.emplace_back(segment.text, percent_decode(text, Plus::kKept));
  }
  return labels;
}

bool Route::is_closer_than(const Route& other) const {
  const auto count = [](const Route& route, Segment::Kind kind) {
    return std::count_if(route.segments_.begin(), route.segments_.end(),
                         [&](const Segment& segment) { return segment.kind == kind; });
  };
  if (query_.size() != other.query_.size()) return query_.size() > other.query_.size();
  const auto literals = count(*this, Segment::Kind::kLiteral);
  const auto other_literals = count(other, Segment::Kind::kLiteral);
  if (literals != other_literals) return literals > other_literals;
  return count(*this, Segment::Kind::kGreedy) < count(other, Segment::Kind::kGreedy);
}

bool Route::has_label(std::string_view name) const {
  return std::any_of(segments_.begin(), segments_.end(), [&](const Segment& segment) {
    return segment.kind != Segment::Kind::kLiteral && segment.text == name;
  });
}

}  // namespace snowglobe
