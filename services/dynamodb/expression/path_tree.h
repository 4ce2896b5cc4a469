// The paths of a projection or an update as one tree, so that a document is walked once and each
// path's place is known by the others: overlapping and conflicting ones are refused.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/dynamodb/expression/bind.h"

namespace snowglobe::dynamodb {

class PathTree {
 public:
  static constexpr int none = -1;

  struct Node {
    std::string_view name;    // unless is_index
    std::uint32_t index = 0;  // if is_index
    bool is_index = false;
    int leaf = none;  // the number of the path that ends here
    int owner = 0;    // the number of the first path that came here
    int first_child = none, next_sibling = none;
  };

  PathTree(ExpressionKind kind, const Bindings& bindings) : kind_(kind), bindings_(bindings) {}

  // Paths are numbered from 0 as they come. Throws AWS's error for two that overlap or conflict.
  // REQUIRES: the path and the bindings outlive the tree.
  void add(const Path& path);

  const Node& node(int number) const { return nodes_[static_cast<std::size_t>(number)]; }
  // The first of the attribute names; `none` when the tree is empty.
  int root() const { return nodes_.empty() ? none : 0; }
  // A node and its siblings, those of lists by ascending index.
  std::vector<const Node*> level(int first) const;

 private:
  int find_or_add_root(std::string_view name, int path);
  int find_or_add_child(int parent, const PathPart& part, int path);
  [[noreturn]] void refuse(const char* verb, int one, const Path& two) const;

  ExpressionKind kind_;
  const Bindings& bindings_;
  std::vector<const Path*> paths_;
  std::vector<Node> nodes_;
  // The attribute names, of which AttributesToGet and AttributeUpdates may have any number.
  std::unordered_map<std::string_view, int> roots_;
  int last_root_ = none;
};

// The part of a document that the paths name; of lists, the elements move together.
Map project(const PathTree& tree, const Map& document);

}  // namespace snowglobe::dynamodb
