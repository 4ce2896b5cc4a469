#include "emulator/api/service.h"

#include <algorithm>

namespace snowglobe {

std::string_view protocol_name(Protocol protocol) {
  switch (protocol) {
    case Protocol::kJson10:
      return "awsJson1_0";
    case Protocol::kJson11:
      return "awsJson1_1";
    case Protocol::kQuery:
      return "awsQuery";
    case Protocol::kRestJson:
      return "restJson1";
    case Protocol::kRestXml:
      return "restXml";
    case Protocol::kRpcV2Cbor:
      return "rpcv2Cbor";
    case Protocol::kRaw:
      return "raw";
  }
  return "";
}

namespace service_detail {

void refuse(const ServiceInfo& info, const std::vector<Violation>& violations) {
  throw info.invalid_input(violations);
}

}  // namespace service_detail

bool ServiceInfo::speaks(Protocol protocol) const {
  return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

}  // namespace snowglobe
