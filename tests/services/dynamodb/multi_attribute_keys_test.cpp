// Global indexes whose keys have several attributes.
#include <algorithm>
#include <map>
#include <set>

#include "tests/services/dynamodb/dynamodb_world.h"
#include "tests/services/dynamodb/generator.h"

namespace snowglobe::dynamodb {
namespace {

constexpr const char* matches_table = R"({
  "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
    {"AttributeName": "cup", "AttributeType": "S"}, {"AttributeName": "place", "AttributeType": "S"},
    {"AttributeName": "round", "AttributeType": "N"}, {"AttributeName": "side", "AttributeType": "S"}],
  "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
  "GlobalSecondaryIndexes": [{"IndexName": "by-cup", "KeySchema": [
      {"AttributeName": "cup", "KeyType": "HASH"}, {"AttributeName": "place", "KeyType": "HASH"},
      {"AttributeName": "round", "KeyType": "RANGE"}, {"AttributeName": "side", "KeyType": "RANGE"}],
    "Projection": {"ProjectionType": "KEYS_ONLY"}}]})";

class Matches : public DynamodbWorld {
 public:
  Matches() {
    call("CreateTable", matches_table);
    put("a", 10, "low");
    put("b", 9, "up");
    put("c", 10, "up");
    put("d", 9, "low");
    put("e", -1, "up");
    DynamodbWorld::put({{"id", "f"}, {"cup", "spring"}, {"place", "eastern"}, {"round", 1}});
    DynamodbWorld::put({{"id", "g"},
                        {"cup", "springe"},
                        {"place", "astern"},
                        {"round", 1},
                        {"side", "up"},
                        {"note", "another partition"}});
  }
  void put(const char* id, int round, const char* side) {
    DynamodbWorld::put(
        {{"id", id}, {"cup", "spring"}, {"place", "eastern"}, {"round", round}, {"side", side}});
  }
  static Json request(const std::string& condition, Json more = Json::object()) {
    Json input = {{"TableName", "tab"},
                  {"IndexName", "by-cup"},
                  {"KeyConditionExpression", condition},
                  {"ExpressionAttributeNames", {{"#r", "round"}}}};
    const Json values = typed({{":c", "spring"},
                               {":p", "eastern"},
                               {":9", 9},
                               {":10", 10},
                               {":up", "up"},
                               {":l", "l"},
                               {":f", "f"}});
    for (const auto& [name, value] : values.items()) {
      if (condition.find(name) != std::string::npos) {
        input["ExpressionAttributeValues"][name] = value;
      }
    }
    if (condition.find("#r") == std::string::npos) input.erase("ExpressionAttributeNames");
    input.update(more);
    return input;
  }
  Strings found(const std::string& condition, Json more = Json::object()) {
    return column(call("Query", request("cup = :c AND place = :p" + condition, more)), "id");
  }
};

TEST(MultiAttributeKey, Is_described_as_it_was_made) {
  Matches world;
  const Json table = world.call("DescribeTable", R"({"TableName": "tab"})")["Table"];
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["KeySchema"],
            parse_json(matches_table)["GlobalSecondaryIndexes"][0]["KeySchema"]);
  EXPECT_EQ(table["GlobalSecondaryIndexes"][0]["ItemCount"], 6);
}

// Numbers are feared to be sorted as texts, and values to run into the next attribute.
TEST(MultiAttributeKey, Sorts_by_one_attribute_after_the_other) {
  Matches world;
  EXPECT_EQ(world.found(""), (Strings{"e", "d", "b", "a", "c"}));
  EXPECT_EQ(world.found("", {{"ScanIndexForward", false}}), (Strings{"c", "a", "b", "d", "e"}));
}

TEST(MultiAttributeKey, Takes_a_range_of_the_last_attribute_that_is_named) {
  Matches world;
  EXPECT_EQ(world.found(" AND #r = :9"), (Strings{"d", "b"}));
  EXPECT_EQ(world.found(" AND #r > :9"), (Strings{"a", "c"}));
  EXPECT_EQ(world.found(" AND #r >= :9"), (Strings{"d", "b", "a", "c"}));
  EXPECT_EQ(world.found(" AND #r < :9"), (Strings{"e"}));
  EXPECT_EQ(world.found(" AND #r <= :9"), (Strings{"e", "d", "b"}));
  EXPECT_EQ(world.found(" AND #r BETWEEN :9 AND :10"), (Strings{"d", "b", "a", "c"}));
  EXPECT_EQ(world.found(" AND #r = :10 AND side = :up"), (Strings{"c"}));
  EXPECT_EQ(world.found(" AND side < :up AND #r = :10"), (Strings{"a"}));
  EXPECT_EQ(world.found(" AND #r = :9 AND begins_with(side, :l)"), (Strings{"d"}));
}

