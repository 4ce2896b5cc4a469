// A statement must come to the same as the equal Query, Scan or UpdateItem: random ones are
// compared, with fixed seeds.
#include "tests/services/dynamodb/generator.h"
#include "tests/services/dynamodb/model.h"
#include "tests/services/dynamodb/partiql_world.h"

namespace snowglobe::dynamodb {
namespace {

// As PartiQL writes it; nothing for binaries, which only a parameter can give.
std::string literal(const Json& value) {
  const std::string type = value.begin().key();
  const Json& data = value.begin().value();
  if (type == "S") return "'" + data.get<std::string>() + "'";
  if (type == "N") return data.get<std::string>();
  if (type == "BOOL") return data.get<bool>() ? "true" : "FALSE";
  if (type == "NULL") return "null";
  if (type == "B" || type == "BS") return {};
  std::string list;
  for (const auto& [name, element] : data.items()) {
    const bool is_set = type == "SS" || type == "NS";
    const std::string text = is_set ? literal({{type.substr(0, 1), element}}) : literal(element);
    if (text.empty()) return {};
    list += (list.empty() ? "" : ", ") + (type == "M" ? "'" + name + "': " : "") + text;
  }
  if (type == "L") return "[" + list + "]";
  return type == "M" ? "{" + list + "}" : "<<" + list + ">>";
}

// The expression as PartiQL: each :value a literal or a parameter, by chance.
class Translation {
 public:
  explicit Translation(Generator& generator) : generator_(generator) {}

  std::string operator()(const model::Text& text, const std::string& expression) {
    std::string all;
    for (std::size_t at = 0; at < expression.size();) {
      if (expression[at] != ':') {
        all += expression[at++];
        continue;
      }
      const std::size_t end = expression.find_first_not_of("0123456789", at + 2);
      all += value(text.values.at(expression.substr(at, end - at)));
      at = std::min(end, expression.size());
    }
    return all;
  }

  Json input(const std::string& statement) const {
    Json json = {{"Statement", statement}};
    if (!parameters_.empty()) json["Parameters"] = parameters_;
    return json;
  }

 private:
  std::string value(const Json& value) {
    std::string text = literal(value);
    if (!text.empty() && generator_.chance(2)) return text;
    parameters_.push_back(value);
    return "?";
  }

  Generator& generator_;
  Json parameters_ = Json::array();
};

class Compared : public PartiqlWorld {
 public:
  explicit Compared(Generator& generator) {
    table("S", "N");
    for (int i = 0; i < 30; ++i) {
      Json item = generator.item();
      item["h"] = {{"S", i % 2 == 0 ? "x" : "y"}};
      item["r"] = {{"N", std::to_string(i)}};
      call("PutItem", {{"TableName", "tab"}, {"Item", item}});
    }
  }

