#include "tests/scenarios/runner/transport.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <httplib.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

#include "emulator/base/text.h"
#include "emulator/engine/world.h"
#include "services/catalog.h"
#include "tests/support/test_world.h"

namespace snowglobe::scenario {
namespace {

class TicketPending : public Pending {
 public:
  explicit TicketPending(std::shared_ptr<Ticket> ticket) : ticket_(std::move(ticket)) {}
  bool is_answered() override { return ticket_->is_done(); }
  Outcome outcome() override {
    if (!ticket_->is_done()) throw std::runtime_error("the call still waits");
    return ticket_->outcome();
  }

 private:
  std::shared_ptr<Ticket> ticket_;
};

class InProcess : public Transport {
 public:
  std::unique_ptr<Pending> submit(const Call& call) override {
    return std::make_unique<TicketPending>(world_.submit(call.service, call.operation, call.input));
  }
  void advance(const std::string& duration) override { world_.advance(duration); }
  void settle() override { world_.settle(); }
  void add_fault(const Json& rule) override { world_.world().add_fault(rule); }
  void clear_faults() override { world_.world().clear_faults(); }
  void restart() override { world_.restart(); }

 private:
  TestWorld world_;
};

// Finds out how each operation travels from the program's own tables.
class Requests {
 public:
  httplib::Request make(const Call& call) const {
    const ServiceTable::Entry* entry = service_catalog().find(call.service);
    const Operation* operation = entry == nullptr ? nullptr : entry->find(call.operation);
    httplib::Request request;
    request.method = "POST";
    request.path = "/";
    request.body = print_json(call.input);
    if (operation == nullptr || operation->reach == Reach::kControl ||
        entry->info().protocols.front() == Protocol::kQuery) {
      request.path = "/_snowglobe/call/" + call.service + "/" + call.operation;
    } else if (!operation->http.empty()) {
      make_rest(*operation, call.input, request);
    } else {
      const ServiceInfo& info = entry->info();
      request.set_header("X-Amz-Target", std::string(info.shape_name) + "." + call.operation);
      request.set_header("Content-Type", info.protocols.front() == Protocol::kJson10
                                             ? "application/x-amz-json-1.0"
                                             : "application/x-amz-json-1.1");
    }
    if (entry != nullptr) {
      request.set_header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" +
                                              std::string(entry->info().signing_name) +
                                              "/aws4_request, SignedHeaders=host, Signature=0");
    }
    return request;
  }

 private:
  static void make_rest(const Operation& operation, const Json& input, httplib::Request& request) {
    const std::vector<std::string_view> parts = split(operation.http, ' ');  // method, path, status
    request.method = std::string(parts.at(0));
    request.path = std::string(parts.at(1));
    Json body = input;
    std::string query;
    for (const ShapeMember& member : operation.input().members) {
      const Json* found = find_member(input, member.name);
      if (found == nullptr) continue;
      const std::string text = found->is_string() ? found->get<std::string>() : print_json(*found);
      const std::string label = "{" + member.name + "}";
      if (request.path.find(label) != std::string::npos) {
        request.path = replace_all(request.path, label, percent_encode(text));
      } else if (member.location == Location::kQueryString) {
        query += (query.empty() ? "?" : "&") + std::string(member.location_name) + "=" +
                 percent_encode(text);
      } else if (member.location == Location::kHeader) {
        request.set_header(std::string(member.location_name), text);
      } else if (member.location == Location::kPayload) {
        body = parse_json(base64_decode(text).value_or(""));
        continue;
      } else {
        continue;
      }
      if (body.is_object()) body.erase(member.name);
    }
    request.path += query;
    request.body = request.method == "GET" ? "" : print_json(body);
  }
};

int free_port() {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
  socklen_t size = sizeof address;
  getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  close(descriptor);
  return ntohs(address.sin_port);
}

Outcome read_reply(const httplib::Result& reply) {
  Outcome outcome;
  if (!reply) {
    outcome.error = AwsError("NoReply", "the connection was cut");
    outcome.is_lost = true;
    return outcome;
  }
  Json body = reply->body.empty() ? Json::object() : parse_json(reply->body);
  if (reply->status < 400) {
    outcome.output = std::move(body);
    return outcome;
  }
  std::string code = body.value("__type", reply->get_header_value("x-amzn-ErrorType"));
  if (code.empty()) code = body.value("error", "");
  code = code.substr(0, code.find(':'));
  code = code.substr(code.find('#') + 1);
  const char* message = body.contains("message") ? "message" : "Message";
  outcome.error = AwsError(code, body.value(message, ""), reply->status);
  return outcome;
}

class FuturePending : public Pending {
 public:
  explicit FuturePending(std::future<Outcome> future) : future_(std::move(future)) {}
  bool is_answered() override {
    return future_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }
  Outcome outcome() override { return future_.get(); }

