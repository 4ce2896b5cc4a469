#include "tests/services/dynamodb/error_table.h"

namespace snowglobe::dynamodb {
namespace {

constexpr WrongRequest wrong_conditions[] = {
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": ""})",
     "1 validation error detected: Invalid ConditionExpression: The expression can not be empty;"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": " "})",
     "1 validation error detected: Invalid ConditionExpression: The expression can not be empty;"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a"})",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"<EOF>\", "
     "near: \"a\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = "})",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"<EOF>\", "
     "near: \"=\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a == :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"=\", near: "
     "\"== :v\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v AND",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"<EOF>\", "
     "near: \"AND\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = 5"})",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"5\", near: "
     "\"= 5\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = 'x'"})",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"'\", near: "
     "\"= 'x\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "(a = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"<EOF>\", "
     "near: \":v\""},
    {"PutItem", R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v)",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})_",
     "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \")\", near: "
     "\":v)\""},
    {"PutItem",
     R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "status = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: Attribute name is a reserved "
     "keyword; reserved keyword: status"},
    {"PutItem",
     R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a.Name = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: Attribute name is a reserved "
     "keyword; reserved keyword: Name"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "#x = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: An expression attribute name used "
     "in the document path is not defined; attribute name: #x"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v"})",
     "1 validation error detected: Invalid ConditionExpression: An expression attribute value used "
     "in expression is not defined; attribute value: :v"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}, ":w": {"N": "1"}}})",
     "1 validation error detected: Value provided in ExpressionAttributeValues unused in "
     "expressions: keys: {:w}"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}},
     "ExpressionAttributeNames": {"#w": "b"}})",
     "1 validation error detected: Value provided in ExpressionAttributeNames unused in "
     "expressions: keys: {#w}"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}, "ExpressionAttributeNames": {}})",
     "1 validation error detected: ExpressionAttributeNames must not be empty"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {}})",
     "1 validation error detected: ExpressionAttributeValues must not be empty"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {"v": {"N": "1"}}})",
     "1 validation error detected: ExpressionAttributeValues contains invalid key: Syntax error; "
     "key: \"v\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}},
     "ExpressionAttributeNames": {"x": "b"}})",
     "1 validation error detected: ExpressionAttributeNames contains invalid key: Syntax error; "
     "key: \"x\""},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {"N": "x"}}})",
     "1 validation error detected: ExpressionAttributeValues contains invalid value: The parameter "
     "cannot be converted to a numeric value: x for key :v"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {}}})",
     "1 validation error detected: ExpressionAttributeValues contains invalid value: Supplied "
     "AttributeValue is empty, must contain exactly one of the supported datatypes for key :v"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {"SS": []}}})",
     "1 validation error detected: ExpressionAttributeValues contains invalid value: One or more "
     "parameter values were invalid: An string set  may not be empty for key :v"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a < :v",
     "ExpressionAttributeValues": {":v": {"SS": ["a"]}}})",
     "1 validation error detected: Invalid ConditionExpression: Incorrect operand type for "
     "operator or function; operator or function: <, operand type: SS"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a >= :v",
     "ExpressionAttributeValues": {":v": {"BOOL": true}}})",
     "1 validation error detected: Invalid ConditionExpression: Incorrect operand type for "
     "operator or function; operator or function: >=, operand type: BOOL"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "a BETWEEN :v AND :w",
     "ExpressionAttributeValues": {":v": {"N": "2"}, ":w": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: The BETWEEN operator requires "
     "upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: "
     "{N:2}, upper bound operand: AttributeValue: {N:1}"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "a BETWEEN :v AND :w",
     "ExpressionAttributeValues": {":v": {"S": "a"}, ":w": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: The BETWEEN operator requires same "
     "data type for lower and upper bounds; lower bound operand: AttributeValue: {S:a}, upper "
     "bound operand: AttributeValue: {N:1}"},
    {"PutItem", R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "begins_with(a, :v)",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})_",
     "1 validation error detected: Invalid ConditionExpression: Incorrect operand type for "
     "operator or function; operator or function: begins_with, operand type: N"},
    {"PutItem", R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "attribute_type(a, :v)",
     "ExpressionAttributeValues": {":v": {"S": "X"}}})_",
     "1 validation error detected: Invalid ConditionExpression: Invalid attribute type name found; "
     "type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
    {"PutItem", R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "attribute_type(a, :v)",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})_",
     "1 validation error detected: Invalid ConditionExpression: Incorrect operand type for "
     "operator or function; operator or function: attribute_type, operand type: N"},
    {"PutItem",
     R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "size(:v) = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: Incorrect operand type for "
     "operator or function; operator or function: size, operand type: N"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "a = a"})",
     "1 validation error detected: Invalid ConditionExpression: The first operand must be distinct "
     "from the remaining operands for this operator or function; operator: =, first operand: [a]"},
    {"PutItem", R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "attribute_exists(:v)",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})_",
     "1 validation error detected: Invalid ConditionExpression: Operator or function requires a "
     "document path; operator or function: attribute_exists"},
    {"PutItem", R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "attribute_exists(a, b)"})_",
     "1 validation error detected: Invalid ConditionExpression: Incorrect number of operands for "
     "operator or function; operator or function: attribute_exists, number of operands: 2"},
    {"PutItem",
     R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "contains(a)"})_",
     "1 validation error detected: Invalid ConditionExpression: Incorrect number of operands for "
     "operator or function; operator or function: contains, number of operands: 1"},
    {"PutItem",
     R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "nothing(a)"})_",
     "1 validation error detected: Invalid ConditionExpression: Invalid function name; function: "
     "nothing"},
    {"PutItem",
     R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "Size(a) = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: Invalid function name; function: "
     "Size"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "if_not_exists(a, b) = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: The function is not allowed in a "
     "condition expression; function: if_not_exists"},
    {"PutItem",
     R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "size(a)"})_",
     "1 validation error detected: Invalid ConditionExpression: The function is not allowed to be "
     "used this way in an expression; function: size"},
    {"PutItem",
     R"_({"Item": {"h": {"S": "a"}, "r": {"N": "1"}}, "ConditionExpression": "((a = :v))",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})_",
     "1 validation error detected: Invalid ConditionExpression: The expression has redundant "
     "parentheses;"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ConditionExpression": "a[99999999999] = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid ConditionExpression: List index is not within the "
     "allowable range; index: [99999999999]"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: ExpressionAttributeValues can only be specified when using "
     "expressions"},
    {"PutItem", R"({"Item": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ExpressionAttributeNames": {"#a": "a"}})",
     "1 validation error detected: ExpressionAttributeNames can only be specified when using "
     "expressions"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: ExpressionAttributeValues can only be specified when using "
     "expressions"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": ""})",
     "Invalid ProjectionExpression: The expression can not be empty;"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "a, a"})",
     "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or "
     "rewrite one of these paths; path one: [a], path two: [a]"},
    {"GetItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "a.b, a[0]"})",
     "Invalid ProjectionExpression: Two document paths conflict with each other; must remove or "
     "rewrite one of these paths; path one: [a, b], path two: [a, [0]]"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "a,"})",
     "Invalid ProjectionExpression: Syntax error; token: \"<EOF>\", near: \",\""},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "size"})",
     "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: size"},
    {"GetItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "ProjectionExpression": "a",
     "ExpressionAttributeNames": {"#a": "a"}})",
     "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}"},
};

