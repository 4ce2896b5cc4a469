#include "emulator/wire/xml_writer.h"

#include "emulator/base/text.h"
#include "emulator/wire/rest_bindings.h"
#include "emulator/wire/scalar.h"

namespace snowglobe::wire {

void XmlWriter::begin_tag(std::string_view name, XmlNamespace space) {
  add({"<", name});
  if (space.uri.empty()) return;
  add({" xmlns", space.prefix.empty() ? "" : ":", space.prefix, "=\"", xml_escape(space.uri),
       "\""});
}

void XmlWriter::open(std::string_view name, XmlNamespace space) {
  begin_tag(name, space);
  text_ += '>';
}

void XmlWriter::element(std::string_view name, std::string_view text) {
  open(name);
  text_ += xml_escape(text);
  close(name);
}

void XmlWriter::element(std::string_view name, const Shape& shape, const Json& value,
                        XmlNamespace space, std::optional<TimestampForm> form) {
  begin_tag(name, space);
  attributes(shape, value);
  text_ += '>';
  content(shape, value, form);
  close(name);
}

void XmlWriter::content(const Shape& shape, const Json& value, std::optional<TimestampForm> form) {
  switch (shape.kind) {
    case Kind::kStructure:
      return members(shape, value);
    case Kind::kList:
      if (!value.is_array()) return;
      for (const Json& item : value) element("member", *shape.element, item, {}, form);
      return;
    case Kind::kMap:
      if (!value.is_object()) return;
      for (const auto& [key, item] : value.get_ref<const Json::object_t&>()) {
        open("entry");
        entry(*shape.element, key, item, nullptr, form);
        close("entry");
      }
      return;
    default:
      text_ += xml_escape(print_scalar(shape, value, form.value_or(TimestampForm::kDateTime)));
  }
}

void XmlWriter::untyped_element(std::string_view name, const Json& value) {
  if (value.is_null()) return;
  open(name);
  if (value.is_object()) {
    for (const auto& [member, item] : value.get_ref<const Json::object_t&>()) {
      untyped_element(member, item);
    }
  } else if (value.is_array()) {
    for (const Json& item : value) untyped_element("member", item);
  } else {
    text_ += xml_escape(print_scalar(shape_of<Json>(), value));
  }
  close(name);
}

void XmlWriter::attributes(const Shape& shape, const Json& value) {
  for (const ShapeMember& member : shape.members) {
    if (!member.is_xml_attribute) continue;
    const Json* found = find_member(value, member.name);
    if (found == nullptr || found->is_null()) continue;
    const TimestampForm form = member.timestamp_form.value_or(TimestampForm::kDateTime);
    add({" ", xml_name_of(member), "=\"", xml_escape(print_scalar(*member.shape, *found, form)),
         "\""});
  }
}

void XmlWriter::members(const Shape& shape, const Json& value) {
  for (const ShapeMember& member : shape.members) {
    if (member.is_xml_attribute || !is_in_reply_document(member)) continue;
    const Json* found = find_member(value, member.name);
    if (found == nullptr || found->is_null()) continue;
    const std::string_view name = xml_name_of(member);
    if (member.shape->kind == Kind::kList && found->is_array()) {
      list(member, name, *found);
    } else if (member.shape->kind == Kind::kMap && found->is_object()) {
      map(member, name, *found);
    } else {
      element(name, *member.shape, *found, {member.xml_namespace, member.xml_prefix},
              member.timestamp_form);
    }
  }
}

void XmlWriter::list(const ShapeMember& member, std::string_view name, const Json& value) {
  const XmlNamespace space{member.xml_namespace, member.xml_prefix};
  if (!member.is_flattened) open(name, space);
  for (const Json& item : value) {
    element(member.is_flattened ? name : member.xml_element, *member.shape->element, item,
            member.is_flattened ? space : XmlNamespace{}, member.timestamp_form);
  }
  if (!member.is_flattened) close(name);
}

void XmlWriter::map(const ShapeMember& member, std::string_view name, const Json& value) {
  const XmlNamespace space{member.xml_namespace, member.xml_prefix};
  const std::string_view entry_name = member.is_flattened ? name : "entry";
  if (!member.is_flattened) open(name, space);
  for (const auto& [key, item] : value.get_ref<const Json::object_t&>()) {
    open(entry_name, member.is_flattened ? space : XmlNamespace{});
    entry(*member.shape->element, key, item, &member, member.timestamp_form);
    close(entry_name);
  }
  if (!member.is_flattened) close(name);
}

void XmlWriter::entry(const Shape& shape, std::string_view key, const Json& value,
                      const ShapeMember* names, std::optional<TimestampForm> form) {
  element(names == nullptr ? "key" : names->xml_key, key);
  element(names == nullptr ? "value" : names->xml_value, shape, value, {}, form);
}

}  // namespace snowglobe::wire
