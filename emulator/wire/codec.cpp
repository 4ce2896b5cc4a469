#include "emulator/wire/codec.h"

#include "emulator/wire/cbor_protocol.h"
#include "emulator/wire/json_protocol.h"
#include "emulator/wire/query.h"
#include "emulator/wire/raw_protocol.h"
#include "emulator/wire/rest_json.h"
#include "emulator/wire/rest_xml.h"

namespace snowglobe::wire {

const Codec& codec_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::kJson10:
      return json10_codec;
    case Protocol::kJson11:
      return json11_codec;
    case Protocol::kQuery:
      return query_codec;
    case Protocol::kRestJson:
      return rest_json_codec;
    case Protocol::kRestXml:
      return rest_xml_codec;
    case Protocol::kRpcV2Cbor:
      return cbor_codec;
    case Protocol::kRaw:
      return raw_codec;
  }
  return json10_codec;
}

}  // namespace snowglobe::wire
