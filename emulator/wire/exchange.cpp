#include "emulator/wire/exchange.h"

#include "emulator/base/hash.h"
#include "emulator/base/random.h"
#include "emulator/base/text.h"
#include "emulator/wire/json_protocol.h"
#include "emulator/wire/query.h"
#include "emulator/wire/rest_json.h"

namespace snowglobe::wire {
namespace {

bool is_dynamodb(const ServiceInfo* service) {
  return service != nullptr && service->target_prefix.starts_with("DynamoDB");
}

// "http://localhost:4566", as the client wrote it; SDKs put "sync-" before the host of
// StartSyncExecution.
std::string endpoint_of(const HttpRequest& request) {
  constexpr std::size_t host_max = 255;
  std::string_view host = request.header("Host");
  if (host.starts_with("sync-")) host.remove_prefix(5);
  if (host.empty() || host.size() > host_max || !is_utf8(host)) return {};
  std::string endpoint(request.scheme);
  endpoint += "://";
  endpoint += host;
  return endpoint;
}

// In the Query protocol the queue is the URL that the request is sent to, or a parameter.
void add_queue_url(const Exchange& exchange, const HttpRequest& request, Json& input) {
  const std::string_view path = request.path();
  if (path.size() < 2 || input.contains("QueueUrl")) return;
  const std::string url = exchange.call.endpoint + percent_decode(path, Plus::kKept);
  if (!is_utf8(url)) throw AwsError("MalformedQueryString", "The request's path is not UTF-8.");
  for (const ShapeMember& member : exchange.what.operation->input().members) {
    if (member.name == "QueueUrl") {
      input["QueueUrl"] = url;
    }
  }
}

Json read_input(const Exchange& exchange, const HttpRequest& request) {
  const Identified& what = exchange.what;
  switch (what.protocol) {
    case Protocol::kJson10:
    case Protocol::kJson11:
      return read_json_input(request.body);
    case Protocol::kQuery: {
      Json input = read_query_input(what.operation->input(), what.parameters);
      add_queue_url(exchange, request, input);
      return input;
    }
    case Protocol::kRestJson:
      return read_rest_json_input(what.operation->input(), request, *what.rest.route,
                                  what.rest.labels);
    case Protocol::kRestXml:
      break;
  }
  throw AwsError("NotImplemented", "The REST-XML protocol is not implemented by Snowglobe.", 501);
}

HttpReply begin_reply(const Exchange& exchange) {
  HttpReply reply;
  reply.headers.reserve(4);
  reply.headers.emplace_back("x-amzn-RequestId", exchange.request_id);
  return reply;
}

void end_reply(const Exchange& exchange, HttpReply& reply) {
  if (exchange.what.service != nullptr && is_dynamodb(&exchange.what.service->info)) {
    reply.headers.emplace_back("x-amz-crc32", std::to_string(crc32(reply.body)));
  }
}

std::string xml_error(const AwsError& error, const std::string& request_id) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + xml_escape(error.code) +
         "</Code><Message>" + xml_escape(error.message) + "</Message><RequestId>" + request_id +
         "</RequestId></Error>";
}

}  // namespace

std::string request_id(const ServiceInfo* service, std::uint64_t seed, std::uint64_t number) {
  Random random(seed ^ (number * 0x9E3779B97F4A7C15u));
  if (!is_dynamodb(service)) return random.uuid();
  constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr int characters = 52;
  constexpr int characters_per_draw = 12;  // 36^12 < 2^64
  std::string id;
  id.reserve(characters);
  std::uint64_t draw = 0;
  for (int i = 0; i < characters; ++i, draw /= alphabet.size()) {
    if (i % characters_per_draw == 0) draw = random.next();
    id += alphabet[draw % alphabet.size()];
  }
  return id;
}

Exchange Wire::read(const HttpRequest& request) {
  Exchange exchange;
  exchange.what = identify(directory_, request, defaults_);
  const ServiceEntry* service = exchange.what.service;
  exchange.request_id = request_id(service == nullptr ? nullptr : &service->info, seed_,
                                   requests_.fetch_add(1, std::memory_order_relaxed));
  if (exchange.what.refusal) {
    exchange.refusal = std::move(exchange.what.refusal);
    return exchange;
  }
  exchange.call.service = service->info.name;
  exchange.call.operation = exchange.what.operation->name;
  exchange.call.account = std::move(exchange.what.account);
  exchange.call.region = std::move(exchange.what.region);
  exchange.call.endpoint = endpoint_of(request);
  try {
    exchange.call.input = read_input(exchange, request);
  } catch (const AwsError& error) {
    exchange.refusal = error;
  }
  return exchange;
}

HttpReply Wire::write(const Exchange& exchange, const Outcome& outcome) {
  if (outcome.is_lost) {
    HttpReply reply;
    reply.is_lost = true;
    return reply;
  }
  if (outcome.error) return write_error(exchange, *outcome.error);
  HttpReply reply = begin_reply(exchange);
  const Identified& what = exchange.what;
  switch (what.protocol) {
    case Protocol::kJson10:
    case Protocol::kJson11:
      write_json_output(what.service->info, *what.operation, outcome.output, reply);
      break;
    case Protocol::kQuery:
      reply.content_type = "text/xml";
      reply.body = write_query_output(what.service->info, *what.operation, outcome.output,
                                      exchange.request_id);
      break;
    case Protocol::kRestJson:
    case Protocol::kRestXml:  // no operation is called by it yet
      write_rest_json_output(what.operation->output(), outcome.output, *what.rest.route, reply);
      break;
  }
  end_reply(exchange, reply);
  return reply;
}

HttpReply Wire::write_error(const Exchange& exchange, const AwsError& error) {
  HttpReply reply = begin_reply(exchange);
  const ServiceInfo* service =
      exchange.what.service == nullptr ? nullptr : &exchange.what.service->info;
  switch (exchange.what.protocol) {
    case Protocol::kJson10:
    case Protocol::kJson11:
      write_json_error(service, exchange.what.protocol, error, reply);
      break;
    case Protocol::kQuery:
      reply.status = error.http_status;
      reply.content_type = "text/xml";
      reply.body = write_query_error(service, error, exchange.request_id);
      break;
    case Protocol::kRestJson:
      write_rest_json_error(error, reply);
      break;
    case Protocol::kRestXml:
      reply.status = error.http_status;
      reply.content_type = "application/xml";
      reply.body = xml_error(error, exchange.request_id);
      break;
  }
  end_reply(exchange, reply);
  return reply;
}

}  // namespace snowglobe::wire
