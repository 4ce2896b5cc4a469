#include "emulator/front/router.h"

namespace snowglobe {
namespace {

// Pages in browsers use AWS's SDKs too, and ask before they send.
void allow_origin(const wire::HttpRequest& request, wire::HttpReply& reply) {
  if (request.header("Origin").empty()) return;
  reply.headers.emplace_back("Access-Control-Allow-Origin", request.header("Origin"));
  reply.headers.emplace_back("Access-Control-Expose-Headers",
                             "etag, x-amz-crc32, x-amz-version-id, x-amzn-errortype, "
                             "x-amzn-query-error, x-amzn-requestid");
  reply.headers.emplace_back("Vary", "Origin");
}

wire::HttpReply preflight(const wire::HttpRequest& request) {
  wire::HttpReply reply;
  reply.status = 204;
  allow_origin(request, reply);
  reply.headers.emplace_back("Access-Control-Allow-Methods",
                             "HEAD, GET, PUT, POST, DELETE, OPTIONS, PATCH");
  const std::string_view asked = request.header("Access-Control-Request-Headers");
  reply.headers.emplace_back("Access-Control-Allow-Headers", asked.empty() ? "*" : asked);
  reply.headers.emplace_back("Access-Control-Max-Age", "86400");
  return reply;
}

wire::HttpReply welcome() {
  wire::HttpReply reply;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = "Snowglobe " + std::string(program_version) +
               " is running. AWS's clients use this address as their endpoint; "
               "see /_snowglobe/info.\n";
  return reply;
}

}  // namespace

Router::Router(World& world, const wire::Defaults& defaults, std::uint64_t seed, Observer observer)
    : world_(world),
      control_(world, defaults),
      wire_(world.services(), defaults, seed),
      observer_(std::move(observer)) {}

// The control API first, whose paths no service has; then what the request says it is. What is
// neither signed nor any service's may be meant for Snowglobe itself.
wire::HttpReply Router::handle(const wire::HttpRequest& request) {
  if (Control::owns(request)) {
    wire::HttpReply reply = control_.handle(request);
    allow_origin(request, reply);
    return reply;
  }
  wire::Exchange exchange;
  try {
    exchange = wire_.read(request);
    if (exchange.what.is_unclaimed) {
      if (auto reply = handle_unclaimed(request)) return std::move(*reply);
    }
  } catch (const std::exception& error) {
    exchange.refusal = AwsError("InternalFailure", error.what(), 500);
  }
  wire::HttpReply reply = handle_aws(request, exchange);
  // What answers raw requests sees to its own origins.
  if (exchange.what.protocol != Protocol::kRaw) allow_origin(request, reply);
  return reply;
}

std::optional<wire::HttpReply> Router::handle_unclaimed(const wire::HttpRequest& request) {
  if (request.method == "OPTIONS") return preflight(request);
  if (request.target == "/" && (request.method == "GET" || request.method == "HEAD")) {
    return welcome();  // somebody looks at the port with a browser
  }
  if (request.target != "/health") return std::nullopt;
  wire::HttpReply reply = control_.handle(request);
  allow_origin(request, reply);
  return reply;
}

wire::HttpReply Router::handle_aws(const wire::HttpRequest& request, wire::Exchange& exchange) {
  if (exchange.refusal) return wire::Wire::write_error(exchange, *exchange.refusal);
  try {
    exchange.call.is_abandoned = request.is_abandoned;
    if (!observer_) return wire::Wire::write(exchange, world_.call(std::move(exchange.call)));
    const Call call = exchange.call;
    const Outcome outcome = world_.call(std::move(exchange.call));
    observer_(call, outcome);
    return wire::Wire::write(exchange, outcome);
  } catch (const std::exception& error) {
    return wire::Wire::write_error(exchange, AwsError("InternalFailure", error.what(), 500));
  }
}

}  // namespace snowglobe
