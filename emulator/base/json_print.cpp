// Printing of JSON: one pass that appends to one string. It exists beside nlohmann's own because
// that knows no base64, and checks and copies a string byte by byte.
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "emulator/base/json.h"
#include "emulator/base/text.h"

namespace snowglobe {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// Can stand in a JSON string as it is, and is ASCII.
constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x80; ++c) table[c] = c != '"' && c != '\\';
  return table;
}();

void append_escape(std::string& out, unsigned char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += digits[c >> 4U];
      out += digits[c & 15U];
  }
}

// Of what begins like a character at `at` and is none, the bytes that one U+FFFD stands for.
std::size_t broken_bytes(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const unsigned first = byte(0), second = byte(1);
  const bool has_second = second >= (first == 0xE0   ? 0xA0U
                                     : first == 0xF0 ? 0x90U
                                                     : 0x80U) &&
                          second <= (first == 0xED   ? 0x9FU
                                     : first == 0xF4 ? 0x8FU
                                                     : 0xBFU);
  if (first < 0xE0 || first > 0xF4 || !has_second) return 1;
  const bool has_third = first >= 0xF0 && byte(2) >= 0x80 && byte(2) <= 0xBF;
  return has_third ? 3 : 2;
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && plain[static_cast<unsigned char>(text[end])]) ++end;
    out.append(text.data() + at, end - at);
    at = end;
    if (at == text.size()) break;
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      append_escape(out, c);
      ++at;
      continue;
    }
    const std::size_t length = utf8_sequence(text, at);
    out += length > 0 ? text.substr(at, length) : replacement;
    at += length > 0 ? length : broken_bytes(text, at);
  }
  out += '"';
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void append_double(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  std::array<char, 64> digits;
  const char* end = nlohmann::detail::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void append(std::string& out, const Json& value) {
  switch (value.type()) {
    case Json::value_t::object: {
      out += '{';
      bool is_first = true;
      for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
        if (!std::exchange(is_first, false)) out += ',';
        append_string(out, name);
        out += ':';
        append(out, member);
      }
      out += '}';
      return;
    }
    case Json::value_t::array: {
      out += '[';
      bool is_first = true;
      for (const Json& element : value.get_ref<const Json::array_t&>()) {
        if (!std::exchange(is_first, false)) out += ',';
        append(out, element);
      }
      out += ']';
      return;
    }
    case Json::value_t::string:
      return append_string(out, value.get_ref<const std::string&>());
    case Json::value_t::binary:
      out += '"';
      out += base64_encode(bytes_of(value));
      out += '"';
      return;
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      return;
    case Json::value_t::number_integer:
      return append_integer(out, value.get<std::int64_t>());
    case Json::value_t::number_unsigned:
      return append_integer(out, value.get<std::uint64_t>());
    case Json::value_t::number_float:
      return append_double(out, value.get<double>());
    default:
      out += "null";
  }
}

}  // namespace

std::string print_json(const Json& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace snowglobe
