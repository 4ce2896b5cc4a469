// The protocol raw: an operation that gets a request of HTTP as it came, and answers the reply as
// it goes out. For what has no operations on the wire: an API's data plane, function URLs, web
// sites.
//
// They are shapes like any other, so a raw call is journalled, struck by faults, parked and kept as
// a row as every call is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe {

struct RawHeader {
  std::string name, value;  // as they were spelled
  void describe(auto& field) {
    field("Name", name);
    field("Value", value);
  }
};

struct RawRequest {
  std::string method;
  std::string target;              // path and query, percent-encoded as they were
  std::string scheme;              // "http" or "https"
  std::vector<RawHeader> headers;  // in their order, repeated ones too
  Blob body;
  // What stood in the places of the {labels} of the host's form (ServiceInfo::hosts).
  std::map<std::string, std::string> host_labels;
  void describe(auto& field) {
    field("Method", method);
    field("Target", target);
    field("Scheme", scheme);
    field("Headers", headers);
    field("Body", body);
    field("HostLabels", host_labels);
  }
};

struct RawReply {
  int status = 200;
  std::vector<RawHeader> headers;  // Content-Type among them; not Content-Length
  Blob body;
  void describe(auto& field) {
    field("Status", status);
    field("Headers", headers);
    field("Body", body);
  }
};

}  // namespace snowglobe
