#include "services/dynamodb/expression/request_expressions.h"

#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/expression/update.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t known_max = 1000;

template <class Known, class Parse>
auto find_or_parse(Known& known, const std::string& text, Parse parse) {
  const auto at = known.find(text);
  if (at != known.end()) return at->second;
  using Tree = typename Known::mapped_type::element_type;
  auto tree = std::make_shared<Tree>(parse());
  if (known.size() >= known_max) known.clear();
  return known.emplace(text, std::move(tree)).first->second;
}

bool is_any_given(std::initializer_list<ExpressionText> expressions) {
  return std::any_of(expressions.begin(), expressions.end(),
                     [](const ExpressionText& expression) { return expression.text->has_value(); });
}

// The parameters' JSON; an error when no expression can use it.
const Json* used_names(const std::optional<DocumentView>& view,
                       std::initializer_list<ExpressionText> users) {
  if (!view) return nullptr;
  if (is_any_given(users)) return view->json;
  throw invalid("ExpressionAttributeNames can only be specified when using expressions");
}

const Json* used_values(const std::optional<AttributeMapView>& view,
                        std::initializer_list<ExpressionText> all,
                        std::initializer_list<ExpressionText> users) {
  if (!view) return nullptr;
  if (is_any_given(users)) return view->json;
  std::string message = "ExpressionAttributeValues can only be specified when using expressions";
  if (users.size() == all.size()) throw invalid(message);
  // Where some of the expressions take no values AWS names those that do.
  std::string names;
  for (const ExpressionText& expression : users) {
    names += (names.empty() ? "" : " and ") + std::string(expression.name);
  }
  throw invalid(message + ": " + names + (users.size() > 1 ? " are null" : " is null"));
}

// Calls `use` with each path.
template <class Use>
void see_paths(const Operand& operand, const Use& use) {
  if (operand.kind == Operand::Kind::kPath && !operand.path.empty()) use(operand.path);
  for (const Operand& argument : operand.arguments) see_paths(argument, use);
}

template <class Use>
void see_paths(const Condition& condition, const Use& use) {
  for (const Operand& operand : condition.operands) see_paths(operand, use);
  for (const Condition& child : condition.children) see_paths(child, use);
}

template <class Use>
void see_paths(const ConditionExpression& expression, const Use& use) {
  see_paths(expression.root, use);
}

template <class Use>
void see_paths(const ProjectionExpression& expression, const Use& use) {
  for (const Path& path : expression.paths) use(path);
}

template <class Use>
void see_paths(const UpdateExpression& expression, const Use& use) {
  for (const UpdateAction& action : expression.actions) {
    use(action.path);
    see_paths(action.operand, use);
  }
}

template <class Expression>
Names names_of(const Expression& expression, const Bindings& bindings) {
  Names names;
  see_paths(expression, [&](const Path& path) { names.push_back(name_of(path[0], bindings)); });
  return names;
}

template <class Expression>
Names nested_names_of(const Expression& expression, const Bindings& bindings) {
  Names names;
  see_paths(expression, [&](const Path& path) {
    if (path.size() > 1) names.push_back(name_of(path[0], bindings));
  });
  return names;
}

}  // namespace

std::shared_ptr<const ConditionExpression> ExpressionCache::condition(const std::string& text,
                                                                      ExpressionKind kind) {
  return find_or_parse(conditions_[static_cast<std::size_t>(kind)], text,
                       [&] { return parse_condition(text, kind); });
}

std::shared_ptr<const ProjectionExpression> ExpressionCache::projection(const std::string& text) {
  return find_or_parse(projections_, text, [&] { return parse_projection(text); });
}

std::shared_ptr<const UpdateExpression> ExpressionCache::update(const std::string& text) {
  return find_or_parse(updates_, text, [&] { return parse_update(text); });
}

bool BoundCondition::holds(const Item& item) const { return evaluate(*tree, bindings, item); }

Names BoundCondition::names() const { return names_of(*tree, bindings); }
Names BoundCondition::nested_names() const { return nested_names_of(*tree, bindings); }

Names BoundProjection::names() const { return names_of(*tree, *bindings); }
Names BoundProjection::nested_names() const { return nested_names_of(*tree, *bindings); }

void BoundUpdate::apply(Item& item) const { apply_update(*tree, *bindings, *paths, item); }

Names BoundUpdate::changed_names() const {
  Names names;
  for (const UpdateAction& action : tree->actions) {
    names.push_back(name_of(action.path[0], *bindings));
  }
  return names;
}

Names BoundUpdate::nested_names() const { return nested_names_of(*tree, *bindings); }

bool BoundUpdate::only_removes() const {
  const auto removes = [](const UpdateAction& action) {
    return action.kind == UpdateAction::Kind::kRemove || action.kind == UpdateAction::Kind::kDelete;
  };
  return !tree->actions.empty() && std::all_of(tree->actions.begin(), tree->actions.end(), removes);
}

BoundCondition bind_tree(std::shared_ptr<const ConditionExpression> tree, Bindings bindings,
                         ExpressionKind kind) {
  BoundCondition bound{std::move(tree), std::move(bindings)};
  check_condition(*bound.tree, bound.bindings, kind);
  return bound;
}

BoundProjection bind_tree(std::shared_ptr<const ProjectionExpression> tree, Bindings bindings) {
  BoundProjection bound{std::move(tree), std::make_unique<Bindings>(std::move(bindings)), nullptr};
  bound.paths = std::make_unique<PathTree>(ExpressionKind::kProjection, *bound.bindings);
  for (const Path& path : bound.tree->paths) bound.paths->add(path);
  return bound;
}

BoundUpdate bind_tree(std::shared_ptr<const UpdateExpression> tree, Bindings bindings) {
  BoundUpdate bound{std::move(tree), std::make_unique<Bindings>(std::move(bindings)), nullptr};
  bound.paths = std::make_unique<PathTree>(check_update(*bound.tree, *bound.bindings));
  return bound;
}

RequestExpressions::RequestExpressions(ExpressionCache& cache,
                                       const std::optional<DocumentView>& names,
                                       const std::optional<AttributeMapView>& values,
                                       std::initializer_list<ExpressionText> all,
                                       std::initializer_list<ExpressionText> takes_values)
    : cache_(cache),
      placeholders_(used_names(names, all), used_values(values, all, takes_values)) {}

std::optional<BoundCondition> RequestExpressions::condition(const std::optional<std::string>& text,
                                                            ExpressionKind kind) {
  if (!text) return std::nullopt;
  auto tree = cache_.condition(*text, kind);
  Bindings bindings = placeholders_.bind(tree->references, kind);
  return bind_tree(std::move(tree), std::move(bindings), kind);
}

std::optional<BoundProjection> RequestExpressions::projection(
    const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  auto tree = cache_.projection(*text);
  Bindings bindings = placeholders_.bind(tree->references, ExpressionKind::kProjection);
  return bind_tree(std::move(tree), std::move(bindings));
}

std::optional<BoundUpdate> RequestExpressions::update(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  auto tree = cache_.update(*text);
  Bindings bindings = placeholders_.bind(tree->references, ExpressionKind::kUpdate);
  return bind_tree(std::move(tree), std::move(bindings));
}

}  // namespace snowglobe::dynamodb
