// Attribute values for tests, written as JSON text, where their bytes are base64.
#pragma once

#include "emulator/api/blob_text.h"
#include "services/dynamodb/values/attribute_value.h"

namespace snowglobe::dynamodb {

// {"S": "x"}
inline Json attribute_value(std::string_view text) {
  Json json = parse_json(text);
  text_to_blobs(json, shape_of<AttributeValue>());
  return json;
}

// {"name": {"S": "x"}}
inline Json attribute_map(std::string_view text) {
  Json json = parse_json(text);
  text_to_blobs(json, shape_of<AttributeMap>());
  return json;
}

}  // namespace snowglobe::dynamodb
