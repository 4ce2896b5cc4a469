// Queries and scans of random tables: whatever the key condition, the index, the direction and the
// limit, the rows are the model's, and pages put together are the whole.
#include <algorithm>

#include "tests/services/dynamodb/dynamodb_world.h"
#include "tests/services/dynamodb/generator.h"
#include "tests/services/dynamodb/model.h"

namespace snowglobe::dynamodb {
namespace {

// What is read, its partition key and its sort key.
struct Source {
  const char* index;  // nullptr: the table
  const char* hash;
  const char* range;
};
constexpr Source sources[] = {
    {nullptr, "h", "r"}, {"local", "h", "l"}, {"global", "g", "s"}, {"keys", "g", "b"}};

class Partitions : public DynamodbWorld {
 public:
  explicit Partitions(Generator& generator) {
    call("CreateTable", R"({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"},
        {"AttributeName": "r", "AttributeType": "N"}, {"AttributeName": "l", "AttributeType": "S"},
        {"AttributeName": "g", "AttributeType": "S"}, {"AttributeName": "s", "AttributeType": "N"},
        {"AttributeName": "b", "AttributeType": "B"}],
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"},
                    {"AttributeName": "r", "KeyType": "RANGE"}],
      "LocalSecondaryIndexes": [{"IndexName": "local", "KeySchema": [
          {"AttributeName": "h", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "ALL"}}],
      "GlobalSecondaryIndexes": [
        {"IndexName": "global", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"},
          {"AttributeName": "s", "KeyType": "RANGE"}], "Projection": {"ProjectionType": "ALL"}},
        {"IndexName": "keys", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"},
          {"AttributeName": "b", "KeyType": "RANGE"}],
          "Projection": {"ProjectionType": "KEYS_ONLY"}}]})");
    for (int i = 0; i < 60; ++i) {
      Json item = {{"h", {{"S", generator.pick({"x", "y", "z"})}}},
                   {"r", {{"N", std::to_string(static_cast<int>(generator.below(60)) - 20)}}}};
      const auto maybe = [&](const char* name, Json value) {
        if (!generator.chance(5) && value.begin().value() != "") item[name] = std::move(value);
      };
      maybe("l", generator.scalar("S"));
      maybe("g", {{"S", generator.pick({"x", "y"})}});
      maybe("s", generator.scalar("N"));
      maybe("b", generator.scalar("B"));
      call("PutItem", {{"TableName", "tab"}, {"Item", item}});
      const auto same = [&](const Json& other) {
        return other["h"] == item["h"] && other["r"] == item["r"];
      };
      std::erase_if(items, same);
      items.push_back(std::move(item));
    }
  }

  std::vector<Json> items;
};

Strings identities(const Json& page) {
  Strings all;
  for (const Json& item : page["Items"])
    all.push_back(print_json(item["h"]) + print_json(item["r"]));
  return all;
}

// All pages of a request, one after the other.
Strings all_pages(DynamodbWorld& world, const char* operation, Json input) {
  Strings all;
  for (int pages = 0; pages < 200; ++pages) {
    const Json page = world.call(operation, input);
    const Strings part = identities(page);
    all.insert(all.end(), part.begin(), part.end());
    EXPECT_LE(part.size(), input["Limit"].get<std::size_t>());
    if (!page.contains("LastEvaluatedKey")) return all;
    input["ExclusiveStartKey"] = page["LastEvaluatedKey"];
  }
  ADD_FAILURE() << "does not end: " << print_json(input);
  return all;
}

const char* type_of(const Source& source) {
  const std::string_view range = source.range;
  return range == "l" ? "S" : range == "b" ? "B" : "N";
}

// A condition on the sort key: as the model has it, and as KeyConditions have it.
struct RangeCondition {
  Json condition, legacy;
};

RangeCondition range_condition(Generator& generator, const Source& source) {
  const Json at = {{"path", {source.range}}};
  const auto value = [&] {
    Json made = generator.scalar(type_of(source));
    return made.begin().value() == "" ? Json{{"S", "a"}} : made;
  };
  Json one = value(), two = value();
  if (generator.chance(4)) {
    if (*model::compare(one, two) > 0) std::swap(one, two);
    return {{"BETWEEN", at, {{"value", one}}, {{"value", two}}},
            {{"ComparisonOperator", "BETWEEN"}, {"AttributeValueList", {one, two}}}};
  }
  if (type_of(source) == std::string("S") && generator.chance(3)) {
    return {{"begins_with", at, {{"value", one}}},
            {{"ComparisonOperator", "BEGINS_WITH"}, {"AttributeValueList", Json::array({one})}}};
  }
  const std::size_t which = generator.below(5);
  constexpr const char* signs[] = {"=", "<", "<=", ">", ">="};
  constexpr const char* names[] = {"EQ", "LT", "LE", "GT", "GE"};
  return {{signs[which], at, {{"value", one}}},
          {{"ComparisonOperator", names[which]}, {"AttributeValueList", Json::array({one})}}};
}

class PagingProperty : public testing::TestWithParam<Source> {};

