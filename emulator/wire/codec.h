// What a protocol is to the wire: a line of the table of codecs. A codec knows shapes and what a
// service says of itself, and no service by name; it has no state, and any thread may use it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "emulator/api/service_table.h"
#include "emulator/wire/form.h"
#include "emulator/wire/message.h"

namespace snowglobe::wire {

// What an input is read from. Views and references live as long as the request.
struct Reading {
  const HttpRequest& request;
  const ServiceInfo& service;
  const Operation& operation;
  const ServiceTable::RestMatch& rest;  // of the REST protocols: route and labels
  const Parameters& parameters;         // of Query: those of query string and body together
  const std::map<std::string, std::string>& host_labels;
  std::string_view endpoint;  // "http://localhost:4566", as the client wrote it; may be empty
};

// What a reply is written for.
struct Writing {
  const ServiceInfo* service;  // nullptr: none that is known here
  const Operation* operation;  // nullptr in errors of requests that name none
  const Route* route;          // of the REST protocols; else nullptr
  std::string_view request_id;
};

struct Codec {
  // The canonical input. Throws AwsError: what AWS answers to bytes that are none of the protocol.
  Json (*read_input)(const Reading&);
  // Whether it leaves blobs in base64, for the gateway to make bytes of (Call::has_text_blobs).
  bool leaves_text_blobs;
  // Each sets status, content type, headers and body. REQUIRES of an output: service and operation.
  void (*write_output)(const Writing&, const Json& output, HttpReply&);
  void (*write_error)(const Writing&, const AwsError&, HttpReply&);
};

const Codec& codec_of(Protocol protocol);

}  // namespace snowglobe::wire
