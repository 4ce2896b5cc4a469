#include "services/pipes/record.h"

namespace snowglobe::pipes {
namespace {

Json member_or(const Json& value, const char* name, Json otherwise) {
  const Json* member = find_member(value, name);
  return member == nullptr ? std::move(otherwise) : *member;
}

Json make_attributes(const Json& message) {
  Json attributes = Json::object();
  const Json* found = find_member(message, "MessageAttributes");
  if (found == nullptr) return attributes;
  for (const auto& [name, value] : found->get_ref<const Json::object_t&>()) {
    Json attribute = Json::object();
    if (const Json* text = find_member(value, "StringValue")) attribute["stringValue"] = *text;
    if (const Json* bytes = find_member(value, "BinaryValue")) {
      attribute["binaryValue"] = *bytes;
      bytes_to_text(attribute["binaryValue"]);
    }
    attribute["stringListValues"] = Json::array();
    attribute["binaryListValues"] = Json::array();
    attribute["dataType"] = member_or(value, "DataType", "String");
    attributes[name] = std::move(attribute);
  }
  return attributes;
}

}  // namespace

Json make_record(const Json& message, const std::string& queue_arn, const std::string& region) {
  return {{"messageId", member_or(message, "MessageId", "")},
          {"receiptHandle", member_or(message, "ReceiptHandle", "")},
          {"body", member_or(message, "Body", "")},
          {"attributes", member_or(message, "Attributes", Json::object())},
          {"messageAttributes", make_attributes(message)},
          {"md5OfBody", member_or(message, "MD5OfBody", "")},
          {"eventSource", "aws:sqs"},
          {"eventSourceARN", queue_arn},
          {"awsRegion", region}};
}

Json with_parsed_body(const Json& record) {
  Json parsed = record;
  Json& body = parsed["body"];
  try {
    Json value = parse_json(body.get_ref<const std::string&>());
    if (value.is_structured()) body = std::move(value);
  } catch (const JsonError&) {
  }
  return parsed;
}

}  // namespace snowglobe::pipes
