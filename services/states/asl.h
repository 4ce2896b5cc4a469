// A state machine's definition in the Amazon States Language (JSONPath), parsed and checked.
//
// The tree is immutable and knows neither database nor clock. The machines inside a definition (its
// own, the branches of Parallel states, the processors of Map states) stand in one list, in the
// order of the text, so that a place in the definition is two small numbers: machine and state.
// https://states-language.net
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "emulator/base/json.h"
#include "emulator/base/time.h"
#include "emulator/lang/intrinsics/intrinsics.h"
#include "emulator/lang/jsonpath/jsonpath.h"
#include "services/states/choice.h"
#include "services/states/payload.h"
#include "services/states/resource.h"

namespace snowglobe::states {

inline constexpr std::size_t definition_bytes_max = 1'048'576;
inline constexpr std::size_t state_name_length_max = 80;
inline constexpr std::int64_t seconds_max = 99'999'999;  // of Wait, timeouts and intervals
inline constexpr std::int64_t max_delay_seconds_max = 31'622'400;

enum class MachineType { kStandard, kExpress };

// The order is that of the alternatives of State::Detail.
enum class StateType { kPass, kTask, kChoice, kWait, kSucceed, kFail, kParallel, kMap };
std::string_view name_of(StateType type);  // "Pass"

// InputPath, OutputPath, ResultPath. Neither: the whole ("$"). `discard`: null.
struct Selection {
  bool discard = false;
  std::optional<JsonPath> path;
};

struct Retrier {
  std::vector<std::string> errors;
  std::int64_t interval_s = 1;
  std::int64_t max_attempts = 3;
  double backoff_rate = 2.0;
  std::optional<std::int64_t> max_delay_s;
  bool full_jitter = false;
};

struct Catcher {
  std::vector<std::string> errors;
  int next = 0;
  Selection result_path;
};

// A number of seconds (or of iterations) that is written down, or found in the input.
struct Amount {
  std::optional<std::int64_t> literal;
  std::optional<JsonPath> path;
};

// Error and Cause of a Fail state: written down, found in the input, or computed.
struct FailText {
  std::optional<std::string> literal;
  std::optional<JsonPath> path;
  std::optional<Intrinsic> call;
};

struct Pass {
  std::optional<Json> result;
};
struct Task {
  Resource resource;
  Amount timeout_s, heartbeat_s;
};
struct Choice {
  struct Rule {
    ChoiceRule rule;
    int next;
  };
  std::vector<Rule> rules;
  std::optional<int> otherwise;  // Default
};
struct Wait {
  Amount seconds;
  std::optional<Moment> timestamp;
  std::optional<JsonPath> timestamp_path;
};
struct Succeed {};
struct Fail {
  FailText error, cause;
};
struct Parallel {
  std::vector<int> branches;  // machines
};
struct Map {
  int processor = 0;  // a machine
  std::optional<JsonPath> items_path;
  std::optional<PayloadTemplate> item_selector;
  bool legacy_parameters = false;  // item_selector was written as Parameters
  Amount max_concurrency;
};

struct State {
  std::string name;
  StateType type = StateType::kPass;
  std::optional<int> next;  // none: the machine ends here
  Selection input_path, output_path, result_path;
  std::optional<PayloadTemplate> parameters, result_selector;
  std::vector<Retrier> retriers;
  std::vector<Catcher> catchers;
  // Does a path of this state read the context object; and of it the execution's input?
  bool reads_context = false, reads_execution_input = false;
  using Detail = std::variant<Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map>;
  Detail detail;
};

struct Machine {
  enum class Role { kMain, kBranch, kProcessor };

  Role role = Role::kMain;
  int start_at = 0;
  std::vector<State> states;
  std::string owner;  // the state that holds it; empty for the definition's own machine
};

struct Definition {
  std::vector<Machine> machines;  // the first is the definition's own
  std::optional<std::int64_t> timeout_s;

  const Machine& machine(int index) const { return machines[static_cast<std::size_t>(index)]; }
  const State& state(int machine_index, int index) const {
    return machine(machine_index).states[static_cast<std::size_t>(index)];
  }
};

// One thing that is wrong, as ValidateStateMachineDefinition lists it. All are errors.
struct Diagnostic {
  std::string code;      // "MISSING_TRANSITION_TARGET"
  std::string message;   // "Missing 'Next' target: pass3"
  std::string location;  // "/States/pass1/Next"; empty: the whole
};

inline constexpr std::size_t diagnostics_max = 100;  // further ones are not looked for

struct Parsed {
  std::shared_ptr<const Definition> definition;  // nullptr when anything is wrong
  std::vector<Diagnostic> diagnostics;           // in the order of the text
};

Parsed parse_definition(std::string_view text, MachineType type);

// "'CODE: message at /place, CODE: message at /place'", as CreateStateMachine words them after
// "Invalid State Machine Definition: ".
std::string describe(const std::vector<Diagnostic>& diagnostics);

}  // namespace snowglobe::states
