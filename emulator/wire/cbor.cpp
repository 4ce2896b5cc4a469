#include "emulator/wire/cbor.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "emulator/base/text.h"

namespace snowglobe::wire {
namespace {

// RFC 8949's major types.
enum Major : unsigned { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kOther };

constexpr unsigned indefinite_info = 31;
constexpr char break_byte = '\xFF';
constexpr std::uint64_t moment_tag = 1, cbor_tag = 55'799;

double half_to_double(std::uint64_t half) {
  constexpr int mantissa_bits = 10;
  const auto exponent = static_cast<int>(half >> mantissa_bits & 0x1FU);
  const auto mantissa = static_cast<double>(half & 0x3FFU);
  double value = 0;
  if (exponent == 0) {
    value = std::ldexp(mantissa, -24);
  } else if (exponent != 31) {
    value = std::ldexp(mantissa + 1024, exponent - 25);
  } else {
    value = mantissa == 0 ? std::numeric_limits<double>::infinity()
                          : std::numeric_limits<double>::quiet_NaN();
  }
  return (half & 0x8000U) != 0 ? -value : value;
}

Json json_number(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return number;
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : size_(bytes.size()), rest_(bytes) {}

  Json document() {
    Json value = item(0);
    if (!rest_.empty()) fail("there is more after the document's end");
    return value;
  }

 private:
  struct Head {
    unsigned major = 0, info = 0;
    std::uint64_t argument = 0;
    bool is_indefinite() const { return info == indefinite_info; }
  };

  [[noreturn]] void fail(const std::string& what) const {
    throw CborError("at byte " + std::to_string(size_ - rest_.size()) + ": " + what);
  }

  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) fail("the document ends within a value");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::uint64_t take_big_endian(unsigned count) {
    std::uint64_t value = 0;
    for (const char byte : take(count)) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
  }

  bool take_break() {
    if (rest_.empty() || rest_.front() != break_byte) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Head head() {
    const auto first = static_cast<unsigned>(take_big_endian(1));
    Head head{first >> 5U, first & 31U, first & 31U};
    if (head.info >= 24 && head.info <= 27) {
      head.argument = take_big_endian(1U << (head.info - 24));
    } else if (head.info >= 28) {
      const bool has_no_length = head.major >= kBytes && head.major <= kMap;
      if (!head.is_indefinite() || !has_no_length) fail("no value begins like this");
    }
    return head;
  }

  Json item(int depth) {
    if (++values_ > cbor_values_max) {
      fail("there are more than " + std::to_string(cbor_values_max) + " values");
    }
    const Head head = this->head();
    switch (head.major) {
      case kUnsigned:
        return head.argument;
      case kNegative:
        if (head.argument > std::numeric_limits<std::int64_t>::max()) {
          return -1.0 - static_cast<double>(head.argument);
        }
        return -1 - static_cast<std::int64_t>(head.argument);
      case kBytes:
        return json_bytes(string(head));
      case kText:
        return text(head);
      case kOther:
        return other(head);
      default:
        break;
    }
    if (depth >= json_depth_max) {
      fail("nested deeper than " + std::to_string(json_depth_max) + " levels");
    }
    if (head.major == kTag) return tagged(head.argument, depth + 1);
    return head.major == kArray ? array(head, depth + 1) : map(head, depth + 1);
  }

  std::string string(const Head& head) {
    if (!head.is_indefinite()) return std::string(take(head.argument));
    std::string whole;
    while (!take_break()) {
      const Head part = this->head();
      if (part.major != head.major || part.is_indefinite()) {
        fail("what a string is put together of is no string");
      }
      whole += take(part.argument);
    }
    return whole;
  }

  std::string text(const Head& head) {
    std::string whole = string(head);
    if (!is_utf8(whole)) fail("a text is not UTF-8");
    return whole;
  }

  // Calls read() once for each of the values that `head` claims, which have `bytes_min` bytes each.
  template <class Read>
  void repeat(const Head& head, std::uint64_t bytes_min, const Read& read) {
    if (head.is_indefinite()) {
      while (!take_break()) read();
      return;
    }
    if (head.argument > rest_.size() / bytes_min) fail("the document ends within a value");
    for (std::uint64_t i = 0; i < head.argument; ++i) read();
  }

  Json array(const Head& head, int depth) {
    Json json = Json::array();
    auto& items = json.get_ref<Json::array_t&>();
    repeat(head, 1, [&] { items.push_back(item(depth)); });
    return json;
  }

  Json map(const Head& head, int depth) {
    Json json = Json::object();
    auto& members = json.get_ref<Json::object_t&>();
    repeat(head, 2, [&] {
      const Head key = this->head();
      if (key.major != kText) fail("a key of a map is no text");
      std::string name = text(key);
      members.append(std::move(name), item(depth));
    });
    remove_duplicates(members);
    return json;
  }

  Json tagged(std::uint64_t tag, int depth) {
    if (tag != moment_tag && tag != cbor_tag) {
      fail("the tag " + std::to_string(tag) + " is not known");
    }
    Json value = item(depth);
    if (tag == moment_tag && !value.is_number()) fail("a moment is no number");
    return value;
  }

  Json other(const Head& head) {
    switch (head.info) {
      case 20:
      case 21:
        return head.info == 21;
      case 22:
      case 23:  // undefined
        return nullptr;
      case 25:
        return json_number(half_to_double(head.argument));
      case 26:
        return json_number(std::bit_cast<float>(static_cast<std::uint32_t>(head.argument)));
      case 27:
        return json_number(std::bit_cast<double>(head.argument));
      default:
        fail("there is no such simple value");
    }
  }

  const std::size_t size_;
  std::string_view rest_;
  std::size_t values_ = 0;
};

std::string repaired_utf8(std::string_view text) {
  std::string repaired;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_sequence(text, at);
    repaired += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return repaired;
}

}  // namespace

Json parse_cbor(std::string_view bytes) { return Reader(bytes).document(); }

void CborWriter::big_endian(std::uint64_t value, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    bytes_ += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU);
  }
}

