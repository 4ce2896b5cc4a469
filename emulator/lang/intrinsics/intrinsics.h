// An intrinsic function call of the States Language: States.Format('{} of {}', $.n, $.total). A
// plain value; it knows no service.
//
// Arguments are 'text' (in which \' \{ \} \\ stand for the character), numbers, true, false, null,
// paths, and calls. The functions and their limits are in functions.cpp. Each costs about the size
// of its arguments; what they make counts against the same budget as the paths that they read.
// https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "emulator/base/json.h"
#include "emulator/base/random.h"
#include "emulator/lang/budget.h"
#include "emulator/lang/jsonpath/jsonpath.h"

namespace snowglobe {

// The function refuses its arguments: States.IntrinsicFailure. what() is the sentence that stands
// behind the state's name: "The function 'States.ArrayGetItem($.a, 9)' had the following error:
// ...".
struct IntrinsicError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

namespace intrinsic {
struct Call;
}

// Immutable; a copy shares the parsed form.
class Intrinsic {
 public:
  static constexpr int depth_max = 10;  // calls inside calls; the outermost is the first
  static constexpr Budget budget() { return JsonPath::budget(); }

  // Does the text look like a call ("States." in front)? What looks so and does not parse is an
  // error, never a path.
  static bool is_call(std::string_view text);
  // Throws JsonPathError: AWS has one sentence for what is neither a path nor a call.
  static Intrinsic parse(std::string_view text);

  // Throws IntrinsicError, BudgetExceeded, and JsonPathNotFound for a path of its arguments ("The
  // function '...' had the following error: The JsonPath argument for the field '$.x' could not be
  // found in the input '{...}'"). `random` serves UUID, and MathRandom when it is given no seed.
  Json evaluate(const Json& input, const Json& context, Random& random) const;
  Json evaluate(const Json& input, const Json& context, Random& random, Budget& budget) const;

  const std::string& text() const;

 private:
  explicit Intrinsic(std::shared_ptr<const intrinsic::Call> call);

  std::shared_ptr<const intrinsic::Call> call_;
};

}  // namespace snowglobe
