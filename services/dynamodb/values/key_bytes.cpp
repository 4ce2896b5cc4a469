#include "services/dynamodb/values/key_bytes.h"

namespace snowglobe::dynamodb {

void append_key_prefix(std::string& out, const Value& prefix, Ending ending) {
  const std::string& text = prefix.text();
  if (ending == Ending::kOpen || text.find('\0') == std::string::npos) {
    out += text;
    return;
  }
  for (const char byte : text) {
    out.push_back(byte);
    if (byte == '\0') out.push_back('\xFF');
  }
}

void append_key_value(std::string& out, const Value& value, Ending ending) {
  const bool is_number = value.type == Type::kNumber;
  if (is_number) {
    value.decimal().append_key(out);
  } else {
    append_key_prefix(out, value, ending);
  }
  if (ending == Ending::kOpen) return;
  out.push_back('\0');
  if (!is_number) out.push_back('\x01');
}

void append_key(std::string& out, const KeyValues& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    append_key_value(out, values[i], i + 1 < values.size() ? Ending::kClosed : Ending::kOpen);
  }
}

}  // namespace snowglobe::dynamodb
