#include "services/dynamodb/tables/schema.h"

#include <gtest/gtest.h>

#include "emulator/base/json.h"

namespace snowglobe::dynamodb {
namespace {

// As a world of version 0.1 has it on disk.
constexpr const char* stored =
    R"({"id":7,"name":"tab","key":["h","S","r","N"],"indexes":[)"
    R"({"number":1,"name":"local","global":false,"key":["h","S","l","B"],"projection":1,)"
    R"("include":[]},{"number":2,"name":"global","global":true,"key":["g","S"],"projection":2,)"
    R"("include":["a"]}],"next":3,"ttl":""})";

// The schema is what every access reads, and worlds on disk outlive the program that wrote them.
TEST(Schema, Is_read_as_it_was_stored_and_written_the_same) {
  const Table table = read_schema(stored);
  EXPECT_EQ(write_schema(table), stored);
  EXPECT_EQ(table.key.hash()[0].name, "h");
  EXPECT_EQ(table.key.range()[0].type, Type::kNumber);
  EXPECT_EQ(table.index("local").key.range()[0].type, Type::kBinary);
  EXPECT_TRUE(table.index("global").key.range().empty());
  EXPECT_FALSE(table.index("global").key.has_several());
}

TEST(Schema, Keeps_which_attributes_of_an_index_are_the_partition_keys) {
  Table table = read_schema(stored);
  table.indexes[1].key = {{{"g", Type::kString}, {"h", Type::kString}, {"r", Type::kNumber}}, 2};
  const KeySchema two = read_schema(write_schema(table)).index("global").key;
  EXPECT_EQ(two.hash().size(), 2U);
  EXPECT_EQ(two.hash()[1].name, "h");
  EXPECT_EQ(two.range()[0].name, "r");
  table.indexes[1].key.hash_count = 1;
  const KeySchema one = read_schema(write_schema(table)).index("global").key;
  EXPECT_EQ(one.hash().size(), 1U);
  EXPECT_EQ(one.range().size(), 2U);
  EXPECT_TRUE(one.has_several());
}

}  // namespace
}  // namespace snowglobe::dynamodb
