#include "emulator/wire/rest_json.h"

#include <algorithm>

#include "emulator/wire/json_protocol.h"
#include "emulator/wire/rest_bindings.h"
#include "emulator/wire/scalar.h"

namespace snowglobe::wire {
namespace {

// A document as it is sent differs from canonical JSON in the names of members, and in timestamps
// that are no numbers. Makes one of the other, in its place.
enum class Way { kToCanonical, kToDocument };

std::string_view document_name(const ShapeMember& member) {
  return member.json_name.empty() ? std::string_view(member.name) : member.json_name;
}

void convert(Json& value, const Shape& shape, Way way, std::optional<TimestampForm> form);

const ShapeMember* find(const Shape& shape, std::string_view name, Way way) {
  const auto found =
      std::find_if(shape.members.begin(), shape.members.end(), [&](const ShapeMember& member) {
        return (way == Way::kToCanonical ? document_name(member) : member.name) == name;
      });
  return found == shape.members.end() ? nullptr : &*found;
}

void convert_members(Json::object_t& members, const Shape& shape, Way way) {
  for (auto& [name, value] : members) {
    if (const ShapeMember* member = find(shape, name, way)) {
      convert(value, *member->shape, way, member->timestamp_form);
    }
  }
  if (std::all_of(shape.members.begin(), shape.members.end(),
                  [](const ShapeMember& member) { return member.json_name.empty(); })) {
    return;
  }
  Json::object_t renamed;
  renamed.reserve(members.size());
  for (auto& [name, value] : members) {
    const ShapeMember* member = find(shape, name, way);
    // What only bears the name that a member has elsewhere is not it.
    if (member == nullptr && find(shape, name, Way::kToDocument) != nullptr) continue;
    std::string_view new_name = name;
    if (member != nullptr) {
      new_name = way == Way::kToCanonical ? std::string_view(member->name) : document_name(*member);
    }
    renamed.append(std::string(new_name), std::move(value));
  }
  members = std::move(renamed);
}

void convert(Json& value, const Shape& shape, Way way, std::optional<TimestampForm> form) {
  if (shape.kind == Kind::kStructure && value.is_object()) {
    convert_members(value.get_ref<Json::object_t&>(), shape, way);
  } else if (shape.kind == Kind::kMap && value.is_object()) {
    for (auto& [key, element] : value.get_ref<Json::object_t&>()) {
      convert(element, *shape.element, way, form);
    }
  } else if (shape.kind == Kind::kList && value.is_array()) {
    for (Json& element : value) convert(element, *shape.element, way, form);
  } else if (shape.kind == Kind::kTimestamp &&
             form.value_or(TimestampForm::kEpochSeconds) != TimestampForm::kEpochSeconds) {
    if (way == Way::kToCanonical && value.is_string()) {
      value = read_scalar(shape, value.get_ref<const std::string&>(), form);
    } else if (way == Way::kToDocument && value.is_number()) {
      value = print_timestamp(value.get<double>(), *form);
    }
  }
}

Json read_members(const Shape& shape, std::string_view body) {
  Json members = read_json_input(body);
  convert(members, shape, Way::kToCanonical, {});
  return members;
}

Json read_payload(const ShapeMember& member, std::string_view body) {
  Json value = read_json_document(body);
  convert(value, *member.shape, Way::kToCanonical, {});
  return value;
}

void write_members(const Writing& writing, const Json& output, HttpReply& reply) {
  const Shape& shape = writing.operation->output();
  Json body = Json::object();
  for (const ShapeMember& member : shape.members) {
    const Json* value = find_member(output, member.name);
    if (!is_in_reply_document(member) || value == nullptr || value->is_null()) continue;
    body.get_ref<Json::object_t&>().push_back({member.name, *value});
  }
  convert(body, shape, Way::kToDocument, {});
  reply.body = print_json(body);
}

void write_payload(const Writing&, const ShapeMember& member, const Json& value, HttpReply& reply) {
  Json document = value;
  convert(document, *member.shape, Way::kToDocument, {});
  reply.body = print_json(document);
}

constexpr RestFormat json_format = {"application/json", &read_members, &read_payload,
                                    &write_members, &write_payload};

Json read_input(const Reading& reading) { return read_rest_input(reading, json_format); }

void write_output(const Writing& writing, const Json& output, HttpReply& reply) {
  reply.content_type = json_format.content_type;
  write_rest_output(writing, output, json_format, reply);
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
