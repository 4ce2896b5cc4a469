// Names in the order in which AWS prints a set of them: DynamoDB keeps such sets in Java's hash
// maps, whose order follows from String.hashCode, the map's size and the order of insertion.
//
// Seen in messages of CreateTable, for instance "AttributeDefinitions: [my-string, my-int,
// my-hash], keys used: [my-hash, my-string]".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace snowglobe::dynamodb {

// What a map made without a size begins with.
inline constexpr std::size_t default_capacity = 16;

// `names` are in the order of insertion into a map made for `capacity` names; it doubles when it is
// three quarters full. REQUIRES: names are UTF-8 and distinct.
std::vector<std::string> hash_order(std::vector<std::string> names, std::size_t capacity);

}  // namespace snowglobe::dynamodb
