#include "tests/services/dynamodb/dynamodb_world.h"

namespace snowglobe::dynamodb {
namespace {

constexpr const char* every_type = R"({
  "binary": {"B": "AP8="}, "blobs": {"BS": ["AQ==", "Ag=="]}, "empty": {"S": ""},
  "h": {"S": "key"}, "list": {"L": [{"S": "a"}, {"M": {"x": {"NULL": true}}}]},
  "map": {"M": {"a": {"M": {"b": {"BOOL": false}}}}}, "number": {"N": "-12.5"},
  "numbers": {"NS": ["2", "10"]}, "texts": {"SS": ["x", "y"]}})";

TEST(Item, Every_type_comes_back_as_it_was_put) {
  DynamodbWorld world;
  world.table();
  const Json item = parse_json(every_type);
  EXPECT_EQ(print_json(world.call("PutItem", {{"TableName", "tab"}, {"Item", item}})), "{}");
  world.restart();
  EXPECT_EQ(print_json(world.get({{"h", "key"}})), print_json(item));
  EXPECT_TRUE(world.get({{"h", "other"}}).is_null());
}

TEST(Item, Equal_numbers_are_one_key) {
  DynamodbWorld world;
  world.table("N");
  world.call("PutItem", R"({"TableName": "tab", "Item": {"h": {"N": "1.0"}, "a": {"S": "x"}}})");
  world.call("PutItem", R"({"TableName": "tab", "Item": {"h": {"N": "1e0"}, "a": {"S": "y"}}})");
  EXPECT_EQ(print_json(world.get({{"h", 1}})), R"({"a":{"S":"y"},"h":{"N":"1"}})");
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab"})")["Count"], 1);
}

TEST(Item, A_projection_picks_parts) {
  DynamodbWorld world;
  world.table();
  world.call("PutItem", {{"TableName", "tab"}, {"Item", parse_json(every_type)}});
  const Json answer = world.call("GetItem", R"({"TableName": "tab", "Key": {"h": {"S": "key"}},
      "ProjectionExpression": "#m.a, #l[1], nowhere",
      "ExpressionAttributeNames": {"#m": "map", "#l": "list"}})");
  EXPECT_EQ(print_json(answer["Item"]), R"({"list":{"L":[{"M":{"x":{"NULL":true}}}]},)"
                                        R"("map":{"M":{"a":{"M":{"b":{"BOOL":false}}}}}})");
}

TEST(Item, A_failed_condition_changes_nothing_and_can_show_the_item) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}});
  const AwsError error = world.refused(
      "PutItem", parse_json(R"({"TableName": "tab", "Item": {"h": {"S": "a"}, "n": {"N": "2"}},
          "ConditionExpression": "attribute_not_exists(h) ",
          "ReturnValuesOnConditionCheckFailure": "ALL_OLD"
})"));
  EXPECT_EQ(error.code, "ConditionalCheckFailedException");
  EXPECT_EQ(error.message, "The conditional request failed");
  EXPECT_EQ(print_json(error.members["Item"]), R"({"h":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(world.refusal("DeleteItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
          "ConditionExpression": "n > :n", "ExpressionAttributeValues": {":n": {"N": "1"}}})"),
            "ConditionalCheckFailedException: The conditional request failed");
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "1");
}

TEST(Item, PutItem_and_DeleteItem_return_the_old_item_on_request) {
  DynamodbWorld world;
  world.table();
  const char* const put = R"({"TableName": "tab", "Item": {"h": {"S": "a"}, "n": {"N": "1"}},
                              "ReturnValues": "ALL_OLD"})";
  EXPECT_EQ(print_json(world.call("PutItem", put)), "{}");
  EXPECT_EQ(print_json(world.call("PutItem", put)),
            R"({"Attributes":{"h":{"S":"a"},"n":{"N":"1"}}})");
  const char* const remove = R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
                                 "ReturnValues": "ALL_OLD"})";
  EXPECT_EQ(print_json(world.call("DeleteItem", remove)),
            R"({"Attributes":{"h":{"S":"a"},"n":{"N":"1"}}})");
  EXPECT_EQ(print_json(world.call("DeleteItem", remove)), "{}");
}

