#include "services/dynamodb/partiql/parser.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "services/dynamodb/expression/bind.h"
#include "services/dynamodb/partiql/condition_reader.h"
#include "services/dynamodb/partiql/errors.h"

namespace snowglobe::dynamodb::partiql {
namespace {

bool is_table_name(std::string_view name) {
  return name.size() >= 3 && name.size() <= 255 &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '-' || c == '.';
         });
}

class Parser : public ConditionReader {
 public:
  explicit Parser(std::string_view text) : ConditionReader(text) {}

  Statement run() {
    if (take_keyword("select")) {
      read_select();
    } else if (take_keyword("insert")) {
      read_insert();
    } else if (take_keyword("update")) {
      read_update();
    } else if (take_keyword("delete")) {
      read_delete();
    } else if (take_keyword("exists")) {
      read_exists();
    } else {
      throw not_well_formed("Expected data manipulation");
    }
    take_if(";");
    if (peek().kind != TokenKind::kEnd) {
      throw not_well_formed("Unexpected token after expression");
    }
    return std::move(statement_);
  }

 private:
  void read_select() {
    statement_.kind = Statement::Kind::kSelect;
    read_projection();
    expect_keyword("from");
    read_source();
    read_where();
    refuse_clauses();
    if (take_keyword("order")) read_order();
    refuse_clauses();
  }

  void read_projection() {
    for (const std::string_view word : {"value", "pivot"}) {
      if (is_at_keyword(word)) {
        throw invalid("Select projection doesn't support value or pivot keywords");
      }
    }
    if (is_at_keyword("distinct") || is_at_keyword("all")) {
      throw unsupported_clause(is_at_keyword("all") ? "ALL" : "DISTINCT");
    }
    bool has_star = false;
    std::size_t items = 0;
    do {
      ++items;
      if (take_if("*")) {
        has_star = true;
      } else {
        statement_.projection.push_back(take_projected());
      }
    } while (take_if(","));
    if (has_star && items > 1) {
      throw invalid("Other attributes should not be present in the projection when '*' is used.");
    }
  }

  Path take_projected() {
    const bool is_call =
        peek_second().is_symbol("(") && (peek().is_name() || peek().kind == TokenKind::kKeyword);
    if (is_call) throw invalid("Unsupported function: " + peek().text);
    if (is_at_term()) throw invalid("Only attributes can be selected");
    Path path = take_path();
    if (is_at_keyword("as") || peek().is_name()) throw no_aliases();
    return path;
  }

  // REQUIRES: peek().is_name().
  const std::string& take_name() {
    const std::string& name = take().text;
    if (name.empty()) throw empty_path_component();
    return name;
  }

  // table or table.index
  void read_source() {
    if (!peek().is_name()) throw unexpected_from_source();
    statement_.table = take_name();
    if (take_if(".")) {
      if (!peek().is_name()) throw unexpected_from_source();
      statement_.index = take_name();
      if (is_at(".")) throw invalid("A path may contain at most 2 components in the FROM clause");
    }
    if (is_at_keyword("as") || is_at_keyword("at") || is_at_keyword("by") || peek().is_name()) {
      throw no_aliases();
    }
    for (const std::string_view word :
         {"join", "inner", "left", "right", "full", "cross", "outer", "natural"}) {
      if (is_at_keyword(word)) throw unexpected_from_source();
    }
    if (is_at(",") || is_at("[") || is_at("(")) throw unexpected_from_source();
    check_table_name();
  }

  // Of the statements that write.
  void read_target() {
    if (!peek().is_name()) unexpected_term();
    statement_.table = take_name();
    if (is_at(".")) throw invalid("This operation is not supported on an index");
    check_table_name();
  }

  void check_table_name() const {
    if (is_table_name(statement_.table)) return;
    throw invalid(
        "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', "
        "'-', '_', '.'.");
  }

  void read_where() {
    if (take_keyword("where")) statement_.where = take_condition();
  }

