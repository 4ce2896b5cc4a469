#include "emulator/wire/json_protocol.h"

#include <algorithm>
#include <array>

namespace snowglobe::wire {
namespace {

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

Json read_input(const Reading& reading) { return read_json_input(reading.request.body); }

void write_output(const Writing& writing, const Json& output, HttpReply& reply) {
  if (writing.service->has_empty_replies && writing.operation->output == &shape_of<Empty>) return;
  reply.body = output.is_object() ? print_json(output) : "{}";
}

void write_error(const Writing& writing, const AwsError& error, HttpReply& reply) {
  reply.status = error.http_status;
  reply.body = print_json(error_body(writing.service, error));
  add_query_error(writing.service, error, reply);
}

// The two versions differ in the content type of their replies.
template <Protocol version>
constexpr const char* content_type =
    version == Protocol::kJson11 ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0";

template <Protocol version>
constexpr Codec codec_for = {&read_input, true,
                             [](const Writing& writing, const Json& output, HttpReply& reply) {
                               reply.content_type = content_type<version>;
                               write_output(writing, output, reply);
                             },
                             [](const Writing& writing, const AwsError& error, HttpReply& reply) {
                               reply.content_type = content_type<version>;
                               write_error(writing, error, reply);
                             }};

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

std::string qualified_code(const ServiceInfo* service, const AwsError& error) {
  const std::string_view space = error_namespace(service, error.code);
  return space.empty() ? error.code : std::string(space) + "#" + error.code;
}

Json error_body(const ServiceInfo* service, const AwsError& error) {
  Json body = Json::object();
  body["__type"] = qualified_code(service, error);
  // An error whose shape calls the text "Message" brings it along.
  if (!error.members.contains("Message")) body["message"] = error.message;
  if (error.members.is_object()) {
    for (const auto& [name, value] : error.members.get_ref<const Json::object_t&>()) {
      body[name] = value;
    }
  }
  return body;
}

void add_query_error(const ServiceInfo* service, const AwsError& error, HttpReply& reply) {
  if (service == nullptr || !service->speaks(Protocol::kQuery)) return;
  reply.headers.emplace_back(
      "x-amzn-query-error",
      query_code(error) + (error.is_sender_fault() ? ";Sender" : ";Receiver"));
}

const Codec json10_codec = codec_for<Protocol::kJson10>;
const Codec json11_codec = codec_for<Protocol::kJson11>;

}  // namespace snowglobe::wire
