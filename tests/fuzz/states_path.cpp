// The languages inside a state machine: an expression in the first line (a path, an intrinsic call,
// or as JSON a choice rule and a payload template), the document it reads in the rest. Only the
// errors that the headers name may come out, and what is found must agree with what exists.
#include <cstdint>
#include <cstdlib>

#include "emulator/lang/intrinsics/intrinsics.h"
#include "emulator/lang/jsonpath/jsonpath.h"
#include "services/states/choice.h"
#include "services/states/payload.h"

namespace snowglobe::states {
namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void try_path(std::string_view text, const Json& input, const Json& context) {
  try {
    const JsonPath path = JsonPath::parse(text);
    check(path.text() == text);
    check(!path.is_reference() || path.is_definite());
    const bool exists = path.exists(input, context);
    if (path.is_reference() && !path.is_context()) {
      const Json* found = path.find(input, context);
      check((found != nullptr) == exists);
      const Json changed = put_at(path, input, "put");
      const Json* put = path.find(changed, context);
      check(put != nullptr && *put == "put");
    }
    const Json value = path.evaluate(input, context);
    check(path.is_definite() ? exists : value.is_array() && value.empty() != exists);
  } catch (const JsonPathError&) {
  } catch (const JsonPathNotFound&) {
  } catch (const BudgetExceeded&) {
  }
}

void try_intrinsic(std::string_view text, const Json& input, const Json& context) {
  try {
    Random random(1);
    print_json(Intrinsic::parse(text).evaluate(input, context, random));
  } catch (const JsonPathError&) {
  } catch (const JsonPathNotFound&) {
  } catch (const BudgetExceeded&) {
  } catch (const IntrinsicError&) {
  }
}

void try_rules(const Json& rule, const Json& input, const Json& context) {
  try {
    Budget budget = JsonPath::budget();
    ChoiceRule::parse(rule).matches(input, context, budget);
  } catch (const ChoiceError&) {
  } catch (const JsonPathNotFound&) {
  } catch (const BudgetExceeded&) {
  }
  try {
    Random random(1);
    const Json result = PayloadTemplate::parse(rule).render(input, context, random);
    parse_json(print_json(result));
  } catch (const TemplateError&) {
  } catch (const JsonPathNotFound&) {
  } catch (const BudgetExceeded&) {
  } catch (const IntrinsicError&) {
  }
}

Json document_or_default(std::string_view text) {
  try {
    return parse_json(text);
  } catch (const JsonError&) {
    return parse_json(
        R"({"a":[{"b":1,"c":"x"},{"b":2.5,"c":null}],"d":{"e f":[[1],[2,3]]},"s":"t"})");
  }
}

void run(std::string_view data) {
  const std::size_t end = data.find('\n');
  const std::string_view text = data.substr(0, end);
  const Json input = document_or_default(end == std::string_view::npos ? "" : data.substr(end + 1));
  const Json context = parse_json(R"({"Execution":{"Id":"arn"},"Map":{"Item":{"Index":0}}})");
  try_path(text, input, context);
  try_intrinsic(text, input, context);
  try {
    try_rules(parse_json(text), input, context);
  } catch (const JsonError&) {
  }
}

}  // namespace
}  // namespace snowglobe::states

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::states::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
