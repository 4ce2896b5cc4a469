#include "services/dynamodb/tables/schema.h"

#include <algorithm>

#include "emulator/base/hash.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t hash_bytes_max = 2048;
constexpr std::size_t range_bytes_max = 1024;

Json write_key(const KeySchema& key) {
  Json json = Json::array();
  for (const KeyAttribute& attribute : key.attributes) {
    json.push_back(attribute.name);
    json.push_back(type_name(attribute.type));
  }
  return json;
}

KeySchema read_key_schema(const Json& json) {
  KeySchema key;
  for (std::size_t at = 0; at < json.size(); at += 2) {
    key.attributes.push_back({json.at(at).get<std::string>(),
                              parse_type_name(json.at(at + 1).get<std::string>()).value()});
  }
  return key;
}

AwsError empty_key(const KeyAttribute& attribute) {
  return invalid(
      std::string("One or more parameter values are not valid. The AttributeValue for a key "
                  "attribute cannot contain an empty ") +
      (attribute.type == Type::kBinary ? "binary" : "string") + " value. Key: " + attribute.name);
}

const Value& key_value(const KeyAttribute& attribute, const Item& item) {
  const Value* value = item.find(attribute.name);
  if (value == nullptr) {
    throw invalid_parameter("Missing the key " + attribute.name + " in the item");
  }
  if (value->type != attribute.type) {
    throw invalid_parameter("Type mismatch for key " + attribute.name +
                            " expected: " + std::string(type_name(attribute.type)) +
                            " actual: " + std::string(type_name(value->type)));
  }
  return *value;
}

StoredKey store_key(const KeyValues& hash, const KeyValues& range) {
  StoredKey key{stored_hash(hash), {}};
  append_key(key.range, range);
  return key;
}

// The key whose attributes' values `find` gives.
template <class Find>
StoredKey find_key(const KeySchema& schema, Find find) {
  KeyValues hash, range;
  for (const KeyAttribute& attribute : schema.hash()) hash.push_back(find(attribute));
  for (const KeyAttribute& attribute : schema.range()) range.push_back(find(attribute));
  check_key_values(schema.hash(), hash, KeyRole::kHash);
  check_key_values(schema.range(), range, KeyRole::kRange);
  return store_key(hash, range);
}

// How long a partition or sort key may be; a number is always short enough.
std::size_t bytes_max(KeyRole role) {
  return role == KeyRole::kHash ? hash_bytes_max : range_bytes_max;
}

std::size_t counted_bytes(const Value& value) {
  return value.type == Type::kNumber ? 0 : value.text().size();
}

AwsError key_too_long(KeyRole role) {
  return invalid_parameter(
      (role == KeyRole::kHash
           ? "Size of hashkey has exceeded the maximum size limit of"
           : "Aggregated size of all range keys has exceeded the size limit of ") +
      std::to_string(bytes_max(role)) + " bytes");
}

// REQUIRES: the value is of the key's type.
void refuse_empty_index_key(const Index& index, const KeyAttribute& attribute, const Value& value,
                            Write write) {
  if (value.type != Type::kNumber && value.text().empty()) {
    const std::string kind = value.type == Type::kBinary ? "binary" : "string";
    if (write == Write::kUpdate) {
      throw invalid(
          "The update expression attempted to update a secondary index key to a value that is not "
          "supported. The AttributeValue for a key attribute cannot contain an empty " +
          kind + " value.");
    }
    throw invalid(
        std::string("One or more parameter values are not valid. A value specified for a secondary "
                    "index key is not supported. The AttributeValue for a key attribute cannot "
                    "contain an empty ") +
        kind + " value. IndexName: " + index.name + ", IndexKey: " + attribute.name);
  }
}

void check_index_key(const Index& index, const KeyAttribute& attribute, const Item& item,
                     Write write) {
  const Value* value = item.find(attribute.name);
  if (value == nullptr) return;
  if (value->type != attribute.type) {
    if (write == Write::kUpdate) {
      throw invalid(
          "The update expression attempted to update the secondary index key to unsupported type");
    }
    throw invalid_parameter("Type mismatch for Index Key " + attribute.name +
                            " Expected: " + std::string(type_name(attribute.type)) + " Actual: " +
                            std::string(type_name(value->type)) + " IndexName: " + index.name);
  }
  refuse_empty_index_key(index, attribute, *value, write);
}

// Which part of the item's index key is too long, if any.
std::optional<KeyRole> too_long(const KeySchema& key, const Item& item) {
  const auto fits = [&](std::span<const KeyAttribute> attributes, KeyRole role) {
    std::size_t bytes = 0;
    for (const KeyAttribute& attribute : attributes) {
      const Value* value = item.find(attribute.name);
      if (value != nullptr && value->type == attribute.type) bytes += counted_bytes(*value);
    }
    return bytes <= bytes_max(role);
  };
  if (!fits(key.hash(), KeyRole::kHash)) return KeyRole::kHash;
  if (!fits(key.range(), KeyRole::kRange)) return KeyRole::kRange;
  return std::nullopt;
}

