#include "emulator/base/text.h"
#include "emulator/wire/query.h"
#include "emulator/wire/xml_writer.h"

namespace snowglobe::wire {
namespace {

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
    xml.element(std::string(name) + "Result", shape, output);
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
