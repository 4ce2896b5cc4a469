// HTTP, as far as cpp-httplib does it: reading a request and printing a reply, and a client.
//
// Of its server only that is used, one exchange at a time. The rest is ours (server.h), because its
// keep-alive loop wakes each idle connection's thread every 11 ms, which a thousand of them do not
// stand, and asks the socket before every read; because it keeps the socket to itself, which a lost
// reply needs; and because its routes are regular expressions that recurse with the length of a
// path.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "emulator/front/channel.h"
#include "emulator/front/tls.h"
#include "emulator/wire/message.h"

namespace snowglobe {

// Answers a request; any thread calls it. Must not throw.
using HttpHandler = std::function<wire::HttpReply(const wire::HttpRequest&)>;

struct HttpSettings {
  std::size_t body_bytes_max = 16u << 20;
  const Tls* tls = nullptr;  // with it a connection may speak TLS: its first byte decides
  const std::atomic<bool>* is_stopping = nullptr;
};

// One client's connection.
class Connection {
 public:
  // Settings and handler must outlive it. The socket must have read_timeout as its receive timeout.
  Connection(Descriptor socket, const HttpSettings& settings, const HttpHandler& handler);
  ~Connection();

  enum class State { kIdle, kClosed };
  // Answers requests until none comes for a moment (kIdle: call again when the socket is readable)
  // or the connection has ended.
  State serve();

  int descriptor() const { return socket_.number(); }

  // Short, so that a thread is not kept by a connection on which nothing happens.
  static constexpr int read_timeout_ms = 20;

 private:
  class Exchange;
  Descriptor socket_;
  std::unique_ptr<Exchange> exchange_;
};

// One request to a server, for the command line. Throws std::runtime_error when there is no answer.
struct HttpAnswer {
  int status = 0;
  std::string body;
};
HttpAnswer http_request(const std::string& endpoint, const std::string& method,
                        const std::string& path, const std::string& body);

}  // namespace snowglobe
