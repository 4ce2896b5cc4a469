#include "services/dynamodb/tags.h"

#include <algorithm>
#include <set>

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t tags_max = 50;

// Source: "Tagging restrictions in DynamoDB": letters, white space, numbers, and + - = . _ : / @.
// Letters outside ASCII are not told from other signs.
bool is_allowed(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view(" \t+-=._:/@").find(c) != std::string_view::npos;
}

void check_text(const std::string& text) {
  if (std::all_of(text.begin(), text.end(), &is_allowed)) return;
  throw invalid_parameter(
      "Tag keys and values can only contain letters, white space, numbers, and "
      "the characters + - = . _ : / @");
}

}  // namespace

Json add_tags(Json tags, const std::vector<Tag>& more) {
  std::set<std::string> keys;
  for (const Tag& tag : more) {
    if (tag.key.starts_with("aws:")) {
      throw invalid_parameter("Tag keys starting with 'aws:' are reserved for system use");
    }
    check_text(tag.key);
    check_text(tag.value);
    if (!keys.insert(tag.key).second) throw invalid_parameter("Duplicate tag key: " + tag.key);
    tags[tag.key] = tag.value;
  }
  if (tags.size() > tags_max) {
    throw invalid_parameter("Too many tags: a resource can have " + std::to_string(tags_max));
  }
  return tags;
}

}  // namespace snowglobe::dynamodb