Json update(DynamodbWorld& world, const char* expression, const char* returned) {
  return world.call("UpdateItem", {{"TableName", "tab"},
                                   {"Key", {{"h", {{"S", "a"}}}}},
                                   {"UpdateExpression", expression},
                                   {"ExpressionAttributeValues", {{":1", {{"N", "1"}}}}},
                                   {"ReturnValues", returned}});
}

TEST(Item, UpdateItem_returns_what_was_asked_for) {
  DynamodbWorld world;
  world.table();
  EXPECT_EQ(print_json(update(world, "SET n = :1", "ALL_OLD")), "{}");
  EXPECT_EQ(print_json(update(world, "ADD n :1", "UPDATED_NEW")),
            R"({"Attributes":{"n":{"N":"2"}}})");
  EXPECT_EQ(print_json(update(world, "SET n = n + :1, m = :1", "UPDATED_OLD")),
            R"({"Attributes":{"n":{"N":"2"}}})");
  EXPECT_EQ(print_json(update(world, "SET n = n + :1", "ALL_NEW")),
            R"({"Attributes":{"h":{"S":"a"},"m":{"N":"1"},"n":{"N":"4"}}})");
  EXPECT_EQ(print_json(update(world, "SET n = :1", "ALL_OLD")),
            R"({"Attributes":{"h":{"S":"a"},"m":{"N":"1"},"n":{"N":"4"}}})");
  EXPECT_EQ(print_json(update(world, "SET n = :1", "NONE")), "{}");
  EXPECT_EQ(print_json(world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
      "UpdateExpression": "REMOVE m", "ReturnValues": "UPDATED_NEW"})")),
            "{}");
}

TEST(Item, UpdateItem_without_an_expression_makes_an_item_of_the_key) {
  DynamodbWorld world;
  world.table();
  world.call("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"}}})");
  EXPECT_EQ(print_json(world.get({{"h", "a"}})), R"({"h":{"S":"a"}})");
}

TEST(Item, Keys_that_do_not_fit_the_schema_are_refused_in_AWSs_words) {
  DynamodbWorld world;
  world.table("S", "N");
  const auto put = [&](const char* item) {
    return world.refusal("PutItem", std::string(R"({"TableName": "tab", "Item": )") + item + "}");
  };
  const std::string prefix = "One or more parameter values were invalid: ";
  EXPECT_EQ(put(R"({"h": {"S": "a"}})"), prefix + "Missing the key r in the item");
  EXPECT_EQ(put(R"({"h": {"N": "1"}, "r": {"N": "1"}})"),
            prefix + "Type mismatch for key h expected: S actual: N");
  EXPECT_EQ(put(R"({"h": {"S": ""}, "r": {"N": "1"}})"),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty string value. Key: h");
  EXPECT_EQ(put((R"({"h": {"S": ")" + std::string(2049, 'x') + R"("}, "r": {"N": "1"}})").c_str()),
            prefix + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
  for (const char* key : {R"({"h": {"S": "a"}})", R"({"h": {"S": "a"}, "x": {"N": "1"}})",
                          R"({"h": {"S": "a"}, "r": {"S": "1"}})",
                          R"({"h": {"S": "a"}, "r": {"N": "1"}, "x": {"N": "1"}})", "{}"}) {
    for (const char* operation : {"GetItem", "DeleteItem", "UpdateItem"}) {
      EXPECT_EQ(
          world.refusal(operation, std::string(R"({"TableName": "tab", "Key": )") + key + "}"),
          "The provided key element does not match the schema")
          << operation << key;
    }
  }
  EXPECT_EQ(world.refusal("UpdateItem", R"({"TableName": "tab",
      "Key": {"h": {"S": "a"}, "r": {"N": "1"}}, "UpdateExpression": "SET r = :1",
      "ExpressionAttributeValues": {":1": {"N": "1"}}})"),
            prefix + "Cannot update attribute r. This attribute is part of the key");
}

TEST(Item, Over_400_KB_is_refused_by_put_and_update) {
  DynamodbWorld world;
  world.table();
  const auto put = [&](std::size_t size) {
    return Json{{"TableName", "tab"},
                {"Item", {{"h", {{"S", "a"}}}, {"t", {{"S", std::string(size, 'x')}}}}}};
  };
  world.call("PutItem", put(400 * 1024 - 3));
  EXPECT_EQ(world.refused("PutItem", put(400 * 1024 - 2)).message,
            "Item size has exceeded the maximum allowed size");
  EXPECT_EQ(world.refusal("UpdateItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
      "UpdateExpression": "SET u = :1", "ExpressionAttributeValues": {":1": {"S": "x"}}})"),
            "Item size to update has exceeded the maximum allowed size");
}

