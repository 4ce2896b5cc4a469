// The order in which AWS prints sets of names. The lists are from messages of AWS that users
// posted; that of the "used" names is a map made without a size.
#include "services/dynamodb/tables/hash_order.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace snowglobe::dynamodb {
namespace {

using Names = std::vector<std::string>;

Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

// Feared: an order that fits one list only. Names in one bucket stay as they were inserted, so
// those lists are given in an order that AWS may have been given.
TEST(HashOrder, Names_come_as_AWS_printed_them) {
  EXPECT_EQ(hash_order(sorted({"date", "from", "to", "message", "requestId"}), 5),
            Names({"date", "from", "to", "message", "requestId"}));
  EXPECT_EQ(hash_order(sorted({"requestId", "from", "to"}), default_capacity),
            Names({"requestId", "from", "to"}));
  EXPECT_EQ(hash_order({"ProductId", "ProductName", "CreatedTime", "ProductDescription"}, 4),
            Names({"ProductId", "CreatedTime", "ProductDescription", "ProductName"}));
  EXPECT_EQ(hash_order({"ProductId", "ProductName", "CreatedTime"}, default_capacity),
            Names({"CreatedTime", "ProductName", "ProductId"}));
  EXPECT_EQ(hash_order({"my-hash", "my-string", "my-int"}, 3),
            Names({"my-string", "my-int", "my-hash"}));
  EXPECT_EQ(hash_order({"my-string", "my-hash"}, default_capacity),
            Names({"my-hash", "my-string"}));
  EXPECT_EQ(hash_order({"pk", "sk", "a", "b", "c"}, 5), Names({"sk", "a", "b", "pk", "c"}));
  EXPECT_EQ(hash_order({"pk", "sk", "a"}, default_capacity), Names({"a", "sk", "pk"}));
  EXPECT_EQ(hash_order({"hash", "index", "extra"}, 3), Names({"index", "hash", "extra"}));
}

// Feared: bytes instead of units of UTF-16 in the hash. Of 16 buckets "é" is in the 9th, and "𝄞",
// which is two units, in the 1st.
TEST(HashOrder, Characters_beyond_ASCII_count_as_in_Java) {
  EXPECT_EQ(hash_order({"é", "b"}, 16), Names({"b", "é"}));
  EXPECT_EQ(hash_order({"b", "𝄞"}, 16), Names({"𝄞", "b"}));
  EXPECT_EQ(hash_order({}, 0), Names());
}

}  // namespace
}  // namespace snowglobe::dynamodb
