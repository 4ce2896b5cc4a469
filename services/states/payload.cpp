#include "services/states/payload.h"

#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace snowglobe::states {
namespace payload {

// A part of the template. What holds nothing to replace, however large, is one literal.
struct Node {
  struct Field {
    std::string name;    // as it is in the result
    std::string source;  // as it was written, with ".$"
    std::shared_ptr<Node> value;
  };
  using Object = std::vector<Field>;
  using Array = std::vector<Node>;

  std::variant<Json, JsonPath, Intrinsic, Object, Array> value;
};

namespace {

constexpr std::string_view dynamic_suffix = ".$";

std::string_view json_type(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "NULL";
    case Json::value_t::object:
      return "OBJECT";
    case Json::value_t::array:
      return "ARRAY";
    case Json::value_t::boolean:
      return "BOOLEAN";
    default:
      return "NUMBER";
  }
}

Node parse_dynamic(const std::string& name, const Json& value, const std::string& pointer) {
  const std::string field = "The value for the field '" + name + "' must be a ";
  if (!value.is_string()) {
    throw TemplateError(field + "STRING that contains a JSONPath but was " +
                            (value.is_object() || value.is_array() ? "an " : "a ") +
                            std::string(json_type(value)),
                        pointer);
  }
  const auto& text = value.get_ref<const std::string&>();
  try {
    if (Intrinsic::is_call(text)) return {Intrinsic::parse(text)};
    return {JsonPath::parse(text)};
  } catch (const JsonPathError&) {
    throw TemplateError(field + "valid JSONPath or a valid intrinsic function call", pointer);
  }
}

Node parse_node(const Json& value, const std::string& pointer);

Node parse_object(const Json& value, const std::string& pointer) {
  Node::Object fields;
  std::unordered_map<std::string, std::size_t> places;
  bool is_literal = true;
  for (const auto& [source, member] : value.get_ref<const Json::object_t&>()) {
    const bool is_dynamic = source.ends_with(dynamic_suffix);
    Node node = is_dynamic ? parse_dynamic(source, member, pointer)
                           : parse_node(member, pointer + "/" + source);
    is_literal = is_literal && std::holds_alternative<Json>(node.value);
    const std::string name =
        is_dynamic ? source.substr(0, source.size() - dynamic_suffix.size()) : source;
    Node::Field field{name, source, std::make_shared<Node>(std::move(node))};
    // Of "a" and "a.$" the later one counts.
    const auto [place, is_new] = places.emplace(name, fields.size());
    if (is_new) {
      fields.push_back(std::move(field));
    } else {
      fields[place->second] = std::move(field);
    }
  }
  if (is_literal) return {value};
  return {std::move(fields)};
}

Node parse_array(const Json& value, const std::string& pointer) {
  Node::Array items;
  bool is_literal = true;
  for (const Json& item : value.get_ref<const Json::array_t&>()) {
    items.push_back(parse_node(item, pointer + "[" + std::to_string(items.size()) + "]"));
    is_literal = is_literal && std::holds_alternative<Json>(items.back().value);
  }
  if (is_literal) return {value};
  return {std::move(items)};
}

Node parse_node(const Json& value, const std::string& pointer) {
  if (value.is_object()) return parse_object(value, pointer);
  if (value.is_array()) return parse_array(value, pointer);
  return {value};
}

class Renderer {
 public:
  Renderer(const Json& input, const Json& context, Random& random)
      : input_(input), context_(context), random_(random) {}

  // `depth` counts the containers around the node; `field` is the member it is the value of.
  Json render(const Node& node, int depth, const std::string& field) {
    if (const auto* literal = std::get_if<Json>(&node.value)) {
      budget_.make(*literal, depth);
      return *literal;
    }
    if (const auto* path = std::get_if<JsonPath>(&node.value)) return follow(*path, depth, field);
    if (const auto* call = std::get_if<Intrinsic>(&node.value)) {
      Json result = call->evaluate(input_, context_, random_, budget_);
      budget_.make(result, depth);
      return result;
    }
    if (const auto* object = std::get_if<Node::Object>(&node.value)) {
      Json result = Json::object();
      auto& members = result.get_ref<Json::object_t&>();
      for (const Node::Field& each : *object) {
        members.push_back({each.name, render(*each.value, depth + 1, each.source)});
      }
      return result;
    }
    Json result = Json::array();
    for (const Node& item : std::get<Node::Array>(node.value)) {
      result.push_back(render(item, depth + 1, field));
    }
    return result;
  }

 private:
  Json follow(const JsonPath& path, int depth, const std::string& field) {
    try {
      Json result = path.evaluate(input_, context_, budget_);
      budget_.make(result, depth);
      return result;
    } catch (const JsonPathNotFound&) {
      throw JsonPathNotFound("The JSONPath '" + path.text() + "' specified for the field '" +
                             field + "' could not be found in the input '" + print_json(input_) +
                             "'");
    }
  }

  const Json& input_;
  const Json& context_;
  Random& random_;
  Budget budget_ = JsonPath::budget();
};

}  // namespace
}  // namespace payload

PayloadTemplate::PayloadTemplate(std::shared_ptr<const payload::Node> root)
    : root_(std::move(root)) {}

PayloadTemplate PayloadTemplate::parse(const Json& text) {
  return PayloadTemplate(std::make_shared<const payload::Node>(payload::parse_node(text, "")));
}

Json PayloadTemplate::render(const Json& input, const Json& context, Random& random) const {
  return payload::Renderer(input, context, random).render(*root_, 0, "");
}

}  // namespace snowglobe::states
