#include "emulator/wire/exchange.h"

#include "emulator/base/hash.h"
#include "emulator/base/random.h"
#include "emulator/base/text.h"
#include "emulator/wire/codec.h"
#include "emulator/wire/host.h"

namespace snowglobe::wire {
namespace {

// "http://localhost:4566", as the client wrote it.
std::string endpoint_of(const ServiceTable& services, const HttpRequest& request) {
  constexpr std::size_t host_max = 255;
  const std::string_view host = without_prefix(services, request.header("Host"));
  if (host.empty() || host.size() > host_max || !is_utf8(host)) return {};
  std::string endpoint(request.scheme);
  endpoint += "://";
  endpoint += host;
  return endpoint;
}

const ServiceInfo* info_of(const Identified& what) {
  return what.service == nullptr ? nullptr : &what.service->info();
}

Writing writing_of(const Exchange& exchange) {
  return {info_of(exchange.what), exchange.what.operation, exchange.what.rest.route,
          exchange.request_id};
}

HttpReply begin_reply(const Exchange& exchange) {
  HttpReply reply;
  reply.headers.reserve(4);
  reply.headers.emplace_back("x-amzn-RequestId", exchange.request_id);
  return reply;
}

void end_reply(const Exchange& exchange, HttpReply& reply) {
  const ServiceInfo* service = info_of(exchange.what);
  if (service != nullptr && service->reply_checksum == ReplyChecksum::kCrc32) {
    reply.headers.emplace_back("x-amz-crc32", std::to_string(crc32(reply.body)));
  }
}

}  // namespace

std::string request_id(RequestIdForm form, std::uint64_t seed, std::uint64_t number) {
  Random random(seed ^ (number * 0x9E3779B97F4A7C15u));
  if (form == RequestIdForm::kUuid) return random.uuid();
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
  exchange.what = identify(services_, request, defaults_);
  Identified& what = exchange.what;
  const ServiceInfo* service = info_of(what);
  exchange.request_id =
      request_id(service == nullptr ? RequestIdForm::kUuid : service->request_id_form, seed_,
                 requests_.fetch_add(1, std::memory_order_relaxed));
  if (what.refusal) {
    exchange.refusal = std::move(what.refusal);
    return exchange;
  }
  Call& call = exchange.call;
  call.service = service->name;
  call.operation = what.operation->name;
  call.account = std::move(what.account);
  call.region = std::move(what.region);
  call.endpoint = endpoint_of(services_, request);
  try {
    const Codec& codec = codec_of(what.protocol);
    call.input = codec.read_input({request, *service, *what.operation, what.rest, what.parameters,
                                   what.host_labels, call.endpoint});
    call.has_text_blobs = codec.leaves_text_blobs;
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
  codec_of(exchange.what.protocol).write_output(writing_of(exchange), outcome.output, reply);
  end_reply(exchange, reply);
  return reply;
}

HttpReply Wire::write_error(const Exchange& exchange, const AwsError& error) {
  HttpReply reply = begin_reply(exchange);
  codec_of(exchange.what.protocol).write_error(writing_of(exchange), error, reply);
  end_reply(exchange, reply);
  return reply;
}

}  // namespace snowglobe::wire
