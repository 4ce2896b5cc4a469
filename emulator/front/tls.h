// TLS with a certificate that this process makes for itself, in memory: no files, nothing to
// install, and nothing that a client can trust without being told (verify=False, --no-verify-ssl,
// NODE_TLS_REJECT_UNAUTHORIZED=0).
#pragma once

#include <memory>
#include <string>

#include "emulator/front/channel.h"

namespace snowglobe {

class Tls {
 public:
  // For localhost, *.localhost, sync-localhost, localhost.localstack.cloud and the loopback
  // addresses. Throws std::runtime_error when OpenSSL cannot.
  Tls();
  ~Tls();

  // The handshake happens in the first read. The descriptor must outlive the channel, and this
  // object.
  std::unique_ptr<Channel> make_channel(int descriptor) const;

  // The certificate, for clients that want to trust it.
  const std::string& certificate_pem() const { return certificate_pem_; }

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  std::string certificate_pem_;
};

}  // namespace snowglobe
