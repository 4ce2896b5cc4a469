#include "services/states/asl.h"

#include <unordered_set>

#include "emulator/base/text.h"
#include "services/states/asl_fields.h"
#include "services/states/asl_states.h"

namespace snowglobe::states {
namespace {

bool is_terminal(const State& state) {
  return state.type == StateType::kSucceed || state.type == StateType::kFail ||
         (state.type != StateType::kChoice && !state.next);
}

// Which states can be reached from the first one?
std::vector<bool> reachable(const Machine& machine) {
  std::vector<bool> seen(machine.states.size(), false);
  std::vector<int> open = {machine.start_at};
  while (!open.empty()) {
    const std::size_t index = static_cast<std::size_t>(open.back());
    open.pop_back();
    if (seen[index]) continue;
    seen[index] = true;
    const State& state = machine.states[index];
    if (state.next) open.push_back(*state.next);
    for (const Catcher& catcher : state.catchers) open.push_back(catcher.next);
    if (const Choice* choice = std::get_if<Choice>(&state.detail)) {
      for (const Choice::Rule& rule : choice->rules) open.push_back(rule.next);
      if (choice->otherwise) open.push_back(*choice->otherwise);
    }
  }
  return seen;
}

class Reader {
 public:
  explicit Reader(MachineType type) : type_(type) {}

  Parsed read(const Json& root) {
    const Place place;
    if (root.is_object()) {
      const Fields fields(root, place, problems_);
      definition_.timeout_s = fields.integer("TimeoutSeconds", 1, seconds_max);
      const std::optional<std::string> version = fields.text("Version");
      if (version && *version != "1.0")
        problems_.schema("Value must be one of [1.0]", fields.at("Version"));
    }
    read_machine(root, place, Machine::Role::kMain, "");
    if (!problems_.empty()) return {nullptr, problems_.take()};
    return {std::make_shared<const Definition>(std::move(definition_)), {}};
  }

 private:
  int read_machine(const Json& object, const Place& place, Machine::Role role,
                   std::string_view owner) {
    const std::size_t number = definition_.machines.size();
    definition_.machines.emplace_back();
    definition_.machines[number].role = role;
    definition_.machines[number].owner = std::string(owner);
    if (!object.is_object()) {
      problems_.schema("Expected value of type Object", place);
      return static_cast<int>(number);
    }
    const Fields fields(object, place, problems_);
    if (number == 0) {
      fields.only({"Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"});
    } else {
      fields.only({"Comment", "StartAt", "States", "ProcessorConfig", "QueryLanguage"});
    }
    fields.require({"StartAt", "States"});
    if (fields.text("QueryLanguage").value_or("JSONPath") == "JSONata") {
      fields.not_supported("QueryLanguage", "QueryLanguage JSONata");
      return static_cast<int>(number);
    }
    const Json* states = fields.object("States");
    if (states != nullptr && states->empty())
      problems_.schema("Value must not be empty", fields.at("States"));
    if (states != nullptr && !states->empty()) read_states(fields, *states, number);
    return static_cast<int>(number);
  }

  void read_states(const Fields& fields, const Json& states, std::size_t number) {
    std::unordered_map<std::string_view, int> names;
    const Place place = fields.at("States");
    for (const auto& member : states.items()) {
      const std::string_view name = member.key();
      if (!all_names_.insert(std::string(name)).second)
        problems_.add("DUPLICATE_STATE_NAME", "Duplicate State name: " + std::string(name),
                      place.at(name).text());
      names.emplace(name, static_cast<int>(names.size()));
    }
    const Surroundings around{
        type_, names,
        [this](const Json& object, const Place& at, Machine::Role role, std::string_view owner) {
          return read_machine(object, at, role, owner);
        }};
    std::vector<State> list;
    for (const auto& member : states.items()) {
      if (problems_.is_full()) return;
      list.push_back(
          read_state(member.key(), member.value(), place.at(member.key()), around, problems_));
    }
    Machine& machine = definition_.machines[number];
    machine.states = std::move(list);
    check_ways(fields, names, machine);
  }

  void check_ways(const Fields& fields, const std::unordered_map<std::string_view, int>& names,
                  Machine& machine) {
    const std::optional<std::string> start = fields.text("StartAt");
    if (!start) return;
    const auto found = names.find(*start);
    const Place place = fields.at("States");
    if (found == names.end()) {
      problems_.add("MISSING_TRANSITION_TARGET", "Missing 'Next' target: " + *start,
                    fields.at("StartAt").text());
      return;
    }
    machine.start_at = found->second;
    const std::vector<bool> seen = reachable(machine);
    bool has_end = false;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      has_end = has_end || is_terminal(machine.states[i]);
      if (!seen[i])
        problems_.add("MISSING_TRANSITION_TARGET",
                      "State \"" + machine.states[i].name + "\" is not reachable.",
                      place.at(machine.states[i].name).text());
    }
    if (!has_end)
      problems_.add("MISSING_END_STATE", "The workflow does not have a terminal state",
                    place.text());
  }

  MachineType type_;
  Definition definition_;
  Problems problems_;
  std::unordered_set<std::string> all_names_;
};

}  // namespace

Parsed parse_definition(std::string_view text, MachineType type) {
  try {
    return Reader(type).read(parse_json(text));
  } catch (const JsonError& error) {
    return {nullptr, {{"INVALID_JSON_DESCRIPTION", error.what(), ""}}};
  }
}

std::string describe(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> parts;
  for (const Diagnostic& one : diagnostics) {
    std::string part = one.code + ": " + one.message;
    if (!one.location.empty()) part += " at " + one.location;
    parts.push_back(std::move(part));
  }
  return "'" + join(parts, ", ") + "'";
}

}  // namespace snowglobe::states
