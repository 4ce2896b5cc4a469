#include "emulator/front/server.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace snowglobe {
namespace {

constexpr int backlog = 4096;
constexpr time_t write_timeout_seconds = 30;

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses resolve(const std::string& host, int port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (error != 0) {
    throw std::runtime_error("cannot listen on '" + host + "': " + ::gai_strerror(error) +
                             " (--host 127.0.0.1 is this machine only, 0.0.0.0 everybody)");
  }
  return Addresses(found, &::freeaddrinfo);
}

// Clients differ in which of the two they try, and asking the resolver would take longer than all
// else.
std::vector<std::string> hosts_of(const std::string& host) {
  if (host == "localhost") return {"127.0.0.1", "::1"};
  return {host};
}

// Sets errno and returns a closed descriptor when it does not work.
Descriptor listen_at(const addrinfo& address, int port) {
  Descriptor socket(
      ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.is_open()) return socket;
  const int on = 1;
  ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_storage storage{};
  std::memcpy(&storage, address.ai_addr, address.ai_addrlen);
  if (address.ai_family == AF_INET6) {
    ::setsockopt(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    reinterpret_cast<sockaddr_in6&>(storage).sin6_port = htons(static_cast<std::uint16_t>(port));
  } else {
    reinterpret_cast<sockaddr_in&>(storage).sin_port = htons(static_cast<std::uint16_t>(port));
  }
  if (::bind(socket.number(), reinterpret_cast<const sockaddr*>(&storage), address.ai_addrlen) !=
          0 ||
      ::listen(socket.number(), backlog) != 0) {
    const int error = errno;
    socket.close();
    errno = error;
  }
  return socket;
}

int port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                   : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

void prepare_socket(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval read_timeout{0, Connection::read_timeout_ms * 1000};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &read_timeout, sizeof read_timeout);
  const timeval write_timeout{write_timeout_seconds, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &write_timeout, sizeof write_timeout);
}

void watch_descriptor(int epoll, int descriptor, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  if (::epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) != 0) {
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
  }
}

Descriptor open_spare() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

}  // namespace

Server::Server(const ServerOptions& options, HttpHandler handler)
    : options_(options),
      handler_(std::move(handler)),
      settings_{options.body_bytes_max, options.tls, &is_stopping_},
      watched_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC)),
      spare_(open_spare()),
      tasks_(options.threads_max) {}

Server::~Server() { stop(); }

int Server::bind(const std::string& host, int port) {
  int error = EADDRNOTAVAIL;
  const std::size_t before = listeners_.size();
  for (const std::string& one : hosts_of(host)) {
    const Addresses addresses = resolve(one, port);
    for (const addrinfo* address = addresses.get(); address; address = address->ai_next) {
      Descriptor listener = listen_at(*address, port);
      if (listener.is_open()) {
        // The other addresses get the port that the first one was given.
        if (port == 0) port = port_of(listener.number());
        listeners_.push_back(std::move(listener));
      } else if (errno == EADDRINUSE) {
        throw std::runtime_error("port " + std::to_string(port) + " of " + one +
                                 " is taken: another Snowglobe or LocalStack may be running "
                                 "(--port 0 takes a free one)");
      } else {
        error = errno;  // a machine without IPv6, say
      }
    }
  }
  if (listeners_.size() == before) {
    throw std::runtime_error("cannot listen on " + host + " port " + std::to_string(port) + ": " +
                             std::strerror(error));
  }
  return port;
}

void Server::start() {
  watch_descriptor(watched_.number(), wake_.number(), EPOLLIN);
  for (const Descriptor& listener : listeners_) {
    watch_descriptor(watched_.number(), listener.number(), EPOLLIN);
  }
  watcher_ = std::thread([this] { watch(); });
}

void Server::stop() {
  is_stopping_ = true;
  if (watcher_.joinable()) {
    const std::uint64_t one = 1;
    static_cast<void>(::write(wake_.number(), &one, sizeof one));
    watcher_.join();
  }
  listeners_.clear();
  tasks_.stop();
  const std::lock_guard guard(idle_mutex_);
  idle_.clear();
  idle_order_.clear();
}

void Server::watch() {
  constexpr int events_max = 64;
  epoll_event events[events_max];
  while (!is_stopping_) {
    const int count = ::epoll_wait(watched_.number(), events, events_max, -1);
    for (int i = 0; i < count; ++i) {
      const int descriptor = events[i].data.fd;
      const auto is_it = [&](const Descriptor& listener) {
        return listener.number() == descriptor;
      };
      if (descriptor == wake_.number()) return;
      if (std::any_of(listeners_.begin(), listeners_.end(), is_it)) {
        accept_from(descriptor);
      } else {
        begin_serving(descriptor);
      }
    }
  }
}

void Server::accept_from(int listener) {
  for (;;) {
    Descriptor socket(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket.is_open()) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno != EMFILE && errno != ENFILE) return;
      // Out of descriptors: make room, and turn this client away rather than let it wait.
      close_longest_idle();
      spare_.close();
      Descriptor(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC)).close();
      spare_ = open_spare();
      return;
    }
    prepare_socket(socket.number());
    const int number = socket.number();
    set_idle(number, {std::move(socket), nullptr});
  }
}

void Server::set_idle(int descriptor, Idle idle) {
  const std::lock_guard guard(idle_mutex_);
  if (is_stopping_) return;
  idle_order_.emplace(++last_idle_, descriptor);
  idle_.insert_or_assign(descriptor,
                         std::pair(last_idle_, std::make_shared<Idle>(std::move(idle))));
  watch_descriptor(watched_.number(), descriptor, EPOLLIN | EPOLLRDHUP | EPOLLONESHOT);
  if (idle_.size() > options_.idle_connections_max) {
    idle_.erase(idle_order_.begin()->second);
    idle_order_.erase(idle_order_.begin());
  }
}

void Server::close_longest_idle() {
  const std::lock_guard guard(idle_mutex_);
  if (idle_order_.empty()) return;
  idle_.erase(idle_order_.begin()->second);
  idle_order_.erase(idle_order_.begin());
}

void Server::begin_serving(int descriptor) {
  std::shared_ptr<Idle> idle;
  {
    const std::lock_guard guard(idle_mutex_);
    const auto found = idle_.find(descriptor);
    if (found == idle_.end()) return;
    idle_order_.erase(found->second.first);
    idle = std::move(found->second.second);
    idle_.erase(found);
  }
  tasks_.add([this, idle] {
    std::unique_ptr<Connection> connection = std::move(idle->connection);
    if (!connection) {
      connection = std::make_unique<Connection>(std::move(idle->fresh), settings_, handler_);
    }
    if (connection->serve() == Connection::State::kIdle && !is_stopping_) {
      const int number = connection->descriptor();
      set_idle(number, {Descriptor(), std::move(connection)});
    }
  });
}

}  // namespace snowglobe
