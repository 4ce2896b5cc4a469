// Thousands of random requests against a second implementation (model.h), with fixed seeds.
#include <algorithm>
#include <set>

#include "tests/services/dynamodb/dynamodb_world.h"
#include "tests/services/dynamodb/generator.h"
#include "tests/services/dynamodb/model.h"

namespace snowglobe::dynamodb {
namespace {

class Random40 : public DynamodbWorld {
 public:
  explicit Random40(Generator& generator) {
    table();
    for (int i = 0; i < 40; ++i) {
      Json item = generator.item();
      item["h"] = {{"S", std::to_string(i)}};
      call("PutItem", {{"TableName", "tab"}, {"Item", item}});
      items.push_back(std::move(item));
    }
  }

  std::set<std::string> scan(Json input) {
    input["TableName"] = "tab";
    input["ProjectionExpression"] = "h";
    return keys(call("Scan", input));
  }
  std::set<std::string> legacy_scan(Json input) {
    input["TableName"] = "tab";
    input["AttributesToGet"] = {"h"};
    return keys(call("Scan", input));
  }
  std::set<std::string> expected(const Json& condition) const {
    std::set<std::string> found;
    for (const Json& item : items) {
      if (model::holds(condition, item)) found.insert(item["h"]["S"].get<std::string>());
    }
    return found;
  }

  std::vector<Json> items;

