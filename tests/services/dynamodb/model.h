// A second and simple DynamoDB for property tests: conditions and updates worked out on plain JSON.
// It shares no code with the service.
//
// Written as JSON, with the operator first:
//   path       ["a", "b", 0]
//   operand    {"path": path}, {"value": {"N": "1"}}, {"size": path}
//   condition  ["and", c, ...], ["or", c, ...], ["not", c], ["<=", operand, operand],
//              ["BETWEEN", o, low, high], ["IN", o, o, ...], ["attribute_exists", o],
//              ["attribute_not_exists", o], ["attribute_type", o, {"value": {"S": "N"}}],
//              ["begins_with", o, o], ["contains", o, o]
//   source     operand, ["+", source, source], ["-", ...], ["list_append", ...],
//              ["if_not_exists", {"path": path}, source]
//   update     actions: ["SET", path, source], ["REMOVE", path], ["ADD", path, {"value": v}],
//              ["DELETE", path, {"value": v}]
// Numbers have at most two decimal places and twelve digits.
#pragma once

#include <optional>
#include <string>

#include "emulator/base/json.h"

namespace snowglobe::dynamodb::model {

bool holds(const Json& condition, const Json& item);

// Nothing when the update does not fit the item. REQUIRES: no path leads through another's end;
// the indexes of one list stand in ascending order.
std::optional<Json> updated(const Json& actions, const Json& item);

// The same text for what is equal: sets and maps in any order.
std::string canonical(const Json& item);

// Negative, zero or positive; nothing for what has no order.
std::optional<int> compare(const Json& a, const Json& b);

// As an expression, with its values.
struct Text {
  std::string text;
  Json values = Json::object();

  std::string operand(const Json& operand);
  std::string condition(const Json& condition);
  std::string source(const Json& source);
  std::string update(const Json& actions);
};
std::string path_text(const Json& path);

}  // namespace snowglobe::dynamodb::model
