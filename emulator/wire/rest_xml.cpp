#include "emulator/wire/rest_xml.h"

#include "emulator/base/text.h"

namespace snowglobe::wire {
namespace {

Json read_input(const Reading&) {
  throw AwsError("NotImplemented", "The REST-XML protocol is not implemented by Snowglobe.", 501);
}

void write_output(const Writing&, const Json&, HttpReply&) {}

void write_error(const Writing& writing, const AwsError& error, HttpReply& reply) {
  reply.status = error.http_status;
  reply.content_type = "application/xml";
  reply.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" +
               xml_escape(error.code) + "</Code><Message>" + xml_escape(error.message) +
               "</Message><RequestId>" + std::string(writing.request_id) + "</RequestId></Error>";
}

}  // namespace

const Codec rest_xml_codec = {&read_input, true, &write_output, &write_error};

}  // namespace snowglobe::wire
