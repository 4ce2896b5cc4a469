// Inputs and outputs of the PartiQL operations: DynamoDB API reference, version 2012-08-10.
#pragma once

#include "services/dynamodb/items/shapes_batch.h"

namespace snowglobe::dynamodb {

namespace fields {

inline void statement(auto& field, std::string& text,
                      Maybe<std::vector<AttributeValueView>>& parameters) {
  field("Statement", text).length(1, 8192);
  field("Parameters", parameters).length(1, INT32_MAX);
}

}  // namespace fields

struct ExecuteStatementInput {
  std::string statement;
  Maybe<std::vector<AttributeValueView>> parameters;
  Maybe<bool> consistent_read;
  Maybe<std::string> next_token, return_consumed_capacity;
  Maybe<int> limit;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    fields::statement(field, statement, parameters);
    field("ConsistentRead", consistent_read);
    field("NextToken", next_token).length(1, 32768);
    fields::capacity(field, return_consumed_capacity);
    field("Limit", limit).range(1, INT32_MAX);
    fields::on_failure(field, on_condition_failure);
  }
};

struct ExecuteStatementOutput {
  std::vector<Json> items;
  Maybe<std::string> next_token;
  Maybe<ConsumedCapacity> consumed_capacity;
  Maybe<Json> last_evaluated_key;
  void describe(auto& field) {
    field("Items", items);
    field("NextToken", next_token);
    field("ConsumedCapacity", consumed_capacity);
    field("LastEvaluatedKey", last_evaluated_key);
  }
};

struct BatchStatementRequest {
  std::string statement;
  Maybe<std::vector<AttributeValueView>> parameters;
  Maybe<bool> consistent_read;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    fields::statement(field, statement, parameters);
    field("ConsistentRead", consistent_read);
    fields::on_failure(field, on_condition_failure);
  }
};

struct BatchExecuteStatementInput {
  std::vector<BatchStatementRequest> statements;
  Maybe<std::string> return_consumed_capacity;
  void describe(auto& field) {
    field("Statements", statements).length(1, 25);
    fields::capacity(field, return_consumed_capacity);
  }
};

struct BatchStatementError {
  std::string code, message;
  Maybe<Json> item;
  void describe(auto& field) {
    field("Code", code);
    field("Message", message);
    field("Item", item);
  }
};

struct BatchStatementResponse {
  Maybe<BatchStatementError> error;
  Maybe<std::string> table_name;
  Maybe<Json> item;
  void describe(auto& field) {
    field("Error", error);
    field("TableName", table_name);
    field("Item", item);
  }
};

struct BatchExecuteStatementOutput {
  std::vector<BatchStatementResponse> responses;
  Maybe<std::vector<ConsumedCapacity>> consumed_capacity;
  void describe(auto& field) {
    field("Responses", responses);
    field("ConsumedCapacity", consumed_capacity);
  }
};

struct ParameterizedStatement {
  std::string statement;
  Maybe<std::vector<AttributeValueView>> parameters;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    fields::statement(field, statement, parameters);
    fields::on_failure(field, on_condition_failure);
  }
};

struct ExecuteTransactionInput {
  std::vector<ParameterizedStatement> transact_statements;
  Maybe<std::string> client_request_token, return_consumed_capacity;
  void describe(auto& field) {
    field("TransactStatements", transact_statements).length(1, 100);
    field("ClientRequestToken", client_request_token).length(1, 36);
    fields::capacity(field, return_consumed_capacity);
  }
};

struct ExecuteTransactionOutput {
  std::vector<ItemResponse> responses;
  Maybe<std::vector<ConsumedCapacity>> consumed_capacity;
  void describe(auto& field) {
    field("Responses", responses);
    field("ConsumedCapacity", consumed_capacity);
  }
};

}  // namespace snowglobe::dynamodb
