#include "emulator/wire/cbor_protocol.h"

#include <algorithm>
#include <limits>

#include "emulator/wire/cbor.h"
#include "emulator/wire/json_protocol.h"

namespace snowglobe::wire {
namespace {

// Writes values as their shapes have them: what JSON does not tell apart are moments, numbers with
// a fraction that is zero, and numbers that are none.
class ShapeWriter {
 public:
  void value(const Shape& shape, const Json& json) {
    if (shape.kind == Kind::kStructure && json.is_object()) return structure(shape, json);
    if (shape.kind == Kind::kMap && json.is_object()) return map(shape, json);
    if (shape.kind == Kind::kList && json.is_array()) {
      cbor_.array(json.size());
      for (const Json& element : json) value(*shape.element, element);
      return;
    }
    if (shape.kind == Kind::kTimestamp && json.is_number()) {
      return cbor_.moment(json.get<double>());
    }
    if (shape.kind == Kind::kDouble) return number(json);
    cbor_.value(json);
  }

  std::string take() { return cbor_.take(); }

 private:
  void number(const Json& json) {
    using Limits = std::numeric_limits<double>;
    if (json.is_number()) return cbor_.number(json.get<double>());
    if (json == "NaN") return cbor_.number(Limits::quiet_NaN());
    if (json == "Infinity") return cbor_.number(Limits::infinity());
    if (json == "-Infinity") return cbor_.number(-Limits::infinity());
    cbor_.value(json);
  }

  void map(const Shape& shape, const Json& json) {
    cbor_.map(json.size());
    for (const auto& [name, element] : json.get_ref<const Json::object_t&>()) {
      cbor_.text(name);
      value(*shape.element, element);
    }
  }

  // A member that is null is not there.
  void structure(const Shape& shape, const Json& json) {
    const auto& members = json.get_ref<const Json::object_t&>();
    cbor_.map(static_cast<std::size_t>(
        std::count_if(members.begin(), members.end(),
                      [](const auto& member) { return !member.second.is_null(); })));
    for (const auto& [name, member] : members) {
      if (member.is_null()) continue;
      cbor_.text(name);
      const auto described =
          std::find_if(shape.members.begin(), shape.members.end(),
                       [&name = name](const ShapeMember& known) { return known.name == name; });
      if (described == shape.members.end()) {
        cbor_.value(member);
      } else {
        value(*described->shape, member);
      }
    }
  }

  CborWriter cbor_;
};

Json read_input(const Reading& reading) {
  if (reading.request.body.empty()) return Json::object();
  Json input;
  try {
    input = parse_cbor(reading.request.body);
  } catch (const CborError& error) {
    throw AwsError("SerializationException",
                   std::string("The request's body is no CBOR: ") + error.what());
  }
  if (!input.is_object()) {
    throw AwsError("SerializationException", "The request's body is no CBOR map.");
  }
  return input;
}

void begin(HttpReply& reply) { reply.headers.emplace_back("Smithy-Protocol", "rpc-v2-cbor"); }

void write_output(const Writing& writing, const Json& output, HttpReply& reply) {
  begin(reply);
  if (writing.service->has_empty_replies && writing.operation->output == &shape_of<Empty>) return;
  ShapeWriter writer;
  writer.value(writing.operation->output(), output.is_object() ? output : Json::object());
  reply.content_type = "application/cbor";
  reply.body = writer.take();
}

void write_error(const Writing& writing, const AwsError& error, HttpReply& reply) {
  begin(reply);
  CborWriter writer;
  writer.value(error_body(writing.service, error));
  reply.status = error.http_status;
  reply.content_type = "application/cbor";
  reply.body = writer.take();
  add_query_error(writing.service, error, reply);
}

}  // namespace

const Codec cbor_codec = {&read_input, false, &write_output, &write_error};

}  // namespace snowglobe::wire
