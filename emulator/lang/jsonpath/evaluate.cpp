#include <algorithm>

#include "emulator/lang/jsonpath/jsonpath.h"
#include "emulator/lang/jsonpath/tree.h"

namespace snowglobe {
namespace jsonpath {
namespace {

using Kind = Step::Kind;
using Nodes = std::vector<const Json*>;

bool is_one_step(const Step& step) {
  return step.reach == Step::Reach::kChild &&
         (step.kind == Kind::kName || step.kind == Kind::kIndex || step.kind == Kind::kFromEnd);
}

// REQUIRES: is_one_step(step).
const Json* child(const Json& node, const Step& step) {
  if (step.kind == Kind::kName) return find_member(node, step.names.front());
  if (!node.is_array()) return nullptr;
  const auto size = static_cast<std::int64_t>(node.size());
  const std::int64_t at =
      step.kind == Kind::kFromEnd ? size - step.indexes.front() : step.indexes.front();
  return at >= 0 && at < size ? &node[static_cast<std::size_t>(at)] : nullptr;
}

std::string print_steps(const Steps& steps, std::size_t count) {
  std::string text = "$";
  for (std::size_t i = 0; i < count; ++i) text += steps[i].text();
  return text;
}

[[noreturn]] void throw_not_found(const Steps& steps, const DeadEnd& end) {
  const Step& step = steps[end.step];
  const bool is_last = end.step + 1 == steps.size();
  const auto current = [&] { return " Current context is: " + print_json(*end.node); };
  if (end.node == nullptr) {
    throw JsonPathNotFound("Multi properties can only be used as path leafs: " +
                           print_steps(steps, end.step + 1));
  }
  if (step.kind == Kind::kFilter) {
    throw JsonPathNotFound("Filter: " + step.text() + " can not be applied to primitives." +
                           current());
  }
  if (step.kind == Kind::kName && !end.node->is_object()) {
    throw JsonPathNotFound("Property " + step.text() + " not found in path " +
                           print_steps(steps, end.step));
  }
  if (step.kind != Kind::kName && !end.node->is_array()) {
    throw JsonPathNotFound("Filter: " + step.text() + " can only be applied to arrays." +
                           current());
  }
  if (step.kind == Kind::kName && !is_last) {
    throw JsonPathNotFound("Missing property in path " + print_steps(steps, end.step + 1));
  }
  throw JsonPathNotFound("No results for path: " + print_steps(steps, steps.size()));
}

// Walks the steps, keeping the list of the nodes that match so far.
class Walk {
 public:
  explicit Walk(Budget& budget) : budget_(budget) {}

  // The matches of `step` from `node`, appended to `found`.
  void take(const Json& node, const Step& step, Nodes& found) {
    if (step.reach == Step::Reach::kChild) {
      take_children(node, step, found);
      return;
    }
    // All containers below, parents first; on a stack of our own, since depth is the document's.
    Nodes open{&node};
    while (!open.empty()) {
      const Json& next = *open.back();
      open.pop_back();
      budget_.step();
      if (!next.is_structured()) continue;
      // Of `$..[?()]` each object is asked once: as itself, not again as its array's item.
      if (step.kind != Kind::kFilter || next.is_object()) take_children(next, step, found);
      push_children(next, open);
    }
  }

 private:
  void take_children(const Json& node, const Step& step, Nodes& found) {
    switch (step.kind) {
      case Kind::kName:
        if (node.is_object()) budget_.step(1 + node.size() / 16);
        [[fallthrough]];
      case Kind::kIndex:
      case Kind::kFromEnd:
        add(child(node, step), found);
        break;
      case Kind::kNames:
        if (node.is_object()) add(&node, found);  // its members are picked when results are made
        break;
      case Kind::kIndexes:
        for (const std::int64_t at : step.indexes) {
          budget_.step();
          const bool is_inside =
              node.is_array() && at >= 0 && at < static_cast<std::int64_t>(node.size());
          add(is_inside ? &node[static_cast<std::size_t>(at)] : nullptr, found);
        }
        break;
      case Kind::kSlice:
        take_slice(node, step, found);
        break;
      case Kind::kWildcard:
        for_each_child(node, [&](const Json& each) { add(&each, found); });
        break;
      case Kind::kFilter:
        take_filtered(node, step, found);
        break;
    }
  }

  void take_slice(const Json& node, const Step& step, Nodes& found) {
    if (!node.is_array()) return;
    const auto size = static_cast<std::int64_t>(node.size());
    const auto place = [&](std::int64_t at) {
      return std::clamp<std::int64_t>(at < 0 ? size + at : at, 0, size);
    };
    const std::int64_t to = place(step.to.value_or(size));
    for (std::int64_t at = place(step.from.value_or(0)); at < to; ++at) {
      add(&node[static_cast<std::size_t>(at)], found);
    }
  }

  void take_filtered(const Json& node, const Step& step, Nodes& found) {
    const Filter& filter = step.filter.front();
    if (node.is_object() && accepts(filter, node, budget_)) add(&node, found);
    if (!node.is_array()) return;
    for (const Json& item : node.get_ref<const Json::array_t&>()) {
      if (accepts(filter, item, budget_)) add(&item, found);
    }
  }

  void add(const Json* node, Nodes& found) {
    budget_.step();
    if (node != nullptr) found.push_back(node);
  }

  template <class Action>
  static void for_each_child(const Json& node, Action action) {
    if (node.is_array()) {
      for (const Json& item : node.get_ref<const Json::array_t&>()) action(item);
    } else if (node.is_object()) {
      for (const auto& member : node.get_ref<const Json::object_t&>()) action(member.second);
    }
  }

