#include "tests/services/dynamodb/partiql_world.h"

namespace snowglobe::dynamodb {
namespace {

// Orders of two customers, each with the numbers 1 to 3.
class Orders : public PartiqlWorld {
 public:
  Orders() {
    table("S", "N");
    for (const char* customer : {"ann", "bob"}) {
      for (int number = 1; number <= 3; ++number) {
        put({{"h", customer}, {"r", number}, {"total", number * 100}});
      }
    }
  }
};

TEST(Partiql_select, Answers_whole_items_or_the_attributes_it_names) {
  Orders world;
  EXPECT_EQ(world.items("SELECT * FROM tab WHERE h = 'ann' AND r = 2"),
            R"([{"h":{"S":"ann"},"r":{"N":"2"},"total":{"N":"200"}}])");
  EXPECT_EQ(world.items(R"(select total, "r" from "tab" where "h" = ? and r = ?;)",
                        R"([{"S": "ann"}, {"N": "3"}])"),
            R"([{"r":{"N":"3"},"total":{"N":"300"}}])");
  EXPECT_EQ(world.items("SELECT nothing FROM tab WHERE h = 'ann' AND r = 1"), "[{}]");
}

TEST(Partiql_select, Follows_document_paths) {
  PartiqlWorld world;
  world.table();
  world.run(R"(INSERT INTO tab VALUE {'h': 'a', 'm': {'x y': [1, 'two', {'z': true}]}})");
  EXPECT_EQ(world.items(R"(SELECT m."x y"[2].z, m['x y'][0] FROM tab)"),
            R"([{"m":{"M":{"x y":{"L":[{"N":"1"},{"M":{"z":{"BOOL":true}}}]}}}}])");
  EXPECT_EQ(world.items(R"(SELECT h FROM tab WHERE m."x y"[1] = 'two')"), R"([{"h":{"S":"a"}}])");
  EXPECT_EQ(world.items(R"(SELECT h FROM tab WHERE m."x y"[1] = 'three')"), "[]");
}

// A condition on the partition key must read its items alone: the capacity tells.
TEST(Partiql_select, Reads_one_partition_when_the_partition_key_is_given) {
  Orders world;
  world.put({{"h", "big"}, {"r", 1}, {"text", std::string(300'000, 'x')}});
  const auto units = [&](const std::string& where) {
    const Json answer = world.call(
        "ExecuteStatement",
        {{"Statement", "SELECT h FROM tab WHERE " + where}, {"ReturnConsumedCapacity", "TOTAL"}});
    return answer["ConsumedCapacity"]["CapacityUnits"].get<double>();
  };
  EXPECT_EQ(units("h = 'ann'"), 0.5);
  EXPECT_EQ(units("'ann' = h AND total > 1"), 0.5);
  EXPECT_EQ(units("h IN ['ann', 'bob']"), 0.5);
  EXPECT_EQ(units("h = 'ann' OR (h = 'bob' AND r > 1)"), 0.5);
  EXPECT_EQ(units("total > 1"), 37.0);
  EXPECT_EQ(units("h > 'a'"), 37.0);
  EXPECT_EQ(units("h = 'ann' OR total = 1"), 37.0);
  EXPECT_EQ(units("NOT h = 'ann'"), 37.0);
}

// Feared: a partition that is read twice, or whole where WHERE asks for a part of it.
TEST(Partiql_select, Reads_of_each_partition_what_its_own_condition_asks_for) {
  PartiqlWorld world;
  world.table("S", "N");
  for (const char* partition : {"a", "b"}) {
    for (int i = 1; i <= 3; ++i) {
      world.put({{"h", partition}, {"r", i}, {"name", partition + std::to_string(i)}});
    }
  }
  const auto names = [&](const std::string& where) {
    return world.column_of("SELECT name FROM tab WHERE " + where, "name");
  };
  EXPECT_EQ(names("(h = 'a' AND r = 2) OR h = 'b'"), (Strings{"a2", "b1", "b2", "b3"}));
  EXPECT_EQ(names("(h = 'a' AND name = 'a3') OR (h = 'b' AND r < 2)"), (Strings{"a3", "b1"}));
  EXPECT_EQ(names("h IN ['a', 'a'] AND r > 1"), (Strings{"a2", "a3"}));
  EXPECT_EQ(names("(h = 'b' OR h = 'b') AND name <> 'b2'"), (Strings{"b1", "b3"}));
  EXPECT_EQ(names("h = 'a' AND h = 'b'"), Strings{});
}

TEST(Partiql_select, Knows_every_condition) {
  PartiqlWorld world;
  world.table();
  world.run(R"(INSERT INTO tab VALUE {'h': 'a', 'n': 5, 's': 'hello', 'l': [1, 'x'], 'z': NULL,
                                      't': <<'p', 'q'>>, 'yes': TRUE})");
  const auto holds = [&](const std::string& where) {
    return world.run("SELECT h FROM tab WHERE " + where)["Items"].size() == 1;
  };
  for (const char* where : {"n = 5.0",
                            "n <> 4",
                            "n != 4",
                            "n < 6",
                            "n <= 5",
                            "n > 4",
                            "n >= 5",
                            "n BETWEEN 5 AND 6",
                            "n NOT BETWEEN 6 AND 7",
                            "n IN [4, 5]",
                            "n IN (5)",
                            "n NOT IN [4]",
                            "s IN ['hello']",
                            "begins_with(s, 'he')",
                            "BEGINS_WITH(\"s\", 'hell')",
                            "contains(s, 'ell')",
                            "contains(t, 'q')",
                            "contains(l, 'x')",
                            "attribute_type(n, 'N')",
                            "size(s) = 5",
                            "size(t) > 1",
                            "nothing IS MISSING",
                            "n IS NOT MISSING",
                            "z IS NULL",
                            "n IS NOT NULL",
                            "s IS STRING",
                            "attribute_exists(z)",
                            "attribute_not_exists(q)",
                            "yes = true",
                            "l[1] = 'x'",
                            "NOT (n = 1 OR s = 'x')",
                            "n = 1 OR n = 5",
                            "(n) = 5",
                            "l = [1, 'x']",
                            "t = <<'q', 'p'>>",
                            "n = -5 OR n = 5e0",
                            "5 = n"}) {
    EXPECT_TRUE(holds(where)) << where;
    EXPECT_FALSE(holds("NOT (" + std::string(where) + ")")) << where;
  }
}

TEST(Partiql_select, Reads_indexes) {
  PartiqlWorld world;
  world.call("CreateTable", R"({"TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"},
                             {"AttributeName": "g", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}],
    "GlobalSecondaryIndexes": [{"IndexName": "by-g", "Projection": {"ProjectionType": "KEYS_ONLY"},
      "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}]}]})");
  world.put({{"h", "a"}, {"g", "one"}, {"x", 1}});
  world.put({{"h", "b"}, {"x", 1}});
  EXPECT_EQ(world.items(R"(SELECT * FROM "tab"."by-g")"), R"([{"g":{"S":"one"},"h":{"S":"a"}}])");
  EXPECT_EQ(world.items(R"(SELECT h FROM "tab"."by-g" WHERE g = 'one')"), R"([{"h":{"S":"a"}}])");
  EXPECT_EQ(world.refuses(R"(SELECT * FROM tab.nowhere)"),
            "The table does not have the specified index");
  EXPECT_EQ(world.refusal("ExecuteStatement",
                          R"({"Statement": "SELECT * FROM \"tab\".\"by-g\" WHERE g = 'one'",
                              "ConsistentRead": true})"),
            "Strongly consistent read is not supported on Global Secondary Indexes");
}

TEST(Partiql_select, Orders_by_the_keys) {
  Orders world;
  EXPECT_EQ(world.column_of("SELECT r FROM tab WHERE h = 'ann' ORDER BY r DESC", "r"),
            (Strings{"3", "2", "1"}));
  EXPECT_EQ(world.column_of("SELECT r FROM tab WHERE h = 'ann' ORDER BY r ASC", "r"),
            (Strings{"1", "2", "3"}));
  EXPECT_EQ(world.column_of(
                "SELECT h FROM tab WHERE h IN ['ann', 'bob'] AND r > 1 ORDER BY h DESC, r", "h"),
            (Strings{"bob", "bob", "ann", "ann"}));
  EXPECT_EQ(world.refuses("SELECT * FROM tab ORDER BY h"),
            "Must have WHERE clause in the statement when using ORDER BY clause.");
  EXPECT_EQ(world.refuses("SELECT * FROM tab WHERE r = 1 ORDER BY r"),
            "Must have at least one non-optional hash key condition in WHERE clause when using "
            "ORDER BY clause.");
  EXPECT_EQ(world.refuses("SELECT * FROM tab WHERE h = 'ann' ORDER BY total"),
            "Variable reference total in ORDER BY clause must be part of the primary key");
  EXPECT_EQ(world.refuses("SELECT * FROM tab WHERE h IN ['ann', 'bob'] ORDER BY r"),
            "Must have hash key in ORDER BY clause when more than one hash key condition specified "
            "in WHERE clause.");
}

// Reads to the end, `limit` items a page; every other page in a restarted world.
Strings read_in_pages(PartiqlWorld& world, const std::string& statement, int limit) {
  Strings values;
  Json input = {{"Statement", statement}, {"Limit", limit}};
  for (int page = 0; page < 50; ++page) {
    const Json answer = world.call("ExecuteStatement", input);
    for (const Json& item : answer["Items"]) {
      values.push_back(item["h"]["S"].get<std::string>() + item["r"]["N"].get<std::string>());
    }
    if (!answer.contains("NextToken")) return values;
    input["NextToken"] = answer["NextToken"];
    if (page % 2 == 0) world.restart();
  }
  ADD_FAILURE() << "no end";
  return values;
}

TEST(Partiql_select, Goes_on_after_a_page_even_in_another_run) {
  for (const int limit : {1, 2, 3, 4, 100}) {
    Orders world;
    const Strings all = {"ann1", "ann2", "ann3", "bob1", "bob2", "bob3"};
    EXPECT_EQ(read_in_pages(world, "SELECT h, r FROM tab WHERE h IN ['ann', 'bob']", limit), all);
    EXPECT_EQ(read_in_pages(world, "SELECT h, r FROM tab WHERE h = 'ann' ORDER BY r DESC", limit),
              (Strings{"ann3", "ann2", "ann1"}));
    Strings scanned = read_in_pages(world, "SELECT h, r FROM tab", limit);
    std::sort(scanned.begin(), scanned.end());
    EXPECT_EQ(scanned, all);
    EXPECT_EQ(read_in_pages(world, "SELECT h, r FROM tab WHERE h = 'ann' AND total = 200", limit),
              (Strings{"ann2"}));
  }
}

TEST(Partiql_select, Reads_at_most_ten_partitions_a_page) {
  PartiqlWorld world;
  world.table();
  std::string values;
  for (int i = 10; i < 25; ++i) {
    world.put({{"h", "k" + std::to_string(i)}});
    values += (values.empty() ? "'k" : ", 'k") + std::to_string(i) + "'";
  }
  Json input = {{"Statement", "SELECT h FROM tab WHERE h IN [" + values + "]"}};
  const Json first = world.call("ExecuteStatement", input);
  EXPECT_EQ(first["Items"].size(), 10U);
  input["NextToken"] = first["NextToken"];
  const Json second = world.call("ExecuteStatement", input);
  EXPECT_EQ(second["Items"].size(), 5U);
  EXPECT_FALSE(second.contains("NextToken"));
}

TEST(Partiql_select, Refuses_a_token_that_is_not_its_own) {
  Orders world;
  const Json first = world.call("ExecuteStatement",
                                {{"Statement", "SELECT * FROM tab WHERE h = 'ann'"}, {"Limit", 1}});
  EXPECT_TRUE(first.contains("LastEvaluatedKey"));
  const auto with_token = [&](const char* statement, const std::string& token) {
    return world.refused("ExecuteStatement", {{"Statement", statement}, {"NextToken", token}})
        .message;
  };
  const std::string token = first["NextToken"].get<std::string>();
  EXPECT_EQ(with_token("SELECT * FROM tab", token), "NextToken does not match request");
  EXPECT_EQ(with_token("DELETE FROM tab WHERE h = 'ann' AND r = 1", token),
            "NextToken does not match request");
  for (const char* bad : {"x", "bm8=", "e30=", "W10="}) {
    EXPECT_EQ(with_token("SELECT * FROM tab", bad), "Invalid NextToken") << bad;
  }
}

}  // namespace
}  // namespace snowglobe::dynamodb
