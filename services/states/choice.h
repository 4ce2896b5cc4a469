// A rule of a Choice state: a comparison of the input, or And, Or, Not of rules.
//
// https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "emulator/base/json.h"
#include "emulator/lang/jsonpath/jsonpath.h"

namespace snowglobe::states {

namespace choice {
struct Node;
}

// The rule is none. what() is as CreateStateMachine words it; `pointer` is the place inside the
// rule ("" or "/And[0]/Variable").
struct ChoiceError : JsonPathError {
  ChoiceError(const std::string& text, std::string pointer)
      : JsonPathError(text), pointer(std::move(pointer)) {}
  std::string pointer;
};

inline constexpr int choice_depth_max = 64;  // And, Or, Not inside each other

// Immutable; a copy shares the parsed form.
class ChoiceRule {
 public:
  // Members that are not the rule's own (Next, Comment, Assign, Output) are the caller's at the
  // top, and refused further down (but Comment). Throws ChoiceError.
  static ChoiceRule parse(const Json& rule);

  // A value of another type than the operator's does not match (and is no error). Throws
  // JsonPathNotFound when Variable, or the path of a ...Path operator, matches nothing: "Invalid
  // path '$.x': The choice state's condition path references an invalid value." (IsPresent does
  // not.) Throws BudgetExceeded; the rules of one state share a budget.
  bool matches(const Json& input, const Json& context, Budget& budget) const;

 private:
  explicit ChoiceRule(std::shared_ptr<const choice::Node> root);

  std::shared_ptr<const choice::Node> root_;
};

}  // namespace snowglobe::states
