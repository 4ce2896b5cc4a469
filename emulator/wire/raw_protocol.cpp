#include "emulator/wire/raw_protocol.h"

#include "emulator/api/raw.h"
#include "emulator/base/text.h"

namespace snowglobe::wire {
namespace {

Json read_input(const Reading& reading) {
  const HttpRequest& request = reading.request;
  RawRequest raw;
  raw.method = request.method;
  raw.target = request.target;
  raw.scheme = request.scheme;
  raw.headers.reserve(request.headers.size());
  for (const auto& [name, value] : request.headers) {
    raw.headers.push_back({std::string(name), std::string(value)});
  }
  raw.body.bytes = SharedBytes(std::string(request.body));
  raw.host_labels = reading.host_labels;
  return write_shape(raw);
}

void write_output(const Writing&, const Json& output, HttpReply& reply) {
  RawReply raw;
  static_cast<void>(read_shape(output, raw));
  reply.status = raw.status;
  for (RawHeader& header : raw.headers) {
    if (iequals(header.name, "content-type") && reply.content_type.empty()) {
      reply.content_type = std::move(header.value);
    } else {
      reply.headers.emplace_back(std::move(header.name), std::move(header.value));
    }
  }
  reply.body = raw.body.bytes.text();
}

void write_error(const Writing&, const AwsError& error, HttpReply& reply) {
  reply.status = error.http_status;
  reply.content_type = "application/json";
  reply.headers.emplace_back("x-amzn-ErrorType", error.code);
  reply.body = print_json({{"message", error.message}});
}

}  // namespace

const Codec raw_codec = {&read_input, false, &write_output, &write_error};

}  // namespace snowglobe::wire
