// A world for tables of wrong requests to operations on tables: it has the table "orders"
// (provisioned 5/5, the indexes "by-who" and "local") and the on-demand table "free".
#pragma once

#include <span>
#include <string>

#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {

struct TableRow {
  const char* operation;
  // The whole input; of CreateTable what is to be changed in the input that makes "orders".
  const char* input;
  // "Code: message", the code left out where it is ValidationException. A prefix of what follows
  // "One or more parameter values were invalid: " where it begins with "~".
  const char* refusal;
};

inline constexpr const char* free_table = R"({
  "TableName": "free", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]})";

#define ORDERS_ARN "arn:aws:dynamodb:us-east-1:000000000000:table/orders"
#define NOWHERE_ARN "arn:aws:dynamodb:us-east-1:000000000000:table/nowhere"
#define NO_BACKUP_ARN ORDERS_ARN "/backup/01489602797149-73d8d5bc"

class TableErrorWorld : public DynamodbWorld {
 public:
  TableErrorWorld() {
    call("CreateTable", orders_table);
    call("CreateTable", free_table);
  }
  void expect(const TableRow& row) {
    const Json input = whole_input(row);
    std::string wanted = row.refusal;
    if (wanted.starts_with('~')) {
      wanted.replace(0, 1, "One or more parameter values were invalid: ");
    }
    EXPECT_EQ(refusal(row.operation, print_json(input)), wanted)
        << row.operation << " " << row.input;
  }

  // What is checked too late would leave something behind.
  void expect_nothing_of(std::span<const TableRow> rows) {
    const auto look = [&] {
      return print_json(call("ListTables", "{}")) +
             print_json(call("DescribeTable", R"({"TableName": "orders"})"));
    };
    const std::string before = look();
    for (const TableRow& row : rows) refused(row.operation, whole_input(row));
    EXPECT_EQ(look(), before);
  }

 private:
  static Json whole_input(const TableRow& row) {
    Json input = parse_json(row.input);
    if (std::string_view(row.operation) != "CreateTable") return input;
    Json whole = parse_json(orders_table);
    whole.merge_patch(input);
    return whole;
  }
};

}  // namespace snowglobe::dynamodb
