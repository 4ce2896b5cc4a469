#include "tests/services/dynamodb/error_table.h"

namespace snowglobe::dynamodb {
namespace {

constexpr WrongRequest wrong_values[] = {
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {}}})",
     "1 validation error detected: Supplied AttributeValue is empty, must contain exactly one of "
     "the supported datatypes"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"S": "a", "BOOL": true}}})",
     "1 validation error detected: Supplied AttributeValue has more than one datatypes set, must "
     "contain exactly one of the supported datatypes"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"S": "a", "N": "b"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: b"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": ""}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "one"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: one"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "1_000"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: 1_000"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": " 1"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value:  1"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "NaN"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: NaN"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "Infinity"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: Infinity"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "0x10"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: 0x10"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"},
     "x": {"N": "123456789012345678901234567890123456789"}}})",
     "1 validation error detected: Attempting to store more than 38 significant digits in a "
     "Number"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"},
     "x": {"N": "0.123456789012345678901234567890123456789"}}})",
     "1 validation error detected: Attempting to store more than 38 significant digits in a "
     "Number"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "1e126"}}})",
     "1 validation error detected: Number overflow. Attempting to store a number with magnitude "
     "larger than supported range"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "-1e126"}}})",
     "1 validation error detected: Number overflow. Attempting to store a number with magnitude "
     "larger than supported range"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "1e-131"}}})",
     "1 validation error detected: Number underflow. Attempting to store a number with magnitude "
     "smaller than supported range"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"NULL": false}}})",
     "1 validation error detected: One or more parameter values were invalid: Null attribute value "
     "types must have the value of true"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"SS": []}}})",
     "1 validation error detected: One or more parameter values were invalid: An string set  may "
     "not be empty"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"NS": []}}})",
     "1 validation error detected: One or more parameter values were invalid: An number set  may "
     "not be empty"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"BS": []}}})",
     "1 validation error detected: One or more parameter values were invalid: Binary sets should "
     "not be empty"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"SS": ["a", "b", "a"]}}})",
     "1 validation error detected: One or more parameter values were invalid: Input collection [a, "
     "b, a] contains duplicates."},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"NS": ["1", "1.0"]}}})",
     "1 validation error detected: Input collection contains duplicates"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"BS": ["AQ==", "AQ=="]}}})",
     "1 validation error detected: One or more parameter values were invalid: Input collection "
     "[AQ==, AQ==]of type BS contains duplicates."},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"NS": ["1", "b"]}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: b"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"L": [{"S": "a"}, {}]}}})",
     "1 validation error detected: Supplied AttributeValue is empty, must contain exactly one of "
     "the supported datatypes"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"M": {"y": {"SS": []}}}}})",
     "1 validation error detected: One or more parameter values were invalid: An string set  may "
     "not be empty"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"S": 5}}})",
     "SerializationException: NUMBER_VALUE cannot be converted to String"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": 5}}})",
     "SerializationException: NUMBER_VALUE cannot be converted to String"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"S": true}}})",
     "SerializationException: TRUE_VALUE cannot be converted to String"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"BOOL": "true"}}})",
     "SerializationException: STRING_VALUE cannot be converted to Boolean"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"S": {"a": 1}}}})",
     "SerializationException: Start of structure or map found where not expected."},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"S": []}}})",
     "SerializationException: Start of list found where not expected"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"SS": "a"}}})",
     "SerializationException: Unexpected value type in payload"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"B": "abc"}}})",
     "SerializationException: Base64 encoded length is expected a multiple of 4 bytes but found: "
     "3"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": "plain"}})",
     "SerializationException: Unexpected value type in payload"},
};

TEST(Errors, What_is_no_value_is_named) { ErrorWorld().expect(wrong_values); }

