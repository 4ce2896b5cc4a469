// What AWS says to statements that cannot be carried out, one line each.
#include "tests/services/dynamodb/partiql_world.h"

namespace snowglobe::dynamodb {
namespace {

struct Refusal {
  const char *statement, *message, *parameters = nullptr;
};

#define MALFORMED "Statement wasn't well formed, can't be processed: "

constexpr Refusal refusals[] = {
    // No statement
    {"tab", MALFORMED "Expected data manipulation"},
    {"SELEC * FROM tab", MALFORMED "Expected data manipulation"},
    {"CREATE TABLE tab", MALFORMED "Expected data manipulation"},
    {"SELECT * FROM tab WHERE h = 'open", MALFORMED},
    {"SELECT * FROM \"tab", MALFORMED},
    {"SELECT * FROM tab WHERE h ~ 1", MALFORMED},
    {"SELECT * FROM tab /* open", MALFORMED},
    {"SELECT * FROM tab WHERE h = 1e", MALFORMED},
    {"SELECT * FROM tab WHERE", MALFORMED "Unexpected term"},
    {"SELECT * FROM tab WHERE h =", MALFORMED "Unexpected term"},
    {"SELECT * FROM tab WHERE (h = 'a'", MALFORMED "Unexpected term"},
    {"SELECT FROM tab", MALFORMED "Unexpected keyword"},
    {"SELECT * tab", MALFORMED "Unexpected term"},
    {"SELECT * FROM tab WHERE date = 1", MALFORMED "Unexpected keyword"},
    {"SELECT key FROM tab", MALFORMED "Unexpected keyword"},
    {"SELECT * FROM tab WHERE h = 'a' h", MALFORMED "Unexpected token after expression"},
    {"SELECT * FROM tab; SELECT * FROM tab", MALFORMED "Unexpected token after expression"},
    // SELECT
    {"SELECT * FROM", "Unexpected from source"},
    {"SELECT * FROM (SELECT * FROM tab)", "Unexpected from source"},
    {"SELECT * FROM tab, tab", "Unexpected from source"},
    {"SELECT * FROM tab JOIN tab ON h = h", "Unexpected from source"},
    {"SELECT * FROM tab t", "Aliasing is not supported"},
    {"SELECT * FROM \"\"", "Path component cannot be an empty string"},
    {"SELECT * FROM tab.\"\"", "Path component cannot be an empty string"},
    {"SELECT * FROM tab WHERE h = 'a' AND v < ?",
     "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
     R"([{"BOOL": true}])"},
    {"SELECT h AS x FROM tab", "Aliasing is not supported"},
    {"SELECT *, h FROM tab",
     "Other attributes should not be present in the projection when '*' is used."},
    {"SELECT VALUE h FROM tab", "Select projection doesn't support value or pivot keywords"},
    {"SELECT h.* FROM tab", "Changing item's hierarchy while reading isn't supported"},
    {"SELECT COUNT(*) FROM tab", "Unsupported function: count"},
    {"SELECT DISTINCT h FROM tab", "Unsupported clause: DISTINCT"},
    {"SELECT * FROM tab LIMIT 1", "Unsupported clause: LIMIT"},
    {"SELECT * FROM tab GROUP BY h", "Unsupported clause: GROUP BY"},
    {"SELECT * FROM tab WHERE s LIKE 'x%'", "Unsupported operator: LIKE"},
    {"SELECT * FROM tab.a.b", "A path may contain at most 2 components in the FROM clause"},
    {"SELECT * FROM ta",
     "Table name should be within the length [3, 255] and only contain 'a-z', "
     "'A-Z', '0-9', '-', '_', '.'."},
    {"SELECT * FROM nowhere", "ResourceNotFoundException: Requested resource not found"},
    {"SELECT * FROM tab WHERE h = 1",
     "Key attribute's data type should match its data type in table's schema: Key h"},
    {"SELECT * FROM tab WHERE h = 'a' AND r = 'x'",
     "Key attribute's data type should match its data type in table's schema: Key r"},
    {"SELECT * FROM tab WHERE h = 'a' OR h = 2",
     "Key attribute's data type should match its data type in table's schema: Key h"},
    {"SELECT * FROM tab WHERE a[b] = 1", "Unexpected path component"},
    {"SELECT * FROM tab WHERE EXISTS(SELECT * FROM tab)",
     "EXISTS can only be used in ExecuteTransaction write requests."},
    {"EXISTS(SELECT * FROM tab WHERE h = 'a' AND r = 1 AND n = 1)",
     "EXISTS can only be used in ExecuteTransaction write requests."},
    // Parameters
    {"SELECT * FROM tab WHERE h = ?", "Number of parameters in request and statement don't match."},
    {"SELECT * FROM tab WHERE h = 'a'",
     "Number of parameters in request and statement don't match.", R"([{"S": "a"}])"},
    {"SELECT * FROM tab WHERE h = '?'",
     "Number of parameters in request and statement don't match.", R"([{"S": "a"}])"},
    {"SELECT * FROM tab",
     "1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: Member "
     "must have length greater than or equal to 1",
     "[]"},
    // INSERT
    {"INSERT INTO tab (h) VALUES ('a')", MALFORMED "Unexpected keyword"},
    {"INSERT INTO tab VALUE 'a'", MALFORMED "Unexpected term"},
    {"INSERT INTO tab VALUE {h: 'a'}", MALFORMED "Unexpected term"},
    {"INSERT INTO tab VALUE {'h': 'a', 'r': 1} IF NOT EXISTS",
     MALFORMED "Unexpected token after expression"},
    {"INSERT INTO tab.idx VALUE {'h': 'a'}", "This operation is not supported on an index"},
    {"INSERT INTO tab VALUE {'r': 1}", "Key attribute should be present in the item: Key h"},
    {"INSERT INTO tab VALUE {'h': 'a'}", "Key attribute should be present in the item: Key r"},
    {"INSERT INTO tab VALUE {'h': 1, 'r': 1}",
     "Key attribute's data type should match its data type in table's schema: Key h"},
    {"INSERT INTO tab VALUE {'h': 'a', 'r': 1, 's': <<>>}", "Empty bags are not supported"},
    {"INSERT INTO tab VALUE {'h': 'a', 'r': 1, 's': <<1, 1.0>>}",
     "Input collection contains duplicates"},
    {"INSERT INTO tab VALUE {'h': 'a', 'r': 1, 's': <<1, 'x'>>}",
     "DynamoDB only supports either numbers or strings in bags"},
    {"INSERT INTO tab VALUE {'h': 'a', 'r': 1, 's': <<?>>}", "Unsupported data type in Bag",
     R"([{"S": "a"}])"},
    {"INSERT INTO tab VALUE {'h': '', 'r': 1}",
     "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
     "contain an empty string value. Key: h"},
    // UPDATE and DELETE
    {"UPDATE tab-name SET n = 1 WHERE h = 'a'", MALFORMED "Expected data manipulation"},
    {"UPDATE tab WHERE h = 'a'", MALFORMED "Expected data manipulation"},
    {"UPDATE tab SET n = 1",
     "Where clause does not contain a mandatory equality on all key attributes"},
    {"UPDATE tab SET n = 1 WHERE h = 'a'",
     "Where clause does not contain a mandatory equality on all key attributes"},
    {"UPDATE tab SET n = 1 WHERE h = 'a' AND r > 1",
     "Where clause does not contain a mandatory equality on all key attributes"},
    {"UPDATE tab SET n = 1 WHERE h = 'a' OR r = 1",
     "Where clause does not contain a mandatory equality on all key attributes"},
    {"UPDATE tab SET n = 1 WHERE h IN ['a'] AND r = 1",
     "Where clause does not contain a mandatory equality on all key attributes"},
    {"UPDATE tab SET n = 1 WHERE h = 1 AND r = 1",
     "Key attribute's data type should match its data type in table's schema: Key h"},
    {"UPDATE tab SET h = 'b' WHERE h = 'a' AND r = 1",
     "One or more parameter values were invalid: Cannot update attribute h. This attribute is part "
     "of the key"},
    {"UPDATE tab SET n = nothing + 1 WHERE h = 'a' AND r = 1",
     "The provided expression refers to an attribute that does not exist in the item"},
    {"UPDATE tab SET n = s + 1 WHERE h = 'a' AND r = 1",
     "An operand in the update expression has an incorrect data type"},
    {"UPDATE tab SET a.b = 1 WHERE h = 'a' AND r = 1",
     "The document path provided in the update expression is invalid for update"},
    {"UPDATE tab SET s = set_add(t, <<1>>) WHERE h = 'a' AND r = 1",
     "The first argument to SET_ADD must equal the assignment value"},
    {"UPDATE tab SET s = set_delete(s) WHERE h = 'a' AND r = 1",
     "SET_DELETE must have exactly two arguments"},
    {"DELETE FROM tab", "Where clause does not contain a mandatory equality on all key attributes"},
    {"DELETE FROM tab WHERE n = 1",
     "Where clause does not contain a mandatory equality on all key attributes"},
    {"DELETE tab WHERE h = 'a'", MALFORMED "Unexpected term"},
    {"DELETE FROM tab WHERE h = 'a' AND r = 1 RETURNING", MALFORMED "Unexpected term"},
    {"DELETE FROM tab WHERE h = 'a' AND r = 1 RETURNING MODIFIED OLD *",
     "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in "
     "DELETE statements."},
    {"DELETE FROM tab WHERE h = 'a' AND r = 1 RETURNING ALL NEW *",
     "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE "
     "statements."},
};

TEST(Partiql, Refuses_a_statement_in_awss_words) {
  PartiqlWorld world;
  world.table("S", "N");
  world.put({{"h", "a"}, {"r", 1}, {"s", "text"}});
  for (const Refusal& refusal : refusals) {
    EXPECT_EQ(world.refuses(refusal.statement, refusal.parameters), refusal.message)
        << refusal.statement;
  }
}

// Deep and long statements must end in an answer, not in the stack's end.
TEST(Partiql, Bounds_what_it_takes) {
  PartiqlWorld world;
  world.table();
  const auto repeated = [](const char* text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
  };
  for (const std::string& statement : {
           "SELECT * FROM tab WHERE " + repeated("(", 8000),
           "SELECT * FROM tab WHERE " + repeated("NOT ", 2000) + "h = 'a'",
           "INSERT INTO tab VALUE {'h': 'a', 'l': " + repeated("[", 4000) + "}",
           "INSERT INTO tab VALUE {'h': 'a', 'l': " + repeated("[", 33) + repeated("]", 33) + "}",
           "SELECT a" + repeated(".a", 4000) + " FROM tab",
           "UPDATE tab SET n = 1" + repeated("+1", 4000) + " WHERE h = 'a'",
           "SELECT * FROM tab WHERE n IN [1" + repeated(",1", 100) + "]",
           "SELECT * FROM tab WHERE h = 'a'" + repeated(" AND h IN ['a', 'b']", 300) + " AND (",
       }) {
    EXPECT_EQ(world.refused("ExecuteStatement", {{"Statement", statement}}).code,
              "ValidationException");
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
