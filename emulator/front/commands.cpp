#include "emulator/front/commands.h"

#include <map>
#include <ostream>
#include <stdexcept>

#include "emulator/front/http.h"

namespace snowglobe {
namespace {

std::string text_of(const Json& json, const char* name) {
  const Json* value = find_member(json, name);
  if (value == nullptr || value->is_null()) return {};
  return value->is_string() ? value->get<std::string>() : print_json(*value);
}

std::string journal_line(const Json& entry) {
  std::string line = text_of(entry, "service") + " " + text_of(entry, "operation");
  if (const std::string resource = text_of(entry, "resource"); !resource.empty()) {
    line += " " + resource;
  }
  if (const std::string caller = text_of(entry, "caller"); caller != "client") {
    line += "  (by " + caller;
    const std::string detail = text_of(entry, "detail");
    line += detail.empty() ? ")" : ", " + detail + ")";
  }
  if (const std::string attempt = text_of(entry, "attempt"); !attempt.empty()) {
    line += "  attempt " + attempt;
  }
  if (const std::string error = text_of(entry, "error"); !error.empty()) {
    line += "  => " + error + ": " + text_of(entry, "message");
  }
  if (const std::string fault = text_of(entry, "fault"); !fault.empty()) {
    line += "  [fault rule " + fault + "]";
  }
  if (!text_of(entry, "waiting").empty()) line += "  [waiting]";
  return line;
}

}  // namespace

Json ControlClient::post(const std::string& path, const Json& body) const {
  return request("POST", path, print_json(body));
}

Json ControlClient::request(const std::string& method, const std::string& path,
                            const std::string& body) const {
  const HttpAnswer answer = http_request(endpoint_, method, "/_snowglobe" + path, body);
  Json json;
  try {
    json = answer.body.empty() ? Json::object() : parse_json(answer.body);
  } catch (const JsonError&) {
    throw std::runtime_error("what answers at " + endpoint_ + " is no Snowglobe (status " +
                             std::to_string(answer.status) + ")");
  }
  if (answer.status < 400) return json;
  std::string message = text_of(json, "error") + ": " + text_of(json, "message");
  if (const std::string hint = text_of(json, "hint"); !hint.empty()) message += "\n" + hint;
  throw std::runtime_error(message);
}

Json read_argument(const std::string& text, const std::string& what) {
  try {
    return parse_json(text);
  } catch (const JsonError& error) {
    throw std::runtime_error(what + " is no JSON: " + error.what());
  }
}

void show(const Json& answer, std::ostream& out) { out << answer.dump(2) << "\n"; }

void show_clock(const Json& clock, std::ostream& out) {
  out << text_of(clock, "now") << "  " << text_of(clock, "mode");
  if (const std::string next = text_of(clock, "nextDue"); !next.empty()) {
    out << "  next due " << next;
  }
  if (const std::string turns = text_of(clock, "turns"); !turns.empty()) {
    out << "  (" << turns << " turns)";
  }
  out << "\n";
}

void show_faults(const Json& answer, std::ostream& out) {
  const Json& faults = answer.at("faults");
  if (faults.empty()) out << "No fault rules.\n";
  for (const Json& fault : faults) {
    out << text_of(fault, "id") << "  struck " << text_of(fault, "strikes") << " of "
        << text_of(fault, "matches") << "  " << print_json(fault.at("rule")) << "\n";
  }
}

void show_journal(const Json& answer, std::ostream& out) {
  const Json& entries = answer.at("entries");
  if (entries.empty()) out << "Nothing.\n";
  // A cause always has the smaller id, so that its depth is known before it is needed.
  constexpr int depth_max = 40;
  std::map<std::int64_t, std::vector<const Json*>> children;
  std::map<std::int64_t, bool> is_shown;
  for (const Json& entry : entries) is_shown[entry.at("id").get<std::int64_t>()] = true;
  for (const Json& entry : entries) {
    const auto parent = entry.at("parent").get<std::int64_t>();
    children[is_shown.contains(parent) ? parent : 0].push_back(&entry);
  }
  std::vector<std::pair<const Json*, int>> open;  // the next one last
  const auto add_children = [&](std::int64_t parent, int depth) {
    const auto& list = children[parent];
    for (auto child = list.rbegin(); child != list.rend(); ++child)
      open.emplace_back(*child, depth);
  };
  add_children(0, 0);
  while (!open.empty()) {
    const auto [entry, depth] = open.back();
    open.pop_back();
    std::string id = text_of(*entry, "id");
    id.insert(0, id.size() < 6 ? 6 - id.size() : 0, ' ');
    out << id << "  " << text_of(*entry, "at") << "  "
        << std::string(static_cast<std::size_t>(2 * std::min(depth, depth_max)), ' ')
        << journal_line(*entry) << "\n";
    add_children(entry->at("id").get<std::int64_t>(), depth + 1);
  }
}

}  // namespace snowglobe