  void refuse_clauses() const {
    for (const std::string_view word :
         {"group", "having", "limit", "union", "except", "intersect"}) {
      if (!is_at_keyword(word)) continue;
      std::string clause(word);
      std::transform(clause.begin(), clause.end(), clause.begin(),
                     [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      throw unsupported_clause(clause == "GROUP" ? "GROUP BY" : clause);
    }
    if (is_at_word("offset")) throw unsupported_clause("OFFSET");
  }

  void read_order() {
    expect_keyword("by");
    do {
      OrderTerm term;
      const Path path = take_path();
      if (path.size() > 1) throw invalid("Unexpected path component");
      term.name = path[0].name;
      if (take_keyword("desc")) {
        term.order = Order::kDescending;
      } else {
        take_keyword("asc");
      }
      statement_.order_by.push_back(std::move(term));
    } while (take_if(","));
  }

  void read_insert() {
    statement_.kind = Statement::Kind::kInsert;
    expect_keyword("into");
    read_target();
    if (!take_keyword("value")) throw not_well_formed("Unexpected keyword");
    if (!is_at("{") && peek().kind != TokenKind::kParameter) unexpected_term();
    statement_.item = add_term(take_term());
  }

  void read_update() {
    statement_.kind = Statement::Kind::kUpdate;
    read_target();
    while (true) {
      if (take_keyword("set")) {
        do {
          statement_.actions.push_back(take_set_action());
        } while (take_if(","));
      } else if (take_keyword("remove")) {
        do {
          UpdateAction action;
          action.kind = UpdateAction::Kind::kRemove;
          action.path = take_path();
          statement_.actions.push_back(std::move(action));
        } while (take_if(","));
      } else {
        break;
      }
    }
    if (statement_.actions.empty()) throw not_well_formed("Expected data manipulation");
    read_where();
    read_returning();
  }

  UpdateAction take_set_action() {
    UpdateAction action;
    action.path = take_path();
    expect("=");
    for (const std::string_view name : {"set_add", "set_delete"}) {
      if (!is_at_word(name) || !peek_second().is_symbol("(")) continue;
      take();
      read_set_change(name, action);
      return action;
    }
    action.operand = take_operand();
    need_assignable(action.operand);
    return action;
  }

  // SET path = SET_ADD(path, <<...>>): what ADD does in an update expression; SET_DELETE is DELETE.
  void read_set_change(std::string_view name, UpdateAction& action) {
    const bool is_add = name == "set_add";
    const std::string printed = is_add ? "SET_ADD" : "SET_DELETE";
    expect("(");
    const Path path = take_path();
    if (!same_path(path, action.path, {})) {
      throw invalid("The first argument to " + printed + " must equal the assignment value");
    }
    if (!take_if(",")) throw invalid(printed + " must have exactly two arguments");
    action.kind = is_add ? UpdateAction::Kind::kAdd : UpdateAction::Kind::kDelete;
    action.operand = value_operand(take_term());
    if (is_at(",")) throw invalid(printed + " must have exactly two arguments");
    expect(")");
  }

  static void need_assignable(const Operand& operand) {
    if (operand.kind != Operand::Kind::kFunction) return;
    if (operand.function == Function::kSize) {
      throw invalid("Function size can only be used in a WHERE clause");
    }
    for (const Operand& argument : operand.arguments) need_assignable(argument);
  }

  void read_delete() {
    statement_.kind = Statement::Kind::kDelete;
    expect_keyword("from");
    read_target();
    read_where();
    read_returning();
    if (!statement_.returning.empty() && statement_.returning != "ALL_OLD") {
      std::string clause = statement_.returning == "ALL_NEW" ? "ALL" : "MODIFIED";
      clause += statement_.returning.ends_with("_OLD") ? " OLD *" : " NEW *";
      throw invalid("Invalid returning clause: RETURNING " + clause +
                    ". Only RETURNING ALL OLD * is allowed in DELETE statements.");
    }
  }

  // RETURNING ALL OLD * and the like; their names are those of ReturnValues.
  void read_returning() {
    if (!take_keyword("returning")) return;
    const bool is_all = take_word("all");
    if (!is_all && !take_word("modified")) unexpected_term();
    const bool is_old = take_word("old");
    if (!is_old && !take_word("new")) unexpected_term();
    expect("*");
    statement_.returning = std::string(is_all ? "ALL" : "UPDATED") + (is_old ? "_OLD" : "_NEW");
  }

  void read_exists() {
    expect("(");
    expect_keyword("select");
    read_select();
    expect(")");
    statement_.kind = Statement::Kind::kExists;
  }
};

}  // namespace

Statement parse_statement(std::string_view text) { return Parser(text).run(); }

}  // namespace snowglobe::dynamodb::partiql
