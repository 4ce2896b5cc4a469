// The expressions of a request: parsed (or found parsed from an earlier request), bound to the
// request's names and values, and checked.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/api/shape.h"
#include "services/dynamodb/expression/bind.h"
#include "services/dynamodb/expression/path_tree.h"
#include "services/dynamodb/expression/tree.h"
#include "services/dynamodb/values/attribute_value.h"
#include "services/dynamodb/values/value.h"

namespace snowglobe::dynamodb {

// Trees by their text: they depend on nothing else.
class ExpressionCache {
 public:
  std::shared_ptr<const ConditionExpression> condition(const std::string& text,
                                                       ExpressionKind kind);
  std::shared_ptr<const ProjectionExpression> projection(const std::string& text);
  std::shared_ptr<const UpdateExpression> update(const std::string& text);

 private:
  template <class Tree>
  using Known = std::unordered_map<std::string, std::shared_ptr<const Tree>>;

  Known<ConditionExpression> conditions_[3];  // by ExpressionKind
  Known<ProjectionExpression> projections_;
  Known<UpdateExpression> updates_;
};

// Top-level attribute names, which live as long as the expression that they are of.
using Names = std::vector<std::string_view>;

struct BoundCondition {
  std::shared_ptr<const ConditionExpression> tree;
  Bindings bindings;

  bool holds(const Item& item) const;
  Names names() const;         // that it reads
  Names nested_names() const;  // into which a path goes
};

struct BoundProjection {
  std::shared_ptr<const ProjectionExpression> tree;
  std::unique_ptr<Bindings> bindings;  // at a place of its own: `paths` points to it
  std::unique_ptr<PathTree> paths;

  Map apply(const Map& item) const { return project(*paths, item); }
  Names names() const;
  Names nested_names() const;
};

struct BoundUpdate {
  std::shared_ptr<const UpdateExpression> tree;
  std::unique_ptr<Bindings> bindings;
  std::unique_ptr<PathTree> paths;

  void apply(Item& item) const;
  // Whether all it does is to take away: then it makes no item where there is none.
  bool only_removes() const;
  Names changed_names() const;
  Names nested_names() const;
};

// Binds a tree without placeholders of a request: what `bindings` points to lives as long as the
// tree. Throws AWS's errors for operands of a wrong type and for overlapping paths.
BoundCondition bind_tree(std::shared_ptr<const ConditionExpression> tree, Bindings bindings,
                         ExpressionKind kind);
BoundProjection bind_tree(std::shared_ptr<const ProjectionExpression> tree, Bindings bindings);
BoundUpdate bind_tree(std::shared_ptr<const UpdateExpression> tree, Bindings bindings);

// What a request may say of one expression: its name in messages, and its text.
struct ExpressionText {
  const char* name;
  const std::optional<std::string>* text;
};

// The expressions of one request, each bound as it is asked for; finish() when all are.
class RequestExpressions {
 public:
  // Throws AWS's errors for names and values that are bad, or there without an expression.
  // `takes_values` are those of `all` that :values may stand in.
  RequestExpressions(ExpressionCache& cache, const std::optional<DocumentView>& names,
                     const std::optional<AttributeMapView>& values,
                     std::initializer_list<ExpressionText> all,
                     std::initializer_list<ExpressionText> takes_values);

  std::optional<BoundCondition> condition(const std::optional<std::string>& text,
                                          ExpressionKind kind);
  std::optional<BoundProjection> projection(const std::optional<std::string>& text);
  std::optional<BoundUpdate> update(const std::optional<std::string>& text);

  void finish() const { placeholders_.refuse_unused(); }

 private:
  ExpressionCache& cache_;
  Placeholders placeholders_;
};

}  // namespace snowglobe::dynamodb
