#include "services/dynamodb/expression/update.h"

#include <algorithm>
#include <iterator>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/expression/parser.h"

namespace snowglobe::dynamodb {
namespace {

AwsError wrong_operand() {
  return invalid("An operand in the update expression has an incorrect data type");
}

AwsError wrong_legacy_type() { return invalid("Type mismatch for attribute to update"); }

AwsError wrong_path() {
  return invalid("The document path provided in the update expression is invalid for update");
}

AwsError no_attribute() {
  return invalid("The provided expression refers to an attribute that does not exist in the item");
}

void check_set_operand(const Operand& operand, const Bindings& bindings) {
  if (operand.kind != Operand::Kind::kFunction) return;
  const bool is_sum = operand.function == Function::kPlus || operand.function == Function::kMinus;
  for (const Operand& argument : operand.arguments) {
    check_set_operand(argument, bindings);
    if (argument.kind != Operand::Kind::kValue) continue;
    const Type type = bindings.values[argument.value]->type;
    if ((is_sum && type != Type::kNumber) ||
        (operand.function == Function::kListAppend && type != Type::kList)) {
      throw invalid(
          "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or "
          "function: " +
          std::string(function_name(operand.function)) +
          ", operand type: " + std::string(type_name(type)));
    }
  }
}

void check_set_action(const UpdateAction& action, const Bindings& bindings) {
  const Type type = bindings.values[action.operand.value]->type;
  const bool is_add = action.kind == UpdateAction::Kind::kAdd;
  if (is_set(type) || (is_add && type == Type::kNumber)) return;
  const std::string name = is_add ? "ADD" : "DELETE";
  throw invalid(
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: " +
      name + ", operand type: " + std::string(type_long_name(type)) + ", typeSet: ALLOWED_FOR_" +
      name + "_OPERAND");
}

Value add_numbers(Function function, const Value& a, const Value& b) {
  if (a.type != Type::kNumber || b.type != Type::kNumber) throw wrong_operand();
  Decimal sum;
  const auto flaw = function == Function::kMinus ? Decimal::subtract(a.decimal(), b.decimal(), sum)
                                                 : Decimal::add(a.decimal(), b.decimal(), sum);
  // AWS says so too of a result that is not too large but needs more than 38 digits.
  if (flaw == Decimal::Flaw::kTooPrecise) throw number_error(Decimal::Flaw::kOverflow, {});
  if (flaw != Decimal::Flaw::kNone) throw number_error(flaw, {});
  return Value::number(sum);
}

Value append(Value first, Value second) {
  if (first.type != Type::kList || second.type != Type::kList) throw wrong_operand();
  // No item holds that many, and a list appended to itself again and again would hold memory.
  if (first.list().size() + second.list().size() > item_bytes_max) throw updated_item_too_large();
  first.list().insert(first.list().end(), std::make_move_iterator(second.list().begin()),
                      std::make_move_iterator(second.list().end()));
  return first;
}

Value operand_value(const Operand& operand, const Bindings& bindings, const Item& item) {
  if (operand.kind == Operand::Kind::kValue) return *bindings.values[operand.value];
  if (operand.kind == Operand::Kind::kPath) {
    const Value* value = find_at(operand.path, bindings, item);
    if (value == nullptr) throw no_attribute();
    return *value;
  }
  if (operand.function == Function::kIfNotExists) {
    const Value* value = find_at(operand.arguments[0].path, bindings, item);
    return value != nullptr ? *value : operand_value(operand.arguments[1], bindings, item);
  }
  Value first = operand_value(operand.arguments[0], bindings, item);
  Value second = operand_value(operand.arguments[1], bindings, item);
  if (operand.function != Function::kListAppend) {
    return add_numbers(operand.function, first, second);
  }
  return append(std::move(first), std::move(second));
}

// The union of two sets of one type.
Value add_sets(const Value& a, const Value& b) {
  if (a.type != b.type) throw wrong_operand();
  Value::Set sum = a.set();
  for (const std::string& element : b.set()) {
    if (!set_contains(a.type, a.set(), element)) sum.push_back(element);
  }
  sort_set(a.type, sum);
  return {a.type, std::move(sum)};
}

Value subtract_sets(const Value& a, const Value& b) {
  if (a.type != b.type) throw wrong_operand();
  Value::Set rest;
  for (const std::string& element : a.set()) {
    if (!set_contains(b.type, b.set(), element)) rest.push_back(element);
  }
  return {a.type, std::move(rest)};
}

class Updater {
 public:
  Updater(const UpdateExpression& expression, const Bindings& bindings, const PathTree& tree)
      : expression_(expression), bindings_(bindings), tree_(tree) {}

