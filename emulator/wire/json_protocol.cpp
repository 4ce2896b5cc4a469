#include "emulator/wire/json_protocol.h"

namespace snowglobe::wire {
namespace {

std::string content_type(Protocol protocol) {
  return protocol == Protocol::kJson11 ? "application/x-amz-json-1.1"
                                       : "application/x-amz-json-1.0";
}

// Some errors come from the layers below a service, and carry their names.
std::string_view error_namespace(const ServiceInfo* service, std::string_view code) {
  if (code == "SerializationException" || code == "UnknownOperationException") {
    return "com.amazon.coral.service";
  }
  if (service == nullptr || service->error_namespace.empty()) return {};
  return code == "ValidationException" ? "com.amazon.coral.validate" : service->error_namespace;
}

}  // namespace

Json read_json_document(std::string_view body) {
  try {
    return parse_json(body);
  } catch (const JsonError& error) {
    throw AwsError("SerializationException",
                   std::string("The request's body is no JSON: ") + error.what());
  }
}

Json read_json_input(std::string_view body) {
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return Json::object();
  Json input = read_json_document(body);
  if (!input.is_object()) {
    throw AwsError("SerializationException", "The request's body is no JSON object.");
  }
  return input;
}

void write_json_output(const ServiceInfo& service, const Json& output, HttpReply& reply) {
  reply.content_type = content_type(service.protocol);
  reply.body = output.is_object() ? print_json(output) : "{}";
}

void write_json_error(const ServiceInfo* service, Protocol protocol, const AwsError& error,
                      HttpReply& reply) {
  reply.status = error.http_status;
  reply.content_type = content_type(protocol);
  const std::string_view space = error_namespace(service, error.code);
  Json body = Json::object();
  body["__type"] = space.empty() ? error.code : std::string(space) + "#" + error.code;
  body["message"] = error.message;
  if (error.members.is_object()) {
    for (const auto& [name, value] : error.members.get_ref<const Json::object_t&>()) {
      body[name] = value;
    }
  }
  reply.body = print_json(body);
  if (service != nullptr && service->also_speaks_query) {
    reply.headers.emplace_back("x-amzn-query-error",
                               (error.query_code.empty() ? error.code : error.query_code) +
                                   (error.is_sender_fault() ? ";Sender" : ";Receiver"));
  }
}

}  // namespace snowglobe::wire
