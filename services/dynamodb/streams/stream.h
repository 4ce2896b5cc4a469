// Streams, shards and records as values, and the texts that stand for them.
//
// A stream has one open shard. The first write four hours or more after it was opened closes it and
// opens its child. Records are numbered across all streams, in the order of the writes and so of
// time; they can be read for 24 hours. A stream that was disabled, or whose table is gone, can be
// read as long as its last shard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/base/time.h"
#include "services/dynamodb/tables/schema.h"

namespace snowglobe::dynamodb {

// Source: "Reading and processing a stream" and "Data retention limit for DynamoDB Streams" in the
// Developer Guide.
inline constexpr Duration record_lives = std::chrono::hours(24);
inline constexpr Duration shard_takes_records = std::chrono::hours(4);

std::string_view view_name(StreamView view);        // "NEW_AND_OLD_IMAGES"
StreamView parse_view_name(std::string_view name);  // REQUIRES: one of the four

// A record's place among all: from 1. As AWS prints it: digits, of which a later record's are more
// in the order of numbers and of texts.
std::string sequence_text(std::int64_t sequence);
// Nothing for a text that is none of ours.
std::optional<std::int64_t> parse_sequence(std::string_view text);

// "shardId-00000001767225600000-1a2b3c4d": names are in the order in which shards are opened.
std::string shard_name(Moment opened, const std::string& suffix);

struct Stream {
  std::int64_t id = 0;
  std::string arn, table_name, label, key_schema;  // key_schema: JSON, as DescribeTable has it
  StreamView view = StreamView::kKeysOnly;
  Moment created{};
  bool is_enabled = true;
};

struct Shard {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::string> parent;
  std::int64_t first = 0;            // no record of it has a lower number
  std::optional<std::int64_t> last;  // of a closed shard
  std::int64_t trimmed = 0;          // the last record that was swept away; 0: none was
};

// Whose write it is.
struct Origin {
  enum class Kind { kCall, kExpiry };
  Kind kind = Kind::kCall;
  std::int64_t cause = 0;  // a journal id
};

struct StreamRecord {
  std::int64_t sequence = 0;
  Moment at{};
  Origin origin;
  std::int64_t bytes = 0;                    // as AWS counts them
  std::string keys;                          // as codec.h writes items
  std::optional<std::string> before, after;  // those that the view shows
  bool had_before = false, has_after = false;
};

}  // namespace snowglobe::dynamodb
