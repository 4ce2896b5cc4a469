#include "emulator/lang/jsonpath/jsonpath.h"

#include <algorithm>
#include <utility>

#include "emulator/lang/jsonpath/tree.h"

namespace snowglobe {
namespace {

const Json& root_of(const jsonpath::Query& query, const Json& input, const Json& context) {
  return query.root == jsonpath::Query::Root::kContext ? context : input;
}

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

Path::Path(std::shared_ptr<const jsonpath::Query> query) : query_(std::move(query)) {}

Path Path::parse(std::string_view text) {
  return Path(std::make_shared<const jsonpath::Query>(jsonpath::parse(text)));
}

Path Path::parse_reference(std::string_view text) {
  if (!text.starts_with('$')) {
    throw PathError("Value is not a Reference Path: Reference path didn't start with '$'");
  }
  Path path = parse(text);
  if (!path.is_reference()) throw PathError("Value is not a Reference Path");
  return path;
}

bool Path::is_context() const { return query_->root == jsonpath::Query::Root::kContext; }
bool Path::is_reference() const { return query_->is_reference; }
bool Path::is_definite() const { return query_->is_definite; }
const std::string& Path::text() const { return query_->text; }

Json Path::evaluate(const Json& input, const Json& context) const {
  jsonpath::Budget budget;
  return evaluate(input, context, budget);
}

bool Path::exists(const Json& input, const Json& context) const {
  jsonpath::Budget budget;
  return exists(input, context, budget);
}

Json Path::evaluate(const Json& input, const Json& context, jsonpath::Budget& budget) const {
  return jsonpath::evaluate(*query_, root_of(*query_, input, context), budget);
}

bool Path::exists(const Json& input, const Json& context, jsonpath::Budget& budget) const {
  const Json& root = root_of(*query_, input, context);
  if (jsonpath::leads_to_one(query_->steps)) {
    return jsonpath::find(query_->steps, root, budget) != nullptr;
  }
  try {
    return !jsonpath::match(query_->steps, root, budget).empty();
  } catch (const PathLimitExceeded&) {
    throw;
  } catch (const PathNotFound&) {
    return false;
  }
}

const Json* Path::find(const Json& input, const Json& context) const {
  return jsonpath::find(query_->steps, root_of(*query_, input, context));
}

Json put_at(const Path& path, Json input, Json value) {
  const jsonpath::Steps& steps = path.query_->steps;
  if (steps.empty()) return value;
  jsonpath::Budget().make(value, static_cast<int>(steps.size()));
  if (!can_put(steps, input)) {
    throw PathNotFound("Unable to apply ReferencePath " + path.text() + " to input " +
                       print_json(input));
  }
  Json* place = &input;
  for (const jsonpath::Step& step : steps) place = &step_into(*place, step);
  *place = std::move(value);
  return input;
}

}  // namespace snowglobe