 private:
  static std::set<std::string> keys(const Json& page) {
    const Strings all = column(page, "h");
    return {all.begin(), all.end()};
  }
};

Json with_values(Json input, const model::Text& text) {
  if (!text.values.empty()) input["ExpressionAttributeValues"] = text.values;
  return input;
}

TEST(Property, Filters_keep_what_the_model_keeps) {
  Generator generator(1);
  for (int round = 0; round < 30; ++round) {
    Random40 world(generator);
    for (int i = 0; i < 50; ++i) {
      const Json condition = generator.condition(3);
      model::Text text;
      const std::string expression = text.condition(condition);
      ASSERT_EQ(world.scan(with_values({{"FilterExpression", expression}}, text)),
                world.expected(condition))
          << expression << print_json(text.values);
    }
  }
}

TEST(Property, Conditions_let_writes_pass_as_the_model_says) {
  Generator generator(2);
  Random40 world(generator);
  for (int i = 0; i < 1500; ++i) {
    const Json condition = generator.condition(2);
    const Json& item = world.items[generator.below(40)];
    model::Text text;
    Json input = {{"TableName", "tab"}, {"Item", item}};
    input["ConditionExpression"] = text.condition(condition);
    const auto ticket = world.submit("dynamodb", "PutItem", with_values(input, text));
    const auto& error = ticket->outcome().error;
    ASSERT_EQ(!error, model::holds(condition, item)) << print_json(input);
    ASSERT_EQ(error ? error->code : "ConditionalCheckFailedException",
              "ConditionalCheckFailedException");
  }
}

TEST(Property, Updates_make_what_the_model_makes_or_change_nothing) {
  Generator generator(3);
  DynamodbWorld world;
  world.table();
  int accepted = 0;
  for (int i = 0; i < 9000; ++i) {
    Json item = generator.item();
    item["h"] = {{"S", "x"}};
    world.call("PutItem", {{"TableName", "tab"}, {"Item", item}});
    const Json update = generator.update();
    if (update.empty()) continue;
    model::Text text;
    const Json input = with_values({{"TableName", "tab"},
                                    {"Key", {{"h", {{"S", "x"}}}}},
                                    {"UpdateExpression", text.update(update)},
                                    {"ReturnValues", "ALL_NEW"}},
                                   text);
    const auto wanted = model::updated(update, item);
    const auto ticket = world.submit("dynamodb", "UpdateItem", input);
    const auto& error = ticket->outcome().error;
    ASSERT_EQ(!error, wanted.has_value())
        << print_json(input) << print_json(item) << (error ? error->message : "");
    ASSERT_EQ(error ? error->code : "ValidationException", "ValidationException");
    const std::string after = model::canonical(wanted ? *wanted : item);
    ASSERT_EQ(model::canonical(world.get({{"h", "x"}})), after) << print_json(input);
    if (error) continue;
    Json answer = ticket->outcome().output;
    bytes_to_text(answer);
    ASSERT_EQ(model::canonical(answer["Attributes"]), after);
    ++accepted;
  }
  EXPECT_GT(accepted, 1000);
}

// A legacy condition on one attribute, and what the guide says is the same as an expression.
struct LegacyPair {
  Json legacy, condition;
};

LegacyPair legacy_condition(Generator& generator, const char* name) {
  const Json at = {{"path", {name}}};
  const std::string op =
      generator.pick({"EQ", "NE", "LE", "LT", "GE", "GT", "NOT_NULL", "NULL", "CONTAINS",
                      "NOT_CONTAINS", "BEGINS_WITH", "IN", "BETWEEN"});
  const auto pair = [&](Json values, Json condition) {
    return LegacyPair{{{"ComparisonOperator", op}, {"AttributeValueList", std::move(values)}},
                      std::move(condition)};
  };
  if (op == "NOT_NULL") return {{{"ComparisonOperator", op}}, {"attribute_exists", at}};
  if (op == "NULL") return {{{"ComparisonOperator", op}}, {"attribute_not_exists", at}};
  const Json any = generator.value(1);
  if (op == "EQ") return pair(Json::array({any}), {"=", at, {{"value", any}}});
  if (op == "NE") return pair(Json::array({any}), {"<>", at, {{"value", any}}});
  const char* const type = generator.pick({"S", "N", "B"});
  Json one = generator.scalar(type), two = generator.scalar(type);
  if (op == "LE") return pair(Json::array({one}), {"<=", at, {{"value", one}}});
  if (op == "LT") return pair(Json::array({one}), {"<", at, {{"value", one}}});
  if (op == "GE") return pair(Json::array({one}), {">=", at, {{"value", one}}});
  if (op == "GT") return pair(Json::array({one}), {">", at, {{"value", one}}});
  const Json contains = {"contains", at, {{"value", one}}};
  if (op == "CONTAINS") return pair(Json::array({one}), contains);
  if (op == "NOT_CONTAINS") {
    return pair(Json::array({one}), {"and", {"attribute_exists", at}, {"not", contains}});
  }
  if (op == "IN")
    return pair(Json::array({one, two}), {"IN", at, {{"value", one}}, {{"value", two}}});
  if (op == "BETWEEN") {
    if (*model::compare(one, two) > 0) std::swap(one, two);
    return pair(Json::array({one, two}), {"BETWEEN", at, {{"value", one}}, {{"value", two}}});
  }
  one = generator.scalar("S");  // BEGINS_WITH
  return pair(Json::array({one}), {"begins_with", at, {{"value", one}}});
}

struct LegacyPairs {
  Json legacy = Json::object();
  Json condition;
  std::string chain;  // ConditionalOperator; empty: leave it out
};

LegacyPairs legacy_conditions(Generator& generator) {
  LegacyPairs all;
  const bool is_or = generator.chance(2);
  all.condition = Json::array({is_or ? "or" : "and"});
  for (const char* name : {"a", "b", "c", "d"}) {
    if (generator.chance(2)) continue;
    LegacyPair pair = legacy_condition(generator, name);
    all.legacy[name] = pair.legacy;
    all.condition.push_back(pair.condition);
  }
  if (all.legacy.size() > 1) all.chain = is_or ? "OR" : generator.pick({"AND", ""});
  return all;
}

TEST(Property, Legacy_filters_keep_what_their_expression_and_the_model_keep) {
  Generator generator(4);
  for (int round = 0; round < 15; ++round) {
    Random40 world(generator);
    for (int i = 0; i < 100; ++i) {
      const LegacyPairs pairs = legacy_conditions(generator);
      if (pairs.legacy.empty()) continue;
      Json input = {{"ScanFilter", pairs.legacy}};
      if (!pairs.chain.empty()) input["ConditionalOperator"] = pairs.chain;
      model::Text text;
      const std::string expression = text.condition(pairs.condition);
      const auto found = world.legacy_scan(input);
      ASSERT_EQ(found, world.expected(pairs.condition)) << print_json(input);
      ASSERT_EQ(found, world.scan(with_values({{"FilterExpression", expression}}, text)));
    }
  }
}

TEST(Property, Expected_lets_writes_pass_as_its_expression_does) {
  Generator generator(5);
  Random40 world(generator);
  for (int i = 0; i < 1500; ++i) {
    const LegacyPairs pairs = legacy_conditions(generator);
    const Json& item = world.items[generator.below(40)];
    Json input = {{"TableName", "tab"}, {"Item", item}, {"Expected", pairs.legacy}};
    if (!pairs.chain.empty()) input["ConditionalOperator"] = pairs.chain;
    const bool holds = pairs.legacy.empty() || model::holds(pairs.condition, item);
    const auto ticket = world.submit("dynamodb", "PutItem", input);
    const auto& error = ticket->outcome().error;
    ASSERT_EQ(!error, holds) << print_json(input);
    ASSERT_EQ(error ? error->code : "ConditionalCheckFailedException",
              "ConditionalCheckFailedException");
  }
}

// AttributeUpdates, and the same as actions of the model.
struct LegacyUpdate {
  Json legacy = Json::object(), actions = Json::array();
};

LegacyUpdate legacy_update(Generator& generator) {
  LegacyUpdate update;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    if (!generator.chance(3)) continue;
    const Json path = {name};
    const std::string action = generator.pick({"PUT", "", "DELETE", "DELETE set", "ADD"});
    Json value = generator.value(1);
    if (action == "DELETE set") value = generator.set(generator.pick({"SS", "NS", "BS"}));
    if (action == "ADD") {
      value = generator.chance(2) ? generator.scalar("N") : generator.set("SS");
    }
    const Json operand = {{"value", value}};
    if (action == "DELETE") {
      update.legacy[name] = {{"Action", action}};
      update.actions.push_back({"REMOVE", path});
      continue;
    }
    update.legacy[name] = {{"Value", value}};
    if (!action.empty()) update.legacy[name]["Action"] = action.substr(0, action.find(' '));
    const bool puts = action.empty() || action == "PUT";
    update.actions.push_back({puts ? "SET" : action.substr(0, action.find(' ')), path, operand});
  }
  return update;
}

TEST(Property, AttributeUpdates_make_what_their_expression_and_the_model_make) {
  Generator generator(6);
  DynamodbWorld world;
  world.table();
  for (int i = 0; i < 2500; ++i) {
    const LegacyUpdate update = legacy_update(generator);
    if (update.legacy.empty()) continue;
    Json item = generator.item();
    const auto run = [&](const char* key, Json input) {
      item["h"] = {{"S", key}};
      world.call("PutItem", {{"TableName", "tab"}, {"Item", item}});
      input["TableName"] = "tab";
      input["Key"] = {{"h", {{"S", key}}}};
      const auto ticket = world.submit("dynamodb", "UpdateItem", input);
      Json after = world.get({{"h", key}});
      after.erase("h");
      return (ticket->outcome().error ? "refused " : "done ") + model::canonical(after);
    };
    model::Text text;
    const Json twin = with_values({{"UpdateExpression", text.update(update.actions)}}, text);
    const std::string found = run("legacy", {{"AttributeUpdates", update.legacy}});
    ASSERT_EQ(found, run("twin", twin)) << print_json(update.legacy) << print_json(item);
    item.erase("h");
    const auto wanted = model::updated(update.actions, item);
    ASSERT_EQ(found, (wanted ? "done " : "refused ") + model::canonical(wanted ? *wanted : item));
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
