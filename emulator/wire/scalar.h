// Values as text, for the protocols that carry them outside JSON: in forms, XML, headers and paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/api/shape.h"

namespace snowglobe::wire {

// Text to canonical JSON, but for blobs, which stay in base64. A timestamp must have this form;
// when none is given it may have any. Throws AwsError MalformedInput. REQUIRES: the text is UTF-8.
Json read_scalar(const Shape& shape, std::string_view text,
                 std::optional<TimestampForm> form = std::nullopt);

// Canonical JSON to text, bytes in base64; of a list or structure, which has none, its JSON.
std::string print_scalar(const Shape& shape, const Json& value,
                         TimestampForm form = TimestampForm::kDateTime);
// Epoch seconds in one of the forms; of a fraction what milliseconds tell.
std::string print_timestamp(double epoch_seconds, TimestampForm form);

}  // namespace snowglobe::wire