TEST(MultiAttributeKey, Follows_writes_of_each_of_its_attributes) {
  Matches world;
  const auto update = [&](const char* id, const char* expression, const Json& values = nullptr) {
    Json input = {{"TableName", "tab"},
                  {"Key", DynamodbWorld::typed({{"id", id}})},
                  {"UpdateExpression", expression}};
    if (values.is_object()) input["ExpressionAttributeValues"] = DynamodbWorld::typed(values);
    world.call("UpdateItem", input);
  };
  update("f", "SET side = :s", {{":s", "up"}});
  EXPECT_EQ(world.found(""), (Strings{"e", "f", "d", "b", "a", "c"}));
  update("f", "SET place = :p", {{":p", "west"}});
  update("d", "REMOVE side");
  update("b", "SET side = :s", {{":s", "zone"}});
  world.call("DeleteItem", R"({"TableName": "tab", "Key": {"id": {"S": "e"}}})");
  EXPECT_EQ(world.found(""), (Strings{"b", "a", "c"}));
}

TEST(MultiAttributeKey, Is_filled_from_the_items_that_are_there) {
  Matches world;
  world.put("h", 9, "up");
  Json schema = parse_json(matches_table)["GlobalSecondaryIndexes"][0];
  schema["IndexName"] = "again";
  std::swap(schema["KeySchema"][2], schema["KeySchema"][3]);
  world.call("UpdateTable",
             {{"TableName", "tab"},
              {"AttributeDefinitions", parse_json(matches_table)["AttributeDefinitions"]},
              {"GlobalSecondaryIndexUpdates", {{{"Create", schema}}}}});
  EXPECT_EQ(world.found("", {{"IndexName", "again"}}), (Strings{"d", "a", "e", "b", "h", "c"}));
  world.call("UpdateTable", R"({"TableName": "tab",
      "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "by-cup"}}]})");
  EXPECT_EQ(world.found("", {{"IndexName", "again"}}).size(), 6U);
}

TEST(MultiAttributeKey, Outlives_a_restart) {
  Matches world;
  world.restart();
  EXPECT_EQ(world.found(" AND #r = :9"), (Strings{"d", "b"}));
  world.put("i", 9, "mid");
  EXPECT_EQ(world.found(" AND #r = :9"), (Strings{"d", "i", "b"}));
}

TEST(MultiAttributeKey, Is_queried_with_the_parameters_from_before_expressions) {
  Matches world;
  Json input = parse_json(R"({"TableName": "tab", "IndexName": "by-cup", "KeyConditions": {
      "cup": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "spring"}]},
      "place": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "eastern"}]},
      "round": {"ComparisonOperator": "EQ", "AttributeValueList": [{"N": "10"}]},
      "side": {"ComparisonOperator": "GT", "AttributeValueList": [{"S": "low"}]}}})");
  EXPECT_EQ(DynamodbWorld::column(world.call("Query", input), "id"), (Strings{"c"}));
  input["KeyConditions"].erase("round");
  EXPECT_EQ(world.refusal("Query", print_json(input)),
            "RANGE key attributes round must have equality conditions specified in the query "
            "because a condition is present on key attribute side");
}

// A page's key is feared to lack an attribute, or to stand for more than one row.
TEST(MultiAttributeKey, Pages_go_through_items_of_one_key_in_either_direction) {
  Matches world;
  for (const char* id : {"p", "q", "r", "s"}) world.put(id, 9, "up");
  const Strings forward = world.found("");
  EXPECT_EQ(forward.size(), 9U);
  for (const bool is_forward : {true, false}) {
    Json more = {{"Limit", 2}, {"ScanIndexForward", is_forward}};
    Strings seen;
    while (true) {
      const Json page = world.call("Query", Matches::request("cup = :c AND place = :p", more));
      for (const std::string& id : DynamodbWorld::column(page, "id")) seen.push_back(id);
      if (!page.contains("LastEvaluatedKey")) break;
      EXPECT_EQ(page["LastEvaluatedKey"].size(), 5U);
      more["ExclusiveStartKey"] = page["LastEvaluatedKey"];
    }
    if (!is_forward) std::reverse(seen.begin(), seen.end());
    EXPECT_EQ(seen, forward);
  }
}

