#include "emulator/wire/cbor_protocol.h"

namespace snowglobe::wire {
namespace {

Json read_input(const Reading&) {
  throw AwsError("NotImplemented", "The RPC v2 CBOR protocol is not implemented by Snowglobe.",
                 501);
}

void write_output(const Writing&, const Json&, HttpReply&) {}

void write_error(const Writing&, const AwsError& error, HttpReply& reply) {
  reply.status = error.http_status;
}

}  // namespace

const Codec cbor_codec = {&read_input, false, &write_output, &write_error};

}  // namespace snowglobe::wire