TEST(Item, The_request_is_judged_before_the_table) {
  DynamodbWorld world;
  EXPECT_EQ(world.refusal("GetItem", R"({"TableName": "nowhere", "Key": {"h": {"S": "a"}}})"),
            "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(world.refusal("PutItem", R"({"TableName": "nowhere", "Item": {"h": {"N": "x"}}})"),
            "1 validation error detected: The parameter cannot be converted to a numeric value: x");
  EXPECT_EQ(world.refusal("UpdateItem", R"({"TableName": "nowhere", "Key": {"h": {"S": "a"}},
      "UpdateExpression": "SET SET SET"})"),
            "1 validation error detected: Invalid UpdateExpression: Syntax error; token: \"SET\", "
            "near: \"SET SET SET\"");
  EXPECT_EQ(
      world.refusal("GetItem", "{}"),
      "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: "
      "Member must not be null; Value null at 'key' failed to satisfy constraint: Member must "
      "not be null");
  EXPECT_EQ(world.refusal("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"}},
      "ReturnValues": "ALL_NEW"})"),
            "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
  EXPECT_EQ(world.refusal("GetItem", R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
      "ExpressionAttributeNames": {"#a": "a"}})"),
            "ExpressionAttributeNames can only be specified when using expressions");
  EXPECT_EQ(world.refusal("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"}},
      "ConditionExpression": "attribute_exists(h) ", "ExpressionAttributeValues": {
    ":a" : { "S" : "a" }}
})"),
            "1 validation error detected: Value provided in ExpressionAttributeValues unused in "
            "expressions: keys: {:a}");
  EXPECT_EQ(world.refusal("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"}},
      "Expected": {}, "ConditionExpression": "attribute_exists(h) "
  })"),
            "1 validation error detected: Can not use both expression and non-expression "
            "parameters in the same request: "
            "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}");
}

// Feared: a value that is not too deep in itself, put where it is.
TEST(Item, An_update_makes_nothing_deeper_than_32_levels) {
  DynamodbWorld world;
  world.table();
  const auto nested = [](int levels) {
    Json value = {{"S", "x"}};
    for (int i = 0; i < levels; ++i) value = {{"L", Json::array({value})}};
    return value;
  };
  world.call("PutItem", {{"TableName", "tab"},
                         {"Item", {{"h", {{"S", "a"}}}, {"m", {{"M", Json::object()}}}}}});
  const auto input = [&](int levels) {
    return Json{{"TableName", "tab"},
                {"Key", {{"h", {{"S", "a"}}}}},
                {"UpdateExpression", "SET m.x = :v"},
                {"ExpressionAttributeValues", {{":v", nested(levels)}}}};
  };
  world.call("UpdateItem", input(31));
  EXPECT_EQ(world.refused("UpdateItem", input(32)).message,
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested "
            "levels beyond supported limit");
}

// Feared: a set with an empty element, which AWS keeps, taken for an empty set or value.
TEST(Item, Sets_may_hold_an_empty_text_or_binary) {
  DynamodbWorld world;
  world.table();
  const Json item = parse_json(R"({"h": {"S": "a"}, "s": {"SS": ["", "x"]},
      "b": {"BS": ["", "AQ=="]}})");
  world.call("PutItem", {{"TableName", "tab"}, {"Item", item}});
  EXPECT_EQ(world.get({{"h", "a"}})["s"], item["s"]);
  EXPECT_EQ(world.get({{"h", "a"}})["b"], item["b"]);
  world.call("UpdateItem", R"_({"TableName": "tab", "Key": {"h": {"S": "a"}},
      "UpdateExpression": "DELETE s :e", "ConditionExpression": "contains(s, :t)",
      "ExpressionAttributeValues": {":e": {"SS": [""]}, ":t": {"S": ""}}})_");
  EXPECT_EQ(world.get({{"h", "a"}})["s"], parse_json(R"({"SS": ["x"]})"));
}

