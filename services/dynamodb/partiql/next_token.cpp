#include "services/dynamodb/partiql/next_token.h"

#include "emulator/base/hash.h"
#include "emulator/base/text.h"
#include "services/dynamodb/partiql/errors.h"

namespace snowglobe::dynamodb::partiql {
namespace {

std::string digest(const std::string& request) { return base64_encode(sha256(request)); }

}  // namespace

std::string write_token(const Continuation& from, const std::string& request) {
  Json json = {{"request", digest(request)}, {"query", from.query}};
  if (from.key) json["key"] = *from.key;
  return base64_encode(print_json(json));
}

Continuation read_token(const std::string& token, const std::string& request) {
  const auto text = base64_decode(token);
  if (!text) throw invalid_token();
  Json json;
  try {
    json = parse_json(*text);
  } catch (const JsonError&) {
    throw invalid_token();
  }
  const bool is_token = json.is_object() && json.contains("request") &&
                        json["request"].is_string() && json.contains("query") &&
                        json["query"].is_number_unsigned();
  if (!is_token) throw invalid_token();
  if (json["request"] != digest(request)) throw token_does_not_match();
  Continuation from{json["query"].get<std::size_t>(), std::nullopt};
  if (json.contains("key")) from.key = json["key"];
  return from;
}

}  // namespace snowglobe::dynamodb::partiql
