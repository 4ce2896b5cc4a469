#include "emulator/front/router.h"

namespace snowglobe {
namespace {

wire::Directory directory_of(const Catalog& catalog) {
  wire::Directory directory;
  for (const Catalog::Entry& entry : catalog.entries()) {
    directory.add(entry.service->info(), entry.service->operations());
  }
  return directory;
}

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

// Somebody looks at the port with a browser.
bool is_visit(const wire::HttpRequest& request) {
  return request.target == "/" && (request.method == "GET" || request.method == "HEAD") &&
         request.header("Authorization").empty() && request.header("X-Amz-Target").empty();
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
      wire_(directory_of(world.catalog()), defaults, seed),
      observer_(std::move(observer)) {}

wire::HttpReply Router::handle(const wire::HttpRequest& request) {
  if (request.method == "OPTIONS") return preflight(request);
  if (is_visit(request)) return welcome();
  wire::HttpReply reply = Control::owns(request) ? control_.handle(request) : handle_aws(request);
  allow_origin(request, reply);
  return reply;
}

wire::HttpReply Router::handle_aws(const wire::HttpRequest& request) {
  wire::Exchange exchange;
  try {
    exchange = wire_.read(request);
    if (exchange.refusal) return wire::Wire::write_error(exchange, *exchange.refusal);
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
