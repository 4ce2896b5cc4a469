#include "emulator/front/serve.h"

#include <signal.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <ostream>
#include <stdexcept>

#include "emulator/front/router.h"
#include "emulator/front/server.h"

namespace snowglobe {
namespace {

// The signals that end the program come to the thread that waits for them, and to no other.
class EndSignals {
 public:
  EndSignals() {
    ::sigemptyset(&set_);
    ::sigaddset(&set_, SIGTERM);
    ::sigaddset(&set_, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
  }
  // From then on a second signal ends the program at once.
  void wait() {
    int signal = 0;
    ::sigwait(&set_, &signal);
    ::pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
  }

 private:
  sigset_t set_;
};

// Each connection is a descriptor, and the usual limit is 1,024.
void raise_descriptor_limit() {
  constexpr rlim_t wanted = 65'536;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t reachable =
      limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
  if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < reachable) {
    limit.rlim_cur = reachable;
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
}

void read_clock(const std::string& text, WorldOptions& options) {
  constexpr std::string_view manual = "manual";
  if (text == "real") return;
  if (!text.starts_with(manual)) {
    throw std::runtime_error("--clock is real, manual or manual=2026-01-01T00:00:00Z");
  }
  options.clock = ClockMode::kManual;
  const std::string_view rest = std::string_view(text).substr(manual.size());
  if (rest.empty()) return;
  options.clock_start = rest[0] == '=' ? parse_iso8601(rest.substr(1)) : std::nullopt;
  if (!options.clock_start || *options.clock_start >= never) {
    throw std::runtime_error("--clock manual=... needs a moment like 2026-01-01T00:00:00Z");
  }
}

WorldOptions world_options(const ServeOptions& options, const std::string& endpoint) {
  WorldOptions world;
  world.directory = options.data;
  if (options.durability == "full") world.durability = Durability::kFull;
  read_clock(options.clock, world);
  world.seed = options.seed;
  world.endpoint = endpoint;
  world.log = [](std::string_view line) { spdlog::warn("{}", line); };
  return world;
}

void log_call(const Call& call, const Outcome& outcome) {
  spdlog::debug("{}.{} => {}", call.service, call.operation,
                outcome.is_lost ? "no reply"
                : outcome.error ? outcome.error->code + ": " + outcome.error->message
                                : "ok");
}

std::string shown_host(const std::string& host) {
  if (host == "0.0.0.0" || host == "::") return "localhost";
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

void serve(const ServeOptions& options, const ServiceTable& services, std::ostream& out) {
  EndSignals signals;
  spdlog::set_default_logger(std::make_shared<spdlog::logger>(
      "snowglobe", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  raise_descriptor_limit();

  std::unique_ptr<Tls> tls;
  if (options.has_tls || options.tls_port) tls = std::make_unique<Tls>();
  Router* router = nullptr;
  ServerOptions server_options;
  server_options.tls = tls.get();
  server_options.body_bytes_max = options.body_megabytes_max << 20;
  Server server(server_options,
                [&router](const wire::HttpRequest& request) { return router->handle(request); });
  // First the ports: whoever may not have them must not touch the data.
  const int port = server.bind(options.host, options.port);
  std::optional<int> tls_port;
  if (options.tls_port) tls_port = server.bind(options.host, *options.tls_port);

  const std::string address = shown_host(options.host) + ":" + std::to_string(port);
  World world(world_options(options, "http://" + address), services);
  const bool logs_calls = spdlog::should_log(spdlog::level::debug);
  Router made_router(world, {options.account, options.region}, options.seed,
                     logs_calls ? &log_call : Router::Observer());
  router = &made_router;
  server.start();

  out << "Snowglobe " << program_version << " serves http://" << address;
  if (tls) out << " and https://" << address;
  if (tls_port) out << " and https://" << shown_host(options.host) << ":" << *tls_port;
  out << "\nReady." << std::endl;

  signals.wait();
  spdlog::info("stopping");
  world.stop();  // parked calls are answered
  server.stop();
}

}  // namespace snowglobe
