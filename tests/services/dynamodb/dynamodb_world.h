// A world with what tests of DynamoDB say again and again.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "emulator/base/json.h"
#include "tests/support/test_world.h"

namespace snowglobe::dynamodb {

// "tab" with the key h and r, and an index of each kind.
inline constexpr const char* indexed_table = R"({
  "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"},
    {"AttributeName": "r", "AttributeType": "N"}, {"AttributeName": "who", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"},
                {"AttributeName": "r", "KeyType": "RANGE"}],
  "LocalSecondaryIndexes": [{"IndexName": "local", "KeySchema": [
      {"AttributeName": "h", "KeyType": "HASH"}, {"AttributeName": "who", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "KEYS_ONLY"}}],
  "GlobalSecondaryIndexes": [{"IndexName": "global", "KeySchema": [
      {"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "r", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"]}}]})";

// A provisioned table with a local and a global index, for tests of operations on tables.
inline constexpr const char* orders_table = R"({
  "TableName": "orders",
  "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
  "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
    {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "who", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"},
                {"AttributeName": "at", "KeyType": "RANGE"}],
  "LocalSecondaryIndexes": [{"IndexName": "local", "KeySchema": [
      {"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "who", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "KEYS_ONLY"}}],
  "GlobalSecondaryIndexes": [{"IndexName": "by-who", "KeySchema": [
      {"AttributeName": "who", "KeyType": "HASH"}],
    "Projection": {"ProjectionType": "ALL"},
    "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}]})";

class DynamodbWorld : public TestWorld {
 public:
  Json call(std::string_view operation, const Json& input) {
    return ok("dynamodb", operation, input);
  }
  Json call(std::string_view operation, const char* text) {
    return call(operation, parse_json(text));
  }
  AwsError refused(std::string_view operation, const Json& input) {
    return error("dynamodb", operation, input);
  }
  // "Code: message", the code left out where it is ValidationException.
  std::string refusal(std::string_view operation, const std::string& text) {
    const AwsError found = refused(operation, parse_json(text));
    return (found.code == "ValidationException" ? "" : found.code + ": ") + found.message;
  }

  // A table "t" with the partition key "h", and the sort key "r" where there is a type for it.
  void table(const char* hash_type = "S", const char* range_type = nullptr) {
    Json input = parse_json(R"({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})");
    input["AttributeDefinitions"][0]["AttributeType"] = hash_type;
    if (range_type != nullptr) {
      input["AttributeDefinitions"].push_back(
          {{"AttributeName", "r"}, {"AttributeType", range_type}});
      input["KeySchema"].push_back({{"AttributeName", "r"}, {"KeyType", "RANGE"}});
    }
    call("CreateTable", input);
  }
  // Puts an item given as plain JSON: strings, integers.
  void put(const Json& plain) { call("PutItem", {{"TableName", "tab"}, {"Item", typed(plain)}}); }
  Json get(const Json& plain_key) {
    const Json answer = call("GetItem", {{"TableName", "tab"}, {"Key", typed(plain_key)}});
    return answer.contains("Item") ? answer["Item"] : Json();
  }

  static Json typed(const Json& plain) {
    Json item = Json::object();
    for (const auto& [name, value] : plain.items()) {
      if (value.is_string()) {
        item[name] = {{"S", value}};
      } else {
        item[name] = {{"N", std::to_string(value.get<int>())}};
      }
    }
    return item;
  }
  // The values of one attribute in an answer's Items.
  static std::vector<std::string> column(const Json& answer, const std::string& name) {
    std::vector<std::string> values;
    for (const Json& item : answer.at("Items")) {
      const Json& value = item.at(name);
      values.push_back(value.begin().value().get<std::string>());
    }
    return values;
  }
};

using Strings = std::vector<std::string>;

}  // namespace snowglobe::dynamodb
