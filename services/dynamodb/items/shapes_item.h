// Inputs and outputs of the operations on items: DynamoDB API reference, version 2012-08-10.
//
// Attribute values are documents here: value.h reads them, with errors of its own.
#pragma once

#include <string>
#include <vector>

#include "emulator/api/shape.h"
#include "services/dynamodb/capacity/shapes_capacity.h"
#include "services/dynamodb/expression/shapes_legacy.h"
#include "services/dynamodb/maybe.h"
#include "services/dynamodb/values/attribute_value.h"

namespace snowglobe::dynamodb {

// Members that many inputs have alike.
namespace fields {

inline void metrics(auto& field, Maybe<std::string>& value) {
  field("ReturnItemCollectionMetrics", value).one_of({"SIZE", "NONE"});
}
inline void return_values(auto& field, Maybe<std::string>& value) {
  field("ReturnValues", value).one_of({"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"});
}
inline void on_failure(auto& field, Maybe<std::string>& value) {
  field("ReturnValuesOnConditionCheckFailure", value).one_of({"ALL_OLD", "NONE"});
}
inline void attributes_to_get(auto& field, Maybe<AttributeNames>& value) {
  field("AttributesToGet", value).length(1, INT32_MAX);
}
}  // namespace fields

struct ItemCollectionMetrics {
  Json item_collection_key;
  std::vector<double> size_estimate_range_gb;
  void describe(auto& field) {
    field("ItemCollectionKey", item_collection_key);
    field("SizeEstimateRangeGB", size_estimate_range_gb);
  }
};

struct PutItemInput {
  std::string table_name;
  AttributeMapView item;
  Maybe<ExpectedMap> expected;
  Maybe<std::string> return_values, return_consumed_capacity, return_item_collection_metrics,
      conditional_operator, condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("Item", item);
    field("Expected", expected);
    fields::return_values(field, return_values);
    fields::capacity(field, return_consumed_capacity);
    fields::metrics(field, return_item_collection_metrics);
    fields::conditional_operator(field, conditional_operator);
    field("ConditionExpression", condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    fields::on_failure(field, on_condition_failure);
  }
};

struct DeleteItemInput {
  std::string table_name;
  AttributeMapView key;
  Maybe<ExpectedMap> expected;
  Maybe<std::string> conditional_operator, return_values, return_consumed_capacity,
      return_item_collection_metrics, condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("Key", key);
    field("Expected", expected);
    fields::conditional_operator(field, conditional_operator);
    fields::return_values(field, return_values);
    fields::capacity(field, return_consumed_capacity);
    fields::metrics(field, return_item_collection_metrics);
    field("ConditionExpression", condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    fields::on_failure(field, on_condition_failure);
  }
};

struct UpdateItemInput {
  std::string table_name;
  AttributeMapView key;
  Maybe<UpdateMap> attribute_updates;
  Maybe<ExpectedMap> expected;
  Maybe<std::string> conditional_operator, return_values, return_consumed_capacity,
      return_item_collection_metrics, update_expression, condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<std::string> on_condition_failure;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("Key", key);
    field("AttributeUpdates", attribute_updates);
    field("Expected", expected);
    fields::conditional_operator(field, conditional_operator);
    fields::return_values(field, return_values);
    fields::capacity(field, return_consumed_capacity);
    fields::metrics(field, return_item_collection_metrics);
    field("UpdateExpression", update_expression);
    field("ConditionExpression", condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    fields::on_failure(field, on_condition_failure);
  }
};

// Of PutItem, DeleteItem and UpdateItem.
struct WriteOutput {
  Maybe<Json> attributes;
  Maybe<ConsumedCapacity> consumed_capacity;
  Maybe<ItemCollectionMetrics> item_collection_metrics;
  void describe(auto& field) {
    field("Attributes", attributes);
    field("ConsumedCapacity", consumed_capacity);
    field("ItemCollectionMetrics", item_collection_metrics);
  }
};

struct GetItemInput {
  std::string table_name;
  AttributeMapView key;
  Maybe<AttributeNames> attributes_to_get;
  Maybe<bool> consistent_read;
  Maybe<std::string> return_consumed_capacity, projection_expression;
  Maybe<DocumentView> expression_attribute_names;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("Key", key);
    fields::attributes_to_get(field, attributes_to_get);
    field("ConsistentRead", consistent_read);
    fields::capacity(field, return_consumed_capacity);
    field("ProjectionExpression", projection_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
  }
};

struct GetItemOutput {
  Maybe<Json> item;
  Maybe<ConsumedCapacity> consumed_capacity;
  void describe(auto& field) {
    field("Item", item);
    field("ConsumedCapacity", consumed_capacity);
  }
};

struct QueryInput {
  std::string table_name;
  Maybe<std::string> index_name, select;
  Maybe<AttributeNames> attributes_to_get;
  Maybe<int> limit;
  Maybe<bool> consistent_read;
  Maybe<ConditionMap> key_conditions, query_filter;
  Maybe<std::string> conditional_operator;
  Maybe<bool> scan_index_forward;
  Maybe<AttributeMapView> exclusive_start_key;
  Maybe<std::string> return_consumed_capacity, projection_expression, filter_expression,
      key_condition_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("IndexName", index_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    field("Select", select)
        .one_of({"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"});
    fields::attributes_to_get(field, attributes_to_get);
    field("Limit", limit).range(1, INT32_MAX);
    field("ConsistentRead", consistent_read);
    field("KeyConditions", key_conditions);
    field("QueryFilter", query_filter);
    fields::conditional_operator(field, conditional_operator);
    field("ScanIndexForward", scan_index_forward);
    field("ExclusiveStartKey", exclusive_start_key);
    fields::capacity(field, return_consumed_capacity);
    field("ProjectionExpression", projection_expression);
    field("FilterExpression", filter_expression);
    field("KeyConditionExpression", key_condition_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
  }
};

struct ScanInput {
  std::string table_name;
  Maybe<std::string> index_name;
  Maybe<AttributeNames> attributes_to_get;
  Maybe<int> limit;
  Maybe<std::string> select;
  Maybe<ConditionMap> scan_filter;
  Maybe<std::string> conditional_operator;
  Maybe<AttributeMapView> exclusive_start_key;
  Maybe<std::string> return_consumed_capacity;
  Maybe<int> total_segments, segment;
  Maybe<std::string> projection_expression, filter_expression;
  Maybe<DocumentView> expression_attribute_names;
  Maybe<AttributeMapView> expression_attribute_values;
  Maybe<bool> consistent_read;
  void describe(auto& field) {
    field("TableName", table_name).length(1, 1024);
    field("IndexName", index_name).length(3, 255).pattern("[a-zA-Z0-9_.-]+");
    fields::attributes_to_get(field, attributes_to_get);
    field("Limit", limit).range(1, INT32_MAX);
    field("Select", select)
        .one_of({"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"});
    field("ScanFilter", scan_filter);
    fields::conditional_operator(field, conditional_operator);
    field("ExclusiveStartKey", exclusive_start_key);
    fields::capacity(field, return_consumed_capacity);
    field("TotalSegments", total_segments).range(1, 1'000'000);
    field("Segment", segment).range(0, 999'999);
    field("ProjectionExpression", projection_expression);
    field("FilterExpression", filter_expression);
    field("ExpressionAttributeNames", expression_attribute_names);
    field("ExpressionAttributeValues", expression_attribute_values);
    field("ConsistentRead", consistent_read);
  }
};

// Of Query and Scan.
struct PageOutput {
  Maybe<std::vector<Json>> items;
  int count = 0, scanned_count = 0;
  Maybe<Json> last_evaluated_key;
  Maybe<ConsumedCapacity> consumed_capacity;
  void describe(auto& field) {
    field("Items", items);
    field("Count", count);
    field("ScannedCount", scanned_count);
    field("LastEvaluatedKey", last_evaluated_key);
    field("ConsumedCapacity", consumed_capacity);
  }
};

}  // namespace snowglobe::dynamodb
