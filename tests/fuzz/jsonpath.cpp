// JSONPath: a path in the first line, the document it reads in the rest. Only the errors that the
// header names may come out, and what is found must agree with what exists.
#include "emulator/lang/jsonpath/jsonpath.h"

#include "tests/fuzz/lang.h"

namespace snowglobe::fuzz {
namespace {

void try_reference(const JsonPath& path, const Json& input, bool exists) {
  const Json* found = path.find(input, context());
  check((found != nullptr) == exists);
  const Json changed = put_at(path, input, "put");
  const Json* put = path.find(changed, context());
  check(put != nullptr && *put == "put");
}

void run(std::string_view text) {
  const std::string_view expression = line(text);
  const Json input = document_or_default(text);
  try {
    const JsonPath path = JsonPath::parse(expression);
    check(path.text() == expression);
    check(!path.is_reference() || path.is_definite());
    const bool exists = path.exists(input, context());
    if (path.is_reference() && !path.is_context()) try_reference(path, input, exists);
    const Json value = path.evaluate(input, context());
    check(path.is_definite() ? exists : value.is_array() && value.empty() != exists);
    check_with_little(value,
                      [&](Budget& budget) { return path.evaluate(input, context(), budget); });
  } catch (const JsonPathError&) {
  } catch (const JsonPathNotFound&) {
  } catch (const BudgetExceeded&) {
  }
}

}  // namespace
}  // namespace snowglobe::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snowglobe::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
