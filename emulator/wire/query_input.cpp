#include <map>
#include <memory>
#include <vector>

#include "emulator/base/text.h"
#include "emulator/wire/query.h"
#include "emulator/wire/scalar.h"

namespace snowglobe::wire {
namespace {

// Parts of a name; of what AWS has, nothing has more than twenty.
constexpr int parts_max = 40;

// The parameters as a tree, by the parts of their names. Views into the parameters.
struct Node {
  const std::string* value = nullptr;
  std::map<std::string_view, std::unique_ptr<Node>> children;

  const Node* child(std::string_view name) const {
    const auto found = children.find(name);
    return found == children.end() ? nullptr : found->second.get();
  }
  // The children with a number for a name, in the order of the numbers.
  std::map<std::int64_t, const Node*> numbered() const {
    std::map<std::int64_t, const Node*> result;
    for (const auto& [name, node] : children) {
      if (const auto number = parse_int(name)) result.emplace(*number, node.get());
    }
    return result;
  }
};

void add(Node& root, const std::string& name, const std::string& value) {
  Node* at = &root;
  int parts = 0;
  for (std::string_view rest = name;;) {
    if (++parts > parts_max) {
      throw AwsError("MalformedQueryString", "A parameter's name has too many parts.");
    }
    const std::size_t dot = rest.find('.');
    auto& next = at->children[rest.substr(0, dot)];
    if (!next) next = std::make_unique<Node>();
    at = next.get();
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  if (at->value == nullptr) at->value = &value;
}

std::optional<Json> read(const Shape& shape, const Node& node, const ShapeMember* member);

Json read_list(const Shape& shape, const Node& node) {
  Json list = Json::array();
  // Clients leave the number out when there is one, and write "Name=" for an empty list.
  if (node.value != nullptr && !node.value->empty()) {
    list.push_back(read_scalar(*shape.element, *node.value));
  }
  for (const auto& [number, element] : node.numbered()) {
    if (auto value = read(*shape.element, *element, nullptr)) list.push_back(std::move(*value));
  }
  return list;
}

Json read_map(const Shape& shape, const Node& node, std::string_view key_name,
              std::string_view value_name) {
  auto entries = node.numbered();
  if (node.child(key_name) != nullptr) entries.emplace(0, &node);
  Json map = Json::object();
  auto& members = map.get_ref<Json::object_t&>();
  std::map<std::string_view, bool> seen;
  for (const auto& [number, entry] : entries) {
    const Node* key = entry->child(key_name);
    const Node* value = entry->child(value_name);
    if (key == nullptr || key->value == nullptr || !seen.emplace(*key->value, true).second)
      continue;
    auto read_value = value == nullptr ? std::nullopt : read(*shape.element, *value, nullptr);
    members.push_back({*key->value, read_value ? std::move(*read_value) : Json("")});
  }
  return map;
}

Json read_structure(const Shape& shape, const Node& node) {
  Json structure = Json::object();
  auto& members = structure.get_ref<Json::object_t&>();
  for (const ShapeMember& member : shape.members) {
    const Node* child = node.child(member.xml_name.empty() ? member.name : member.xml_name);
    if (child == nullptr) continue;
    if (auto value = read(*member.shape, *child, &member)) {
      members.push_back({member.name, std::move(*value)});
    }
  }
  return structure;
}

std::optional<Json> read(const Shape& shape, const Node& node, const ShapeMember* member) {
  const bool is_flat = member != nullptr && member->is_flattened;
  switch (shape.kind) {
    case Kind::kStructure:
      return read_structure(shape, node);
    case Kind::kList: {
      const Node* elements =
          is_flat ? nullptr : node.child(member == nullptr ? "member" : member->xml_element);
      return read_list(shape, elements != nullptr ? *elements : node);
    }
    case Kind::kMap: {
      const std::string_view key = member == nullptr ? "key" : member->xml_key;
      const std::string_view value = member == nullptr ? "value" : member->xml_value;
      if (is_flat) return read_map(shape, node, key, value);
      const Node* entries = node.child("entry");
      if (entries == nullptr) return Json::object();
      return read_map(shape, *entries, key, value);
    }
    default:
      if (node.value == nullptr) return std::nullopt;
      return read_scalar(shape, *node.value);
  }
}

}  // namespace

Json read_query_input(const Shape& shape, const Parameters& parameters) {
  Node root;
  for (const auto& [name, value] : parameters) add(root, name, value);
  return read_structure(shape, root);
}

}  // namespace snowglobe::wire
