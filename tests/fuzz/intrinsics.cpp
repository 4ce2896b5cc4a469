// Intrinsic functions: a call in the first line, the document it reads in the rest. Only the errors
// that the header names may come out; the same call with the same seed gives the same document.
#include "emulator/lang/intrinsics/intrinsics.h"

#include "tests/fuzz/lang.h"

namespace snowglobe::fuzz {
namespace {

void run(std::string_view text) {
  const std::string_view expression = line(text);
  const Json input = document_or_default(text);
  try {
    const Intrinsic call = Intrinsic::parse(expression);
    check(Intrinsic::is_call(expression));
    check(call.text() == expression);
    Random random(1);
    const Json value = call.evaluate(input, context(), random);
    check(parse_json(print_json(value)).type() == value.type() || value.is_number());
    check_with_little(value, [&](Budget& budget) {
      Random again(1);
      return call.evaluate(input, context(), again, budget);
    });
  } catch (const JsonPathError&) {
  } catch (const JsonPathNotFound&) {
  } catch (const IntrinsicError&) {
  } catch (const BudgetExceeded&) {
  }
}

}  // namespace
}  // namespace snowglobe::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