  void run(Item& item) {
    values_.resize(expression_.actions.size());
    std::size_t bytes = 0;  // all of it will be in the item, so the limit holds already here
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const UpdateAction& action = expression_.actions[i];
      if (action.kind != UpdateAction::Kind::kRemove) {
        values_[i] = operand_value(action.operand, bindings_, item);
        bytes += measure(values_[i]).bytes;
        if (bytes > item_bytes_max) throw updated_item_too_large();
      }
    }
    update_map(tree_.root(), item);
  }

 private:
  // What an action leaves at its place; nothing: the place goes away.
  std::optional<Value> result(int number, const Value* old) {
    const auto index = static_cast<std::size_t>(number);
    Value& value = values_[index];
    switch (expression_.actions[index].kind) {
      case UpdateAction::Kind::kSet:
        return std::move(value);
      case UpdateAction::Kind::kRemove:
        return std::nullopt;
      case UpdateAction::Kind::kAdd:
        if (old == nullptr) return std::move(value);
        if (expression_.is_legacy && old->type != value.type) throw wrong_legacy_type();
        if (value.type == Type::kNumber) return add_numbers(Function::kPlus, *old, value);
        if (value.type == Type::kList) return append(*old, std::move(value));
        return add_sets(*old, value);
      case UpdateAction::Kind::kDelete: {
        if (old == nullptr) return std::nullopt;
        if (expression_.is_legacy && old->type != value.type) throw wrong_legacy_type();
        Value rest = subtract_sets(*old, value);
        if (rest.set().empty()) return std::nullopt;
        return rest;
      }
    }
    return std::nullopt;
  }

  void update_inside(const PathTree::Node& node, Value* value) {
    if (value == nullptr) throw wrong_path();
    if (tree_.node(node.first_child).is_index) {
      if (value->type != Type::kList) throw wrong_path();
      update_list(node.first_child, value->list());
    } else {
      if (value->type != Type::kMap) throw wrong_path();
      update_map(node.first_child, value->map());
    }
  }

  void update_map(int first, Map& map) {
    std::vector<Attribute> added;
    std::vector<std::string_view> removed;
    for (int child = first; child != PathTree::none; child = tree_.node(child).next_sibling) {
      const PathTree::Node& node = tree_.node(child);
      Value* old = map.find(node.name);
      if (node.leaf == PathTree::none) {
        update_inside(node, old);
        continue;
      }
      auto value = result(node.leaf, old);
      if (value && old != nullptr) {
        *old = std::move(*value);
      } else if (value) {
        added.push_back({std::string(node.name), std::move(*value)});
      } else if (old != nullptr) {
        removed.push_back(node.name);
      }
    }
    map.change(std::move(added), std::move(removed));
  }

  // What goes beyond the end is appended, in the order of the indexes.
  void update_list(int first, Value::List& list) {
    const std::size_t size = list.size();
    std::vector<bool> is_removed(size);
    bool has_removed = false;
    for (const PathTree::Node* node : tree_.level(first)) {
      Value* old = node->index < size ? &list[node->index] : nullptr;
      if (node->leaf == PathTree::none) {
        update_inside(*node, old);
        continue;
      }
      auto value = result(node->leaf, old);
      if (value && old != nullptr) {
        *old = std::move(*value);
      } else if (value) {
        list.push_back(std::move(*value));
      } else if (old != nullptr) {
        is_removed[node->index] = has_removed = true;
      }
    }
    if (!has_removed) return;
    Value::List rest;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i >= size || !is_removed[i]) rest.push_back(std::move(list[i]));
    }
    list = std::move(rest);
  }

  const UpdateExpression& expression_;
  const Bindings& bindings_;
  const PathTree& tree_;
  std::vector<Value> values_;  // of the actions
};

}  // namespace

PathTree check_update(const UpdateExpression& expression, const Bindings& bindings) {
  PathTree tree(ExpressionKind::kUpdate, bindings);
  for (const UpdateAction& action : expression.actions) {
    if (expression.is_legacy) break;
    if (action.kind == UpdateAction::Kind::kSet) {
      check_set_operand(action.operand, bindings);
    } else if (action.kind != UpdateAction::Kind::kRemove) {
      check_set_action(action, bindings);
    }
  }
  for (const UpdateAction& action : expression.actions) tree.add(action.path);
  return tree;
}

void apply_update(const UpdateExpression& expression, const Bindings& bindings,
                  const PathTree& tree, Item& item) {
  Updater(expression, bindings, tree).run(item);
}

}  // namespace snowglobe::dynamodb