  // What both answer, apart from what only one of them has.
  static std::string answer(const Json& page) {
    const Json* last = find_member(page, "LastEvaluatedKey");
    return print_json(page.at("Items")) + (last != nullptr ? print_json(*last) : "");
  }
};

Json with_values(Json input, const Json& values) {
  if (!values.empty()) input["ExpressionAttributeValues"] = values;
  return input;
}

TEST(Partiql_property, A_select_without_key_is_a_scan) {
  Generator generator(101);
  Compared world(generator);
  for (int i = 0; i < 600; ++i) {
    model::Text text;
    const std::string filter = text.condition(generator.condition(3));
    Translation translation(generator);
    Json statement = translation.input("SELECT * FROM tab WHERE " + translation(text, filter));
    Json scan = {{"TableName", "tab"}, {"FilterExpression", filter}};
    if (generator.chance(2)) statement["Limit"] = scan["Limit"] = 1 + generator.below(40);
    ASSERT_EQ(world.answer(world.call("ExecuteStatement", statement)),
              world.answer(world.call("Scan", with_values(scan, text.values))))
        << print_json(statement);
  }
}

// A condition on the sort key, as both languages write it.
std::string range(Generator& generator) {
  const std::string low = std::to_string(generator.below(30));
  switch (generator.below(4)) {
    case 0:
      return "";
    case 1:
      return " AND r BETWEEN " + low + " AND " + std::to_string(30 + generator.below(5));
    case 2:
      return " AND " + low + " < r";
    default:
      return std::string(" AND r ") + generator.pick({"=", "<", "<=", ">", ">="}) + " " + low;
  }
}

TEST(Partiql_property, A_select_with_key_is_a_query) {
  Generator generator(102);
  Compared world(generator);
  for (int i = 0; i < 600; ++i) {
    model::Text text;
    const std::string filter = text.condition(generator.condition(2));
    const std::string keys =
        "h = " + std::string(generator.pick({"'x'", "'y'"})) + range(generator);
    Json query = {{"TableName", "tab"}, {"FilterExpression", filter}};
    // The key condition's literals as values.
    std::string expression;
    for (std::size_t at = 0; at < keys.size();) {
      const bool is_number = std::isdigit(static_cast<unsigned char>(keys[at])) != 0;
      if (!is_number && keys[at] != '\'') {
        expression += keys[at++];
        continue;
      }
      const std::size_t end = is_number ? keys.find_first_not_of("0123456789", at) : at + 3;
      const std::string name = ":k" + std::to_string(text.values.size());
      const std::string token = keys.substr(at, end - at);
      text.values[name] = is_number ? Json{{"N", token}} : Json{{"S", token.substr(1, 1)}};
      expression += name;
      at = std::min(end, keys.size());
    }
    query["KeyConditionExpression"] = expression;
    Translation translation(generator);
    std::string where = translation(text, filter);
    where = generator.chance(2) ? "(" + where + ") AND " + keys : keys + " AND (" + where + ")";
    const bool is_backward = generator.chance(2);
    Json statement = translation.input("SELECT * FROM \"tab\" WHERE " + where +
                                       (is_backward ? " ORDER BY r DESC" : ""));
    query["ScanIndexForward"] = !is_backward;
    if (generator.chance(2)) statement["Limit"] = query["Limit"] = 1 + generator.below(20);
    ASSERT_EQ(world.answer(world.call("ExecuteStatement", statement)),
              world.answer(world.call("Query", with_values(query, text.values))))
        << print_json(statement);
  }
}

// PartiQL's clauses for the update's actions, or nothing where it has none: it does not know
// if_not_exists, and adds numbers by +.
std::string clauses(const Json& actions, Translation& translation) {
  std::string all;
  for (const Json& action : actions) {
    const std::string kind = action[0].get<std::string>();
    const std::string path = model::path_text(action[1]);
    model::Text text;
    if (kind == "REMOVE") {
      all += " REMOVE " + path;
      continue;
    }
    const std::string source = text.source(action[2]);
    if (source.find("if_not_exists") != std::string::npos) return {};
    if (kind == "SET") {
      all += " SET " + path + " = " + translation(text, source);
      continue;
    }
    if (action[2]["value"].contains("N")) return {};
    all += " SET " + path + " = " + (kind == "ADD" ? "set_add(" : "SET_DELETE(") + path + ", ";
    all += translation(text, source) + ")";
  }
  return all;
}

TEST(Partiql_property, An_update_is_an_update_item) {
  Generator generator(103);
  PartiqlWorld world;
  world.table();
  int compared = 0, succeeded = 0;
  for (int i = 0; i < 2000; ++i) {
    const Json actions = generator.update();
    Json item = generator.item();
    Translation translation(generator);
    const std::string changes = clauses(actions, translation);
    if (changes.empty()) continue;
    for (const char* key : {"expression", "statement"}) {
      item["h"] = {{"S", key}};
      world.call("PutItem", {{"TableName", "tab"}, {"Item", item}});
    }
    model::Text text;
    const std::string update = text.update(actions);
    const auto by_expression = world.submit("dynamodb", "UpdateItem",
                                            with_values({{"TableName", "tab"},
                                                         {"Key", {{"h", {{"S", "expression"}}}}},
                                                         {"UpdateExpression", update},
                                                         {"ReturnValues", "UPDATED_NEW"}},
                                                        text.values));
    const auto by_statement =
        world.submit("dynamodb", "ExecuteStatement",
                     translation.input("UPDATE tab" + changes +
                                       " WHERE h = 'statement' RETURNING MODIFIED NEW *"));
    const Outcome& a = by_expression->outcome();
    const Outcome& b = by_statement->outcome();
    ++compared;
    // Of several mistakes each may find another first.
    ASSERT_EQ(a.error.has_value(), b.error.has_value()) << update << changes;
    if (a.error) continue;
    ++succeeded;
    const Json& items = b.output.at("Items");
    ASSERT_EQ(a.output.contains("Attributes") ? print_json(a.output.at("Attributes")) : "",
              items.empty() ? "" : print_json(items[0]))
        << changes;
    Json left = world.get({{"h", "expression"}}), right = world.get({{"h", "statement"}});
    left.erase("h");
    right.erase("h");
    ASSERT_EQ(print_json(left), print_json(right)) << changes;
  }
  EXPECT_GT(compared, 500);
  EXPECT_GT(succeeded, 100);
}

}  // namespace
}  // namespace snowglobe::dynamodb
