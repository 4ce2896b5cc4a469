#include "services/dynamodb/streams/stream.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"

namespace snowglobe::dynamodb {
namespace {

// Not next to each other, as AWS's are not.
constexpr std::int64_t sequence_stride = 100;
constexpr std::string_view sequence_prefix = "1";
constexpr std::size_t sequence_digits = 20;

constexpr std::array<std::string_view, 4> view_names = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE",
                                                        "NEW_AND_OLD_IMAGES"};

std::string padded(std::int64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

}  // namespace

std::string_view view_name(StreamView view) { return view_names[static_cast<std::size_t>(view)]; }

StreamView parse_view_name(std::string_view name) {
  const auto at = std::find(view_names.begin(), view_names.end(), name);
  return static_cast<StreamView>(at - view_names.begin());
}

std::string sequence_text(std::int64_t sequence) {
  return std::string(sequence_prefix) + padded(sequence * sequence_stride, sequence_digits);
}

std::optional<std::int64_t> parse_sequence(std::string_view text) {
  if (text.size() != sequence_prefix.size() + sequence_digits) return std::nullopt;
  if (!text.starts_with(sequence_prefix)) return std::nullopt;
  const auto number = parse_int(text.substr(sequence_prefix.size()));
  if (!number || *number < 0 || *number % sequence_stride != 0) return std::nullopt;
  return *number / sequence_stride;
}

std::string shard_name(Moment opened, const std::string& suffix) {
  return "shardId-" + padded(to_millis(opened), 20) + "-" + suffix;
}

}  // namespace snowglobe::dynamodb
