#include "services/dynamodb/streams/shard_iterator.h"

#include "emulator/base/text.h"

namespace snowglobe::dynamodb {
namespace {

// As AWS writes it: the stream's ARN, then what only the service can read.
constexpr std::string_view mark = "|1|";

}  // namespace

std::string print_iterator(const ShardIterator& iterator) {
  return iterator.stream_arn + std::string(mark) +
         base64_encode(iterator.shard + " " + std::to_string(iterator.place) + " " +
                       std::to_string(to_millis(iterator.made)));
}

std::optional<ShardIterator> parse_iterator(std::string_view text) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const auto content = base64_decode(text.substr(at + mark.size()));
  if (!content) return std::nullopt;
  const auto parts = split(*content, ' ');
  if (parts.size() != 3) return std::nullopt;
  const auto place = parse_int(parts[1]), made = parse_int(parts[2]);
  if (!place || !made || *place < 0 || *made < 0 || *made > to_millis(never)) return std::nullopt;
  return ShardIterator{std::string(text.substr(0, at)), std::string(parts[0]), *place,
                       from_millis(*made)};
}

}  // namespace snowglobe::dynamodb
