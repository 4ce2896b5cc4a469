// What is wrong with a write whatever the table, told by PutItem, UpdateItem and DeleteItem as a
// validation error; and what only the table makes wrong, told bare.
#include "tests/services/dynamodb/error_table.h"

namespace snowglobe::dynamodb {
namespace {

constexpr WrongRequest wrong_writes[] = {
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ExpressionAttributeValues": {":v": {"S": "x"}}})",
     "1 validation error detected: ExpressionAttributeValues can only be specified when using "
     "expressions"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ExpressionAttributeValues": {":v": {"S": "x"}}})",
     "1 validation error detected: ExpressionAttributeValues can only be specified when using "
     "expressions"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "Expected": {"x": {"Exists": false}}, "ExpressionAttributeNames": {"#a": "a"}})",
     "1 validation error detected: ExpressionAttributeNames can only be specified when using "
     "expressions"},
    {"DeleteItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ReturnValues": "ALL_NEW"})",
     "1 validation error detected: ReturnValues can only be ALL_OLD or NONE"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "INVALID SYNTAX HERE"})",
     "1 validation error detected: Invalid UpdateExpression: Syntax error; token: \"INVALID\", "
     "near: \"INVALID SYNTAX\""},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET b = :w",
     "ConditionExpression": "a = :v", "ExpressionAttributeValues": {":w": {"S": "x"}}})",
     "1 validation error detected: Invalid ConditionExpression: An expression attribute value used "
     "in expression is not defined; attribute value: :v"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "x": {"SS": []}}})",
     "1 validation error detected: One or more parameter values were invalid: An string set  may "
     "not be empty"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {
     "ComparisonOperator": "EQ"}}})",
     "1 validation error detected: One or more parameter values were invalid: Value or "
     "AttributeValueList must be used with ComparisonOperator: EQ for Attribute: x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "Expected": {"x": {
     "ComparisonOperator": "EQ", "AttributeValueList": []}}})",
     "1 validation error detected: One or more parameter values were invalid: Invalid number of "
     "argument(s) for the EQ ComparisonOperator"},
    {"PutItem", R"({"Item": {"h": {"N": "1"}, "r": {"N": "1"}}})",
     "One or more parameter values were invalid: Type mismatch for key h expected: S actual: N"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET a = b"})",
     "The provided expression refers to an attribute that does not exist in the item"},
};

// Feared: the words of the API's other half. AWS wraps what it finds in the request alone.
TEST(DynamodbErrors, Writes_tell_what_is_wrong_with_the_request_as_a_validation_error) {
  ErrorWorld world;
  world.expect(wrong_writes);
  std::string big(410'000, 'a');
  EXPECT_EQ(world.refusal("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"},
      "r": {"N": "1"}, "x": {"S": ")" + big +
                                         R"("}}})"),
            "Item size has exceeded the maximum allowed size");
}

constexpr WrongRequest wrong_paths[] = {
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "h.x"})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "Key: h"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "who[0]"})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "IndexKey: who"},
    {"BatchGetItem", R"({"RequestItems": {"tab": {"Keys": [{"h": {"S": "a"}, "r": {"N": "1"}}],
     "ProjectionExpression": "#k.x", "ExpressionAttributeNames": {"#k": "r"}}}})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "Key: r"},
    {"Scan", R"({"FilterExpression": "attribute_exists(r.x) AND size(h) = :n",
     "ExpressionAttributeValues": {":n": {"N": "1"}}})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "Key: r"},
    {"Scan", R"({"FilterExpression": "size(h[1]) = :n",
     "ExpressionAttributeValues": {":n": {"N": "1"}}})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "Key: h"},
    {"Query", R"({"KeyConditionExpression": "h = :h", "FilterExpression": "h.x = :h",
     "ExpressionAttributeValues": {":h": {"S": "a"}}})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "Key: h"},
    {"Query", R"({"KeyConditionExpression": "h = :h", "ProjectionExpression": "who.x",
     "ExpressionAttributeValues": {":h": {"S": "a"}}})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "IndexKey: who"},
    {"PutItem", R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "attribute_exists(h.x)"})_",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "Key: h"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET who.x = :v", "ExpressionAttributeValues": {":v": {"S": "x"}}})",
     "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
     "IndexKey: who"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET h.x = :v", "ExpressionAttributeValues": {":v": {"S": "x"}}})",
     "One or more parameter values were invalid: Cannot update attribute h. This attribute is part "
     "of the key"},
};