 private:
  std::future<Outcome> future_;
};

class OverHttp : public Transport {
 public:
  OverHttp() : port_(free_port()) {
    static std::atomic<int> made = 0;
    directory_ = std::filesystem::temp_directory_path() /
                 ("snowglobe-scenario-" + std::to_string(getpid()) + "-" + std::to_string(++made));
    start();
  }
  ~OverHttp() override {
    kill_program();
    std::filesystem::remove_all(directory_);
  }

  std::unique_ptr<Pending> submit(const Call& call) override {
    httplib::Request request = requests_.make(call);
    const std::int64_t parked = parked_calls();
    auto future = std::async(std::launch::async,
                             [this, request] { return read_reply(client().send(request)); });
    // It is either answered or parked before the story goes on.
    while (future.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready &&
           parked_calls() <= parked) {
    }
    return std::make_unique<FuturePending>(std::move(future));
  }
  void advance(const std::string& duration) override {
    control("POST", "/_snowglobe/clock/advance", {{"duration", duration}});
  }
  void settle() override { control("POST", "/_snowglobe/clock/settle", Json::object()); }
  void add_fault(const Json& rule) override { control("POST", "/_snowglobe/faults", rule); }
  void clear_faults() override { control("DELETE", "/_snowglobe/faults", Json::object()); }
  void restart() override {
    kill_program();
    start();
  }

 private:
  httplib::Client client() {
    httplib::Client made("127.0.0.1", port_);
    made.set_read_timeout(60);
    made.set_tcp_nodelay(true);
    return made;
  }

  Json control(const char* method, const char* path, const Json& body) {
    httplib::Request request;
    request.method = method;
    request.path = path;
    request.body = body.empty() ? "" : print_json(body);
    const Outcome outcome = read_reply(client().send(request));
    if (outcome.error) {
      throw std::runtime_error(std::string(path) + ": " + outcome.error->code + " " +
                               outcome.error->message);
    }
    return outcome.output;
  }

  std::int64_t parked_calls() {
    return control("GET", "/_snowglobe/info", {}).at("parkedCalls").get<std::int64_t>();
  }

  void start() {
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    program_ = fork();
    if (program_ == 0) {
      dup2(ready[1], STDOUT_FILENO);
      const std::string port = std::to_string(port_);
      execl(SNOWGLOBE_PROGRAM, "snowglobe", "serve", "--port", port.c_str(), "--data",
            directory_.c_str(), "--clock", "manual=2026-01-01T00:00:00Z", "--log-level", "warn",
            nullptr);
      _exit(127);
    }
    close(ready[1]);
    std::string said;
    char byte = 0;
    while (said.find("Ready.") == std::string::npos) {
      if (read(ready[0], &byte, 1) != 1)
        throw std::runtime_error("snowglobe did not start: " + said);
      said += byte;
    }
    // The pipe stays open, so that the program can go on writing to it.
    if (output_ >= 0) close(output_);
    output_ = ready[0];
  }

  void kill_program() {
    kill(program_, SIGKILL);
    waitpid(program_, nullptr, 0);
  }

  Requests requests_;
  int port_;
  std::filesystem::path directory_;
  pid_t program_ = 0;
  int output_ = -1;
};

}  // namespace

std::unique_ptr<Transport> in_process() { return std::make_unique<InProcess>(); }

std::unique_ptr<Transport> over_http() { return std::make_unique<OverHttp>(); }

}  // namespace snowglobe::scenario
