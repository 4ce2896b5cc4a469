// What a state machine says about its data: in the first line, as JSON, a choice rule and a payload
// template; in the rest the document they read. Only the errors that the headers name may come out.
#include "services/states/choice.h"
#include "services/states/payload.h"
#include "tests/fuzz/lang.h"

namespace snowglobe::states {
namespace {

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

void run(std::string_view text) {
  const std::string_view rule = fuzz::line(text);
  const Json input = fuzz::document_or_default(text);
  try {
    try_rules(parse_json(rule), input, fuzz::context());
  } catch (const JsonError&) {
  }
}

}  // namespace
}  // namespace snowglobe::states

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::states::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
