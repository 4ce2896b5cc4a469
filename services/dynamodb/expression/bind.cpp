#include "services/dynamodb/expression/bind.h"

#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/parser.h"

namespace snowglobe::dynamodb {
namespace {

// Source: "Expression parameters" in "Service, account, and table quotas".
constexpr std::size_t placeholder_bytes_max = 255;
constexpr std::size_t placeholders_bytes_max = 2 * 1024 * 1024;  // what all stand for

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

const Json::object_t& need_members(const Json& json, const std::string& parameter, char sign) {
  if (!json.is_object()) throw wrong_json("Unexpected value type in payload");
  const auto& members = json.get_ref<const Json::object_t&>();
  if (members.empty()) throw invalid(parameter + " must not be empty");
  for (const auto& [key, value] : members) {
    const std::string_view text = key;
    if (text.size() > placeholder_bytes_max) {
      throw invalid(parameter +
                    " contains invalid key: The expression attribute map contains a key that is "
                    "too long; size of key: " +
                    std::to_string(text.size()));
    }
    if (text.size() < 2 || text[0] != sign ||
        !std::all_of(text.begin() + 1, text.end(), is_word_character)) {
      throw invalid(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
    }
  }
  return members;
}

// Runs `read`, which reads what the parameter has under the key.
template <class Read>
auto read_member(const char* parameter, const std::string& key, Read read) {
  try {
    return read();
  } catch (AwsError& error) {
    if (error.code == "ValidationException") {
      error.message =
          std::string(parameter) + " contains invalid value: " + error.message + " for key " + key;
    }
    throw;
  }
}

const auto key_less = [](const auto& a, const auto& b) { return a.key < b.key; };

template <class Entry>
Entry* find_entry(std::vector<Entry>& entries, std::string_view key) {
  const auto at = std::lower_bound(
      entries.begin(), entries.end(), key,
      [](const Entry& entry, std::string_view wanted) { return entry.key < wanted; });
  return at != entries.end() && at->key == key ? &*at : nullptr;
}

template <class Entry>
void refuse_unused_entries(const std::vector<Entry>& entries, const std::string& parameter) {
  std::string keys;
  for (const Entry& entry : entries) {
    if (keys.size() > 1000) break;  // the message need not be as long as the request
    if (!entry.is_used) keys += (keys.empty() ? "" : ", ") + std::string(entry.key);
  }
  if (!keys.empty()) {
    throw invalid("Value provided in " + parameter + " unused in expressions: keys: {" + keys +
                  "}");
  }
}

}  // namespace

Placeholders::Placeholders(const Json* names, const Json* values) {
  std::size_t bytes = 0;
  if (names != nullptr) {
    for (const auto& [key, name] : need_members(*names, "ExpressionAttributeNames", '#')) {
      if (!name.is_string()) throw wrong_json("Unexpected value type in payload");
      const std::string& text = name.get_ref<const std::string&>();
      read_member("ExpressionAttributeNames", key, [&] { check_attribute_name(text); });
      bytes += text.size();
      names_.push_back({key, text});
    }
    std::sort(names_.begin(), names_.end(), key_less);
  }
  if (values != nullptr) {
    for (const auto& [key, value] : need_members(*values, "ExpressionAttributeValues", ':')) {
      values_.push_back(
          {key, read_member("ExpressionAttributeValues", key, [&] { return read_value(value); })});
      bytes += measure(values_.back().value).bytes;
    }
    std::sort(values_.begin(), values_.end(), key_less);
  }
  if (bytes > placeholders_bytes_max) {
    throw invalid(
        "The size of ExpressionAttributeNames and ExpressionAttributeValues has exceeded the "
        "maximum allowed size");
  }
}

Bindings Placeholders::bind(const References& references, ExpressionKind kind) {
  Bindings bindings;
  bindings.names.reserve(references.names.size());
  bindings.values.reserve(references.values.size());
  for (const std::string& key : references.names) {
    auto* entry = find_entry(names_, key);
    if (entry == nullptr) {
      throw wrong_expression(kind,
                             "An expression attribute name used in the document path is not "
                             "defined; attribute name: " +
                                 key);
    }
    entry->is_used = true;
    bindings.names.push_back(entry->value);
  }
  for (const std::string& key : references.values) {
    auto* entry = find_entry(values_, key);
    if (entry == nullptr) {
      throw wrong_expression(kind,
                             "An expression attribute value used in expression is not defined; "
                             "attribute value: " +
                                 key);
    }
    entry->is_used = true;
    bindings.values.push_back(&entry->value);
  }
  return bindings;
}

void Placeholders::refuse_unused() const {
  refuse_unused_entries(names_, "ExpressionAttributeNames");
  refuse_unused_entries(values_, "ExpressionAttributeValues");
}

std::string_view name_of(const PathPart& part, const Bindings& bindings) {
  return part.kind == PathPart::Kind::kNameRef ? bindings.names[part.index]
                                               : std::string_view(part.name);
}

std::string print_path(const Path& path, const Bindings& bindings) {
  std::string text;
  for (const PathPart& part : path) {
    text += text.empty() ? "[" : ", ";
    if (part.kind == PathPart::Kind::kIndex) {
      text += "[" + std::to_string(part.index) + "]";
    } else {
      text += name_of(part, bindings);
    }
  }
  return text + "]";
}

bool same_path(const Path& a, const Path& b, const Bindings& bindings) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](const PathPart& x, const PathPart& y) {
                      const bool is_index = x.kind == PathPart::Kind::kIndex;
                      if (is_index != (y.kind == PathPart::Kind::kIndex)) return false;
                      if (is_index) return x.index == y.index;
                      return name_of(x, bindings) == name_of(y, bindings);
                    });
}

}  // namespace snowglobe::dynamodb
