#include "emulator/base/text.h"
#include "emulator/wire/query.h"
#include "emulator/wire/scalar.h"

namespace snowglobe::wire {
namespace {

std::string xml_namespace(const ServiceInfo& service) {
  // SQS is older than the rule.
  const std::string host = service.signing_name == "sqs"
                               ? "http://queue.amazonaws.com"
                               : "https://" + std::string(service.signing_name) + ".amazonaws.com";
  return host + "/doc/" + std::string(service.api_version) + "/";
}

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
      const bool is_flat = !member.xml_name.empty();
      if (is_flat && member.shape->kind == Kind::kList && found->is_array()) {
        for (const Json& element : *found) named(member.xml_name, *member.shape->element, element);
      } else if (is_flat && member.shape->kind == Kind::kMap) {
        const EntryNames names = entry_names(member);
        entries(*member.shape, *found, member.xml_name, names.key, names.value);
      } else {
        named(is_flat ? member.xml_name : member.name, *member.shape, *found);
      }
    }
  }

  std::string text_;
};

constexpr std::string_view declaration = "<?xml version=\"1.0\"?>\n";

}  // namespace

EntryNames entry_names(const ShapeMember& member) {
  if (member.xml_name == "Tag") return {"Key", "Value"};
  return {member.xml_key, member.xml_value};
}

std::string write_query_output(const ServiceInfo& service, const Operation& operation,
                               const Json& output, std::string_view request_id) {
  XmlWriter xml;
  xml.add({declaration, "<", operation.name, "Response xmlns=\"", xml_namespace(service), "\">"});
  const Shape& shape = operation.output();
  // An operation that answers nothing (Empty) has no Result at all; an output of its own without
  // members has an empty one, which clients look for.
  if (&shape != &shape_of<Empty>()) {
    xml.add({"<", operation.name, "Result>"});
    xml.value(shape, output);
    xml.add({"</", operation.name, "Result>"});
  }
  xml.open("ResponseMetadata");
  xml.element("RequestId", request_id);
  xml.close("ResponseMetadata");
  xml.add({"</", operation.name, "Response>"});
  return xml.take();
}

std::string write_query_error(const ServiceInfo* service, const AwsError& error,
                              std::string_view request_id) {
  XmlWriter xml;
  xml.add({declaration, "<ErrorResponse"});
  if (service != nullptr) xml.add({" xmlns=\"", xml_namespace(*service), "\""});
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
  xml.element("RequestId", request_id);
  xml.add({"</ErrorResponse>"});
  return xml.take();
}

}  // namespace snowglobe::wire
