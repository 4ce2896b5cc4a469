// Writes XML, and values as their shapes have them in it: for Query and REST-XML, which are alike
// there. Belongs to one reply; no thread but its owner's may use it.
// https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/api/shape.h"

namespace snowglobe::wire {

// xmlns="uri", or xmlns:prefix="uri"; without a uri nothing.
struct XmlNamespace {
  std::string_view uri = {}, prefix = {};
};

class XmlWriter {
 public:
  // `text` must be XML already.
  void add(std::initializer_list<std::string_view> text) {
    for (const std::string_view part : text) text_ += part;
  }
  void open(std::string_view name, XmlNamespace space = {});
  void close(std::string_view name) { add({"</", name, ">"}); }
  // An element with this text in it.
  void element(std::string_view name, std::string_view text);
  // An element with this value in it: a structure has its attributes in the tag, and inside those
  // of its members that travel in a body. `form`: of a timestamp, or those in a list or map.
  void element(std::string_view name, const Shape& shape, const Json& value,
               XmlNamespace space = {}, std::optional<TimestampForm> form = {});
  // What stands in such an element.
  void content(const Shape& shape, const Json& value, std::optional<TimestampForm> form = {});
  // A value of no known shape: members are elements of their names, a list's elements "member".
  void untyped_element(std::string_view name, const Json& value);

  std::string take() { return std::move(text_); }

 private:
  void begin_tag(std::string_view name, XmlNamespace space);
  void attributes(const Shape& shape, const Json& value);
  void members(const Shape& shape, const Json& value);
  void list(const ShapeMember& member, std::string_view name, const Json& value);
  void map(const ShapeMember& member, std::string_view name, const Json& value);
  void entry(const Shape& element, std::string_view key, const Json& value,
             const ShapeMember* names, std::optional<TimestampForm> form);

  std::string text_;
};

// What a member is called in XML.
inline std::string_view xml_name_of(const ShapeMember& member) {
  return member.xml_name.empty() ? std::string_view(member.name) : member.xml_name;
}

}  // namespace snowglobe::wire