// UPDATED_OLD and UPDATED_NEW show the parts that the paths name, within their surroundings.
TEST(Item, UpdateItem_returns_the_updated_parts_of_documents) {
  DynamodbWorld world;
  world.table();
  const auto update = [&](const char* expression, const char* returned) {
    world.call("PutItem", R"({"TableName": "tab", "Item": {"h": {"S": "a"},
        "l": {"L": [{"N": "0"}, {"N": "1"}, {"N": "2"}]}, "n": {"N": "7"},
        "m": {"M": {"x": {"N": "1"}, "y": {"L": [{"S": "a"}, {"S": "b"}]}}}}})");
    Json input = {{"TableName", "tab"},
                  {"Key", {{"h", {{"S", "a"}}}}},
                  {"UpdateExpression", expression},
                  {"ReturnValues", returned}};
    if (std::string(expression).find(":v") != std::string::npos) {
      input["ExpressionAttributeValues"] = {{":v", {{"N", "9"}}}};
    }
    return print_json(world.call("UpdateItem", input).value("Attributes", Json()));
  };
  EXPECT_EQ(update("SET m.x = :v", "UPDATED_NEW"), R"({"m":{"M":{"x":{"N":"9"}}}})");
  EXPECT_EQ(update("SET m.x = :v", "UPDATED_OLD"), R"({"m":{"M":{"x":{"N":"1"}}}})");
  EXPECT_EQ(update("SET m.z = :v", "UPDATED_OLD"), "null");
  EXPECT_EQ(update("SET l[1] = :v", "UPDATED_NEW"), R"({"l":{"L":[{"N":"9"}]}})");
  EXPECT_EQ(update("SET l[2] = :v, l[0] = :v", "UPDATED_OLD"),
            R"({"l":{"L":[{"N":"0"},{"N":"2"}]}})");
  EXPECT_EQ(update("SET m.y[1] = :v ADD n :v", "UPDATED_NEW"),
            R"({"m":{"M":{"y":{"L":[{"N":"9"}]}}},"n":{"N":"16"}})");
  EXPECT_EQ(update("REMOVE m.x, n", "UPDATED_OLD"), R"({"m":{"M":{"x":{"N":"1"}}},"n":{"N":"7"}})");
  EXPECT_EQ(update("REMOVE m.x, n", "UPDATED_NEW"), "null");
}

// AWS counts a text in units of UTF-16, as Java does.
TEST(Item, The_size_of_a_text_is_in_units_of_UTF_16) {
  DynamodbWorld world;
  world.table();
  world.put({{"h", "a"}, {"s", "\xC3\xA9\xF0\x9D\x84\x9E\xE4\xB8\xAD"}});
  EXPECT_EQ(world.call("Scan", R"({"TableName": "tab", "FilterExpression": "size(s) = :n",
      "ExpressionAttributeValues": {":n": {"N": "4"}}})")["Count"],
            1);
}

