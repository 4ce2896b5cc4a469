#include "services/dynamodb/expression/path_tree.h"

#include <algorithm>
#include <optional>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/parser.h"

namespace snowglobe::dynamodb {
namespace {

Map project_map(const PathTree& tree, int first, const Map& map);

// Nothing when no path leads to anything in `value`.
std::optional<Value> project_node(const PathTree& tree, const PathTree::Node& node,
                                  const Value& value) {
  if (node.leaf != PathTree::none) return value;
  if (!tree.node(node.first_child).is_index) {
    if (value.type != Type::kMap) return std::nullopt;
    Map part = project_map(tree, node.first_child, value.map());
    if (part.empty()) return std::nullopt;
    return Value::map(std::move(part));
  }
  if (value.type != Type::kList) return std::nullopt;
  Value::List part;
  for (const PathTree::Node* child : tree.level(node.first_child)) {
    if (child->index >= value.list().size()) continue;
    auto element = project_node(tree, *child, value.list()[child->index]);
    if (element) part.push_back(std::move(*element));
  }
  if (part.empty()) return std::nullopt;
  return Value::list(std::move(part));
}

Map project_map(const PathTree& tree, int first, const Map& map) {
  Map part;
  for (int child = first; child != PathTree::none; child = tree.node(child).next_sibling) {
    const PathTree::Node& node = tree.node(child);
    const Value* value = map.find(node.name);
    if (value == nullptr) continue;
    auto inner = project_node(tree, node, *value);
    if (inner) part.append(std::string(node.name), std::move(*inner));
  }
  part.sort();
  return part;
}

}  // namespace

void PathTree::refuse(const char* verb, int one, const Path& two) const {
  throw wrong_expression(
      kind_, std::string("Two document paths ") + verb +
                 " with each other; must remove or rewrite one of these paths; path one: " +
                 print_path(*paths_[static_cast<std::size_t>(one)], bindings_) +
                 ", path two: " + print_path(two, bindings_));
}

int PathTree::find_or_add_root(std::string_view name, int path) {
  const int added = static_cast<int>(nodes_.size());
  const auto [at, is_new] = roots_.try_emplace(name, added);
  if (!is_new) return at->second;
  Node root;
  root.name = name;
  root.owner = path;
  nodes_.push_back(root);
  if (last_root_ != none) nodes_[static_cast<std::size_t>(last_root_)].next_sibling = added;
  last_root_ = added;
  return added;
}

int PathTree::find_or_add_child(int parent, const PathPart& part, int path) {
  Node wanted;
  wanted.is_index = part.kind == PathPart::Kind::kIndex;
  wanted.owner = path;
  if (wanted.is_index) {
    wanted.index = part.index;
  } else {
    wanted.name = name_of(part, bindings_);
  }
  int last = none;
  for (int at = node(parent).first_child; at != none; last = at, at = node(at).next_sibling) {
    if (node(at).is_index != wanted.is_index) refuse("conflict", node(at).owner, *paths_.back());
    if (node(at).index == wanted.index && node(at).name == wanted.name) return at;
  }
  const int added = static_cast<int>(nodes_.size());
  nodes_.push_back(wanted);
  Node& before = nodes_[static_cast<std::size_t>(last != none ? last : parent)];
  (last != none ? before.next_sibling : before.first_child) = added;
  return added;
}

void PathTree::add(const Path& path) {
  const int number = static_cast<int>(paths_.size());
  paths_.push_back(&path);
  int at = find_or_add_root(name_of(path[0], bindings_), number);
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (node(at).leaf != none) refuse("overlap", node(at).leaf, path);
    at = find_or_add_child(at, path[i], number);
  }
  Node& end = nodes_[static_cast<std::size_t>(at)];
  if (end.leaf != none || end.first_child != none) refuse("overlap", end.owner, path);
  end.leaf = number;
}

std::vector<const PathTree::Node*> PathTree::level(int first) const {
  std::vector<const Node*> nodes;
  for (int at = first; at != none; at = node(at).next_sibling) nodes.push_back(&node(at));
  if (!nodes.empty() && nodes[0]->is_index) {
    std::sort(nodes.begin(), nodes.end(),
              [](const Node* a, const Node* b) { return a->index < b->index; });
  }
  return nodes;
}

Map project(const PathTree& tree, const Map& document) {
  return project_map(tree, tree.root(), document);
}

}  // namespace snowglobe::dynamodb
