// Shard iterators: a place in a shard, as the text that clients hand back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/base/time.h"

namespace snowglobe::dynamodb {

struct ShardIterator {
  std::string stream_arn, shard;
  std::int64_t place = 0;  // as in StreamStore: what is read next has this number or a higher one
  Moment made{};
};

std::string print_iterator(const ShardIterator& iterator);
// Nothing for a text that print_iterator does not write.
std::optional<ShardIterator> parse_iterator(std::string_view text);

}  // namespace snowglobe::dynamodb