TEST(MultiAttributeKey, Is_scanned_whole_and_in_segments) {
  Matches world;
  for (int i = 0; i < 40; ++i) {
    world.DynamodbWorld::put({{"id", "x" + std::to_string(i)},
                              {"cup", "c" + std::to_string(i % 7)},
                              {"place", "p" + std::to_string(i % 3)},
                              {"round", i},
                              {"side", "up"}});
  }
  std::multiset<std::string> whole, parts;
  Json input = {{"TableName", "tab"}, {"IndexName", "by-cup"}, {"Limit", 7}};
  while (true) {
    const Json page = world.call("Scan", input);
    for (const std::string& id : DynamodbWorld::column(page, "id")) whole.insert(id);
    if (!page.contains("LastEvaluatedKey")) break;
    input["ExclusiveStartKey"] = page["LastEvaluatedKey"];
  }
  for (int segment = 0; segment < 4; ++segment) {
    const Json part = world.call("Scan", {{"TableName", "tab"},
                                          {"IndexName", "by-cup"},
                                          {"TotalSegments", 4},
                                          {"Segment", segment}});
    for (const std::string& id : DynamodbWorld::column(part, "id")) parts.insert(id);
  }
  EXPECT_EQ(whole.size(), 46U);
  EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()).size(), 46U);
  EXPECT_EQ(whole, parts);
}

TEST(MultiAttributeKey, Tells_its_capacity) {
  Matches world;
  const Json put =
      world.call("PutItem", R"({"TableName": "tab", "ReturnConsumedCapacity": "INDEXES",
      "Item": {"id": {"S": "a"}, "cup": {"S": "spring"}, "place": {"S": "eastern"},
               "round": {"N": "11"}, "side": {"S": "low"}}})");
  EXPECT_EQ(print_json(put["ConsumedCapacity"]),
            R"({"TableName":"tab","CapacityUnits":3.0,"Table":{"CapacityUnits":1.0},)"
            R"("GlobalSecondaryIndexes":{"by-cup":{"CapacityUnits":2.0}}})");
}

bool holds(const std::string& comparator, const Json& value, const Json& low, const Json& high) {
  if (comparator == "=") return value == low;
  if (comparator == "<") return value < low;
  if (comparator == "<=") return value <= low;
  if (comparator == ">") return value > low;
  if (comparator == ">=") return value >= low;
  return value >= low && value <= high;  // BETWEEN
}

// A random condition on the index, and what items it fits.
struct Asked {
  explicit Asked(Generator& generator)
      : comparator(generator.pick({"=", "<", "<=", ">", ">=", "BETWEEN"})),
        by(generator.pick({"round", "side"})),
        partition({{":c", generator.pick({"x", "xy"})}, {":p", generator.pick({"yx", "x"})}}),
        round(std::stoi(generator.pick({"-10", "-9", "2", "10"}))),
        low(generator.pick({"a", "ab"})),
        high("b") {
    if (by == "side") return;
    low = round;
    high = 10;
  }
  Json request() const {
    Json values = partition, names = {{"#by", by}};
    values[":low"] = low;
    std::string condition = "cup = :c AND place = :p AND #by " + comparator + " :low";
    if (comparator == "BETWEEN") {
      condition += " AND :high";
      values[":high"] = high;
    }
    if (by == "side") {
      condition += " AND #r = :r";
      values[":r"] = round;
      names["#r"] = "round";
    }
    return {{"TableName", "tab"},
            {"IndexName", "by-cup"},
            {"KeyConditionExpression", condition},
            {"ExpressionAttributeNames", names},
            {"ExpressionAttributeValues", DynamodbWorld::typed(values)}};
  }
  bool fits(const Json& item) const {
    if (item.size() < 5) return false;  // lacks an attribute of the key
    return item["cup"] == partition[":c"] && item["place"] == partition[":p"] &&
           (by == "round" || item["round"] == round) && holds(comparator, item[by], low, high);
  }

  std::string comparator, by;
  Json partition;
  int round;
  Json low, high;
};