// Feared: a path that can lead nowhere goes unnoticed here, and is refused on AWS.
TEST(DynamodbErrors, No_path_leads_into_a_key_attribute) {
  ErrorWorld world;
  world.expect(wrong_paths);
}

constexpr WrongRequest wrong_names[] = {
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "#e",
     "ExpressionAttributeNames": {"#e": ""}})",
     "ExpressionAttributeNames contains invalid value: Empty attribute name for key #e"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}, "": {"S": "x"}}})",
     "1 validation error detected: Empty attribute name"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "AttributeUpdates": {"": {"Value": {"S": "x"}}}})",
     "1 validation error detected: Empty attribute name"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "AttributesToGet": [""]})",
     "Empty attribute name"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "set _something = :v", "ExpressionAttributeValues": {":v": {"S": "x"}}})",
     "1 validation error detected: Invalid UpdateExpression: Syntax error; token: \"_\", near: "
     "\"set _something\""},
    {"Scan", R"({"FilterExpression": "__typename <> :v",
     "ExpressionAttributeValues": {":v": {"S": "x"}}})",
     "Invalid FilterExpression: Syntax error; token: \"_\", near: \"__\""},
    {"Scan",
     R"({"FilterExpression": "a._b <> :v", "ExpressionAttributeValues": {":v": {"S": "x"}}})",
     "Invalid FilterExpression: Syntax error; token: \"_\", near: \"._b\""},
    {"Scan", R"_({"FilterExpression": "attribute_type(a, b)"})_",
     "Invalid FilterExpression: Incorrect operand type for operator or function; operator or "
     "function: attribute_type, operand type: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
};

// Feared: names that AWS knows no way to write or to keep.
TEST(DynamodbErrors, Attribute_names_have_a_first_letter_and_a_length) {
  ErrorWorld world;
  world.expect(wrong_names);
  const auto get = [](const std::string& key, const std::string& name) {
    return R"({"TableName": "tab", "Key": {"h": {"S": "a"}, "r": {"N": "1"}},
        "ProjectionExpression": ")" +
           key + R"(", "ExpressionAttributeNames": {")" + key + R"(": ")" + name + R"("}})";
  };
  world.call("GetItem", get("#" + std::string(254, 'k'), std::string(65535, 'n')).c_str());
  EXPECT_EQ(world.refusal("GetItem", get("#" + std::string(255, 'k'), "n")),
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains "
            "a key that is too long; size of key: 256");
  EXPECT_EQ(world.refusal("GetItem", get("#k", std::string(65536, 'n'))),
            "ExpressionAttributeNames contains invalid value: Attribute name is too large, must be "
            "less than 65536 bytes for key #k");
  EXPECT_EQ(world.refusal("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"},
      "r": {"N": "1"}, ")" + std::string(65536, 'n') +
                                         R"(": {"S": "x"}}})"),
            "1 validation error detected: Attribute name is too large, must be less than 65536 "
            "bytes");
}

constexpr WrongRequest wrong_batches[] = {
    {"BatchWriteItem",
     R"({"RequestItems": {"one": [{"PutRequest": {"Item": {"h": {"N": "5"}}}}]}})",
     "The provided key element does not match the schema"},
    {"BatchWriteItem",
     R"({"RequestItems": {"one": [{"PutRequest": {"Item": {"x": {"N": "5"}}}}]}})",
     "The provided key element does not match the schema"},
    {"BatchWriteItem", R"({"RequestItems": {"one": [{"PutRequest": {"Item": {"h": {"S": ""}}}}]}})",
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
     "contain an empty string value. Key: h"},
    {"BatchGetItem", R"({"RequestItems": {
     "one": {"Keys": [{"h": {"S": "a"}}], "ProjectionExpression": "h"},
     "tab": {"Keys": [{"h": {"S": "a"}, "r": {"N": "1"}}], "AttributesToGet": ["h"]}}})",
     "Can not use both expression and non-expression parameters in the same request: "
     "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}"},
};

