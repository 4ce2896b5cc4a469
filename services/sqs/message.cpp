#include "services/sqs/message.h"

#include <algorithm>

#include "emulator/api/blob_text.h"
#include "emulator/base/decimal.h"
#include "emulator/base/hash.h"
#include "emulator/base/text.h"
#include "services/sqs/errors.h"

namespace snowglobe::sqs {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view base_type(std::string_view data_type) {
  return data_type.substr(0, data_type.find('.'));
}

void check_name(const std::string& name) {
  if (name.size() > 256) {
    throw invalid_parameter("Message (user) attribute names can have at most 256 bytes.");
  }
  const bool is_good = std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '_' || c == '-' || c == '.';
  });
  if (name.empty() || !is_good) throw wrong_attribute_name();
  const std::string lower = to_lower(name);
  if (name.front() == '.' || name.back() == '.' || name.find("..") != std::string::npos ||
      lower.starts_with("aws.") || lower.starts_with("amazon.")) {
    throw reserved_attribute_name();
  }
}

// At most 38 digits, and zero or 10^-128 and more on either side of it.
bool is_number(std::string_view text) {
  Decimal number, least, greatest_negative;
  static_cast<void>(Decimal::parse("1e-128", least));
  static_cast<void>(Decimal::parse("-1e-128", greatest_negative));
  return Decimal::parse(text, number) == Decimal::Flaw::kNone &&
         (number == Decimal() || number >= least || number <= greatest_negative);
}

void check_value(const std::string& name, const AttributeValue& value) {
  const std::string type(base_type(value.data_type));
  if (value.data_type.empty()) throw empty_attribute(name, "attribute type");
  if (value.data_type.size() > 256 || (type != "String" && type != "Number" && type != "Binary")) {
    throw wrong_attribute_type(name);
  }
  check_characters(value.data_type);
  if (value.string_list_values || value.binary_list_values) {
    throw unsupported_operation(
        "Message attribute lists in SendMessage operations are not supported.");
  }
  const bool is_binary = type == "Binary";
  if (is_binary ? !value.binary_value || value.binary_value->bytes.empty()
                : !value.string_value || value.string_value->empty()) {
    throw empty_attribute(name, "value of type '" + type + "'");
  }
  if (is_binary) return;
  if (type == "Number" && !is_number(*value.string_value)) throw not_a_number(name);
  check_characters(*value.string_value);
}

void append_with_length(std::string& bytes, std::string_view part) {
  const auto length = static_cast<std::uint32_t>(part.size());
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((length >> shift) & 0xFF));
  }
  bytes += part;
}

struct StoredAttributes {
  AttributeValues values;
  void describe(auto& field) { field("a", values); }
};

}  // namespace

void check_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_control = static_cast<unsigned char>(c) < 0x20;
    if (is_control && c != '\t' && c != '\n' && c != '\r') throw invalid_characters();
    // U+FFFE and U+FFFF
    if (c == '\xEF' &&
        (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")) {
      throw invalid_characters();
    }
  }
  if (!is_utf8(text)) throw invalid_characters();
}

void check_attributes(const AttributeValues& attributes) {
  if (attributes.size() > message_attributes_max) {
    throw invalid_parameter("Number of message attributes [" + std::to_string(attributes.size()) +
                            "] exceeds the allowed maximum [" +
                            std::to_string(message_attributes_max) + "].");
  }
  for (const auto& [name, value] : attributes) {
    check_name(name);
    check_value(name, value);
  }
}

void check_system_attributes(const AttributeValues& attributes) {
  for (const auto& [name, value] : attributes) {
    if (name != "AWSTraceHeader") {
      throw invalid_parameter("Message system attribute name '" + name + "' is invalid.");
    }
    if (value.data_type != "String" || !value.string_value || value.string_value->empty()) {
      throw invalid_parameter("The message system attribute '" + name +
                              "' must contain a non-empty value of the type 'String'.");
    }
    check_characters(*value.string_value);
  }
}

bool is_fifo_id(std::string_view text) {
  return !text.empty() && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

std::size_t size_bytes(const MessageInput& message) {
  std::size_t size = message.body.size();
  if (!message.attributes) return size;
  for (const auto& [name, value] : *message.attributes) {
    size += name.size() + value.data_type.size();
    if (value.string_value) size += value.string_value->size();
    if (value.binary_value) size += value.binary_value->bytes.size();
  }
  return size;
}

std::string attributes_md5(const AttributeValues& attributes) {
  std::string bytes;
  for (const auto& [name, value] : attributes) {
    const bool is_binary = base_type(value.data_type) == "Binary";
    append_with_length(bytes, name);
    append_with_length(bytes, value.data_type);
    bytes.push_back(is_binary ? '\x02' : '\x01');
    append_with_length(bytes, is_binary ? value.binary_value->bytes.view()
                                        : std::string_view(*value.string_value));
  }
  return hex(md5(bytes));
}

std::string print_attributes(AttributeValues attributes) {
  return print_json(write_shape(StoredAttributes{std::move(attributes)}));
}

AttributeValues parse_attributes(std::string_view text) {
  StoredAttributes stored;
  Json json = parse_json(text);
  text_to_blobs(json, shape_of<StoredAttributes>());
  static_cast<void>(read_shape(json, stored));
  return std::move(stored.values);
}

bool is_asked_for(std::string_view attribute, const StringList& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    if (name == "All" || name == ".*" || name == attribute) return true;
    return name.ends_with(".*") && attribute.starts_with(name.substr(0, name.size() - 2));
  });
}

}  // namespace snowglobe::sqs