class RandomMatches : public DynamodbWorld {
 public:
  RandomMatches() { call("CreateTable", matches_table); }
  void write(Generator& generator) {
    const std::string id(1, static_cast<char>('a' + generator.below(26)));
    if (generator.chance(4)) {
      items_.erase(id);
      call("DeleteItem", {{"TableName", "tab"}, {"Key", typed({{"id", id}})}});
      return;
    }
    Json item = {{"id", id}};
    const auto maybe = [&](const char* name, Json value) {
      if (!generator.chance(6)) item[name] = std::move(value);
    };
    maybe("cup", generator.pick({"x", "xy"}));
    maybe("place", generator.pick({"yx", "x"}));
    maybe("round", std::stoi(generator.pick({"-10", "-9", "2", "10"})));
    maybe("side", generator.pick({"a", "ab", "b"}));
    items_[id] = item;
    put(item);
  }
  // How many items were found: those that fit, in the order of the sort key.
  std::size_t query(const Asked& asked) {
    std::set<std::string> wanted;
    for (const auto& [id, item] : items_) {
      if (asked.fits(item)) wanted.insert(id);
    }
    const Json page = call("Query", asked.request());
    const Strings ids = column(page, "id");
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()), wanted) << print_json(asked.request());
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end(), [&](const auto& a, const auto& b) {
      const Json &x = items_[a], &y = items_[b];
      return x["round"] < y["round"] || (x["round"] == y["round"] && x["side"] < y["side"]);
    })) << print_json(page);
    return ids.size();
  }

 private:
  std::map<std::string, Json> items_;
};

TEST(MultiAttributeKey, Random_queries_find_what_comparing_all_items_finds) {
  Generator generator(7);
  RandomMatches world;
  std::size_t found = 0;
  for (int i = 0; i < 600; ++i) {
    world.write(generator);
    found += world.query(Asked(generator));
  }
  EXPECT_GT(found, 300U);
}

struct Refused {
  const char* condition;
  const char* more;
  const char* message;
};

constexpr Refused queries[] = {
    {"cup = :c", "{}",
     "HASH key attributes place must have equality conditions specified in the query"},
    {"cup = :c AND place > :p", "{}",
     "HASH key attributes place must have equality conditions specified in the query"},
    {"cup = :c AND place = :p AND side = :up", "{}",
     "RANGE key attributes round must have equality conditions specified in the query because a "
     "condition is present on key attribute side"},
    {"cup = :c AND place = :p AND #r > :9 AND side = :up", "{}",
     "RANGE key attributes round must have equality conditions specified in the query because a "
     "condition is present on key attribute side"},
    {"cup = :c AND place = :p AND #r = :up", "{}",
     "One or more parameter values were invalid: Condition parameter type does not match schema "
     "type"},
    {"cup = :c AND place = :9", "{}",
     "One or more parameter values were invalid: Condition parameter type does not match schema "
     "type"},
    {"cup = :c AND place = :p AND #r = :9 AND id = :f", "{}",
     "Query condition missed key schema element: side"},
    {"cup = :c AND place = :p AND #r = :9 AND #r > :10", "{}",
     "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per "
     "key"},
    {"cup = :c AND place = :p", R"({"FilterExpression": "side > id"})",
     "Filter Expression can only contain non-primary key attributes: Primary key attribute: side"},
    {"cup = :c AND place = :p", R"({"FilterExpression": "place > id"})",
     "Filter Expression can only contain non-primary key attributes: Primary key attribute: place"},
    {"cup = :c AND place = :p", R"({"ConsistentRead": true})",
     "Consistent reads are not supported on global secondary indexes"},
    {"cup = :c AND place = :p", R"({"ExclusiveStartKey": {"id": {"S": "a"}, "cup": {"S": "spring"},
        "place": {"S": "eastern"}, "round": {"N": "9"}}})",
     "The provided starting key is invalid"},
    {"cup = :c AND place = :p", R"({"ExclusiveStartKey": {"id": {"S": "a"}, "cup": {"S": "spring"},
        "place": {"S": "western"}, "round": {"N": "9"}, "side": {"S": "up"}}})",
     "The provided starting key is outside query boundaries based on provided conditions"},
    {"cup = :c AND place = :p AND #r = :9",
     R"({"ExclusiveStartKey": {"id": {"S": "a"}, "cup": {"S": "spring"},
        "place": {"S": "eastern"}, "round": {"N": "8"}, "side": {"S": "up"}}})",
     "The provided starting key does not match the range key predicate"},
};

TEST(MultiAttributeKey, Queries_refuse_in_AWSs_words) {
  Matches world;
  for (const Refused& row : queries) {
    const Json input = Matches::request(row.condition, parse_json(row.more));
    EXPECT_EQ(world.refusal("Query", print_json(input)), row.message) << row.condition << row.more;
  }
}