  void push_children(const Json& node, Nodes& open) {
    budget_.step(node.size() / 8);
    const std::size_t before = open.size();
    for_each_child(node, [&](const Json& each) {
      if (each.is_structured()) open.push_back(&each);
    });
    std::reverse(open.begin() + static_cast<std::ptrdiff_t>(before), open.end());
  }

  Budget& budget_;
};

// ['a','b'] as the last step: those of the members that are there.
Json pick_members(const Json& object, const Step& step, Budget& budget) {
  Json picked = Json::object();
  auto& members = picked.get_ref<Json::object_t&>();
  for (const std::string& name : step.names) {
    budget.step(1 + object.size() / 16 + picked.size() / 16);
    const Json* member = find_member(object, name);
    if (member == nullptr || find_member(picked, name) != nullptr) continue;
    budget.make(*member, 1);
    members.push_back({name, *member});
  }
  return picked;
}

}  // namespace

bool Step::is_definite() const {
  return is_one_step(*this) || (reach == Reach::kChild && kind == Kind::kNames);
}

std::string Step::text() const {
  std::string text = reach == Reach::kDescendant ? "..[" : "[";
  const auto number = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string();
  };
  switch (kind) {
    case Kind::kName:
    case Kind::kNames:
      for (const std::string& name : names) {
        text += (&name == &names.front() ? "'" : ", '") + name + "'";
      }
      break;
    case Kind::kIndex:
    case Kind::kIndexes:
      for (const std::int64_t& index : indexes) {
        text += (&index == &indexes.front() ? "" : ",") + std::to_string(index);
      }
      break;
    case Kind::kFromEnd:
      text += "(@.length-" + std::to_string(indexes.front()) + ")";
      break;
    case Kind::kSlice:
      text += number(from) + ":" + number(to);
      break;
    case Kind::kWildcard:
      text += "*";
      break;
    case Kind::kFilter:
      text += "?";
      break;
  }
  return text + "]";
}

bool leads_to_one(const Steps& steps) {
  return std::all_of(steps.begin(), steps.end(), is_one_step);
}

const Json* find(const Steps& steps, const Json& root, Budget& budget) {
  const Json* node = &root;
  for (const Step& step : steps) {
    budget.step(1 + (node->is_object() ? node->size() / 16 : 0));
    node = child(*node, step);
    if (node == nullptr) return nullptr;
  }
  return node;
}

Matches match(const Steps& steps, const Json& root, Budget& budget) {
  Walk walk(budget);
  Nodes current{&root};
  bool is_one_so_far = true;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    if (step.kind == Kind::kNames && i + 1 < steps.size()) return {{}, DeadEnd{i, nullptr}};
    Nodes next;
    for (const Json* node : current) walk.take(*node, step, next);
    if (is_one_so_far && is_one_step(step)) {
      if (next.empty()) return {{}, DeadEnd{i, current.front()}};
    } else if (is_one_so_far && step.kind == Kind::kFilter && step.reach == Step::Reach::kChild &&
               !current.front()->is_structured()) {
      return {{}, DeadEnd{i, current.front()}};
    } else {
      is_one_so_far = false;
    }
    current = std::move(next);
  }
  return {std::move(current), std::nullopt};
}

}  // namespace jsonpath

namespace {

using namespace jsonpath;

const Json& root_of(const Query& query, const Json& input, const Json& context) {
  return query.root == Query::Root::kContext ? context : input;
}

}  // namespace

Json JsonPath::evaluate(const Json& input, const Json& context) const {
  Budget budget = JsonPath::budget();
  return evaluate(input, context, budget);
}

Json JsonPath::evaluate(const Json& input, const Json& context, Budget& budget) const {
  const Steps& steps = query_->steps;
  const Json& root = root_of(*query_, input, context);
  if (query_->is_definite && leads_to_one(steps)) {
    if (const Json* node = jsonpath::find(steps, root, budget)) return *node;
  }
  const auto [nodes, dead_end] = match(steps, root, budget);
  if (dead_end) throw_not_found(steps, *dead_end);
  const Step* last = steps.empty() ? nullptr : &steps.back();
  const bool picks = last != nullptr && last->kind == Kind::kNames;
  if (query_->is_definite) {
    if (nodes.empty()) {
      throw JsonPathNotFound("No results for path: " + print_steps(steps, steps.size()));
    }
    return picks ? pick_members(*nodes.front(), *last, budget) : *nodes.front();
  }
  Json results = Json::array();
  for (const Json* node : nodes) {
    if (picks) {
      results.push_back(pick_members(*node, *last, budget));
    } else {
      budget.make(*node, 1);
      results.push_back(*node);
    }
  }
  return results;
}

bool JsonPath::exists(const Json& input, const Json& context) const {
  Budget budget = JsonPath::budget();
  return exists(input, context, budget);
}

bool JsonPath::exists(const Json& input, const Json& context, Budget& budget) const {
  const Json& root = root_of(*query_, input, context);
  if (leads_to_one(query_->steps)) return jsonpath::find(query_->steps, root, budget) != nullptr;
  return !match(query_->steps, root, budget).nodes.empty();
}

const Json* JsonPath::find(const Json& input, const Json& context) const {
  Budget budget = JsonPath::budget();
  return find(input, context, budget);
}

const Json* JsonPath::find(const Json& input, const Json& context, Budget& budget) const {
  return jsonpath::find(query_->steps, root_of(*query_, input, context), budget);
}

}  // namespace snowglobe
