#include "services/dynamodb/tables/tags.h"

#include <algorithm>
#include <set>

#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t tags_max = 50;
constexpr std::ptrdiff_t key_letters_max = 128;
constexpr std::ptrdiff_t value_letters_max = 256;

// Source: "Tagging restrictions in DynamoDB": letters, white space, numbers, and + - = . _ : / @.
// Letters outside ASCII are not told from other signs.
bool is_allowed(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view(" \t+-=._:/@").find(c) != std::string_view::npos;
}

bool begins_letter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

bool is_good(const Maybe<std::string>& text, std::ptrdiff_t least, std::ptrdiff_t most) {
  if (!text || !std::all_of(text->begin(), text->end(), &is_allowed)) return false;
  const auto letters = std::count_if(text->begin(), text->end(), &begins_letter);
  return letters >= least && letters <= most;
}

void check_key(const Maybe<std::string>& key) {
  if (!is_good(key, 1, key_letters_max)) {
    throw invalid("The Tag Key provided is invalid, Key: " + key.value_or("null"));
  }
  if (to_lower(key->substr(0, 4)) == "aws:") {
    throw invalid("Tag Key cannot be prefixed with aws:, Key: " + *key);
  }
}

AwsError too_many_tags() {
  return invalid("Number of Tags exceed the current limit for the provided ResourceArn");
}

void check_tag_keys(const std::vector<std::string>& keys) {
  if (keys.size() > tags_max) throw too_many_tags();
  for (const std::string& key : keys) check_key(key);
}

}  // namespace

void check_tags(const std::vector<NewTag>& tags) {
  std::set<std::string> keys;
  for (const NewTag& tag : tags) {
    check_key(tag.key);
    if (!is_good(tag.value, 0, value_letters_max)) {
      throw invalid("The Tag Value provided is invalid, Value: " + tag.value.value_or("null"));
    }
    if (!keys.insert(*tag.key).second) {
      throw invalid("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + *tag.key);
    }
  }
}

Json add_tags(Json tags, const std::vector<NewTag>& more) {
  for (const NewTag& tag : more) tags[*tag.key] = *tag.value;
  if (tags.size() > tags_max) throw too_many_tags();
  return tags;
}

void Tags::tag_resource(const TagResourceInput& input, const Request& request) {
  const auto found = finder_.find_tagged(input.resource_arn, request);
  if (input.tags.empty()) throw invalid("Atleast one Tag needs to be provided as Input.");
  check_tags(input.tags);
  tables_.set_tags(found.name, add_tags(tables_.tags(found.name), input.tags));
}

void Tags::untag_resource(const UntagResourceInput& input, const Request& request) {
  const auto found = finder_.find_tagged(input.resource_arn, request);
  if (input.tag_keys.empty()) throw invalid("Atleast one Tag Key needs to be provided as Input.");
  check_tag_keys(input.tag_keys);
  Json tags = tables_.tags(found.name);
  for (const std::string& key : input.tag_keys) tags.erase(key);
  tables_.set_tags(found.name, tags);
}

ListTagsOfResourceOutput Tags::list_tags_of_resource(const ListTagsOfResourceInput& input,
                                                     const Request& request) {
  const auto found = finder_.find_tagged(input.resource_arn, request);
  ListTagsOfResourceOutput output;
  const Json tags = tables_.tags(found.name);
  for (const auto& [key, value] : tags.get_ref<const Json::object_t&>()) {
    output.tags.push_back({key, value.get<std::string>()});
  }
  return output;
}

}  // namespace snowglobe::dynamodb
