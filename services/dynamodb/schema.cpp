#include "services/dynamodb/schema.h"

#include <algorithm>

#include "emulator/base/hash.h"
#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t hash_bytes_max = 2048;
constexpr std::size_t range_bytes_max = 1024;

Json write_key(const KeySchema& key) {
  Json json = Json::array({key.hash.name, type_name(key.hash.type)});
  if (key.range) {
    json.push_back(key.range->name);
    json.push_back(type_name(key.range->type));
  }
  return json;
}

KeySchema read_key_schema(const Json& json) {
  const auto attribute = [&](std::size_t at) {
    return KeyAttribute{json.at(at).get<std::string>(),
                        parse_type_name(json.at(at + 1).get<std::string>()).value()};
  };
  KeySchema key{attribute(0), std::nullopt};
  if (json.size() > 2) key.range = attribute(2);
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

StoredKey store_key(const KeySchema& schema, const Value& hash, const Value* range) {
  check_key_value(schema.hash, hash, KeyRole::kHash);
  StoredKey key{stored_hash(hash), {}};
  if (range != nullptr) {
    check_key_value(*schema.range, *range, KeyRole::kRange);
    key.range = key_bytes(*range);
  }
  return key;
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

const Value* usable(const KeyAttribute& attribute, const Item& item) {
  const Value* value = item.find(attribute.name);
  if (value == nullptr || value->type != attribute.type) return nullptr;
  if (value->type != Type::kNumber && value->text().empty()) return nullptr;
  return value;
}

void copy_key(const KeySchema& key, const Item& from, Item& to) {
  if (const Value* value = from.find(key.hash.name)) to.set(key.hash.name, *value);
  if (!key.range) return;
  if (const Value* value = from.find(key.range->name)) to.set(key.range->name, *value);
}

}  // namespace

const Index& Table::index(std::string_view index_name) const {
  for (const Index& index : indexes) {
    if (index.name == index_name) return index;
  }
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
  }
  Json json = {{"id", table.id},
               {"name", table.name},
               {"key", write_key(table.key)},
               {"indexes", std::move(indexes)},
               {"next", table.next_index_number},
               {"ttl", table.ttl_attribute}};
  if (table.ttl_changed != Moment{}) json["ttlChanged"] = to_millis(table.ttl_changed);
  if (table.ttl_delay) json["ttlDelay"] = table.ttl_delay->count();
  if (table.stream) {
    json["stream"] = table.stream->id;
    json["streamView"] = static_cast<int>(table.stream->view);
  }
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
  if (json.contains("ttlDelay")) table.ttl_delay = Duration(number("ttlDelay"));
  if (json.contains("stream")) {
    table.stream = TableStream{number("stream"), static_cast<StreamView>(number("streamView"))};
  }
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

std::string stored_hash(const Value& partition_key) {
  const std::string bytes = key_bytes(partition_key);
  const std::uint32_t checksum = crc32(bytes);
  std::string stored;
  stored.reserve(4 + bytes.size());
  for (int shift = 24; shift >= 0; shift -= 8) {
    stored.push_back(static_cast<char>((checksum >> shift) & 0xFF));
  }
  return stored += bytes;
}

void check_key_value(const KeyAttribute& attribute, const Value& value, KeyRole role) {
  if (value.type == Type::kNumber) return;
  if (value.text().empty()) throw empty_key(attribute);
  if (role == KeyRole::kHash && value.text().size() > hash_bytes_max) {
    throw invalid_parameter("Size of hashkey has exceeded the maximum size limit of" +
                            std::to_string(hash_bytes_max) + " bytes");
  }
  if (role == KeyRole::kRange && value.text().size() > range_bytes_max) {
    throw invalid_parameter("Aggregated size of all range keys has exceeded the size limit of " +
                            std::to_string(range_bytes_max) + " bytes");
  }
}

void refuse_empty_keys(const Table& table, const Item& item) {
  const auto of_type = [&](const KeyAttribute& attribute) -> const Value* {
    const Value* value = item.find(attribute.name);
    return value != nullptr && value->type == attribute.type ? value : nullptr;
  };
  const auto check = [&](const KeySchema& key, auto refuse) {
    if (const Value* value = of_type(key.hash)) refuse(key.hash, *value);
    if (!key.range) return;
    if (const Value* value = of_type(*key.range)) refuse(*key.range, *value);
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
  const Value& hash = key_value(table.key.hash, item);
  const Value* range = table.key.range ? &key_value(*table.key.range, item) : nullptr;
  return store_key(table.key, hash, range);
}

StoredKey read_key(const Table& table, const Map& key) {
  const std::size_t count = table.key.range ? 2 : 1;
  if (key.size() != count) throw key_does_not_match();
  const Value* hash = key.find(table.key.hash.name);
  if (hash == nullptr || hash->type != table.key.hash.type) throw key_does_not_match();
  const Value* range = nullptr;
  if (table.key.range) {
    range = key.find(table.key.range->name);
    if (range == nullptr || range->type != table.key.range->type) throw key_does_not_match();
  }
  return store_key(table.key, *hash, range);
}

std::optional<StoredKey> index_key(const Index& index, const Item& item) {
  const Value* hash = usable(index.key.hash, item);
  if (hash == nullptr) return std::nullopt;
  StoredKey key{stored_hash(*hash), {}};
  if (index.key.range) {
    const Value* range = usable(*index.key.range, item);
    if (range == nullptr) return std::nullopt;
    key.range = key_bytes(*range);
  }
  return key;
}

void check_index_keys(const Table& table, const Item& item, Write write) {
  for (const Index& index : table.indexes) {
    check_index_key(index, index.key.hash, item, write);
    if (index.key.range) check_index_key(index, *index.key.range, item, write);
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
