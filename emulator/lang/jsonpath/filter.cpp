#include <algorithm>
#include <charconv>

#include "emulator/lang/jsonpath/tree.h"

namespace snowglobe::jsonpath {
namespace {

// What an operand stands for at one node: nothing when its path leads nowhere. Holds the list that
// a path with several matches gives.
class Operand {
 public:
  Operand(const Filter::Operand& operand, const Json& node, Budget& budget) {
    budget.step();
    if (operand.literal) {
      value_ = &*operand.literal;
    } else if (operand.steps.empty()) {
      value_ = node.is_object() ? &node : nullptr;  // @ matches objects only
    } else if (leads_to_one(operand.steps)) {
      value_ = find(operand.steps, node, budget);
    } else {
      collect(operand.steps, node, budget);
    }
  }

  const Json* value() const { return value_; }
  bool exists() const { return value_ != nullptr && !(is_list_ && value_->empty()); }

 private:
  void collect(const Steps& steps, const Json& node, Budget& budget) {
    const auto [nodes, dead_end] = match(steps, node, budget);
    if (dead_end) return;
    list_ = Json::array();
    for (const Json* match : nodes) {
      budget.make(*match, 1);
      list_.push_back(*match);
    }
    value_ = &list_;
    is_list_ = true;
  }

  Json list_;
  const Json* value_ = nullptr;
  bool is_list_ = false;
};

std::optional<Json> to_number(const Json& text) {
  const auto& digits = text.get_ref<const std::string&>();
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return Json(value);
}

// Of different kinds: unordered. A text that is a number equals that number, as in Jayway.
std::partial_ordering compare(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b);
  if (a.is_string() && b.is_string()) {
    return a.get_ref<const std::string&>() <=> b.get_ref<const std::string&>();
  }
  if (a.is_string() && b.is_number()) {
    const auto number = to_number(a);
    return number ? compare_numbers(*number, b) : std::partial_ordering::unordered;
  }
  if (a.is_number() && b.is_string()) {
    const auto number = to_number(b);
    return number ? compare_numbers(a, *number) : std::partial_ordering::unordered;
  }
  return json_equal(a, b) ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

bool holds(Filter::Operator compared, std::partial_ordering order) {
  switch (compared) {
    case Filter::Operator::kEqual:
      return order == 0;
    case Filter::Operator::kNotEqual:
      return order != 0;
    case Filter::Operator::kLess:
      return order < 0;
    case Filter::Operator::kLessEqual:
      return order <= 0;
    case Filter::Operator::kGreater:
      return order > 0;
    case Filter::Operator::kGreaterEqual:
      return order >= 0;
  }
  return false;
}

// Comparing long values is not one step.
void charge_comparison(const Json& a, const Json& b, Budget& budget) {
  if (a.is_string() && b.is_string()) {
    budget.step(
        std::min(a.get_ref<const std::string&>().size(), b.get_ref<const std::string&>().size()) /
        64);
  }
  if (a.is_string() != b.is_string()) {  // a number may stand in the text
    budget.step((a.is_string() ? a : b).get_ref<const std::string&>().size() / 16);
  }
  if (a.is_structured() && b.is_structured()) budget.make(a);
}

}  // namespace

bool accepts(const Filter& filter, const Json& node, Budget& budget) {
  budget.step();
  const auto holds_for_node = [&](const Filter& part) { return accepts(part, node, budget); };
  switch (filter.kind) {
    case Filter::Kind::kOr:
      return std::any_of(filter.parts.begin(), filter.parts.end(), holds_for_node);
    case Filter::Kind::kAnd:
      return std::all_of(filter.parts.begin(), filter.parts.end(), holds_for_node);
    case Filter::Kind::kNot:
      return !holds_for_node(filter.parts.front());
    case Filter::Kind::kExists:
      return Operand(filter.left, node, budget).exists();
    case Filter::Kind::kCompare:
      break;
  }
  const Operand left(filter.left, node, budget);
  const Operand right(filter.right, node, budget);
  // What is not there compares with nothing, not even as unequal.
  if (left.value() == nullptr || right.value() == nullptr) return false;
  charge_comparison(*left.value(), *right.value(), budget);
  return holds(filter.compare, compare(*left.value(), *right.value()));
}

std::partial_ordering compare_numbers(const Json& a, const Json& b) {
  const auto is_int64 = [](const Json& number) {
    return number.is_number_integer() &&
           !(number.is_number_unsigned() && number.get<std::uint64_t>() > INT64_MAX);
  };
  if (is_int64(a) && is_int64(b)) return a.get<std::int64_t>() <=> b.get<std::int64_t>();
  return a.get<double>() <=> b.get<double>();
}

}  // namespace snowglobe::jsonpath
