// A table of wrong requests and AWS's answers to them.
#pragma once

#include <span>
#include <string>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {

struct WrongRequest {
  const char* operation;
  const char* input;    // JSON; TableName is "tab" where it is left out
  const char* message;  // after "Code: ", unless that is ValidationException
};

// "tab" has the key h (S) and r (N), the local index "local" (h, who; keys only), the global index
// "global" (who, r; with total), and one item; "one" has the key h (S) alone.
class ErrorWorld : public DynamodbWorld {
 public:
  ErrorWorld() {
    call("CreateTable", indexed_table);
    call("CreateTable", R"({"TableName": "one", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})");
    call("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"}, "r": {"N": "1"},
      "s": {"S": "text"}, "n": {"N": "5"}, "ss": {"SS": ["x"]}, "l": {"L": [{"N": "1"}]},
      "m": {"M": {"k": {"N": "1"}}}, "big": {"N": "9e125"}}})");
  }

  void expect(std::span<const WrongRequest> rows) {
    const std::string before = print_json(call("Scan", R"({"TableName": "tab"})"));
    for (const WrongRequest& row : rows) {
      Json input = parse_json(row.input);
      const bool has_tables = input.contains("RequestItems") || input.contains("TransactItems") ||
                              input.contains("Statement");
      if (!has_tables && !input.contains("TableName")) input["TableName"] = "tab";
      EXPECT_EQ(refusal(row.operation, print_json(input)), row.message)
          << row.operation << " " << row.input;
    }
    EXPECT_EQ(print_json(call("Scan", R"({"TableName": "tab"})")), before);
  }
};

}  // namespace snowglobe::dynamodb
