// Inputs and outputs of the batch and transaction operations: DynamoDB API reference, version
// 2012-08-10.
#pragma once

#include "services/dynamodb/items/shapes_item.h"

namespace snowglobe::dynamodb {

struct KeysAndAttributes {
  std::vector<AttributeMapView> keys;
  Maybe<AttributeNames> attributes_to_get;
  Maybe<bool> consistent_read;
  Maybe<std::string> projection_expression;
  Maybe<DocumentView> expression_attribute_names;
  void describe(auto& field) {
    field("Keys", keys).length(1, 100);
    fields::attributes_to_get(field, attributes_to_get);
    field("ConsistentRead", consistent_read);
    field("ProjectionExpression", projection_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
  }
};

struct UnprocessedKeys {
  std::vector<Json> keys;
  Maybe<AttributeNames> attributes_to_get;
  Maybe<bool> consistent_read;
  Maybe<std::string> projection_expression;
  Maybe<Json> expression_attribute_names;
  void describe(auto& field) {
    field("Keys", keys);
    field("AttributesToGet", attributes_to_get);
    field("ConsistentRead", consistent_read);
    field("ProjectionExpression", projection_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
  }
};

struct BatchGetItemInput {
  std::map<std::string, KeysAndAttributes> request_items;
  Maybe<std::string> return_consumed_capacity;
  void describe(auto& field) {
    field("RequestItems", request_items).length(1, 100);
    fields::capacity(field, return_consumed_capacity);
  }
};

struct BatchGetItemOutput {
  std::map<std::string, std::vector<Json>> responses;
  std::map<std::string, UnprocessedKeys> unprocessed_keys;
  Maybe<std::vector<ConsumedCapacity>> consumed_capacity;
  void describe(auto& field) {
    field("Responses", responses);
    field("UnprocessedKeys", unprocessed_keys);
    field("ConsumedCapacity", consumed_capacity);
  }
};

struct PutRequest {
  AttributeMapView item;
  void describe(auto& field) { field("Item", item); }
};

struct DeleteRequest {
  AttributeMapView key;
  void describe(auto& field) { field("Key", key); }
};

struct WriteRequest {
  Maybe<PutRequest> put_request;
  Maybe<DeleteRequest> delete_request;
  void describe(auto& field) {
    field("PutRequest", put_request);
    field("DeleteRequest", delete_request);
  }
};

struct BatchWriteItemInput {
  std::map<std::string, std::vector<WriteRequest>> request_items;
  Maybe<std::string> return_consumed_capacity, return_item_collection_metrics;
  void describe(auto& field) {
    field("RequestItems", request_items).length(1, 25);
    fields::capacity(field, return_consumed_capacity);
    fields::metrics(field, return_item_collection_metrics);
  }
};

struct BatchWriteItemOutput {
  std::map<std::string, std::vector<Json>> unprocessed_items;
  Maybe<std::map<std::string, std::vector<ItemCollectionMetrics>>> item_collection_metrics;
  Maybe<std::vector<ConsumedCapacity>> consumed_capacity;
  void describe(auto& field) {
    field("UnprocessedItems", unprocessed_items);
    field("ItemCollectionMetrics", item_collection_metrics);
    field("ConsumedCapacity", consumed_capacity);
  }
};

struct TransactConditionCheck {
  AttributeMapView key;
  std::string table_name, condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    field("Key", key);
    field("TableName", table_name).length(1, 1024);
    field("ConditionExpression", condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    fields::on_failure(field, on_condition_failure);
  }
};

struct TransactPut {
  AttributeMapView item;
  std::string table_name;
  Maybe<std::string> condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    field("Item", item);
    field("TableName", table_name).length(1, 1024);
    field("ConditionExpression", condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    fields::on_failure(field, on_condition_failure);
  }
};

struct TransactDelete {
  AttributeMapView key;
  std::string table_name;
  Maybe<std::string> condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    field("Key", key);
    field("TableName", table_name).length(1, 1024);
    field("ConditionExpression", condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    fields::on_failure(field, on_condition_failure);
  }
};

struct TransactUpdate {
  AttributeMapView key;
  std::string update_expression, table_name;
  Maybe<std::string> condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    field("Key", key);
    field("UpdateExpression", update_expression);
    field("TableName", table_name).length(1, 1024);
    field("ConditionExpression", condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    fields::on_failure(field, on_condition_failure);
  }
};

struct TransactWriteItem {
  Maybe<TransactConditionCheck> condition_check;
  Maybe<TransactPut> put;
  Maybe<TransactDelete> remove;
  Maybe<TransactUpdate> update;
  void describe(auto& field) {
    field("ConditionCheck", condition_check);
    field("Put", put);
    field("Delete", remove);
    field("Update", update);
  }
};

struct TransactWriteItemsInput {
  std::vector<TransactWriteItem> transact_items;
  Maybe<std::string> return_consumed_capacity, return_item_collection_metrics, client_request_token;
  void describe(auto& field) {
    field("TransactItems", transact_items).length(1, 100);
    fields::capacity(field, return_consumed_capacity);
    fields::metrics(field, return_item_collection_metrics);
    field("ClientRequestToken", client_request_token).length(1, 36);
  }
};

struct TransactWriteItemsOutput {
  Maybe<std::vector<ConsumedCapacity>> consumed_capacity;
  Maybe<std::map<std::string, std::vector<ItemCollectionMetrics>>> item_collection_metrics;
  void describe(auto& field) {
    field("ConsumedCapacity", consumed_capacity);
    field("ItemCollectionMetrics", item_collection_metrics);
  }
};

struct TransactGet {
  AttributeMapView key;
  std::string table_name;
  Maybe<std::string> projection_expression;
  Maybe<DocumentView> expression_attribute_names;
  void describe(auto& field) {
    field("Key", key);
    field("TableName", table_name).length(1, 1024);
    field("ProjectionExpression", projection_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
  }
};

struct TransactGetItem {
  TransactGet get;
  void describe(auto& field) { field("Get", get); }
};

struct TransactGetItemsInput {
  std::vector<TransactGetItem> transact_items;
  Maybe<std::string> return_consumed_capacity;
  void describe(auto& field) {
    field("TransactItems", transact_items).length(1, 100);
    fields::capacity(field, return_consumed_capacity);
  }
};

struct ItemResponse {
  Maybe<Json> item;
  void describe(auto& field) { field("Item", item); }
};

struct TransactGetItemsOutput {
  Maybe<std::vector<ConsumedCapacity>> consumed_capacity;
  std::vector<ItemResponse> responses;
  void describe(auto& field) {
    field("ConsumedCapacity", consumed_capacity);
    field("Responses", responses);
  }
};

}  // namespace snowglobe::dynamodb