constexpr WrongRequest wrong_keys[] = {
    {"PutItem", R"({})",
     "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must "
     "not be null"},
    {"GetItem", R"({})",
     "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must "
     "not be null"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}}})",
     "One or more parameter values were invalid: Missing the key r in the item"},
    {"PutItem", R"({"Item": {"r": {"N": "1"}}})",
     "One or more parameter values were invalid: Missing the key h in the item"},
    {"PutItem", R"({"Item": {}})",
     "One or more parameter values were invalid: Missing the key h in the item"},
    {"PutItem", R"({"Item": {"h": {"N": "1"}, "r": {"N": "1"}}})",
     "One or more parameter values were invalid: Type mismatch for key h expected: S actual: N"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"S": "1"}}})",
     "One or more parameter values were invalid: Type mismatch for key r expected: N actual: S"},
    {"PutItem", R"({"Item": {"h": {"L": []}, "r": {"N": "1"}}})",
     "One or more parameter values were invalid: Type mismatch for key h expected: S actual: L"},
    {"PutItem", R"({"Item": {"h": {"S": ""}, "r": {"N": "1"}}})",
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
     "contain an empty string value. Key: h"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "who": {"N": "1"}}})",
     "One or more parameter values were invalid: Type mismatch for Index Key who Expected: S "
     "Actual: N IndexName: local"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "who": {"S": ""}}})",
     "One or more parameter values are not valid. A value specified for a secondary index key is "
     "not supported. The AttributeValue for a key attribute cannot contain an empty string value. "
     "IndexName: local, IndexKey: who"},
    {"PutItem", R"({"TableName": "nowhere", "Item": {"h": {"S": "a"}}})",
     "ResourceNotFoundException: Requested resource not found"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ReturnValues": "ALL_NEW"})",
     "1 validation error detected: ReturnValues can only be ALL_OLD or NONE"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ReturnValues": "UPDATED_OLD"})",
     "1 validation error detected: ReturnValues can only be ALL_OLD or NONE"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ReturnValues": "old"})",
     "1 validation error detected: Value 'old' at 'returnValues' failed to satisfy constraint: "
     "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ReturnConsumedCapacity": "all"})",
     "1 validation error detected: Value 'all' at 'returnConsumedCapacity' failed to satisfy "
     "constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"},
    {"PutItem",
     R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ReturnItemCollectionMetrics": "x"})",
     "1 validation error detected: Value 'x' at 'returnItemCollectionMetrics' failed to satisfy "
     "constraint: Member must satisfy enum value set: [SIZE, NONE]"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ReturnValues": "ALL_NEW"})",
     "1 validation error detected: ReturnValues can only be ALL_OLD or NONE"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}}})",
     "The provided key element does not match the schema"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "x": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"GetItem", R"({"Key": {"h": {"N": "1"}, "r": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"GetItem", R"({"Key": {"h": {"S": ""}, "r": {"N": "1"}}})",
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
     "contain an empty string value. Key: h"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "x"}}})",
     "The parameter cannot be converted to a numeric value: x"},
    {"GetItem", R"({"Key": {"h": {}, "r": {"N": "1"}}})",
     "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
    {"GetItem", R"({"TableName": "nowhere", "Key": {"h": {"S": "a"}}})",
     "ResourceNotFoundException: Requested resource not found"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}}})",
     "The provided key element does not match the schema"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "x": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"DeleteItem", R"({"Key": {"h": {"N": "1"}, "r": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"DeleteItem", R"({"Key": {"h": {"S": ""}, "r": {"N": "1"}}})",
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
     "contain an empty string value. Key: h"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "x"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: x"},
    {"DeleteItem", R"({"Key": {"h": {}, "r": {"N": "1"}}})",
     "1 validation error detected: Supplied AttributeValue is empty, must contain exactly one of "
     "the supported datatypes"},
    {"DeleteItem", R"({"TableName": "nowhere", "Key": {"h": {"S": "a"}}})",
     "ResourceNotFoundException: Requested resource not found"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}}})",
     "The provided key element does not match the schema"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "x": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"UpdateItem", R"({"Key": {"h": {"N": "1"}, "r": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "1"}}})",
     "The provided key element does not match the schema"},
    {"UpdateItem", R"({"Key": {"h": {"S": ""}, "r": {"N": "1"}}})",
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
     "contain an empty string value. Key: h"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "x"}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: x"},
    {"UpdateItem", R"({"Key": {"h": {}, "r": {"N": "1"}}})",
     "1 validation error detected: Supplied AttributeValue is empty, must contain exactly one of "
     "the supported datatypes"},
    {"UpdateItem", R"({"TableName": "nowhere", "Key": {"h": {"S": "a"}}})",
     "ResourceNotFoundException: Requested resource not found"},
};

// A filter of long texts would otherwise be as large as the request may be.
TEST(Errors, Names_and_values_of_expressions_have_2_MB_together) {
  ErrorWorld world;
  Json input = {{"TableName", "tab"}, {"FilterExpression", "#n IN (:a, :b)"}};
  input["ExpressionAttributeNames"]["#n"] = "s";
  input["ExpressionAttributeValues"][":a"]["S"] = std::string(1024 * 1024, 'x');
  input["ExpressionAttributeValues"][":b"]["S"] = std::string(1024 * 1024 - 1, 'x');
  EXPECT_EQ(world.call("Scan", input)["Count"], 0);
  input["ExpressionAttributeNames"]["#n"] = "ss";
  EXPECT_EQ(world.refused("Scan", input).message,
            "The size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded the "
            "maximum allowed size");
}

TEST(Errors, Keys_and_what_is_asked_for_fit_or_are_refused) { ErrorWorld().expect(wrong_keys); }

}  // namespace
}  // namespace snowglobe::dynamodb
