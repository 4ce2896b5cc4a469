#include <gtest/gtest.h>

#include "emulator/base/error.h"
#include "services/dynamodb/expression/bind.h"
#include "services/dynamodb/expression/parser.h"
#include "services/dynamodb/partiql/parser.h"

namespace snowglobe::dynamodb::partiql {
namespace {

std::string print(const Operand& operand) {
  if (operand.kind == Operand::Kind::kPath) return print_path(operand.path, {});
  if (operand.kind == Operand::Kind::kValue) return "$" + std::to_string(operand.value);
  std::string text(function_name(operand.function));
  for (const Operand& argument : operand.arguments) text += " " + print(argument);
  return "(" + text + ")";
}

// The tree in prefix notation; $0 is the first term.
std::string print(const Condition& condition) {
  std::string text;
  switch (condition.kind) {
    case Condition::Kind::kAnd:
      text = "and";
      break;
    case Condition::Kind::kOr:
      text = "or";
      break;
    case Condition::Kind::kNot:
      text = "not";
      break;
    case Condition::Kind::kCompare:
      text = comparator_text(condition.comparator);
      break;
    case Condition::Kind::kBetween:
      text = "between";
      break;
    case Condition::Kind::kIn:
      text = "in";
      break;
    case Condition::Kind::kFunction:
      text = function_name(condition.function);
  }
  for (const Operand& operand : condition.operands) text += " " + print(operand);
  for (const Condition& child : condition.children) text += " " + print(child);
  return "(" + text + ")";
}

std::string where(const std::string& text) {
  return print(*parse_statement("SELECT * FROM tab WHERE " + text).where);
}

TEST(Partiql_parser, Binds_not_before_and_before_or) {
  EXPECT_EQ(where("a = 1 OR NOT b = 2 AND c = 3"),
            "(or (= [a] $0) (and (not (= [b] $1)) (= [c] $2)))");
  EXPECT_EQ(where("(a = 1 OR b = 2) AND c = 3"), "(and (or (= [a] $0) (= [b] $1)) (= [c] $2))");
  EXPECT_EQ(where("a = 1 AND b = 2 AND c = 3"), "(and (= [a] $0) (= [b] $1) (= [c] $2))");
}

TEST(Partiql_parser, Reads_every_predicate) {
  EXPECT_EQ(where("a.b[3].\"c d\" != 'x'"), "(<> [a, b, [3], c d] $0)");
  EXPECT_EQ(where("a BETWEEN 1 AND 2 AND b NOT IN [3, ?]"),
            "(and (between [a] $0 $1) (not (in [b] $2 $3)))");
  EXPECT_EQ(where("a IS MISSING OR a IS NOT MISSING"),
            "(or (attribute_not_exists [a]) (attribute_exists [a]))");
  EXPECT_EQ(where("a IS NOT NULL"), "(not (attribute_type [a] $0))");
  EXPECT_EQ(where("size(\"a\") > 3 AND contains(a, 'x')"),
            "(and (> (size [a]) $0) (contains [a] $1))");
}

TEST(Partiql_parser, Numbers_parameters_by_their_place) {
  const Statement statement =
      parse_statement("UPDATE tab SET a = ?, b = [?, {'k': ?}] WHERE h = ?");
  EXPECT_EQ(statement.parameter_count, 4U);
  ASSERT_EQ(statement.terms.size(), 3U);
  EXPECT_EQ(statement.terms[0].parameter, 0U);
  EXPECT_EQ(statement.terms[1].elements[1].elements[0].parameter, 2U);
  EXPECT_EQ(statement.terms[2].parameter, 3U);
}

TEST(Partiql_parser, Reads_updates) {
  const Statement statement = parse_statement(
      "UPDATE \"my-table\" SET a = b + 1 - ? SET c = list_append(c, [1]), d = SET_ADD(d, <<1>>) "
      "REMOVE e, f[0] WHERE h = 'x' RETURNING MODIFIED OLD *");
  EXPECT_EQ(statement.table, "my-table");
  EXPECT_EQ(statement.returning, "UPDATED_OLD");
  ASSERT_EQ(statement.actions.size(), 5U);
  EXPECT_EQ(print(statement.actions[0].operand), "(- (+ [b] $0) $1)");
  EXPECT_EQ(print(statement.actions[1].operand), "(list_append [c] $2)");
  EXPECT_EQ(statement.actions[2].kind, UpdateAction::Kind::kAdd);
  EXPECT_EQ(statement.actions[4].kind, UpdateAction::Kind::kRemove);
}

TEST(Partiql_parser, Reads_selects) {
  const Statement statement =
      parse_statement("select a, b.c from \"tab\".\"by.date\" where h = 1 order by h desc, r");
  EXPECT_EQ(statement.index, "by.date");
  EXPECT_EQ(statement.projection.size(), 2U);
  ASSERT_EQ(statement.order_by.size(), 2U);
  EXPECT_EQ(statement.order_by[0].order, Order::kDescending);
  EXPECT_EQ(statement.order_by[1].order, Order::kAscending);
}

TEST(Partiql_parser, Reads_exists_around_a_select) {
  EXPECT_EQ(parse_statement("EXISTS(SELECT * FROM tab WHERE h = 1)").kind,
            Statement::Kind::kExists);
  EXPECT_THROW(parse_statement("EXISTS(DELETE FROM tab WHERE h = 1)"), AwsError);
}

TEST(Partiql_parser, Takes_update_functions_only_in_set_and_conditions_only_in_where) {
  for (const char* text : {"SELECT * FROM tab WHERE a + 1 = 2",
                           "SELECT * FROM tab WHERE list_append(a, b) = [1]",
                           "SELECT * FROM tab WHERE a",
                           "SELECT * FROM tab WHERE (a = 1) = 2",
                           "SELECT * FROM tab WHERE size(size(a)) = 1",
                           "SELECT * FROM tab WHERE 1 IS NULL",
                           "SELECT * FROM tab WHERE begins_with(a)",
                           "SELECT * FROM tab WHERE upper(a) = 'A'",
                           "UPDATE tab SET a = size(b) WHERE h = 1",
                           "UPDATE tab SET a = (b = 1) WHERE h = 1",
                           "UPDATE tab SET a = if_not_exists(a, 1) WHERE h = 1",
                           "INSERT INTO tab VALUE {'a': 1, 'a': 2}",
                           "INSERT INTO tab VALUE {'a': b}",
                           "DELETE FROM tab WHERE h = 1 RETURNING ALL NEW *",
                           "SELECT * FROM tab WHERE a IN []",
                           "SELECT * FROM tab WHERE a IN [1)",
                           "SELECT * FROM tab WHERE h = 1 ORDER BY a.b",
                           "SELECT \"\" FROM tab",
                           "SELECT a[-1] FROM tab",
                           "SELECT a[99999999999] FROM tab"}) {
    EXPECT_THROW(parse_statement(text), AwsError) << text;
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb::partiql
