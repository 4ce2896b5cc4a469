#include "services/sqs/receipt.h"

#include "emulator/base/random.h"
#include "emulator/base/text.h"

namespace snowglobe::sqs {
namespace {

constexpr std::string_view prefix = "AQEB";  // as AWS's begin
constexpr std::size_t size_bytes = 24;

// A seal against mistakes, not against attackers: a test world has none.
std::uint64_t seal_of(const Receipt& receipt, std::int64_t secret) {
  std::uint64_t seal = static_cast<std::uint64_t>(secret);
  for (const std::int64_t part : {receipt.message, receipt.receive}) {
    seal = Random(seal ^ static_cast<std::uint64_t>(part)).next();
  }
  return seal;
}

void append(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((number >> shift) & 0xFF));
  }
}

std::uint64_t read(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = at; i < at + 8; ++i) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

}  // namespace

std::string Receipt::text(std::int64_t secret) const {
  std::string bytes;
  bytes.reserve(size_bytes);
  const std::uint64_t seal = seal_of(*this, secret);
  append(bytes, seal);
  append(bytes, static_cast<std::uint64_t>(message) ^ seal);
  append(bytes, static_cast<std::uint64_t>(receive) ^ seal);
  return std::string(prefix) + base64_encode(bytes);
}

std::optional<Receipt> Receipt::parse(std::string_view text, std::int64_t secret) {
  if (text.size() > 64 || !text.starts_with(prefix)) return std::nullopt;
  const auto bytes = base64_decode(text.substr(prefix.size()));
  if (!bytes || bytes->size() != size_bytes) return std::nullopt;
  const std::uint64_t seal = read(*bytes, 0);
  const Receipt receipt{static_cast<std::int64_t>(read(*bytes, 8) ^ seal),
                        static_cast<std::int64_t>(read(*bytes, 16) ^ seal)};
  if (seal_of(receipt, secret) != seal) return std::nullopt;
  return receipt;
}

}  // namespace snowglobe::sqs
