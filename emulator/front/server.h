// The HTTP server: sockets, idle connections and threads. It knows nothing of what is served.
//
// One thread watches the listening sockets and all connections on which nothing happens; one that
// becomes readable goes to the task queue, is served there until it is idle again, and comes back.
// So a thousand idle connections cost no thread and no wake-up, and a call that waits long costs
// one thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "emulator/front/http.h"
#include "emulator/front/task_queue.h"

namespace snowglobe {

struct ServerOptions {
  std::size_t body_bytes_max = 16u << 20;
  std::size_t threads_max = 4096;
  std::size_t idle_connections_max = 16'384;  // beyond, the one that waits longest is closed
  const Tls* tls = nullptr;                   // with it, every port speaks http and https
};

class Server {
 public:
  Server(const ServerOptions& options, HttpHandler handler);
  ~Server();  // stops

  // Listens at every address of `host` ("localhost" is 127.0.0.1 and ::1), on a free port when
  // `port` is 0; returns the port. Throws std::runtime_error that says what to do. Call it before
  // start().
  int bind(const std::string& host, int port);
  void start();
  // Accepts no more, lets every request that has begun be answered, and closes all connections.
  // Calls that wait in the handler must be ended by their owner first.
  void stop();

 private:
  // On an idle connection nothing is happening; a fresh one has never sent anything.
  struct Idle {
    Descriptor fresh;
    std::unique_ptr<Connection> connection;
  };

  void watch();
  void accept_from(int listener);
  void begin_serving(int descriptor);
  void set_idle(int descriptor, Idle idle);
  void close_longest_idle();

  const ServerOptions options_;
  const HttpHandler handler_;
  HttpSettings settings_;
  std::atomic<bool> is_stopping_ = false;

  std::vector<Descriptor> listeners_;
  Descriptor watched_;  // epoll
  Descriptor wake_;     // eventfd: stop() writes to it
  Descriptor spare_;    // given up for a moment when descriptors run out
  std::thread watcher_;

  std::mutex idle_mutex_;                                                // guards the three below
  std::map<int, std::pair<std::uint64_t, std::shared_ptr<Idle>>> idle_;  // by descriptor
  std::map<std::uint64_t, int> idle_order_;                              // oldest first
  std::uint64_t last_idle_ = 0;

  TaskQueue tasks_;  // last: its threads use all of the above
};

}  // namespace snowglobe