// Feared: PutItem's words for an item without its key, which a batch does not use.
TEST(DynamodbErrors, A_batch_has_its_own_words_for_keys_and_mixtures) {
  ErrorWorld world;
  world.expect(wrong_batches);
}

constexpr WrongRequest wrong_filters[] = {
    {"Query", R"({"IndexName": "global", "KeyConditionExpression": "who = :w",
     "FilterExpression": "s = :w AND #t = :w OR n = :w", "ExpressionAttributeNames": {"#t": "total"},
     "ExpressionAttributeValues": {":w": {"S": "a"}}})",
     "One or more parameter values were invalid: Secondary index global does not project one or "
     "more filter attributes: [n, s]"},
    {"Query", R"({"IndexName": "local", "KeyConditionExpression": "h = :w",
     "FilterExpression": "s = :w", "ExpressionAttributeValues": {":w": {"S": "a"}}})",
     "One or more parameter values were invalid: Secondary index local does not project one or "
     "more filter attributes: [s]"},
    {"ExecuteStatement",
     R"({"Statement": "SELECT h FROM tab.\"global\" WHERE who = 'a' AND s = 'x'"})",
     "One or more parameter values were invalid: Secondary index global does not project one or "
     "more filter attributes: [s]"},
};

// Feared: a filter that no entry of the index can meet answers nothing, where AWS refuses.
TEST(DynamodbErrors, A_query_filters_by_what_the_index_holds) {
  ErrorWorld world;
  world.expect(wrong_filters);
  world.call("Scan", R"({"TableName": "tab", "IndexName": "global", "FilterExpression": "s = :w",
      "ExpressionAttributeValues": {":w": {"S": "a"}}})");
}

constexpr WrongRequest wrong_starts[] = {
    {"Query", R"({"KeyConditionExpression": "h = :h", "ExclusiveStartKey": {"bad": {"S": "x"}},
     "ExpressionAttributeValues": {":h": {"S": "a"}}})",
     "The provided starting key is invalid"},
    {"Query", R"({"KeyConditionExpression": "h = :h", "ExclusiveStartKey": {"h": {"S": "a"},
     "r": {"S": "1"}}, "ExpressionAttributeValues": {":h": {"S": "a"}}})",
     "The provided starting key is invalid"},
    {"Scan", R"({"ExclusiveStartKey": {"bad": {"S": "x"}}})",
     "The provided starting key is invalid: The provided key element does not match the schema"},
};

// Feared: one wording for both, where Query's is the shorter.
TEST(DynamodbErrors, Query_says_less_of_a_bad_start_key_than_Scan) {
  ErrorWorld world;
  world.expect(wrong_starts);
}

// Feared: an item that no query of the index could name.
TEST(DynamodbErrors, The_keys_of_an_index_are_as_long_as_keys_may_be) {
  ErrorWorld world;
  const auto put = [](std::size_t length) {
    return R"({"TableName": "tab", "Item": {"h": {"S": "a"}, "r": {"N": "2"}, "who": {"S": ")" +
           std::string(length, 'w') + R"("}}})";
  };
  // `who` is the sort key of the local index, and the partition key of the global one.
  world.call("PutItem", put(1024).c_str());
  EXPECT_EQ(world.refusal("PutItem", put(1025)),
            "One or more parameter values were invalid: Aggregated size of all range keys has "
            "exceeded the size limit of 1024 bytes");
  EXPECT_EQ(world.refusal("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"},
      "r": {"N": "2"}}, "UpdateExpression": "SET who = :w", "ExpressionAttributeValues":
      {":w": {"S": ")" + std::string(1025, 'w') +
                                            R"("}}})"),
            "The update expression attempted to update the secondary index key beyond allowed size "
            "limits");
}

}  // namespace
}  // namespace snowglobe::dynamodb