// The values by which an index has the item; nothing when it has it not.
std::optional<KeyValues> usable(std::span<const KeyAttribute> attributes, const Item& item) {
  KeyValues values;
  for (const KeyAttribute& attribute : attributes) {
    const Value* value = item.find(attribute.name);
    if (value == nullptr || value->type != attribute.type) return std::nullopt;
    if (value->type != Type::kNumber && value->text().empty()) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

void copy_key(const KeySchema& key, const Item& from, Item& to) {
  for (const KeyAttribute& attribute : key.attributes) {
    if (const Value* value = from.find(attribute.name)) to.set(attribute.name, *value);
  }
}

}  // namespace

bool KeySchema::has(std::string_view name) const {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const KeyAttribute& attribute) { return attribute.name == name; });
}

const Index* Table::find_index(std::string_view index_name) const {
  for (const Index& index : indexes) {
    if (index.name == index_name) return &index;
  }
  return nullptr;
}

const Index& Table::index(std::string_view index_name) const {
  if (const Index* index = find_index(index_name)) return *index;
  throw invalid("The table does not have the specified index: " + std::string(index_name));
}

bool Table::has_local_indexes() const {
  return std::any_of(indexes.begin(), indexes.end(),
                     [](const Index& index) { return !index.is_global; });
}

std::string write_schema(const Table& table) {
  Json indexes = Json::array();
  for (const Index& index : table.indexes) {
    indexes.push_back({{"number", index.number},
                       {"name", index.name},
                       {"global", index.is_global},
                       {"key", write_key(index.key)},
                       {"projection", static_cast<int>(index.projection)},
                       {"include", index.non_key_attributes}});
    if (index.key.hash_count > 1) indexes.back()["hash"] = index.key.hash_count;
  }
  Json json = {{"id", table.id},
               {"name", table.name},
               {"key", write_key(table.key)},
               {"indexes", std::move(indexes)},
               {"next", table.next_index_number},
               {"ttl", table.ttl_attribute}};
  if (table.ttl_changed != Moment{}) json["ttlChanged"] = to_millis(table.ttl_changed);
  if (table.class_changed != Moment{}) {
    json["classChanged"] = to_millis(table.class_changed);
    json["classChangedBefore"] = to_millis(table.class_changed_before);
  }
  for (const Moment at : table.on_demand_switches) json["onDemand"].push_back(to_millis(at));
  if (table.ttl_delay) json["ttlDelay"] = table.ttl_delay->count();
  if (table.stream) {
    json["stream"] = table.stream->id;
    json["streamView"] = static_cast<int>(table.stream->view);
  }
  if (table.keeps_history) json["history"] = true;
  if (table.replica_id != 0) {
    json["replica"] = table.replica_id;
    json["readLag"] = table.read_lag.count();
  }
  return print_json(json);
}

Table read_schema(std::string_view text) {
  const Json json = parse_json(text);
  Table table;
  table.id = json.at("id").get<std::int64_t>();
  table.name = json.at("name").get<std::string>();
  table.key = read_key_schema(json.at("key"));
  for (const Json& part : json.at("indexes")) {
    Index index;
    index.number = part.at("number").get<int>();
    index.name = part.at("name").get<std::string>();
    index.is_global = part.at("global").get<bool>();
    index.key = read_key_schema(part.at("key"));
    if (const Json* count = find_member(part, "hash")) index.key.hash_count = *count;
    index.projection = static_cast<Index::Projection>(part.at("projection").get<int>());
    index.non_key_attributes = part.at("include").get<std::vector<std::string>>();
    table.indexes.push_back(std::move(index));
  }
  table.next_index_number = json.at("next").get<int>();
  table.ttl_attribute = json.at("ttl").get<std::string>();
  const auto number = [&](const char* name) -> std::int64_t {
    const Json* member = find_member(json, name);
    return member != nullptr ? member->get<std::int64_t>() : 0;
  };
  table.ttl_changed = from_millis(number("ttlChanged"));
  table.class_changed = from_millis(number("classChanged"));
  table.class_changed_before = from_millis(number("classChangedBefore"));
  if (const Json* switches = find_member(json, "onDemand")) {
    for (const Json& at : *switches) {
      table.on_demand_switches.push_back(from_millis(at.get<std::int64_t>()));
    }
  }
  if (json.contains("ttlDelay")) table.ttl_delay = Duration(number("ttlDelay"));
  if (json.contains("stream")) {
    table.stream = TableStream{number("stream"), static_cast<StreamView>(number("streamView"))};
  }
  table.keeps_history = json.contains("history");
  table.replica_id = number("replica");
  table.read_lag = Duration(number("readLag"));
  if (table.replica_id != 0) {
    table.replica = std::make_shared<const Table>(bare_copy(table, table.replica_id));
  }
  return table;
}

