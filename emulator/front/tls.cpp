#include "emulator/front/tls.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <stdexcept>

namespace snowglobe {
namespace {

constexpr const char* names =
    "DNS:localhost, DNS:*.localhost, DNS:sync-localhost, DNS:localhost.localstack.cloud, "
    "DNS:*.localhost.localstack.cloud, DNS:sync-localhost.localstack.cloud, "
    "IP:127.0.0.1, IP:::1";
constexpr long valid_seconds = 10L * 365 * 24 * 3600;
// A machine whose clock is a little behind must find the certificate valid.
constexpr long valid_before_seconds = 24L * 3600;

template <auto function>
struct Deleter {
  void operator()(auto* object) const { function(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<&EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<&X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<&X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Deleter<&BIO_free_all>>;

void require(bool is_good, const char* what) {
  if (is_good) return;
  throw std::runtime_error(std::string("no certificate could be made: ") + what + ": " +
                           ERR_reason_error_string(ERR_peek_last_error()));
}

void add_extension(X509* certificate, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, value);
}

Certificate make_certificate(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  require(certificate != nullptr, "X509_new");
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -valid_before_seconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), valid_seconds);
  require(X509_set_pubkey(certificate.get(), key) == 1, "X509_set_pubkey");
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  add_extension(certificate.get(), NID_subject_alt_name, names);
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
  require(X509_sign(certificate.get(), key, EVP_sha256()) > 0, "X509_sign");
  return certificate;
}

std::string to_pem(X509* certificate) {
  const Memory memory(BIO_new(BIO_s_mem()));
  require(memory && PEM_write_bio_X509(memory.get(), certificate) == 1, "PEM_write_bio_X509");
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

class TlsChannel : public Channel {
 public:
  TlsChannel(SSL_CTX* context, int descriptor) : ssl_(SSL_new(context)), descriptor_(descriptor) {
    if (!ssl_ || SSL_set_fd(ssl_.get(), descriptor) != 1) {
      is_broken_ = true;
      return;
    }
    SSL_set_accept_state(ssl_.get());
  }

  std::ptrdiff_t read(char* to, std::size_t size) override {
    if (is_broken_) return ended;
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_read_ex(ssl_.get(), to, size, &count);
    if (result == 1) return static_cast<std::ptrdiff_t>(count);
    const int error = SSL_get_error(ssl_.get(), result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return timed_out;
    // After anything else OpenSSL must not be asked again, not even to say goodbye.
    is_broken_ = error != SSL_ERROR_ZERO_RETURN;
    return ended;
  }

  bool write(std::string_view bytes) override {
    if (is_broken_ || bytes.empty()) return !is_broken_;
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count);
    is_broken_ = result != 1;
    return result == 1;
  }

  void end_writing() override {
    if (!is_broken_ && SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
  }

  bool has_client_left() const override { return has_peer_closed(descriptor_); }

  bool has_waiting_bytes() const override { return ssl_ && SSL_has_pending(ssl_.get()) == 1; }

 private:
  std::unique_ptr<SSL, Deleter<&SSL_free>> ssl_;
  const int descriptor_;
  bool is_broken_ = false;
};

}  // namespace

struct Tls::Context {
  std::unique_ptr<SSL_CTX, Deleter<&SSL_CTX_free>> ssl;
};

Tls::Tls() : context_(std::make_unique<Context>()) {
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "EVP_EC_gen");
  const Certificate certificate = make_certificate(key.get());
  context_->ssl.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* ssl = context_->ssl.get();
  require(ssl != nullptr, "SSL_CTX_new");
  SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION);
  SSL_CTX_set_mode(ssl, SSL_MODE_RELEASE_BUFFERS);
  require(SSL_CTX_use_certificate(ssl, certificate.get()) == 1, "SSL_CTX_use_certificate");
  require(SSL_CTX_use_PrivateKey(ssl, key.get()) == 1, "SSL_CTX_use_PrivateKey");
  certificate_pem_ = to_pem(certificate.get());
}

Tls::~Tls() = default;

std::unique_ptr<Channel> Tls::make_channel(int descriptor) const {
  return std::make_unique<TlsChannel>(context_->ssl.get(), descriptor);
}

}  // namespace snowglobe
