// `snowglobe serve`: one world behind one port, until a signal ends it.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "emulator/api/service_table.h"

namespace snowglobe {

struct ServeOptions {
  std::string host = "localhost";
  int port = 4566;
  std::string data;            // a directory; empty: in memory
  std::string clock = "real";  // or "manual", or "manual=2026-01-01T00:00:00Z"
  std::uint64_t seed = 1;
  bool has_tls = false;
  std::optional<int> tls_port;  // a second port
  std::string region = "us-east-1";
  std::string account = "000000000000";
  std::string log_level = "info";
  std::string durability = "normal";  // or "full"
  std::size_t body_megabytes_max = 16;
};

// Prints where it listens and then "Ready." to `out`; logs go to standard error. Returns when
// SIGTERM or SIGINT came and every request was answered. Throws std::runtime_error that says what
// to do when it cannot start. Call it while the process has no other thread.
void serve(const ServeOptions& options, const ServiceTable& services, std::ostream& out);

}  // namespace snowglobe
