// What an attribute value looks like, for codecs: {"S": "x"}, {"M": {"a": {"N": "1"}}}. Handlers
// read it by themselves (value.h), with errors of their own, so members of this form are views.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::dynamodb {

struct AttributeValue {
  std::optional<std::string> s, n;
  std::optional<Blob> b;
  std::optional<std::vector<std::string>> ss, ns;
  std::optional<std::vector<Blob>> bs;
  std::optional<std::map<std::string, AttributeValue>> m;
  std::optional<std::vector<AttributeValue>> l;
  std::optional<bool> null, boolean;
  void describe(auto& field) {
    field("S", s);
    field("N", n);
    field("B", b);
    field("SS", ss);
    field("NS", ns);
    field("BS", bs);
    field("M", m);
    field("L", l);
    field("NULL", null);
    field("BOOL", boolean);
  }
};

using AttributeMap = std::map<std::string, AttributeValue>;
using AttributeValueView = ViewOf<AttributeValue>;
using AttributeMapView = ViewOf<AttributeMap>;

}  // namespace snowglobe::dynamodb
