#include "emulator/wire/json_protocol.h"

#include <algorithm>
#include <array>

namespace snowglobe::wire {
namespace {

std::string content_type(Protocol protocol) {
  return protocol == Protocol::kJson11 ? "application/x-amz-json-1.1"
                                       : "application/x-amz-json-1.0";
}

// Some errors come from the layer below a service: they have its namespace, and older codes of its
// own in the Query protocol.
struct LowerError {
  std::string_view code, query_code;
};
constexpr std::array<LowerError, 4> lower_errors = {{
    {"SerializationException", "MalformedInput"},
    {"UnknownOperationException", "InvalidAction"},
    {"InvalidParameterValueException", "InvalidParameterValue"},
    {"MissingRequiredParameterException", "MissingParameter"},
}};

const LowerError* find_lower_error(std::string_view code) {
  const auto found = std::find_if(lower_errors.begin(), lower_errors.end(),
                                  [&](const LowerError& error) { return error.code == code; });
  return found == lower_errors.end() ? nullptr : &*found;
}

std::string_view error_namespace(const ServiceInfo* service, std::string_view code) {
  if (find_lower_error(code) != nullptr) return "com.amazon.coral.service";
  if (service == nullptr || service->error_namespace.empty()) return {};
  return code == "ValidationException" ? "com.amazon.coral.validate" : service->error_namespace;
}

std::string query_code(const AwsError& error) {
  if (!error.query_code.empty()) return error.query_code;
  const LowerError* lower = find_lower_error(error.code);
  return lower == nullptr ? error.code : std::string(lower->query_code);
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

void write_json_output(const ServiceInfo& service, const Operation& operation, const Json& output,
                       HttpReply& reply) {
  reply.content_type = content_type(service.protocol);
  if (service.has_empty_replies && operation.output == &shape_of<Empty>) return;
  reply.body = output.is_object() ? print_json(output) : "{}";
}

void write_json_error(const ServiceInfo* service, Protocol protocol, const AwsError& error,
                      HttpReply& reply) {
  reply.status = error.http_status;
  reply.content_type = content_type(protocol);
  const std::string_view space = error_namespace(service, error.code);
  Json body = Json::object();
  body["__type"] = space.empty() ? error.code : std::string(space) + "#" + error.code;
  // An error whose shape calls the text "Message" brings it along.
  if (!error.members.contains("Message")) body["message"] = error.message;
  if (error.members.is_object()) {
    for (const auto& [name, value] : error.members.get_ref<const Json::object_t&>()) {
      body[name] = value;
    }
  }
  reply.body = print_json(body);
  if (service != nullptr && service->also_speaks_query) {
    reply.headers.emplace_back(
        "x-amzn-query-error",
        query_code(error) + (error.is_sender_fault() ? ";Sender" : ";Receiver"));
  }
}

}  // namespace snowglobe::wire
