// BatchExecuteStatement and ExecuteTransaction.
#include "tests/services/dynamodb/partiql_world.h"

namespace snowglobe::dynamodb {
namespace {

class Batches : public PartiqlWorld {
 public:
  Batches() {
    table();
    put({{"h", "a"}, {"n", 1}});
    put({{"h", "b"}, {"n", 2}});
  }

  static Json list(std::initializer_list<const char*> statements) {
    Json list = Json::array();
    for (const char* statement : statements) list.push_back({{"Statement", statement}});
    return list;
  }
  std::string batch(std::initializer_list<const char*> statements) {
    return print_json(
        call("BatchExecuteStatement", {{"Statements", list(statements)}}).at("Responses"));
  }
  std::string transaction(std::initializer_list<const char*> statements) {
    return print_json(
        call("ExecuteTransaction", {{"TransactStatements", list(statements)}}).at("Responses"));
  }
  AwsError cancels(std::initializer_list<const char*> statements) {
    return refused("ExecuteTransaction", {{"TransactStatements", list(statements)}});
  }
};

TEST(Partiql_batch, Reads_each_statement_by_itself) {
  Batches world;
  EXPECT_EQ(world.batch({"SELECT n FROM tab WHERE h = 'b'", "SELECT * FROM tab WHERE h = 'none'",
                         "SELECT * FROM tab WHERE n = 1", "SELECT * FROM gone WHERE h = 'a'",
                         "SELEC x", "SELECT * FROM tab WHERE h = 'a' AND n = 1"}),
            R"([{"TableName":"tab","Item":{"n":{"N":"2"}}},{"TableName":"tab"},)"
            R"({"Error":{"Code":"ValidationError","Message":"Select statements within )"
            R"(BatchExecuteStatement must specify the primary key in the where clause."},)"
            R"("TableName":"tab"},)"
            R"({"Error":{"Code":"ResourceNotFound","Message":"Requested resource not found"}},)"
            R"({"Error":{"Code":"ValidationError","Message":"Statement wasn't well formed, can't )"
            R"(be processed: Expected data manipulation"}},)"
            R"({"Error":{"Code":"ValidationError","Message":"Select statements within )"
            R"(BatchExecuteStatement must specify the primary key in the where clause."},)"
            R"("TableName":"tab"}])");
}

TEST(Partiql_batch, Writes_each_statement_by_itself) {
  Batches world;
  const Json answer = world.call("BatchExecuteStatement", R"({"Statements": [
    {"Statement": "INSERT INTO tab VALUE {'h': 'a'}"},
    {"Statement": "UPDATE tab SET n = 9 WHERE h = ? AND n = 7", "Parameters": [{"S": "b"}],
     "ReturnValuesOnConditionCheckFailure": "ALL_OLD"},
    {"Statement": "UPDATE tab SET n = 8 WHERE h = 'b' RETURNING ALL NEW *"},
    {"Statement": "DELETE FROM tab WHERE h = ?"}],
    "ReturnConsumedCapacity": "TOTAL"})");
  EXPECT_EQ(
      print_json(answer.at("Responses")),
      R"([{"Error":{"Code":"DuplicateItem","Message":"Duplicate primary key exists in table"},)"
      R"("TableName":"tab"},)"
      R"({"Error":{"Code":"ConditionalCheckFailed","Message":"The conditional request failed",)"
      R"("Item":{"h":{"S":"b"},"n":{"N":"2"}}},"TableName":"tab"},)"
      R"({"TableName":"tab","Item":{"h":{"S":"b"},"n":{"N":"8"}}},)"
      R"({"Error":{"Code":"ValidationError","Message":"Number of parameters in request and )"
      R"(statement don't match."}}])");
  EXPECT_EQ(answer["ConsumedCapacity"].size(), 1U);
}

TEST(Partiql_batch, Is_all_reads_or_all_writes) {
  Batches world;
  const AwsError error = world.refused(
      "BatchExecuteStatement", {{"Statements", Batches::list({"SELECT * FROM tab WHERE h = 'a'",
                                                              "DELETE FROM tab WHERE h = 'a'"})}});
  EXPECT_EQ(error.code, "ValidationException");
  EXPECT_FALSE(world.get({{"h", "a"}}).is_null());
}

TEST(Partiql_transaction, Reads_items_at_one_moment) {
  Batches world;
  EXPECT_EQ(
      world.transaction({"SELECT n FROM tab WHERE h = 'b'", "SELECT * FROM tab WHERE h = 'x'"}),
      R"([{"Item":{"n":{"N":"2"}}},{}])");
}

TEST(Partiql_transaction, Writes_all_or_nothing) {
  Batches world;
  EXPECT_EQ(world.transaction({"UPDATE tab SET n = n + 1 WHERE h = 'a'",
                               "INSERT INTO tab VALUE {'h': 'c'}", "DELETE FROM tab WHERE h = 'x'",
                               "EXISTS(SELECT * FROM tab WHERE h = 'b' AND n = 2)"}),
            "[{},{},{},{}]");
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "2");
  const AwsError error = world.cancels(
      {"UPDATE tab SET n = 9 WHERE h = 'a'", "INSERT INTO tab VALUE {'h': 'c'}",
       "EXISTS(SELECT * FROM tab WHERE h = 'b' AND n = 3)", "DELETE FROM tab WHERE n = 1"});
  EXPECT_EQ(error.code, "TransactionCanceledException");
  EXPECT_EQ(print_json(error.members.at("CancellationReasons")),
            R"([{"Code":"None"},{"Code":"None"},{"Code":"None"},)"
            R"({"Code":"ValidationError","Message":"The provided key element does not match the )"
            R"(schema"}])");
  const AwsError conditions =
      world.cancels({"UPDATE tab SET n = 9 WHERE h = 'a'", "INSERT INTO tab VALUE {'h': 'c'}",
                     "EXISTS(SELECT * FROM tab WHERE h = 'b' AND n = 3)"});
  EXPECT_EQ(conditions.message,
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
            "DuplicateItem, ConditionalCheckFailed]");
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "2");
}

