// What a message may hold, and the digests that AWS answers for it. Plain values; no table.
//
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/sqs/shapes.h"

namespace snowglobe::sqs {

inline constexpr std::int64_t message_bytes_max = 1'048'576;  // and of a whole batch
inline constexpr std::size_t message_attributes_max = 10;

// Throws InvalidMessageContents for a character that XML 1.0 cannot hold.
void check_characters(std::string_view text);

// Throws InvalidParameterValue or InvalidMessageContents.
void check_attributes(const AttributeValues& attributes);
void check_system_attributes(const AttributeValues& attributes);

// Letters, digits and ASCII punctuation, 1 to 128: a group id or a deduplication id.
bool is_fifo_id(std::string_view text);

// Body and attributes (names, types and values), as AWS counts them against MaximumMessageSize.
std::size_t size_bytes(const MessageInput& message);

// Hex. Over names in order, each with its type and value, lengths in front.
std::string attributes_md5(const AttributeValues& attributes);

// As they are kept in a row. REQUIRES of parse: what print made.
std::string print_attributes(AttributeValues attributes);
AttributeValues parse_attributes(std::string_view text);

// Does one of the names asked for ("All", ".*", "prefix.*", a name) mean this attribute?
bool is_asked_for(std::string_view attribute, const StringList& names);

}  // namespace snowglobe::sqs