TEST(MultiAttributeKey, Writes_are_checked_for_each_attribute) {
  Matches world;
  const auto put = [&](const char* name, const Json& value) {
    Json item = DynamodbWorld::typed(
        {{"id", "z"}, {"cup", "c"}, {"place", "p"}, {"round", 1}, {"side", "s"}});
    item[name] = value;
    return world.refusal("PutItem", print_json({{"TableName", "tab"}, {"Item", item}}));
  };
  const std::string prefix = "One or more parameter values were invalid: ";
  EXPECT_EQ(put("place", {{"N", "1"}}),
            prefix + "Type mismatch for Index Key place Expected: S Actual: N IndexName: by-cup");
  EXPECT_EQ(put("side", {{"BOOL", true}}),
            prefix + "Type mismatch for Index Key side Expected: S Actual: BOOL IndexName: by-cup");
  EXPECT_EQ(put("side", {{"S", ""}}),
            "One or more parameter values are not valid. A value specified for a secondary index "
            "key is not supported. The AttributeValue for a key attribute cannot contain an empty "
            "string value. IndexName: by-cup, IndexKey: side");
  EXPECT_EQ(put("place", {{"S", std::string(2048, 'x')}}),
            prefix + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
  EXPECT_EQ(put("side", {{"S", std::string(1025, 'x')}}),
            prefix + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  EXPECT_EQ(world.get({{"id", "z"}}), Json());
}

// The longest keys of bytes that are stored as two are feared to lie behind "all keys".
TEST(MultiAttributeKey, The_longest_keys_are_found) {
  DynamodbWorld world;
  Json table = parse_json(matches_table);
  for (Json& definition : table["AttributeDefinitions"]) {
    if (definition["AttributeName"] != "id") definition["AttributeType"] = "B";
  }
  world.call("CreateTable", table);
  const std::string ones(1364, '/');  // 1,023 bytes
  const std::string zeros(1364, 'A');
  for (const auto& [id, bytes] : {std::pair{"a", ones}, {"b", zeros}}) {
    const Json part = {{"B", bytes}};
    world.call("PutItem", {{"TableName", "tab"},
                           {"Item",
                            {{"id", {{"S", id}}},
                             {"cup", part},
                             {"place", part},
                             {"round", {{"B", "AA=="}}},
                             {"side", part}}}});
    const Json input = {{"TableName", "tab"},
                        {"IndexName", "by-cup"},
                        {"KeyConditionExpression", "cup = :x AND place = :x"},
                        {"ExpressionAttributeValues", {{":x", part}}}};
    EXPECT_EQ(DynamodbWorld::column(world.call("Query", input), "id"), (Strings{id}));
  }
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab", "IndexName": "by-cup"})")["Count"], 2);
}

TEST(MultiAttributeKey, Is_refused_to_a_table_and_to_a_local_index) {
  DynamodbWorld world;
  const std::string constraint = "Member must have length less than or equal to 2";
  const Json third = {{"AttributeName", "total"}, {"KeyType", "RANGE"}};
  Json table = parse_json(indexed_table);
  table["KeySchema"].push_back(third);
  EXPECT_TRUE(world.refused("CreateTable", table).message.ends_with(constraint));
  table = parse_json(indexed_table);
  table["LocalSecondaryIndexes"][0]["KeySchema"].push_back(third);
  EXPECT_TRUE(world.refused("CreateTable", table).message.ends_with(constraint));
}

constexpr const char* partiql_refusal =
    "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or "
    "multi-attribute RANGE keys.";

TEST(MultiAttributeKey, Is_not_read_by_PartiQL) {
  Matches world;
  for (const char* where : {"", " WHERE cup = 'spring'", " WHERE cup = 5", " WHERE id = 'a'",
                            " WHERE cup = 'spring' AND place = 'eastern' ORDER BY round DESC"}) {
    const Json input = {{"Statement", std::string(R"(SELECT * FROM "tab"."by-cup")") + where}};
    EXPECT_EQ(world.refusal("ExecuteStatement", print_json(input)), partiql_refusal) << where;
  }
  const Json batch = world.call("BatchExecuteStatement", R"({"Statements": [
      {"Statement": "SELECT * FROM \"tab\".\"by-cup\" WHERE id = 'a'"},
      {"Statement": "SELECT id FROM \"tab\" WHERE id = 'a'"}]})");
  EXPECT_EQ(batch["Responses"][0]["Error"]["Code"], "ValidationError");
  EXPECT_EQ(batch["Responses"][0]["Error"]["Message"], partiql_refusal);
  EXPECT_EQ(print_json(batch["Responses"][1]["Item"]), R"({"id":{"S":"a"}})");
  world.call("ExecuteStatement", R"({"Statement": "INSERT INTO \"tab\" VALUE {'id': 'n'}"})");
  world.call("ExecuteStatement", R"({"Statement": "DELETE FROM \"tab\" WHERE id = 'a'"})");
  EXPECT_EQ(world.found(""), (Strings{"e", "d", "b", "c"}));
}

}  // namespace
}  // namespace snowglobe::dynamodb
