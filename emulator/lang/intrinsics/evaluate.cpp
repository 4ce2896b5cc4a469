#include <variant>

#include "emulator/lang/intrinsics/intrinsics.h"
#include "emulator/lang/intrinsics/tree.h"

namespace snowglobe {
namespace intrinsic {
namespace {

class Evaluation {
 public:
  Evaluation(const Json& input, const Json& context, Random& random, Budget& budget)
      : input_(input), context_(context), random_(random), budget_(budget) {}

  Json call(const Call& call) {
    Arguments arguments;
    for (const Call::Argument& argument : call.arguments) {
      arguments.push_back(std::visit([this](const auto& each) { return value(each); }, argument));
    }
    Json result = call.function->call(arguments, random_);
    budget_.make(result);  // so that texts in texts in texts cannot grow without end
    return result;
  }

 private:
  Json value(const Json& literal) { return literal; }
  Json value(const Call& inner) { return call(inner); }
  Json value(const JsonPath& path) {
    try {
      Json found = path.evaluate(input_, context_, budget_);
      budget_.make(found);
      return found;
    } catch (const JsonPathNotFound&) {
      throw JsonPathNotFound("The JsonPath argument for the field '" + path.text() +
                             "' could not be found in the input '" + print_json(input_) + "'");
    }
  }

  const Json& input_;
  const Json& context_;
  Random& random_;
  Budget& budget_;
};

}  // namespace
}  // namespace intrinsic

Json Intrinsic::evaluate(const Json& input, const Json& context, Random& random) const {
  Budget budget = JsonPath::budget();
  return evaluate(input, context, random, budget);
}

Json Intrinsic::evaluate(const Json& input, const Json& context, Random& random,
                         Budget& budget) const {
  const auto preface = [&] {
    return "The function '" + call_->text + "' had the following error: ";
  };
  try {
    return intrinsic::Evaluation(input, context, random, budget).call(*call_);
  } catch (const BudgetExceeded& error) {
    throw BudgetExceeded(preface() + error.what());
  } catch (const JsonPathNotFound& error) {
    throw JsonPathNotFound(preface() + error.what());
  } catch (const IntrinsicError& error) {
    throw IntrinsicError(preface() + error.what());
  }
}

}  // namespace snowglobe
