#include "tests/services/dynamodb/partiql_world.h"

namespace snowglobe::dynamodb {
namespace {

TEST(Partiql_insert, Puts_an_item_of_every_type_once) {
  PartiqlWorld world;
  world.table();
  EXPECT_EQ(world.items(R"(INSERT INTO "tab" value {'h': 'it''s', 'n': -1.50, 'e': 1e2, 'b': ?,
      'l': [1, [TRUE, null]], 'm': {'k': 'v', 'p': ?}, 'ss': <<'b', 'a'>>, 'ns': <<2, 1.0>>,
      'empty': {}, 'none': []})",
                        R"([{"B": "AQ=="}, {"NS": ["3"]}])"),
            "[]");
  EXPECT_EQ(print_json(world.get({{"h", "it's"}})),
            R"({"b":{"B":"AQ=="},"e":{"N":"100"},"empty":{"M":{}},"h":{"S":"it's"},)"
            R"("l":{"L":[{"N":"1"},{"L":[{"BOOL":true},{"NULL":true}]}]},)"
            R"("m":{"M":{"k":{"S":"v"},"p":{"NS":["3"]}}},"n":{"N":"-1.5"},"none":{"L":[]},)"
            R"("ns":{"NS":["1","2"]},"ss":{"SS":["a","b"]}})");
  EXPECT_EQ(world.refuses("INSERT INTO tab VALUE {'h': 'it''s'}"),
            "DuplicateItemException: Duplicate primary key exists in table");
}

TEST(Partiql_insert, Takes_a_whole_item_as_parameter) {
  PartiqlWorld world;
  world.table();
  world.run("INSERT INTO tab VALUE ?", R"([{"M": {"h": {"S": "a"}, "x": {"N": "1"}}}])");
  EXPECT_EQ(world.get({{"h", "a"}})["x"]["N"], "1");
}

TEST(Partiql_update, Sets_removes_and_calculates) {
  PartiqlWorld world;
  world.table();
  world.run(R"(INSERT INTO tab VALUE {'h': 'a', 'n': 1, 'l': [1, 2], 'm': {'x': 1}, 'old': 1,
                                      't': <<1, 2>>, 's': <<'x'>>})");
  world.run(R"(UPDATE tab SET n = n + 100 SET m.y = [2020, 'v'], l = LIST_APPEND(l, [?])
               REMOVE old, m.x SET t = SET_ADD(t, <<3>>) SET s = set_delete(s, <<'x'>>)
               WHERE h = 'a')",
            R"([{"BOOL": true}])");
  EXPECT_EQ(print_json(world.get({{"h", "a"}})),
            R"({"h":{"S":"a"},"l":{"L":[{"N":"1"},{"N":"2"},{"BOOL":true}]},)"
            R"("m":{"M":{"y":{"L":[{"N":"2020"},{"S":"v"}]}}},"n":{"N":"101"},)"
            R"("t":{"NS":["1","2","3"]}})");
  world.run("UPDATE tab SET c = n, n = n - 1 WHERE h = 'a'");
  EXPECT_EQ(world.get({{"h", "a"}})["c"]["N"], "101");
}

TEST(Partiql_update, Returns_what_it_is_asked_for) {
  PartiqlWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}, {"k", 7}});
  const auto update = [&](const std::string& returning) {
    return world.items("UPDATE tab SET n = n + 1 WHERE h = 'a' " + returning);
  };
  EXPECT_EQ(update("RETURNING ALL OLD *"), R"([{"h":{"S":"a"},"k":{"N":"7"},"n":{"N":"1"}}])");
  EXPECT_EQ(update("RETURNING ALL NEW *"), R"([{"h":{"S":"a"},"k":{"N":"7"},"n":{"N":"3"}}])");
  EXPECT_EQ(update("RETURNING MODIFIED OLD *"), R"([{"n":{"N":"3"}}])");
  EXPECT_EQ(update("returning modified new *"), R"([{"n":{"N":"5"}}])");
  EXPECT_EQ(update(""), "[]");
}

// UpdateItem makes the item; an UPDATE statement must not.
TEST(Partiql_update, Changes_only_an_item_that_is_there_and_meets_the_condition) {
  PartiqlWorld world;
  world.table();
  world.put({{"h", "a"}, {"n", 1}});
  const std::string failed = "ConditionalCheckFailedException: The conditional request failed";
  EXPECT_EQ(world.refuses("UPDATE tab SET n = 2 WHERE h = 'b'"), failed);
  EXPECT_EQ(world.refuses("UPDATE tab SET n = 2 WHERE h = 'a' AND n > 1"), failed);
  EXPECT_TRUE(world.get({{"h", "b"}}).is_null());
  const AwsError error = world.refused(
      "ExecuteStatement", {{"Statement", "UPDATE tab SET n = 2 WHERE h = 'a' AND n > 1"},
                           {"ReturnValuesOnConditionCheckFailure", "ALL_OLD"}});
  EXPECT_EQ(print_json(error.members.at("Item")), R"({"h":{"S":"a"},"n":{"N":"1"}})");
  world.run("UPDATE tab SET n = 2 WHERE n = 1 AND h = 'a'");
  EXPECT_EQ(world.get({{"h", "a"}})["n"]["N"], "2");
}

TEST(Partiql_delete, Deletes_what_is_there_and_minds_no_absence) {
  PartiqlWorld world;
  world.table("S", "N");
  world.put({{"h", "a"}, {"r", 1}, {"n", 1}});
  EXPECT_EQ(world.items("DELETE FROM tab WHERE h = 'b' AND r = 1"), "[]");
  EXPECT_EQ(world.items("DELETE FROM tab WHERE h = 'b' AND r = 1 AND n = 9"), "[]");
  EXPECT_EQ(world.refuses("DELETE FROM tab WHERE h = 'a' AND r = 1 AND n = 9"),
            "ConditionalCheckFailedException: The conditional request failed");
  EXPECT_EQ(world.items("DELETE FROM tab WHERE h = 'a' AND r = 1 RETURNING ALL OLD *"),
            R"([{"h":{"S":"a"},"n":{"N":"1"},"r":{"N":"1"}}])");
  EXPECT_TRUE(world.get({{"h", "a"}, {"r", 1}}).is_null());
}

TEST(Partiql_writes, Tell_their_capacity) {
  PartiqlWorld world;
  world.table();
  Json input = {{"Statement", "INSERT INTO tab VALUE {'h': 'a', 't': ?}"},
                {"Parameters", {{{"S", std::string(1500, 'x')}}}},
                {"ReturnConsumedCapacity", "TOTAL"}};
  EXPECT_EQ(print_json(world.call("ExecuteStatement", input)["ConsumedCapacity"]),
            R"({"TableName":"tab","CapacityUnits":2.0})");
  input = {{"Statement", "DELETE FROM tab WHERE h = 'a'"}, {"ReturnConsumedCapacity", "TOTAL"}};
  EXPECT_EQ(world.call("ExecuteStatement", input)["ConsumedCapacity"]["CapacityUnits"], 2.0);
}

}  // namespace
}  // namespace snowglobe::dynamodb
