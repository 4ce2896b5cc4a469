#include "emulator/wire/xml_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <pugixml.hpp>
#include <vector>

#include "emulator/base/text.h"
#include "emulator/wire/scalar.h"
#include "emulator/wire/xml_writer.h"

namespace snowglobe::wire {
namespace {

constexpr std::string_view white_space = " \t\r\n";

// S3's words.
AwsError malformed() {
  return AwsError("MalformedXML",
                  "The XML you provided was not well-formed or did not validate against our "
                  "published schema");
}

bool is_xml_character(std::int64_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return !is_surrogate && code != 0xFFFE && code != 0xFFFF && code <= 0x10FFFF;
}

// What stands between & and ; in text: one of XML's five names, or a character's number.
bool is_reference(std::string_view name) {
  static constexpr std::array<std::string_view, 5> names = {"lt", "gt", "amp", "quot", "apos"};
  if (std::find(names.begin(), names.end(), name) != names.end()) return true;
  if (name.size() < 2 || name.front() != '#' || name.size() > 10) return false;
  const bool is_hex = name[1] == 'x';
  std::int64_t code = 0;
  const std::string_view digits = name.substr(is_hex ? 2 : 1);
  for (const char digit : digits) {
    const auto value = std::string_view("0123456789abcdefABCDEF").find(digit);
    if (value == std::string_view::npos || (!is_hex && value > 9)) return false;
    code = code * (is_hex ? 16 : 10) + static_cast<std::int64_t>(value > 15 ? value - 6 : value);
  }
  return !digits.empty() && is_xml_character(code);
}

// What the parser takes and XML does not have: other characters, unknown references (which it
// would leave as they stand), text around the root.
void check_characters(std::string_view document) {
  const bool has_controls = std::any_of(document.begin(), document.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && !is_xml_character(c);
  });
  if (has_controls || !is_utf8(document)) throw malformed();
  const std::size_t end = document.find_last_not_of(white_space);
  if (end == std::string_view::npos || document[end] != '>') throw malformed();
  for (std::size_t at = 0; (at = document.find_first_of("&<", at)) != std::string_view::npos;) {
    const std::string_view rest = document.substr(at);
    if (rest.front() == '&') {
      const std::size_t length = rest.find(';');
      if (length == std::string_view::npos || !is_reference(rest.substr(1, length - 1))) {
        throw malformed();
      }
      at += length;
    } else if (rest.starts_with("<![CDATA[")) {
      at = document.find("]]>", at);
    } else if (rest.starts_with("<!--")) {
      at = document.find("-->", at + 4);
    } else {
      ++at;
    }
  }
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_called(const char* name, std::string_view wanted) {
  return name == wanted || local_name(name) == wanted;
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  return text;
}

Json read_text(const Shape& shape, std::string text, std::optional<TimestampForm> form) {
  if (shape.kind == Kind::kString) return text;
  if (shape.kind == Kind::kDocument) {
    try {
      return parse_json(text);
    } catch (const JsonError&) {
      throw malformed();
    }
  }
  if (shape.kind == Kind::kBlob) {
    text.erase(std::remove_if(text.begin(), text.end(),
                              [](char c) { return white_space.find(c) != std::string_view::npos; }),
               text.end());
    return text;
  }
  const std::size_t begin = std::min(text.find_first_not_of(white_space), text.size());
  const std::size_t end = text.find_last_not_of(white_space) + 1;
  return read_scalar(shape, std::string_view(text).substr(begin, end - begin),
                     form.value_or(TimestampForm::kDateTime));
}

class Reader {
 public:
  // `member`: the member that this is the value of, which names elements of lists and maps;
  // nullptr of those that stand in lists and maps themselves.
  Json value(const Shape& shape, const pugi::xml_node& node, const ShapeMember* member,
             std::optional<TimestampForm> form) {
    if (++depth_ > json_depth_max) throw malformed();
    Json json;
    if (shape.kind == Kind::kStructure) {
      json = structure(shape, node);
    } else if (shape.kind == Kind::kList) {
      json = list(shape, node, member == nullptr ? "member" : member->xml_element, form);
    } else if (shape.kind == Kind::kMap) {
      json = Json::object();
      for (const pugi::xml_node& child : node.children()) {
        if (is_called(child.name(), "entry")) entry(json, shape, child, member, form);
      }
      remove_duplicates(json.get_ref<Json::object_t&>());
    } else {
      json = read_text(shape, text_of(node), form);
    }
    --depth_;
    return json;
  }

