#include <gtest/gtest.h>

#include "emulator/base/json.h"

namespace snowglobe {
namespace {

// An answer's members are added one by one; copying the items that an earlier one holds each time
// the object grows was half the time of a Query.
TEST(JsonObject, Growing_moves_the_values_and_copies_none) {
  Json object = {{"items", Json::array({std::string(100, 'x')})}};
  const char* const bytes = object["items"][0].get_ref<const std::string&>().data();
  for (int i = 0; i < 100; ++i) object["member " + std::to_string(i)] = i;
  EXPECT_EQ(object["items"][0].get_ref<const std::string&>().data(), bytes);
}

// Clients see the order, and a member that is set again keeps its place.
TEST(JsonObject, Members_keep_the_order_in_which_they_first_came) {
  Json object;
  for (const char* name : {"z", "a", "m", "b", "y", "c"}) object[name] = name;
  object["a"] = 1;
  EXPECT_EQ(print_json(object), R"({"z":"z","a":1,"m":"m","b":"b","y":"y","c":"c"})");
}

TEST(JsonObject, Emplace_and_insert_leave_a_member_that_is_there) {
  Json object = {{"a", 1}};
  EXPECT_FALSE(object.emplace("a", 2).second);
  EXPECT_TRUE(object.emplace("b", 3).second);
  const Json more = {{"b", 4}, {"c", 5}};
  object.insert(more.begin(), more.end());
  EXPECT_EQ(print_json(object), R"({"a":1,"b":3,"c":5})");
  object.update(more);
  EXPECT_EQ(print_json(object), R"({"a":1,"b":4,"c":5})");
}

}  // namespace
}  // namespace snowglobe
