#include "services/dynamodb/tables/hash_order.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>

namespace snowglobe::dynamodb {
namespace {

// The code point that begins at `at`, which moves behind it.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&] { return static_cast<std::uint8_t>(text[at++]); };
  const std::uint32_t first = byte();
  const int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  std::uint32_t point = more == 0 ? first : first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) point = point << 6 | (byte() & 0x3Fu);
  return point;
}

// String.hashCode, which goes over units of UTF-16, as HashMap spreads it.
std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 0;
  for (std::size_t at = 0; at < name.size();) {
    const std::uint32_t point = next_code_point(name, at);
    if (point < 0x10000) {
      hash = hash * 31 + point;
    } else {
      hash = hash * 31 + 0xD800 + ((point - 0x10000) >> 10);
      hash = hash * 31 + 0xDC00 + ((point - 0x10000) & 0x3FF);
    }
  }
  return hash ^ hash >> 16;
}

}  // namespace

std::vector<std::string> hash_order(std::vector<std::string> names, std::size_t capacity) {
  std::size_t buckets = std::bit_ceil(std::max<std::size_t>(capacity, 1));
  while (names.size() * 4 > buckets * 3) buckets *= 2;
  const auto bucket = [&](const std::string& name) { return hash_of(name) & (buckets - 1); };
  std::stable_sort(names.begin(), names.end(),
                   [&](const auto& a, const auto& b) { return bucket(a) < bucket(b); });
  return names;
}

}  // namespace snowglobe::dynamodb