 private:
  Json list(const Shape& shape, const pugi::xml_node& node, std::string_view name,
            std::optional<TimestampForm> form) {
    Json json = Json::array();
    for (const pugi::xml_node& child : node.children()) {
      if (is_called(child.name(), name)) {
        json.push_back(value(*shape.element, child, nullptr, form));
      }
    }
    return json;
  }

  void entry(Json& map, const Shape& shape, const pugi::xml_node& node, const ShapeMember* member,
             std::optional<TimestampForm> form) {
    const std::string_view key_name = member == nullptr ? "key" : member->xml_key;
    const std::string_view value_name = member == nullptr ? "value" : member->xml_value;
    std::optional<std::string> key;
    Json read;
    for (const pugi::xml_node& child : node.children()) {
      if (is_called(child.name(), key_name)) {
        key = text_of(child);
      } else if (is_called(child.name(), value_name)) {
        read = value(*shape.element, child, nullptr, form);
      }
    }
    if (!key || read.is_null()) throw malformed();
    map.get_ref<Json::object_t&>().append(std::move(*key), std::move(read));
  }

  // One pass over the elements, however many there are of a flattened list.
  Json structure(const Shape& shape, const pugi::xml_node& node) {
    std::vector<Json> values(shape.members.size());
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      const auto member =
          std::find_if(shape.members.begin(), shape.members.end(), [&](const ShapeMember& known) {
            return known.location == Location::kBody && !known.is_xml_attribute &&
                   is_called(child.name(), xml_name_of(known));
          });
      if (member == shape.members.end()) continue;
      add(values[static_cast<std::size_t>(member - shape.members.begin())], *member, child);
    }
    Json json = Json::object();
    auto& members = json.get_ref<Json::object_t&>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const ShapeMember& member = shape.members[i];
      if (member.is_xml_attribute) attribute(values[i], member, node);
      if (values[i].is_null()) continue;
      if (member.is_flattened && values[i].is_object()) {
        remove_duplicates(values[i].get_ref<Json::object_t&>());
      }
      members.append(member.name, std::move(values[i]));
    }
    return json;
  }

  void add(Json& into, const ShapeMember& member, const pugi::xml_node& node) {
    const Shape& shape = *member.shape;
    if (member.is_flattened && shape.kind == Kind::kList) {
      into.push_back(value(*shape.element, node, nullptr, member.timestamp_form));
    } else if (member.is_flattened && shape.kind == Kind::kMap) {
      if (into.is_null()) into = Json::object();
      entry(into, shape, node, &member, member.timestamp_form);
    } else if (into.is_null()) {
      into = value(shape, node, &member, member.timestamp_form);
    }
  }

  static void attribute(Json& into, const ShapeMember& member, const pugi::xml_node& node) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      if (attribute.name() == xml_name_of(member)) {
        into = read_text(*member.shape, attribute.value(), member.timestamp_form);
      }
    }
  }

  int depth_ = 0;
};

}  // namespace

Json read_xml(const Shape& shape, std::string_view document, std::string_view root) {
  if (document.size() > xml_bytes_max) {
    throw AwsError("MaxMessageLengthExceeded", "Your request was too large.");
  }
  check_characters(document);
  pugi::xml_document parsed;
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
  if (!parsed.load_buffer(document.data(), document.size(), options, pugi::encoding_utf8)) {
    throw malformed();
  }
  pugi::xml_node found;
  for (const pugi::xml_node& node : parsed.children()) {
    if (node.type() == pugi::node_doctype || found) throw malformed();
    if (node.type() == pugi::node_element) found = node;
  }
  if (!found || (!root.empty() && !is_called(found.name(), root))) throw malformed();
  return Reader().value(shape, found, nullptr, {});
}

}  // namespace snowglobe::wire
