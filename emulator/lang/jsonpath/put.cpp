// ResultPath: a value put into a document.
#include <algorithm>
#include <utility>

#include "emulator/lang/jsonpath/jsonpath.h"
#include "emulator/lang/jsonpath/tree.h"

namespace snowglobe {
namespace {

// Can a value be put there: does the way lead through objects, whose members may be missing, and
// elements that exist?
bool can_put(const jsonpath::Steps& steps, const Json& input) {
  const Json* node = &input;  // nullptr: a member that is not there yet
  for (const jsonpath::Step& step : steps) {
    if (step.kind == jsonpath::Step::Kind::kName) {
      if (node != nullptr && !node->is_object()) return false;
      if (node != nullptr) node = find_member(*node, step.names.front());
    } else {
      const auto at = static_cast<std::size_t>(step.indexes.front());
      if (node == nullptr || !node->is_array() || at >= node->size()) return false;
      node = &(*node)[at];
    }
  }
  return true;
}

// The place where `step` leads from `node`, made when it is a member that is not there yet.
Json& step_into(Json& node, const jsonpath::Step& step) {
  if (step.kind != jsonpath::Step::Kind::kName) {
    return node[static_cast<std::size_t>(step.indexes.front())];
  }
  auto& members = node.get_ref<Json::object_t&>();
  const auto member = std::find_if(members.begin(), members.end(), [&](const auto& each) {
    return each.first == step.names.front();
  });
  if (member != members.end()) return member->second;
  members.push_back({step.names.front(), Json::object()});
  return members.back().second;
}

}  // namespace

Json put_at(const JsonPath& path, Json input, Json value) {
  const jsonpath::Steps& steps = path.query_->steps;
  if (steps.empty()) return value;
  JsonPath::budget().make(value, static_cast<int>(steps.size()));
  if (!can_put(steps, input)) {
    throw JsonPathNotFound("Unable to apply ReferencePath " + path.text() + " to input " +
                           print_json(input));
  }
  Json* place = &input;
  for (const jsonpath::Step& step : steps) place = &step_into(*place, step);
  *place = std::move(value);
  return input;
}

}  // namespace snowglobe
