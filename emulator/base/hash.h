// Digests that AWS's formats ask for. All return raw bytes; hex() prints them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace snowglobe {

std::string md5(std::string_view bytes);                                // 16 bytes
std::string sha1(std::string_view bytes);                               // 20 bytes
std::string sha256(std::string_view bytes);                             // 32 bytes
std::string sha384(std::string_view bytes);                             // 48 bytes
std::string sha512(std::string_view bytes);                             // 64 bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);  // 32 bytes
std::uint32_t crc32(std::string_view bytes);                            // as in zip and gzip

}  // namespace snowglobe
