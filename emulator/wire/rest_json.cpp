#include "emulator/wire/rest_json.h"

#include "emulator/base/text.h"
#include "emulator/wire/form.h"
#include "emulator/wire/json_protocol.h"
#include "emulator/wire/scalar.h"

namespace snowglobe::wire {
namespace {

const ShapeMember* payload_of(const Shape& shape) {
  for (const ShapeMember& member : shape.members) {
    if (member.location == Location::kPayload) return &member;
  }
  return nullptr;
}

std::string checked_utf8(std::string_view text, std::string_view where) {
  if (!is_utf8(text)) {
    throw AwsError("SerializationException", std::string(where) + " is not UTF-8.");
  }
  return std::string(text);
}

std::optional<Json> from_query(const ShapeMember& member, const Parameters& parameters) {
  if (member.shape->kind == Kind::kList) {
    Json list = Json::array();
    for (const auto& [name, value] : parameters) {
      if (name == member.location_name) list.push_back(read_scalar(*member.shape->element, value));
    }
    return list.empty() ? std::nullopt : std::optional<Json>(std::move(list));
  }
  for (const auto& [name, value] : parameters) {
    if (name == member.location_name) return read_scalar(*member.shape, value);
  }
  return std::nullopt;
}

std::optional<Json> from_payload(const ShapeMember& member, std::string_view body) {
  if (body.empty()) return std::nullopt;
  if (member.shape->kind == Kind::kBlob) return json_bytes(std::string(body));
  if (member.shape->kind == Kind::kString) return checked_utf8(body, "The body");
  return read_json_document(body);
}

class InputReader {
 public:
  InputReader(const HttpRequest& request, const Route& route, const Labels& labels)
      : request_(request), route_(route), labels_(labels), query_(parse_form(request.query())) {}

  Json read(const Shape& shape) {
    Json input = Json::object();
    if (payload_of(shape) == nullptr) input = read_json_input(request_.body);
    for (const ShapeMember& member : shape.members) {
      const bool is_label = route_.has_label(member.name);
      if (member.location == Location::kBody && !is_label) continue;
      input.erase(member.name);
      if (auto value = is_label ? from_label(member) : from_request(member)) {
        input.get_ref<Json::object_t&>().push_back({member.name, std::move(*value)});
      }
    }
    return input;
  }

 private:
  std::optional<Json> from_label(const ShapeMember& member) const {
    for (const auto& [name, value] : labels_) {
      if (name == member.name) return read_scalar(*member.shape, checked_utf8(value, "The path"));
    }
    return std::nullopt;
  }

  std::optional<Json> from_request(const ShapeMember& member) const {
    if (member.location == Location::kQueryString) return from_query(member, query_);
    if (member.location == Location::kPayload) return from_payload(member, request_.body);
    if (member.location != Location::kHeader) return std::nullopt;
    const std::string_view value = request_.header(member.location_name);
    if (value.empty()) return std::nullopt;
    return read_scalar(*member.shape, checked_utf8(value, "A header"));
  }

  const HttpRequest& request_;
  const Route& route_;
  const Labels& labels_;
  const Parameters query_;
};

void write_payload(const ShapeMember& member, const Json& value, HttpReply& reply) {
  if (value.is_binary()) {
    reply.content_type = "application/octet-stream";
    reply.body = bytes_of(value);
  } else if (member.shape->kind == Kind::kString && value.is_string()) {
    reply.content_type = "text/plain";
    reply.body = value.get<std::string>();
  } else {
    reply.body = print_json(value);
  }
}

Json read_input(const Reading& reading) {
  return InputReader(reading.request, *reading.rest.route, reading.rest.labels)
      .read(reading.operation.input());
}

void write_output(const Writing& writing, const Json& output, HttpReply& reply) {
  const Shape& shape = writing.operation->output();
  reply.status = writing.route->status();
  reply.content_type = "application/json";
  Json body = Json::object();
  bool has_body_members = false;
  for (const ShapeMember& member : shape.members) {
    has_body_members = has_body_members || member.location == Location::kBody;
    const Json* value = find_member(output, member.name);
    if (value == nullptr || value->is_null()) continue;
    switch (member.location) {
      case Location::kHeader:
        reply.headers.emplace_back(std::string(member.location_name),
                                   print_scalar(*member.shape, *value, TimestampForm::kHttpDate));
        break;
      case Location::kStatusCode:
        if (value->is_number_integer()) reply.status = value->get<int>();
        break;
      case Location::kPayload:
        write_payload(member, *value, reply);
        break;
      default:
        body.get_ref<Json::object_t&>().push_back({member.name, *value});
    }
  }
  if (has_body_members && payload_of(shape) == nullptr) reply.body = print_json(body);
}

void write_error(const Writing&, const AwsError& error, HttpReply& reply) {
  reply.status = error.http_status;
  reply.content_type = "application/json";
  reply.headers.emplace_back("x-amzn-ErrorType", error.code);
  Json body = error.members.is_object() ? error.members : Json::object();
  // Services differ in how they write it: one whose errors have a member "Message" says so there.
  if (!body.contains("Message") && !body.contains("message")) body["message"] = error.message;
  reply.body = print_json(body);
}

}  // namespace

const Codec rest_json_codec = {&read_input, true, &write_output, &write_error};

}  // namespace snowglobe::wire
