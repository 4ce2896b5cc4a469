#include "emulator/base/random.h"

#include <string_view>

namespace snowglobe {
namespace {

std::string draw(Random& random, std::string_view alphabet, int count) {
  std::string text;
  text.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) text += alphabet[random.below(alphabet.size())];
  return text;
}

}  // namespace

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::uint64_t Random::below(std::uint64_t bound) {
  // Values past the last whole multiple of `bound` are drawn again, so that none is favoured.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = next();
  while (value >= limit) value = next();
  return value % bound;
}

double Random::unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

std::string Random::uuid() {
  static constexpr std::string_view digits = "0123456789abcdef";
  const std::uint64_t high = (next() & ~0xF000ULL) | 0x4000ULL;
  const std::uint64_t low = (next() & ~(3ULL << 62U)) | (1ULL << 63U);
  std::string text = "00000000-0000-0000-0000-000000000000";
  unsigned nibble = 0;
  for (char& c : text) {
    if (c == '-') continue;
    const std::uint64_t half = nibble < 16 ? high : low;
    c = digits[half >> (60U - 4U * (nibble % 16U)) & 15U];
    ++nibble;
  }
  return text;
}

std::string Random::hex(int digits) { return draw(*this, "0123456789abcdef", digits); }

std::string Random::alphanumeric(int characters) {
  return draw(*this, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", characters);
}

}  // namespace snowglobe