TEST(Partiql_transaction, Says_which_statement_is_wrong) {
  Batches world;
  struct Case {
    const char *statement, *message;
  };
  for (const auto& [statement, message] : std::initializer_list<Case>{
           {"SELECT * FROM tab WHERE",
            "Statement wasn't well formed, can't be processed: Unexpected term"},
           {"DELETE FROM tab WHERE h = 'b' RETURNING ALL OLD *",
            "RETURNING clause is not supported in ExecuteTransaction."},
           {"SELECT * FROM tab.idx WHERE h = 'b'",
            "Reads on indices are not supported within transactions."},
           {"EXISTS(SELECT * FROM tab WHERE h = 'b')",
            "EXISTS() must contain a single item read with additional condition"},
           {"EXISTS(SELECT * FROM tab WHERE n = 1)",
            "EXISTS() must contain a single item read with additional condition"}}) {
    EXPECT_EQ(world.cancels({"DELETE FROM tab WHERE h = 'a'", statement}).message,
              "Validation failed in TransactStatements[1]: " + std::string(message));
  }
  EXPECT_EQ(world.cancels({"SELECT * FROM tab WHERE n = 1"}).message,
            "Validation failed in TransactStatements[0]: Select statements within "
            "ExecuteTransaction must specify the primary key in the where clause.");
  EXPECT_EQ(
      world.cancels({"SELECT * FROM tab WHERE h = 'a'", "DELETE FROM tab WHERE h = 'a'"}).message,
      "ExecuteTransaction API does not support both read and write operations in the same "
      "request.");
  EXPECT_EQ(world.cancels({"DELETE FROM tab WHERE h = 'a'", "UPDATE tab SET n = 1 WHERE h = 'a'"})
                .message,
            "Transaction request cannot include multiple operations on one item");
  EXPECT_EQ(world.cancels({"DELETE FROM gone WHERE h = 'a'"}).code, "ResourceNotFoundException");
}

TEST(Partiql_transaction, Happens_once_for_its_token) {
  Batches world;
  Json input = {{"TransactStatements", Batches::list({"UPDATE tab SET n = n + 1 WHERE h = 'a'"})},
                {"ClientRequestToken", "once"}};
  world.call("ExecuteTransaction", input);
  world.restart();
  EXPECT_EQ(print_json(world.call("ExecuteTransaction", input)["Responses"]), "[{}]");
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "2");
  input["TransactStatements"] = Batches::list({"UPDATE tab SET n = n + 2 WHERE h = 'a'"});
  EXPECT_EQ(world.refused("ExecuteTransaction", input).code,
            "IdempotentParameterMismatchException");
  // The token of another operation is another token.
  world.call("TransactWriteItems", R"({"ClientRequestToken": "once", "TransactItems": [
    {"Delete": {"TableName": "tab", "Key": {"h": {"S": "a"}}}}]})");
  EXPECT_TRUE(world.get({{"h", "a"}}).is_null());
}

TEST(Partiql_transaction, Costs_twice) {
  Batches world;
  const auto units = [&](const char* statement) {
    return print_json(world.call("ExecuteTransaction",
                                 {{"TransactStatements", Batches::list({statement})},
                                  {"ReturnConsumedCapacity", "TOTAL"}})["ConsumedCapacity"]);
  };
  EXPECT_EQ(units("SELECT * FROM tab WHERE h = 'a'"),
            R"([{"TableName":"tab","CapacityUnits":2.0,"ReadCapacityUnits":2.0}])");
  EXPECT_EQ(units("DELETE FROM tab WHERE h = 'a'"),
            R"([{"TableName":"tab","CapacityUnits":2.0,"WriteCapacityUnits":2.0}])");
}

TEST(Partiql_limits, Hold) {
  Batches world;
  const auto many = [](std::size_t count) {
    Json list = Json::array();
    for (std::size_t i = 0; i < count; ++i) {
      list.push_back({{"Statement", "DELETE FROM tab WHERE h = 'k" + std::to_string(i) + "'"}});
    }
    return list;
  };
  world.call("BatchExecuteStatement", Json{{"Statements", many(25)}});
  world.call("ExecuteTransaction", Json{{"TransactStatements", many(100)}});
  EXPECT_EQ(world.refused("BatchExecuteStatement", Json{{"Statements", many(26)}}).code,
            "ValidationException");
  EXPECT_EQ(world.refused("ExecuteTransaction", Json{{"TransactStatements", many(101)}}).code,
            "ValidationException");
  EXPECT_EQ(world.refused("ExecuteStatement", Json{{"Statement", std::string(8193, ' ')}}).message,
            "1 validation error detected: Value '" + std::string(8193, ' ') +
                "' at 'statement' failed to satisfy constraint: Member must have length less than "
                "or equal to 8192");
}

}  // namespace
}  // namespace snowglobe::dynamodb
