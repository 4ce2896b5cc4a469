// What a state does with its data: InputPath, Parameters, ResultSelector, ResultPath, OutputPath,
// and the context object that their paths may read.
//
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/base/random.h"
#include "services/states/asl.h"
#include "services/states/document.h"
#include "services/states/failure.h"
#include "services/states/frame.h"

namespace snowglobe::states {

// What stays the same throughout an execution.
struct Facts {
  std::int64_t number = 0;  // of the execution in its world; part of task tokens
  std::string arn, name, role_arn, machine_arn, machine_name, region;
  Moment started{};
  Data input;
  MachineType type = MachineType::kStandard;
};

// One state's handling of its data at one moment. Every function may throw Failure.
class Flow {
 public:
  Flow(const Facts& facts, const State& state, const Frame& frame, Random& random)
      : facts_(facts), state_(state), frame_(frame), random_(random) {}

  Data effective_input();  // after InputPath
  Data parameters();       // after InputPath and Parameters
  // ResultSelector, ResultPath and OutputPath over a result.
  Data output_of(const Data& result);
  Data output_path(const Data& whole);  // OutputPath alone
  // What a Catch hands on: {"Error", "Cause"} put at its ResultPath.
  Data caught(const Catcher& catcher, const Failure& failure);

  // The input of one iteration of a Map state: the item, or its ItemSelector. `input` is the
  // state's effective input.
  Data item_input(const Map& map, const Data& input, std::int64_t index, const Data& item);

  // A literal, or a whole number of at least `min` found in the input; nothing when neither stands.
  std::optional<std::int64_t> amount(const Amount& amount, std::string_view field,
                                     std::int64_t min);
  Json at(const JsonPath& path, std::string_view field, const Data& input);
  std::string text(const FailText& text, std::string_view field);
  // The rules of one state share a budget.
  bool matches(const ChoiceRule& rule, const Data& input);

  [[noreturn]] void fail(std::string_view error, const std::string& sentence,
                         std::string_view also = {}) const;

 private:
  const Json& context();
  const Json& item_context(std::int64_t index, const Json& item);
  // The input with `value` at a path of it.
  Data put(const JsonPath& path, Json value) const;
  Json render(const PayloadTemplate& payload, const Json& input, const Json& context);

  const Facts& facts_;
  const State& state_;
  const Frame& frame_;
  Random& random_;
  std::optional<Json> context_;
  Budget choices_ = JsonPath::budget();
};

// The document itself when it is within the limits on size and depth; else throws Failure.
Data checked(Data data, const State& state);

}  // namespace snowglobe::states
