#include "tests/services/dynamodb/error_table.h"

namespace snowglobe::dynamodb {
namespace {

constexpr WrongRequest wrong_legacy[] = {
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {}}})",
     "1 validation error detected: One or more parameter values were invalid: Value must be "
     "provided when Exists is null for Attribute: x"},
    {"PutItem",
     R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {"Exists": true}}})",
     "1 validation error detected: One or more parameter values were invalid: Value must be "
     "provided when Exists is true for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {"Exists": false,
     "Value": {"S": "a"}}}})",
     "1 validation error detected: One or more parameter values were invalid: Value cannot be used "
     "when Exists is false for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {"Exists": true,
     "ComparisonOperator": "NULL"}}})",
     "1 validation error detected: One or more parameter values were invalid: Exists and "
     "ComparisonOperator cannot be used together for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"AttributeValueList": [{"S": "a"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: AttributeValueList "
     "can only be used with a ComparisonOperator for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {"Exists": false,
     "AttributeValueList": [{"S": "a"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: AttributeValueList "
     "can only be used with a ComparisonOperator for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "EQ", "Value": {"S": "a"},
     "AttributeValueList": [{"S": "a"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: Value and "
     "AttributeValueList cannot be used together for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "LIKE"}}})",
     "1 validation error detected: Value 'LIKE' at 'expected.x.member.comparisonOperator' failed "
     "to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, "
     "NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"Value": {"N": "b"}}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: b"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {"Value": {}}}})",
     "1 validation error detected: Supplied AttributeValue is empty, must contain exactly one of "
     "the supported datatypes"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "EQ"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: EQ for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "NE"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: NE for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "LE"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: LE for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "LT"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: LT for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "GE"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: GE for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "GT"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: GT for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "CONTAINS"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: CONTAINS for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "NOT_CONTAINS"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: NOT_CONTAINS for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "BEGINS_WITH"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: BEGINS_WITH for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "IN"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: IN for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "BETWEEN"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: BETWEEN for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "NULL",
     "AttributeValueList": [{"S": "a"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: Invalid number of "
     "argument(s) for the NULL ComparisonOperator"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "NOT_NULL",
     "AttributeValueList": [{"S": "a"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: Invalid number of "
     "argument(s) for the NOT_NULL ComparisonOperator"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"},
     {"S": "b"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: Invalid number of "
     "argument(s) for the EQ ComparisonOperator"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "BETWEEN",
     "AttributeValueList": [{"S": "a"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: Invalid number of "
     "argument(s) for the BETWEEN ComparisonOperator"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "LT",
     "AttributeValueList": [{"SS": ["a"]}]}}})",
     "1 validation error detected: One or more parameter values were invalid: ComparisonOperator "
     "LT is not valid for SS AttributeValue type"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "GE",
     "AttributeValueList": [{"BOOL": true}]}}})",
     "1 validation error detected: One or more parameter values were invalid: ComparisonOperator "
     "GE is not valid for BOOL AttributeValue type"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "BEGINS_WITH",
     "AttributeValueList": [{"N": "1"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: ComparisonOperator "
     "BEGINS_WITH is not valid for N AttributeValue type"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "CONTAINS",
     "AttributeValueList": [{"M": {}}]}}})",
     "1 validation error detected: One or more parameter values were invalid: ComparisonOperator "
     "CONTAINS is not valid for M AttributeValue type"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "IN", "AttributeValueList": [{"L": []}]}}})",
     "1 validation error detected: One or more parameter values were invalid: ComparisonOperator "
     "IN is not valid for L AttributeValue type"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "IN", "AttributeValueList": [{"S": "a"},
     {"N": "1"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: AttributeValues "
     "inside AttributeValueList must be of same type"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "BETWEEN",
     "AttributeValueList": [{"S": "a"}, {"N": "1"}]}}})",
     "1 validation error detected: One or more parameter values were invalid: AttributeValues "
     "inside AttributeValueList must be of same type"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"ComparisonOperator": "BETWEEN",
     "AttributeValueList": [{"N": "2"}, {"N": "1"}]}}})",
     "1 validation error detected: The BETWEEN condition was provided a range where the lower "
     "bound is greater than the upper bound"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"Value": {"S": "other"}}}})",
     "ConditionalCheckFailedException: The conditional request failed"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionalOperator": "OR"})",
     "1 validation error detected: One or more parameter values were invalid: ConditionalOperator "
     "cannot be used without Filter or Expected"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionalOperator": "OR",
     "Expected": {"x": {"Exists": false}}})",
     "1 validation error detected: One or more parameter values were invalid: ConditionalOperator "
     "can only be used when Filter or Expected has two or more elements"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionalOperator": "XOR",
     "Expected": {"x": {"Exists": false}}})",
     "1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to satisfy "
     "constraint: Member must satisfy enum value set: [OR, AND]"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {},
     "ConditionExpression": "a"})",
     "1 validation error detected: Can not use both expression and non-expression parameters in "
     "the same request: Non-expression parameters: {Expected} Expression parameters: "
     "{ConditionExpression}"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {},
     "ConditionExpression": "a"})",
     "1 validation error detected: Can not use both expression and non-expression parameters in "
     "the same request: Non-expression parameters: {Expected} Expression parameters: "
     "{ConditionExpression}"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "AttributeUpdates": {}, "Expected": {},
     "UpdateExpression": "a", "ConditionExpression": "a"})",
     "1 validation error detected: Can not use both expression and non-expression parameters in "
     "the same request: Non-expression parameters: {AttributeUpdates, Expected} Expression "
     "parameters: {UpdateExpression, ConditionExpression}"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "AttributeUpdates": {},
     "ConditionExpression": "a"})",
     "1 validation error detected: Can not use both expression and non-expression parameters in "
     "the same request: Non-expression parameters: {AttributeUpdates} Expression parameters: "
     "{ConditionExpression}"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "AttributesToGet": ["a"],
     "ProjectionExpression": "a"})",
     "Can not use both expression and non-expression parameters in the same request: "
     "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}"},
    {"Query", R"({"AttributesToGet": ["a"], "QueryFilter": {}, "KeyConditions": {},
     "KeyConditionExpression": "a"})",
     "Can not use both expression and non-expression parameters in the same request: "
     "Non-expression parameters: {AttributesToGet, QueryFilter, KeyConditions} Expression "
     "parameters: {KeyConditionExpression}"},
    {"Scan", R"({"ScanFilter": {}, "FilterExpression": "a"})",
     "Can not use both expression and non-expression parameters in the same request: "
     "Non-expression parameters: {ScanFilter} Expression parameters: {FilterExpression}"},
    {"Scan", R"({"AttributesToGet": ["a"], "FilterExpression": "a"})",
     "Can not use both expression and non-expression parameters in the same request: "
     "Non-expression parameters: {AttributesToGet} Expression parameters: {FilterExpression}"},
    {"BatchGetItem",
     R"({"RequestItems": {"tab": {"Keys": [{"h": {"S": "a"}}], "AttributesToGet": ["a"],
     "ProjectionExpression": "a"}}})",
     "Can not use both expression and non-expression parameters in the same request: "
     "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}"},
    {"GetItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "AttributesToGet": ["a", "b", "a"]})",
     "One or more parameter values were invalid: Duplicate value in attribute name: a"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "AttributesToGet": []})",
     "1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: "
     "Member must have length greater than or equal to 1"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "AttributeUpdates": {"x": {}}})",
     "1 validation error detected: One or more parameter values were invalid: Only DELETE action "
     "is allowed when no attribute value is specified"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "PUT"}}})",
     "1 validation error detected: One or more parameter values were invalid: Only DELETE action "
     "is allowed when no attribute value is specified"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "ADD"}}})",
     "1 validation error detected: One or more parameter values were invalid: Only DELETE action "
     "is allowed when no attribute value is specified"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "DROP"}}})",
     "1 validation error detected: Value 'DROP' at 'attributeUpdates.x.member.action' failed to "
     "satisfy constraint: Member must satisfy enum value set: [ADD, DELETE, PUT]"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "DELETE", "Value": {"S": "a"}}}})",
     "1 validation error detected: One or more parameter values were invalid: DELETE action with "
     "value is not supported for the type S"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "DELETE", "Value": {"N": "1"}}}})",
     "1 validation error detected: One or more parameter values were invalid: DELETE action with "
     "value is not supported for the type N"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "DELETE", "Value": {"M": {}}}}})",
     "1 validation error detected: One or more parameter values were invalid: DELETE action with "
     "value is not supported for the type M"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "DELETE", "Value": {"L": []}}}})",
     "1 validation error detected: One or more parameter values were invalid: DELETE action with "
     "value is not supported for the type L"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "ADD", "Value": {"S": "a"}}}})",
     "1 validation error detected: One or more parameter values were invalid: ADD action is not "
     "supported for the type S"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "ADD", "Value": {"B": "AA=="}}}})",
     "1 validation error detected: One or more parameter values were invalid: ADD action is not "
     "supported for the type B"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "ADD", "Value": {"BOOL": true}}}})",
     "1 validation error detected: One or more parameter values were invalid: ADD action is not "
     "supported for the type BOOL"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "ADD", "Value": {"NULL": true}}}})",
     "1 validation error detected: One or more parameter values were invalid: ADD action is not "
     "supported for the type NULL"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Action": "ADD", "Value": {"M": {}}}}})",
     "1 validation error detected: One or more parameter values were invalid: ADD action is not "
     "supported for the type M"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"h": {"Value": {"S": "a"}}}})",
     "One or more parameter values were invalid: Cannot update attribute h. This attribute is part "
     "of the key"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"r": {"Action": "DELETE"}}})",
     "One or more parameter values were invalid: Cannot update attribute r. This attribute is part "
     "of the key"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"s": {"Action": "ADD", "Value": {"N": "1"}}}})",
     "Type mismatch for attribute to update"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"ss": {"Action": "ADD", "Value": {"NS": ["1"]}}}})",
     "Type mismatch for attribute to update"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"n": {"Action": "DELETE", "Value": {"NS": ["1"]}}}})",
     "Type mismatch for attribute to update"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"n": {"Action": "ADD", "Value": {"L": []}}}})",
     "Type mismatch for attribute to update"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"x": {"Value": {"N": "12e"}}}})",
     "1 validation error detected: The parameter cannot be converted to a numeric value: 12e"},
};

TEST(Errors, Parameters_from_before_expressions) { ErrorWorld().expect(wrong_legacy); }

}  // namespace
}  // namespace snowglobe::dynamodb