TEST_P(PagingProperty, Queries_find_the_models_rows_in_order_and_page_by_page) {
  const Source& source = GetParam();
  Generator generator(7);
  for (int round = 0; round < 60; ++round) {
    Partitions world(generator);
    const Json hash = {{"S", generator.pick({"x", "y"})}};
    Json condition = {"=", {{"path", {source.hash}}}, {{"value", hash}}};
    const RangeCondition range = range_condition(generator, source);
    Json legacy = {{"TableName", "tab"}};
    legacy["KeyConditions"][source.hash] = {{"ComparisonOperator", "EQ"},
                                            {"AttributeValueList", Json::array({hash})}};
    const bool has_range = !generator.chance(3);
    if (has_range) {
      condition = Json::array({"and", condition, range.condition});
      legacy["KeyConditions"][source.range] = range.legacy;
    } else {
      condition = Json::array(
          {"and", condition, Json::array({"attribute_exists", {{"path", {source.range}}}})});
    }
    if (source.index != nullptr) legacy["IndexName"] = source.index;
    legacy["ScanIndexForward"] = generator.chance(2);
    Strings wanted;
    for (const Json& item : world.items) {
      if (model::holds(condition, item)) {
        wanted.push_back(print_json(item["h"]) + print_json(item["r"]));
      }
    }
    const Json whole = world.call("Query", legacy);
    Strings found = identities(whole);
    for (int limit = 1; limit <= 7; limit += 2) {
      Json paged = legacy;
      paged["Limit"] = limit;
      ASSERT_EQ(all_pages(world, "Query", paged), found) << print_json(paged);
    }
    for (std::size_t i = 1; i < found.size(); ++i) {
      const Json& a = whole["Items"][i - 1][source.range];
      const Json& b = whole["Items"][i][source.range];
      const int order = *model::compare(a, b);
      ASSERT_TRUE(legacy["ScanIndexForward"] == true ? order <= 0 : order >= 0);
    }
    Json twin = legacy;
    twin.erase("KeyConditions");
    model::Text text;
    if (!has_range) condition = condition[1];
    std::string expression = text.condition(condition);
    twin["KeyConditionExpression"] = expression;
    twin["ExpressionAttributeValues"] = text.values;
    ASSERT_EQ(identities(world.call("Query", twin)), found) << expression;
    std::sort(found.begin(), found.end());
    std::sort(wanted.begin(), wanted.end());
    ASSERT_EQ(found, wanted) << print_json(legacy);
  }
}

TEST_P(PagingProperty, Scans_see_every_row_once_in_pages_and_segments) {
  const Source& source = GetParam();
  Generator generator(8);
  for (int round = 0; round < 10; ++round) {
    Partitions world(generator);
    Json input = {{"TableName", "tab"}};
    if (source.index != nullptr) input["IndexName"] = source.index;
    Strings whole = identities(world.call("Scan", input));
    const auto rows = std::count_if(world.items.begin(), world.items.end(), [&](const Json& item) {
      return item.contains(source.hash) && item.contains(source.range);
    });
    ASSERT_EQ(whole.size(), static_cast<std::size_t>(rows));
    for (int limit = 1; limit <= 9; limit += 2) {
      input["Limit"] = limit;
      ASSERT_EQ(all_pages(world, "Scan", input), whole) << limit;
    }
    Strings parts;
    for (int segment = 0; segment < 3; ++segment) {
      input["Segment"] = segment;
      input["TotalSegments"] = 3;
      const Strings part = all_pages(world, "Scan", input);
      ASSERT_EQ(all_pages(world, "Scan", input), part);
      parts.insert(parts.end(), part.begin(), part.end());
    }
    ASSERT_EQ(parts, whole);
  }
}

INSTANTIATE_TEST_SUITE_P(Sources, PagingProperty, testing::ValuesIn(sources));

// A page is measured in what is read, not in what the filter leaves.
TEST(Paging, A_page_ends_at_1_MB_of_what_was_read_before_the_filter) {
  DynamodbWorld world;
  world.table("S", "N");
  const std::string filler(300 * 1024, 'x');
  for (int i = 0; i < 8; ++i) {
    world.call(
        "PutItem",
        {{"TableName", "tab"},
         {"Item",
          {{"h", {{"S", "a"}}}, {"r", {{"N", std::to_string(i)}}}, {"filler", {{"S", filler}}}}}});
  }
  Json input = parse_json(R"({"TableName": "tab", "KeyConditionExpression": "h = :a",
      "FilterExpression": "attribute_not_exists(filler) ", "ReturnConsumedCapacity": "TOTAL",
      "ExpressionAttributeValues": {":a": {"S": "a"}}})");
  for (const int scanned : {3, 3, 2}) {
    const Json page = world.call("Query", input);
    EXPECT_EQ(page["Count"], 0);
    EXPECT_EQ(page["ScannedCount"], scanned);
    EXPECT_EQ(page["ConsumedCapacity"]["CapacityUnits"], scanned * 37.5 + 0.5);
    EXPECT_EQ(page.contains("LastEvaluatedKey"), scanned == 3);
    if (scanned == 3) input["ExclusiveStartKey"] = page["LastEvaluatedKey"];
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
