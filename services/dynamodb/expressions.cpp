#include "services/dynamodb/expressions.h"

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

// The parameter's JSON; an error when no expression can use it.
const Json* used_json(const char* parameter, const std::optional<DocumentView>& view,
                      std::initializer_list<ExpressionText> users) {
  if (!view) return nullptr;
  std::string names;
  for (const ExpressionText& expression : users) {
    if (*expression.text) return view->json;
    names += (names.empty() ? "" : " and ") + std::string(expression.name);
  }
  throw invalid(std::string(parameter) + " can only be specified when using expressions: " + names +
                (users.size() > 1 ? " are null" : " is null"));
}

void add_names(const Condition& condition, const Bindings& bindings,
               std::vector<std::string_view>& names);

void add_names(const Operand& operand, const Bindings& bindings,
               std::vector<std::string_view>& names) {
  if (operand.kind == Operand::Kind::kPath) names.push_back(name_of(operand.path[0], bindings));
  for (const Operand& argument : operand.arguments) add_names(argument, bindings, names);
}

void add_names(const Condition& condition, const Bindings& bindings,
               std::vector<std::string_view>& names) {
  for (const Operand& operand : condition.operands) add_names(operand, bindings, names);
  for (const Condition& child : condition.children) add_names(child, bindings, names);
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

std::vector<std::string_view> BoundCondition::names() const {
  std::vector<std::string_view> names;
  add_names(tree->root, bindings, names);
  return names;
}

std::vector<std::string_view> BoundProjection::names() const {
  std::vector<std::string_view> names;
  for (const Path& path : tree->paths) names.push_back(name_of(path[0], *bindings));
  return names;
}

void BoundUpdate::apply(Item& item) const { apply_update(*tree, *bindings, *paths, item); }

std::vector<std::string_view> BoundUpdate::names() const {
  std::vector<std::string_view> names;
  for (const UpdateAction& action : tree->actions) {
    names.push_back(name_of(action.path[0], *bindings));
  }
  return names;
}

RequestExpressions::RequestExpressions(ExpressionCache& cache,
                                       const std::optional<DocumentView>& names,
                                       const std::optional<DocumentView>& values,
                                       std::initializer_list<ExpressionText> all,
                                       std::initializer_list<ExpressionText> takes_values)
    : cache_(cache),
      placeholders_(used_json("ExpressionAttributeNames", names, all),
                    used_json("ExpressionAttributeValues", values, takes_values)) {}

std::optional<BoundCondition> RequestExpressions::condition(const std::optional<std::string>& text,
                                                            ExpressionKind kind) {
  if (!text) return std::nullopt;
  BoundCondition bound{cache_.condition(*text, kind), {}};
  bound.bindings = placeholders_.bind(bound.tree->references, kind);
  check_condition(*bound.tree, bound.bindings, kind);
  return bound;
}

std::optional<BoundProjection> RequestExpressions::projection(
    const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  BoundProjection bound{cache_.projection(*text), nullptr, nullptr};
  bound.bindings = std::make_unique<Bindings>(
      placeholders_.bind(bound.tree->references, ExpressionKind::kProjection));
  bound.paths = std::make_unique<PathTree>(ExpressionKind::kProjection, *bound.bindings);
  for (const Path& path : bound.tree->paths) bound.paths->add(path);
  return bound;
}

std::optional<BoundUpdate> RequestExpressions::update(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  BoundUpdate bound{cache_.update(*text), nullptr, nullptr};
  bound.bindings = std::make_unique<Bindings>(
      placeholders_.bind(bound.tree->references, ExpressionKind::kUpdate));
  bound.paths = std::make_unique<PathTree>(check_update(*bound.tree, *bound.bindings));
  return bound;
}

void refuse_legacy(std::initializer_list<LegacyParameter> legacy,
                   std::initializer_list<ExpressionText> expressions) {
  std::string given, texts;
  const LegacyParameter* first = nullptr;
  for (const LegacyParameter& parameter : legacy) {
    if (!parameter.is_given) continue;
    given += (given.empty() ? "" : ", ") + std::string(parameter.name);
    if (first == nullptr) first = &parameter;
  }
  if (first == nullptr) return;
  for (const ExpressionText& expression : expressions) {
    if (*expression.text) texts += (texts.empty() ? "" : ", ") + std::string(expression.name);
  }
  if (!texts.empty()) {
    throw invalid(
        "Can not use both expression and non-expression parameters in the same request: "
        "Non-expression parameters: {" +
        given + "} Expression parameters: {" + texts + "}");
  }
  throw invalid("Snowglobe does not implement the legacy parameter " + std::string(first->name) +
                ": use " + first->instead + " instead");
}

}  // namespace snowglobe::dynamodb
