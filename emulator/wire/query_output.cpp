#include "emulator/base/text.h"
#include "emulator/wire/query.h"
#include "emulator/wire/scalar.h"

namespace snowglobe::wire {
namespace {

class XmlWriter {
 public:
  void open(std::string_view name) { add({"<", name, ">"}); }
  void close(std::string_view name) { add({"</", name, ">"}); }
  void element(std::string_view name, std::string_view text) {
    open(name);
    text_ += xml_escape(text);
    close(name);
  }
  void add(std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) text_ += part;
  }

  void value(const Shape& shape, const Json& json) {
    switch (shape.kind) {
      case Kind::kStructure:
        return structure(shape, json);
      case Kind::kList:
        if (!json.is_array()) return;
        for (const Json& element : json) named("member", *shape.element, element);
        return;
      case Kind::kMap:
        return entries(shape, json, "entry", "key", "value");
      default:
        text_ += xml_escape(print_scalar(shape, json));
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void named(std::string_view name, const Shape& shape, const Json& json) {
    open(name);
    value(shape, json);
    close(name);
  }

  void entries(const Shape& shape, const Json& json, std::string_view name, std::string_view key,
               std::string_view value_name) {
    if (!json.is_object()) return;
    for (const auto& [entry_key, entry_value] : json.get_ref<const Json::object_t&>()) {
      open(name);
      element(key, entry_key);
      named(value_name, *shape.element, entry_value);
      close(name);
    }
  }

  void structure(const Shape& shape, const Json& json) {
    for (const ShapeMember& member : shape.members) {
      const Json* found = find_member(json, member.name);
      if (found == nullptr || found->is_null()) continue;
      const std::string_view name = member.xml_name.empty() ? member.name : member.xml_name;
      const Shape& shape_of_member = *member.shape;
      if (shape_of_member.kind == Kind::kList && found->is_array()) {
        list(member, name, *found);
      } else if (shape_of_member.kind == Kind::kMap && found->is_object()) {
        map(member, name, *found);
      } else {
        named(name, shape_of_member, *found);
      }
    }
  }

  void list(const ShapeMember& member, std::string_view name, const Json& json) {
    if (!member.is_flattened) open(name);
    for (const Json& element : json) {
      named(member.is_flattened ? name : member.xml_element, *member.shape->element, element);
    }
    if (!member.is_flattened) close(name);
  }

  void map(const ShapeMember& member, std::string_view name, const Json& json) {
    if (!member.is_flattened) open(name);
    entries(*member.shape, json, member.is_flattened ? name : "entry", member.xml_key,
            member.xml_value);
    if (!member.is_flattened) close(name);
  }

  std::string text_;
};

constexpr std::string_view declaration = "<?xml version=\"1.0\"?>\n";

// In the Query protocol some services' requests go to the address of what they are about.
void add_address(const Reading& reading, Json& input) {
  const std::string_view name = reading.service.address_member;
  const std::string_view path = reading.request.path();
  if (name.empty() || path.size() < 2 || find_member(input, name) != nullptr) return;
  const std::string address = std::string(reading.endpoint) + percent_decode(path, Plus::kKept);
  if (!is_utf8(address)) throw AwsError("MalformedQueryString", "The request's path is not UTF-8.");
  for (const ShapeMember& member : reading.operation.input().members) {
    if (member.name == name) input[member.name] = address;
  }
}

Json read_input(const Reading& reading) {
  Json input = read_query_input(reading.operation.input(), reading.parameters);
  add_address(reading, input);
  return input;
}

void write_output(const Writing& writing, const Json& output, HttpReply& reply) {
  const std::string_view name = writing.operation->name;
  XmlWriter xml;
  xml.add({declaration, "<", name, "Response xmlns=\"", writing.service->xml_namespace, "\">"});
  const Shape& shape = writing.operation->output();
  // An operation that answers nothing (Empty) has no Result at all; an output of its own without
  // members has an empty one, which clients look for.
  if (&shape != &shape_of<Empty>()) {
    xml.add({"<", name, "Result>"});
    xml.value(shape, output);
    xml.add({"</", name, "Result>"});
  }
  xml.open("ResponseMetadata");
  xml.element("RequestId", writing.request_id);
  xml.close("ResponseMetadata");
  xml.add({"</", name, "Response>"});
  reply.content_type = "text/xml";
  reply.body = xml.take();
}

void write_error(const Writing& writing, const AwsError& error, HttpReply& reply) {
  XmlWriter xml;
  xml.add({declaration, "<ErrorResponse"});
  if (writing.service != nullptr) xml.add({" xmlns=\"", writing.service->xml_namespace, "\""});
  xml.add({">"});
  xml.open("Error");
  xml.element("Type", error.is_sender_fault() ? "Sender" : "Receiver");
  xml.element("Code", error.query_code.empty() ? error.code : error.query_code);
  xml.element("Message", error.message);
  if (error.members.is_object()) {
    for (const auto& [name, value] : error.members.get_ref<const Json::object_t&>()) {
      if (value.is_string()) xml.element(name, value.get_ref<const std::string&>());
    }
  }
  xml.close("Error");
  xml.element("RequestId", writing.request_id);
  xml.add({"</ErrorResponse>"});
  reply.status = error.http_status;
  reply.content_type = "text/xml";
  reply.body = xml.take();
}

}  // namespace

const Codec query_codec = {&read_input, true, &write_output, &write_error};

}  // namespace snowglobe::wire
