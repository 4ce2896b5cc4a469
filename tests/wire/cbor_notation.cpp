#include "tests/wire/cbor_notation.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <stdexcept>

#include "emulator/base/json.h"
#include "emulator/base/text.h"

namespace snowglobe::wire {
namespace {

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error("CBOR: " + what); }

std::string from_hex(std::string_view hex) {
  std::string bytes;
  std::string digits;
  for (const char c : hex) {
    if (c == ' ' || c == '\n') continue;
    digits += c;
    if (digits.size() < 2) continue;
    int byte = 0;
    std::from_chars(digits.data(), digits.data() + 2, byte, 16);
    bytes += static_cast<char>(byte);
    digits.clear();
  }
  return bytes;
}

class Encoder {
 public:
  explicit Encoder(std::string_view text) : rest_(text) {}

  std::string run() {
    value();
    skip();
    if (!rest_.empty()) fail("left over: " + std::string(rest_));
    return std::move(bytes_);
  }

 private:
  void skip() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n')) take(1);
  }
  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  bool takes(std::string_view wanted) {
    skip();
    if (!rest_.starts_with(wanted)) return false;
    take(wanted.size());
    return true;
  }
  std::string_view take_until(char end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) fail("no end");
    const std::string_view taken = take(at);
    take(1);
    return taken;
  }

  void big_endian(std::uint64_t number, unsigned size_log2) {
    for (int shift = (8 << size_log2) - 8; shift >= 0; shift -= 8) {
      bytes_ += static_cast<char>(number >> static_cast<unsigned>(shift) & 0xFFU);
    }
  }
  void head(unsigned major, std::uint64_t number, std::optional<unsigned> size_log2 = {}) {
    if (!size_log2 && number < 24) {
      bytes_ += static_cast<char>(major << 5U | number);
      return;
    }
    if (!size_log2) {
      size_log2 = number < 0x100 ? 0U : number < 0x10000 ? 1U : number < 0x1'0000'0000 ? 2U : 3U;
    }
    bytes_ += static_cast<char>(major << 5U | (24U + *size_log2));
    big_endian(number, *size_log2);
  }

  void value() {
    skip();
    if (rest_.empty()) fail("a value is missing");
    if (takes("hex'")) {
      bytes_ += from_hex(take_until('\''));
    } else if (takes("h'")) {
      const std::string bytes = from_hex(take_until('\''));
      head(2, bytes.size());
      bytes_ += bytes;
    } else if (takes("(_")) {
      bytes_ += '\x7F';  // of texts; (_h of byte strings
      if (takes("h")) bytes_.back() = '\x5F';
      items(")");
      bytes_ += '\xFF';
    } else if (rest_.front() == '"') {
      text();
    } else if (takes("[")) {
      container(4, "]");
    } else if (takes("{")) {
      container(5, "}");
    } else {
      word();
    }
  }

  void text() {
    std::size_t at = 1;
    while (at < rest_.size() && rest_[at] != '"') at += rest_[at] == '\\' ? 2 : 1;
    const std::string text = parse_json(take(at + 1)).get<std::string>();
    head(3, text.size());
    bytes_ += text;
  }

  // Until `end`; the number of values, or of pairs.
  std::size_t items(std::string_view end) {
    std::size_t count = 0;
    for (; !takes(end); ++count) {
      if (count > 0 && !takes(",")) fail("a comma is missing before: " + std::string(rest_));
      value();
      if (end == "}") {
        if (!takes(":")) fail("a colon is missing before: " + std::string(rest_));
        value();
      }
    }
    return count;
  }

  void container(unsigned major, std::string_view end) {
    if (takes("_")) {
      bytes_ += static_cast<char>(major << 5U | 31U);
      items(end);
      bytes_ += '\xFF';
      return;
    }
    std::string before = std::exchange(bytes_, {});
    const std::size_t count = items(end);
    std::string inside = std::exchange(bytes_, std::move(before));
    head(major, count);
    bytes_ += inside;
  }

  void word() {
    const std::string_view word = take(rest_.find_first_of(" ,:()[]{}\n"));
    if (word == "false") {
      bytes_ += '\xF4';
    } else if (word == "true") {
      bytes_ += '\xF5';
    } else if (word == "null") {
      bytes_ += '\xF6';
    } else if (word == "undefined") {
      bytes_ += '\xF7';
    } else {
      number(word);
    }
  }

  void number(std::string_view word) {
    const std::size_t mark = word.find('_');
    const std::string digits(word.substr(0, mark));
    std::optional<unsigned> size_log2;
    if (mark != std::string_view::npos) {
      size_log2 = static_cast<unsigned>(word.at(mark + 1) - '0');
    }
    if (digits.find_first_of(".eaI") != std::string::npos) {
      return real(std::strtod(digits.c_str(), nullptr), size_log2.value_or(3));
    }
    const bool is_negative = digits.starts_with('-');
    std::uint64_t number = 0;
    const char* end = digits.data() + digits.size();
    if (std::from_chars(digits.data() + (is_negative ? 1 : 0), end, number).ptr != end) {
      fail("no value: " + digits);
    }
    if (!is_negative && takes("(")) {
      head(6, number, size_log2);
      value();
      if (!takes(")")) fail("a tag has no end");
      return;
    }
    head(is_negative ? 1 : 0, is_negative ? number - 1 : number, size_log2);
  }

  void real(double number, unsigned size_log2) {
    bytes_ += static_cast<char>(0xF8U | size_log2);
    if (size_log2 == 3) return big_endian(std::bit_cast<std::uint64_t>(number), 3);
    const auto single = std::bit_cast<std::uint32_t>(static_cast<float>(number));
    if (size_log2 == 2) return big_endian(single, 2);
    // Half precision by its fields; what the golden files need has no subnormal numbers.
    const std::uint32_t exponent = single >> 23U & 0xFFU;
    const std::uint32_t half_exponent = exponent == 0xFF ? 31U
                                        : number == 0    ? 0U
                                                         : exponent - 127 + 15;
    big_endian((single >> 31U) << 15U | half_exponent << 10U | (single >> 13U & 0x3FFU), 1);
  }

  std::string_view rest_;
  std::string bytes_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  std::string run() {
    std::string text = value();
    if (!rest_.empty()) fail("left over");
    return text;
  }

 private:
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) fail("it ends within a value");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint64_t big_endian(unsigned size_log2) {
    std::uint64_t number = 0;
    for (const char c : take(std::size_t{1} << size_log2)) {
      number = number << 8U | static_cast<unsigned char>(c);
    }
    return number;
  }

  static std::string real(double number, const char* precision) {
    if (std::isnan(number)) return std::string("NaN") + precision;
    if (std::isinf(number)) return std::string(number < 0 ? "-Infinity" : "Infinity") + precision;
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    std::string digits(text.data(), static_cast<std::size_t>(end - text.data()));
    if (digits.find_first_of(".e") == std::string::npos) digits += ".0";
    return digits + precision;
  }

  // The codec that is tested writes all lengths in front, and no half precision.
  std::string value() {
    const auto first = static_cast<unsigned char>(take(1)[0]);
    const unsigned major = first >> 5U;
    const unsigned info = first & 31U;
    if (major == 7) {
      if (info == 26)
        return real(std::bit_cast<float>(static_cast<std::uint32_t>(big_endian(2))), "_2");
      if (info == 27) return real(std::bit_cast<double>(big_endian(3)), "_3");
      static constexpr std::array<const char*, 4> names = {"false", "true", "null", "undefined"};
      if (info < 20 || info > 23) fail("a simple value");
      return names.at(info - 20);
    }
    if (info > 27) fail("a length is missing");
    const std::uint64_t number = info < 24 ? info : big_endian(info - 24);
    switch (major) {
      case 0:
        return std::to_string(number);
      case 1:
        return "-" + std::to_string(number + 1);
      case 2:
        return "h'" + hex(take(number)) + "'";
      case 3:
        return print_json(Json(std::string(take(number))));
      case 6:
        return std::to_string(number) + "(" + value() + ")";
      default:
        return container(major, number);
    }
  }

  std::string container(unsigned major, std::uint64_t count) {
    std::string text = major == 4 ? "[" : "{";
    for (std::uint64_t i = 0; i < count; ++i) {
      if (i > 0) text += ", ";
      text += value();
      if (major == 5) text += ": " + value();
    }
    return text + (major == 4 ? "]" : "}");
  }

  std::string_view rest_;
};

}  // namespace

std::string cbor_from_notation(std::string_view text) { return Encoder(text).run(); }
std::string cbor_to_notation(std::string_view bytes) { return Decoder(bytes).run(); }

}  // namespace snowglobe::wire