TEST(Errors, Conditions_and_projections) { ErrorWorld().expect(wrong_conditions); }

constexpr WrongRequest wrong_updates[] = {
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": ""})",
     "1 validation error detected: Invalid UpdateExpression: The expression can not be empty;"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET"})",
     "1 validation error detected: Invalid UpdateExpression: Syntax error; token: \"<EOF>\", near: "
     "\"SET\""},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "a = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: Syntax error; token: \"a\", near: \"a "
     "=\""},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET a :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: Syntax error; token: \":v\", near: "
     "\"a :v\""},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET a = :v, SET b = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: Syntax error; token: \"SET\", near: "
     "\", SET b\""},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET a = :v SET b = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: The \"SET\" section can only be used "
     "once in an update expression;"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET a = :v, a = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: Two document paths overlap with each "
     "other; must remove or rewrite one of these paths; path one: [a], path two: [a]"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET a = :v REMOVE a.b",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: Two document paths overlap with each "
     "other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET a.b = :v, a[1] = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: Two document paths conflict with each "
     "other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "ADD a :v",
     "ExpressionAttributeValues": {":v": {"S": "a"}}})",
     "1 validation error detected: Invalid UpdateExpression: Incorrect operand type for operator "
     "or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "DELETE a :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "1 validation error detected: Invalid UpdateExpression: Incorrect operand type for operator "
     "or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET a = b + :v",
     "ExpressionAttributeValues": {":v": {"S": "a"}}})",
     "1 validation error detected: Invalid UpdateExpression: Incorrect operand type for operator "
     "or function; operator or function: +, operand type: S"},
    {"UpdateItem", R"_({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET a = list_append(b, :v)",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})_",
     "1 validation error detected: Invalid UpdateExpression: Incorrect operand type for operator "
     "or function; operator or function: list_append, operand type: N"},
    {"UpdateItem", R"_({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET a = if_not_exists(:v, :v)",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})_",
     "1 validation error detected: Invalid UpdateExpression: Operator or function requires a "
     "document path; operator or function: if_not_exists"},
    {"UpdateItem",
     R"_({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET a = size(b)"})_",
     "1 validation error detected: Invalid UpdateExpression: The function is not allowed in an "
     "update expression; function: size"},
    {"UpdateItem",
     R"_({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET a = foo(b)"})_",
     "1 validation error detected: Invalid UpdateExpression: Invalid function name; function: foo"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET a = :v"})",
     "1 validation error detected: Invalid UpdateExpression: An expression attribute value used in "
     "expression is not defined; attribute value: :v"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "REMOVE #x"})",
     "1 validation error detected: Invalid UpdateExpression: An expression attribute name used in "
     "the document path is not defined; attribute name: #x"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET h = :v",
     "ExpressionAttributeValues": {":v": {"S": "a"}}})",
     "One or more parameter values were invalid: Cannot update attribute h. This attribute is part "
     "of the key"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "REMOVE r"})",
     "One or more parameter values were invalid: Cannot update attribute r. This attribute is part "
     "of the key"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "ADD r :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "One or more parameter values were invalid: Cannot update attribute r. This attribute is part "
     "of the key"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET x = y"})",
     "The provided expression refers to an attribute that does not exist in the item"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET x = y + :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "The provided expression refers to an attribute that does not exist in the item"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET x = s + :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "An operand in the update expression has an incorrect data type"},
    {"UpdateItem", R"_({"Key": {"h": {"S": "a"}, "r": {"N": "1"}},
     "UpdateExpression": "SET x = list_append(s, :v)",
     "ExpressionAttributeValues": {":v": {"L": []}}})_",
     "An operand in the update expression has an incorrect data type"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "ADD s :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "An operand in the update expression has an incorrect data type"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "DELETE n :v",
     "ExpressionAttributeValues": {":v": {"SS": ["a"]}}})",
     "An operand in the update expression has an incorrect data type"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "ADD ss :v",
     "ExpressionAttributeValues": {":v": {"NS": ["1"]}}})",
     "An operand in the update expression has an incorrect data type"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET nowhere.x = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "The document path provided in the update expression is invalid for update"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET s.x = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "The document path provided in the update expression is invalid for update"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET m[0] = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "The document path provided in the update expression is invalid for update"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET l.x = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "The document path provided in the update expression is invalid for update"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "REMOVE nowhere[0]"})",
     "The document path provided in the update expression is invalid for update"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET x = big + big"})",
     "Number overflow. Attempting to store a number with magnitude larger than supported range"},
    // Its magnitude is in range, but it needs more than 38 digits: AWS says overflow.
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET x = big + :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "Number overflow. Attempting to store a number with magnitude larger than supported range"},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "ADD big :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "Number overflow. Attempting to store a number with magnitude larger than supported range"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET who = :v",
     "ExpressionAttributeValues": {":v": {"N": "1"}}})",
     "The update expression attempted to update the secondary index key to unsupported type"},
    {"UpdateItem",
     R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET who = :v",
     "ExpressionAttributeValues": {":v": {"S": ""}}})",
     "The update expression attempted to update a secondary index key to a value that is not "
     "supported. The AttributeValue for a key attribute cannot contain an empty string value."},
    {"UpdateItem", R"({"Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET x = :v",
     "ConditionExpression": "n > :v", "ExpressionAttributeValues": {":v": {"N": "5"}}})",
     "ConditionalCheckFailedException: The conditional request failed"},
};

TEST(Errors, Updates) { ErrorWorld().expect(wrong_updates); }

}  // namespace
}  // namespace snowglobe::dynamodb
