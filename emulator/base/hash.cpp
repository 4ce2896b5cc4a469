#include "emulator/base/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <zlib.h>

#include <array>

namespace snowglobe {
namespace {

// An algorithm as a provider has it, fetched once: EVP_md5() and its kin are looked up anew for
// each digest.
const EVP_MD* fetch(const char* name) { return EVP_MD_fetch(nullptr, name, nullptr); }

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> result{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), result.data(), &length, algorithm, nullptr);
  return std::string(reinterpret_cast<const char*>(result.data()), length);
}

}  // namespace

std::string md5(std::string_view bytes) {
  static const EVP_MD* const algorithm = fetch("MD5");
  return digest(algorithm, bytes);
}

std::string sha1(std::string_view bytes) {
  static const EVP_MD* const algorithm = fetch("SHA1");
  return digest(algorithm, bytes);
}

std::string sha256(std::string_view bytes) {
  static const EVP_MD* const algorithm = fetch("SHA256");
  return digest(algorithm, bytes);
}

std::string sha384(std::string_view bytes) {
  static const EVP_MD* const algorithm = fetch("SHA384");
  return digest(algorithm, bytes);
}

std::string sha512(std::string_view bytes) {
  static const EVP_MD* const algorithm = fetch("SHA512");
  return digest(algorithm, bytes);
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> result{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), result.data(), &length);
  return std::string(reinterpret_cast<const char*>(result.data()), length);
}

std::uint32_t crc32(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

}  // namespace snowglobe
