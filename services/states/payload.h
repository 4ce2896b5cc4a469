// A payload template: Parameters, ResultSelector, ItemSelector. A JSON value in which each member
// whose name ends in ".$" holds a path or an intrinsic call; it is replaced, without the ".$", by
// what that gives.
//
// https://states-language.net/#payload-template
#pragma once

#include <memory>
#include <string>

#include "emulator/base/json.h"
#include "emulator/base/random.h"
#include "emulator/lang/intrinsics/intrinsics.h"
#include "emulator/lang/jsonpath/jsonpath.h"

namespace snowglobe::states {

namespace payload {
struct Node;
}

// Immutable; a copy shares the parsed form.
class PayloadTemplate {
 public:
  // Throws TemplateError: "The value for the field 'id.$' must be a valid JSONPath or a valid
  // intrinsic function call".
  static PayloadTemplate parse(const Json& text);

  // Throws JsonPathNotFound ("The JSONPath '$.id' specified for the field 'id.$' could not be found
  // in the input '{...}'"), IntrinsicError and BudgetExceeded.
  Json render(const Json& input, const Json& context, Random& random) const;

 private:
  explicit PayloadTemplate(std::shared_ptr<const payload::Node> root);

  std::shared_ptr<const payload::Node> root_;
};

// Where in the template the error is: "" for its top, "/a/b[0]" for the object that holds the
// faulty member. To be appended to the place of the template in the definition.
struct TemplateError : JsonPathError {
  TemplateError(const std::string& text, std::string pointer)
      : JsonPathError(text), pointer(std::move(pointer)) {}
  std::string pointer;
};

}  // namespace snowglobe::states