TEST(Capacity, Follows_AWSs_arithmetic) {
  DynamodbWorld world;
  world.table();
  const auto units = [](const Json& answer) { return answer["ConsumedCapacity"]["CapacityUnits"]; };
  Json put = {{"TableName", "tab"},
              {"Item", {{"h", {{"S", "a"}}}, {"t", {{"S", std::string(5000, 'x')}}}}},
              {"ReturnConsumedCapacity", "TOTAL"}};
  EXPECT_EQ(units(world.call("PutItem", put)), 5.0);
  Json get = parse_json(R"({"TableName": "tab", "Key": {"h": {"S": "a"}},
                            "ReturnConsumedCapacity": "TOTAL"})");
  EXPECT_EQ(units(world.call("GetItem", get)), 1.0);
  get["ConsistentRead"] = true;
  EXPECT_EQ(units(world.call("GetItem", get)), 2.0);
  get["Key"]["h"]["S"] = "nobody";
  get["ReturnConsumedCapacity"] = "INDEXES";
  EXPECT_EQ(print_json(world.call("GetItem", get)),
            R"({"ConsumedCapacity":{"TableName":"tab","CapacityUnits":1.0,)"
            R"("Table":{"CapacityUnits":1.0}}})");
  put["Item"].erase("t");  // a write costs the larger of before and after
  EXPECT_EQ(units(world.call("PutItem", put)), 5.0);
  EXPECT_EQ(units(world.call("PutItem", put)), 1.0);
}

TEST(Batch, Writes_and_reads_many_items_of_many_tables) {
  DynamodbWorld world;
  world.table();
  Json requests = Json::array();
  for (int i = 0; i < 24; ++i) {
    requests.push_back(
        {{"PutRequest", {{"Item", {{"h", {{"S", std::to_string(i)}}}, {"n", {{"N", "1"}}}}}}}});
  }
  world.put({{"h", "gone"}});
  requests.push_back({{"DeleteRequest", {{"Key", {{"h", {{"S", "gone"}}}}}}}});
  const Json written = world.call("BatchWriteItem", {{"RequestItems", {{"tab", requests}}},
                                                     {"ReturnConsumedCapacity", "TOTAL"}});
  EXPECT_EQ(
      print_json(written),
      R"({"UnprocessedItems":{},"ConsumedCapacity":[{"TableName":"tab","CapacityUnits":25.0}]})");
  const Json read = world.call("BatchGetItem", R"({"RequestItems": {"tab": {
      "Keys": [{"h": {"S": "3"}}, {"h": {"S": "gone"}}, {"h": {"S": "7"}}],
      "ProjectionExpression": "h"}}})");
  EXPECT_EQ(print_json(read),
            R"({"Responses":{"tab":[{"h":{"S":"3"}},{"h":{"S":"7"}}]},"UnprocessedKeys":{}})");
  EXPECT_EQ(world.refusal("BatchGetItem", R"({"RequestItems": {"tab": {
      "Keys": [{"h": {"S": "3"}}, {"h": {"S": "3"}}]}}})"),
            "Provided list of item keys contains duplicates");
  requests.push_back(requests[0]);
  EXPECT_EQ(world.refused("BatchWriteItem", {{"RequestItems", {{"tab", requests}}}}).message,
            "1 validation error detected: Value '{tab=[...]}' at 'requestItems' failed to satisfy "
            "constraint: Map value must satisfy constraint: [Member must have length less than or "
            "equal to 25, Member must have length greater than or equal to 1]");
  const Json last = requests[25];
  requests.erase(25);
  const Json both = {{"tab", requests}, {"other", Json::array({last})}};
  EXPECT_EQ(world.refused("BatchWriteItem", {{"RequestItems", both}}).message,
            "Too many items requested for the BatchWriteItem call");
}

// What does not fit into 16 MB comes back as unprocessed, and can be asked for again.
TEST(Batch, An_answer_holds_16_MB) {
  DynamodbWorld world;
  world.table();
  Json keys = Json::array();
  for (int i = 0; i < 44; ++i) {
    const Json key = {{"h", {{"S", std::to_string(i)}}}};
    Json item = key;
    item["t"] = {{"S", std::string(390 * 1024, 'x')}};
    world.call("PutItem", {{"TableName", "tab"}, {"Item", item}});
    keys.push_back(key);
  }
  std::vector<std::size_t> found;
  Json tables = {{"tab", {{"Keys", keys}}}};
  while (!tables.empty() && found.size() < 5) {
    const Json answer = world.call("BatchGetItem", {{"RequestItems", tables}});
    found.push_back(answer["Responses"]["tab"].size());
    tables = answer["UnprocessedKeys"];
  }
  EXPECT_EQ(found, (std::vector<std::size_t>{42, 2}));
}

}  // namespace
}  // namespace snowglobe::dynamodb
