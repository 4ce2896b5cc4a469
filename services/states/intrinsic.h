// An intrinsic function call of the States Language: States.Format('{} of {}', $.n, $.total).
//
// https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "emulator/base/json.h"
#include "emulator/base/random.h"
#include "services/states/path.h"

namespace snowglobe::states {

// The function refuses its arguments: States.IntrinsicFailure. what() is AWS's sentence without
// the name of the state ("Invalid arguments in States.ArrayGetItem ...").
struct IntrinsicError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline constexpr int intrinsic_depth_max = 10;  // calls inside calls; the outermost is the first

namespace intrinsic {
struct Call;
}

// Immutable; a copy shares the parsed form.
class Intrinsic {
 public:
  // Does the text look like a call ("States." in front)? What looks so and does not parse is an
  // error, never a path.
  static bool is_call(std::string_view text);
  // Throws PathError.
  static Intrinsic parse(std::string_view text);

  // Throws IntrinsicError, and PathNotFound for a path of its arguments.
  // `random` serves MathRandom without a seed and UUID.
  Json evaluate(const Json& input, const Json& context, Random& random) const;

  const std::string& text() const;

 private:
  explicit Intrinsic(std::shared_ptr<const intrinsic::Call> call, std::string text);

  std::shared_ptr<const intrinsic::Call> call_;
  std::shared_ptr<const std::string> text_;
};

}  // namespace snowglobe::states
