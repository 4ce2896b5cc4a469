#include "emulator/wire/rest_xml.h"

#include <algorithm>

#include "emulator/wire/json_protocol.h"
#include "emulator/wire/rest_bindings.h"
#include "emulator/wire/xml_reader.h"
#include "emulator/wire/xml_writer.h"

namespace snowglobe::wire {
namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

Json read_members(const Shape& shape, std::string_view body) {
  const bool has_members =
      std::any_of(shape.members.begin(), shape.members.end(),
                  [](const ShapeMember& member) { return member.location == Location::kBody; });
  if (!has_members || body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Json::object();
  }
  return read_xml(shape, body, shape.xml_root);
}

std::string_view root_name(const ShapeMember& payload) {
  if (!payload.xml_name.empty()) return payload.xml_name;
  return payload.shape->xml_root.empty() ? std::string_view(payload.name) : payload.shape->xml_root;
}

Json read_payload(const ShapeMember& member, std::string_view body) {
  if (member.shape->kind == Kind::kDocument) return read_json_document(body);
  return read_xml(*member.shape, body, root_name(member));
}

void write_root(const Writing& writing, std::string_view name, XmlNamespace space,
                const Shape& shape, const Json& value, HttpReply& reply) {
  if (space.uri.empty()) space.uri = shape.xml_namespace;
  if (space.uri.empty()) space.uri = writing.service->xml_namespace;
  XmlWriter xml;
  xml.add({declaration});
  xml.element(name, shape, value, space);
  reply.content_type = "application/xml";
  reply.body = xml.take();
}

void write_members(const Writing& writing, const Json& output, HttpReply& reply) {
  const Shape& shape = writing.operation->output();
  const std::string name = shape.xml_root.empty()
                               ? std::string(writing.operation->name) + "Response"
                               : std::string(shape.xml_root);
  write_root(writing, name, {}, shape, output, reply);
}

void write_payload(const Writing& writing, const ShapeMember& member, const Json& value,
                   HttpReply& reply) {
  if (member.shape->kind == Kind::kDocument) {
    reply.content_type = "application/json";
    reply.body = print_json(value);
    return;
  }
  write_root(writing, root_name(member), {member.xml_namespace, member.xml_prefix}, *member.shape,
             value, reply);
}

constexpr RestFormat xml_format = {"application/xml", &read_members, &read_payload, &write_members,
                                   &write_payload};

Json read_input(const Reading& reading) { return read_rest_input(reading, xml_format); }

void write_output(const Writing& writing, const Json& output, HttpReply& reply) {
  write_rest_output(writing, output, xml_format, reply);
}

void write_error_element(const AwsError& error, XmlWriter& xml) {
  xml.element("Code", error.code);
  if (!error.members.contains("Message")) xml.element("Message", error.message);
  if (!error.members.is_object()) return;
  for (const auto& [name, value] : error.members.get_ref<const Json::object_t&>()) {
    xml.untyped_element(name, value);
  }
}

// <Error>, in <ErrorResponse> unless the service has it bare. A service that is not here may be S3,
// whose clients read no other.
void write_error(const Writing& writing, const AwsError& error, HttpReply& reply) {
  XmlWriter xml;
  xml.add({declaration});
  if (writing.service == nullptr || writing.service->has_bare_errors) {
    xml.open("Error");
    write_error_element(error, xml);
    xml.element("RequestId", writing.request_id);
    xml.close("Error");
  } else {
    xml.open("ErrorResponse", {writing.service->xml_namespace});
    xml.open("Error");
    xml.element("Type", error.is_sender_fault() ? "Sender" : "Receiver");
    write_error_element(error, xml);
    xml.close("Error");
    xml.element("RequestId", writing.request_id);
    xml.close("ErrorResponse");
  }
  reply.status = error.http_status;
  reply.content_type = "application/xml";
  reply.body = xml.take();
}

}  // namespace

const Codec rest_xml_codec = {&read_input, true, &write_output, &write_error};

}  // namespace snowglobe::wire
