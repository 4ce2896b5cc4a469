// The yardstick of scripts/bench: the same HTTP library, answering every POST with a small
// constant. What it reaches is what the library, the kernel and the load generator leave.

#include <httplib.h>

#include <cstdio>
#include <cstdlib>

int main(int, char** argv) {
  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(64); };
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1'000'000'000);
  server.Post("/", [](const httplib::Request&, httplib::Response& response,
                      const httplib::ContentReader& read) {
    std::string body;
    read([&](const char* data, size_t size) {
      body.append(data, size);
      return true;
    });
    response.set_header("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
    response.set_content("{}", "application/x-amz-json-1.0");
  });
  const int port = std::atoi(argv[1]);
  if (!server.bind_to_port("127.0.0.1", port)) return 1;
  std::puts("Ready.");
  std::fflush(stdout);
  server.listen_after_bind();
  return 0;
}
