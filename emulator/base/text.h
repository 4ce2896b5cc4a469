// Small operations on text that several layers need.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snowglobe {

std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string to_lower(std::string_view text);           // ASCII only
bool iequals(std::string_view a, std::string_view b);  // ASCII only
std::string replace_all(std::string text, std::string_view what, std::string_view with);

// Is it well-formed UTF-8 (no overlong form, no surrogate, at most U+10FFFF)?
bool is_utf8(std::string_view text);
// The bytes of the well-formed character at `at`; 0 when none stands there.
std::size_t utf8_sequence(std::string_view text, std::size_t at);
// The number of code points, which is what AWS's length limits on strings count. REQUIRES: is_utf8.
std::size_t utf8_length(std::string_view text);

std::string base64_encode(std::string_view bytes);
// Strict: alphabet, padding and length must be right.
std::optional<std::string> base64_decode(std::string_view text);

std::string hex(std::string_view bytes);  // lower case

// %XX, and + for a space when `plus` says so. A broken escape is left as it stands.
enum class Plus { kKept, kIsSpace };
std::string percent_decode(std::string_view text, Plus plus);
std::string percent_encode(std::string_view text);  // all but A-Z a-z 0-9 - _ . ~

// The text with & < > " and ' as XML entities; what XML 1.0 cannot hold (control characters, bytes
// that are not UTF-8) becomes &#xFFFD;.
std::string xml_escape(std::string_view text);

// A whole decimal integer, sign allowed; nothing when there is anything else, or it does not fit.
std::optional<std::int64_t> parse_int(std::string_view text);

// Matches `*` (any run) and `?` (any one byte) in constant memory; its time is at most the product
// of the lengths.
bool wildcard_match(std::string_view pattern, std::string_view text);

}  // namespace snowglobe