Table bare_copy(const Table& table, std::int64_t id) {
  Table copy;
  copy.id = id;
  copy.name = table.name;
  copy.key = table.key;
  copy.indexes = table.indexes;
  copy.next_index_number = table.next_index_number;
  return copy;
}

std::string stored_hash(const KeyValues& partition_key) {
  constexpr std::size_t checksum_bytes = 4;
  std::string stored(checksum_bytes, '\0');
  append_key(stored, partition_key);
  const std::uint32_t checksum = crc32(std::string_view(stored).substr(checksum_bytes));
  for (std::size_t i = 0; i < checksum_bytes; ++i) {
    stored[i] = static_cast<char>((checksum >> (24 - 8 * i)) & 0xFF);
  }
  return stored;
}

void check_key_values(std::span<const KeyAttribute> attributes, const KeyValues& values,
                      KeyRole role) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].type == Type::kNumber) continue;
    if (values[i].text().empty()) throw empty_key(attributes[i]);
    bytes += counted_bytes(values[i]);
  }
  if (bytes > bytes_max(role)) throw key_too_long(role);
}

void refuse_empty_keys(const Table& table, const Item& item) {
  const auto of_type = [&](const KeyAttribute& attribute) -> const Value* {
    const Value* value = item.find(attribute.name);
    return value != nullptr && value->type == attribute.type ? value : nullptr;
  };
  const auto check = [&](const KeySchema& key, auto refuse) {
    for (const KeyAttribute& attribute : key.attributes) {
      if (const Value* value = of_type(attribute)) refuse(attribute, *value);
    }
  };
  check(table.key, [](const KeyAttribute& attribute, const Value& value) {
    if (value.type != Type::kNumber && value.text().empty()) throw empty_key(attribute);
  });
  for (const Index& index : table.indexes) {
    check(index.key, [&](const KeyAttribute& attribute, const Value& value) {
      refuse_empty_index_key(index, attribute, value, Write::kPut);
    });
  }
}

StoredKey key_of_new_item(const Table& table, const Item& item) {
  return find_key(table.key, [&](const KeyAttribute& attribute) -> const Value& {
    return key_value(attribute, item);
  });
}

StoredKey read_key(const Table& table, const Map& key) {
  if (key.size() != table.key.attributes.size()) throw key_does_not_match();
  return find_key(table.key, [&](const KeyAttribute& attribute) -> const Value& {
    const Value* value = key.find(attribute.name);
    if (value == nullptr || value->type != attribute.type) throw key_does_not_match();
    return *value;
  });
}

std::optional<StoredKey> index_key(const Index& index, const Item& item) {
  const auto hash = usable(index.key.hash(), item);
  if (!hash) return std::nullopt;
  const auto range = usable(index.key.range(), item);
  if (!range) return std::nullopt;
  return store_key(*hash, *range);
}

bool index_key_fits(const Index& index, const Item& item) { return !too_long(index.key, item); }

void check_index_keys(const Table& table, const Item& item, Write write) {
  for (const Index& index : table.indexes) {
    for (const KeyAttribute& attribute : index.key.attributes) {
      check_index_key(index, attribute, item, write);
    }
    const auto role = too_long(index.key, item);
    if (!role) continue;
    if (write == Write::kPut) throw key_too_long(*role);
    throw invalid(
        "The update expression attempted to update the secondary index key beyond allowed size "
        "limits");
  }
}

Item project_to_index(const Table& table, const Index& index, const Item& item) {
  if (index.projection == Index::Projection::kAll) return item;
  Item part = key_attributes(table, &index, item);
  for (const std::string& name : index.non_key_attributes) {
    if (const Value* value = item.find(name)) part.set(name, *value);
  }
  return part;
}

bool index_has_attribute(const Table& table, const Index& index, std::string_view name) {
  if (index.projection == Index::Projection::kAll) return true;
  if (table.key.has(name) || index.key.has(name)) return true;
  return std::find(index.non_key_attributes.begin(), index.non_key_attributes.end(), name) !=
         index.non_key_attributes.end();
}

Item key_attributes(const Table& table, const Index* index, const Item& item) {
  Item key;
  copy_key(table.key, item, key);
  if (index != nullptr) copy_key(index->key, item, key);
  return key;
}

}  // namespace snowglobe::dynamodb