void CborWriter::head(unsigned major, std::uint64_t argument) {
  const auto begin = [&](unsigned info) { bytes_ += static_cast<char>(major << 5U | info); };
  if (argument < 24) return begin(static_cast<unsigned>(argument));
  unsigned size_log2 = 3;
  if (argument <= 0xFF) {
    size_log2 = 0;
  } else if (argument <= 0xFFFF) {
    size_log2 = 1;
  } else if (argument <= 0xFFFF'FFFF) {
    size_log2 = 2;
  }
  begin(24 + size_log2);
  big_endian(argument, 1 << size_log2);
}

void CborWriter::text(std::string_view text) {
  if (!is_utf8(text)) return this->text(repaired_utf8(text));
  head(kText, text.size());
  bytes_ += text;
}

void CborWriter::number(double number) {
  // A conversion of what is too large for single precision is not defined.
  const bool fits = !std::isfinite(number) || std::abs(number) <= std::numeric_limits<float>::max();
  const float single = fits ? static_cast<float>(number) : 0;
  if (fits && (std::isnan(number) || static_cast<double>(single) == number)) {
    bytes_ += '\xFA';
    return big_endian(std::bit_cast<std::uint32_t>(single), 4);
  }
  bytes_ += '\xFB';
  big_endian(std::bit_cast<std::uint64_t>(number), 8);
}

// In double precision always, as AWS sends it: there are clients that read no other.
void CborWriter::moment(double epoch_seconds) {
  head(kTag, moment_tag);
  bytes_ += '\xFB';
  big_endian(std::bit_cast<std::uint64_t>(epoch_seconds), 8);
}

void CborWriter::value(const Json& value) {
  switch (value.type()) {
    case Json::value_t::boolean:
      bytes_ += value.get<bool>() ? '\xF5' : '\xF4';
      return;
    case Json::value_t::number_unsigned:
      return head(kUnsigned, value.get<std::uint64_t>());
    case Json::value_t::number_integer: {
      const auto number = value.get<std::int64_t>();
      if (number < 0) return head(kNegative, static_cast<std::uint64_t>(-(number + 1)));
      return head(kUnsigned, static_cast<std::uint64_t>(number));
    }
    case Json::value_t::number_float:
      return number(value.get<double>());
    case Json::value_t::string:
      return text(value.get_ref<const std::string&>());
    case Json::value_t::binary: {
      const std::string_view bytes = bytes_of(value);
      head(kBytes, bytes.size());
      bytes_ += bytes;
      return;
    }
    case Json::value_t::array:
      array(value.size());
      for (const Json& element : value) this->value(element);
      return;
    case Json::value_t::object:
      map(value.size());
      for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
        text(name);
        this->value(member);
      }
      return;
    default:
      bytes_ += '\xF6';
  }
}

}  // namespace snowglobe::wire
