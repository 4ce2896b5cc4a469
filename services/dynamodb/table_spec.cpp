#include "services/dynamodb/table_spec.h"

#include <algorithm>
#include <set>

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::size_t global_indexes_max = 20;
constexpr std::size_t local_indexes_max = 5;
constexpr std::size_t projected_attributes_max = 100;

std::string print_list(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return "[" + text + "]";
}

std::set<std::string> names_of(const std::vector<AttributeDefinition>& definitions) {
  std::set<std::string> names;
  for (const auto& definition : definitions) names.insert(definition.attribute_name);
  return names;
}

void add_names(const KeySchema& key, std::set<std::string>& names) {
  names.insert(key.hash.name);
  if (key.range) names.insert(key.range->name);
}

KeyAttribute read_attribute(const std::string& name,
                            const std::vector<AttributeDefinition>& defined,
                            const std::vector<KeySchemaElement>& schema) {
  for (const AttributeDefinition& definition : defined) {
    if (definition.attribute_name == name)
      return {name, *parse_type_name(definition.attribute_type)};
  }
  std::set<std::string> keys;
  for (const KeySchemaElement& element : schema) keys.insert(element.attribute_name);
  throw invalid_parameter(std::string("Some index key attributes are not defined in ") +
                          "AttributeDefinitions. Keys: " + print_list(keys) +
                          ", AttributeDefinitions: " + print_list(names_of(defined)));
}

KeySchema read_key_schema(const std::vector<KeySchemaElement>& schema,
                          const std::vector<AttributeDefinition>& defined) {
  if (schema[0].key_type != "HASH") {
    throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (schema.size() > 1 && schema[1].key_type != "RANGE") {
    throw invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  if (schema.size() > 1 && schema[0].attribute_name == schema[1].attribute_name) {
    throw invalid(
        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  KeySchema key{read_attribute(schema[0].attribute_name, defined, schema), std::nullopt};
  if (schema.size() > 1) {
    key.range = read_attribute(schema[1].attribute_name, defined, schema);
  }
  return key;
}

void read_projection(const ProjectionSpec& spec, Index& index) {
  if (!spec.projection_type) throw invalid_parameter("Unknown ProjectionType: null");
  const std::string& type = *spec.projection_type;
  if (type == "INCLUDE") {
    if (!spec.non_key_attributes) {
      throw invalid_parameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }
    index.projection = Index::Projection::kInclude;
    index.non_key_attributes = *spec.non_key_attributes;
    return;
  }
  if (spec.non_key_attributes) {
    throw invalid_parameter("ProjectionType is " + type + ", but NonKeyAttributes is specified");
  }
  index.projection = type == "ALL" ? Index::Projection::kAll : Index::Projection::kKeysOnly;
}

Index read_local_index(const LocalIndexSpec& spec, const std::vector<AttributeDefinition>& defined,
                       const Table& table, int number) {
  Index index;
  index.number = number;
  index.name = spec.index_name;
  index.is_global = false;
  index.key = read_key_schema(spec.key_schema, defined);
  if (!index.key.range) {
    throw invalid_parameter("Index KeySchema does not have a range key for index: " + index.name);
  }
  if (index.key.hash.name != table.key.hash.name) {
    throw invalid_parameter(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
        index.name + ". index hash key: " + index.key.hash.name +
        ", table hash key: " + table.key.hash.name);
  }
  read_projection(spec.projection, index);
  return index;
}

void add_index(Table& table, Index index) {
  for (const Index& other : table.indexes) {
    if (other.name == index.name) throw invalid_parameter("Duplicate index name: " + index.name);
  }
  table.indexes.push_back(std::move(index));
  ++table.next_index_number;
}

void read_local_indexes(const CreateTableInput& input,
                        const std::vector<AttributeDefinition>& defined, Table& table) {
  if (!input.local_secondary_indexes) return;
  const auto& specs = *input.local_secondary_indexes;
  if (specs.empty()) throw invalid_parameter("List of LocalSecondaryIndexes is empty");
  if (!table.key.range) {
    throw invalid_parameter(
        "Table KeySchema does not have a range key, which is required when specifying a "
        "LocalSecondaryIndex");
  }
  if (specs.size() > local_indexes_max) {
    throw invalid_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of " +
                            std::to_string(local_indexes_max));
  }
  for (const LocalIndexSpec& spec : specs) {
    add_index(table, read_local_index(spec, defined, table, table.next_index_number));
  }
}

void read_global_indexes(const CreateTableInput& input,
                         const std::vector<AttributeDefinition>& defined, Table& table) {
  if (!input.global_secondary_indexes) return;
  const auto& specs = *input.global_secondary_indexes;
  if (specs.empty()) throw invalid_parameter("List of GlobalSecondaryIndexes is empty");
  if (specs.size() > global_indexes_max) {
    throw invalid_parameter("GlobalSecondaryIndex count exceeds the per-table limit of " +
                            std::to_string(global_indexes_max));
  }
  for (const GlobalIndexSpec& spec : specs) {
    add_index(table, read_global_index(spec, defined, table.next_index_number));
    check_throughput(input.billing_mode.value_or("PROVISIONED"), spec.provisioned_throughput,
                     "index: " + spec.index_name);
  }
}

void check_projected_count(const Table& table) {
  std::size_t count = 0;
  for (const Index& index : table.indexes) count += index.non_key_attributes.size();
  if (count > projected_attributes_max) {
    throw invalid_parameter(
        "Total number of projected attributes across all indexes exceeds the limit of " +
        std::to_string(projected_attributes_max));
  }
}

void refuse_what_is_not_there(const CreateTableInput& input) {
  const auto refuse = [](bool is_given, const char* what) {
    if (is_given) throw invalid(std::string("Snowglobe does not implement ") + what + " yet");
  };
  const auto& stream = input.stream_specification;
  refuse(stream && stream->stream_enabled, "DynamoDB Streams (StreamSpecification)");
  refuse(input.resource_policy.has_value(), "ResourcePolicy");
  refuse(input.global_table_source_arn.has_value(), "GlobalTableSourceArn");
  refuse(input.global_table_settings_replication_mode.has_value(),
         "GlobalTableSettingsReplicationMode");
  refuse(input.vector_indexes.has_value(), "VectorIndexes");
}

}  // namespace

void check_table_name(const std::string& name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  if (name.size() < 3 || name.size() > 255) {
    throw invalid("TableName must be at least 3 characters long and at most 255 characters long");
  }
  if (!std::all_of(name.begin(), name.end(), is_allowed)) {
    throw invalid("1 validation error detected: Value '" + name +
                  "' at 'tableName' failed to satisfy constraint: Member must satisfy regular "
                  "expression pattern: [a-zA-Z0-9_.-]+");
  }
}

void check_throughput(const std::string& billing_mode, const Maybe<Throughput>& throughput,
                      const std::string& subject) {
  if (billing_mode == "PAY_PER_REQUEST") {
    if (!throughput) return;
    throw invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  if (throughput) return;
  if (subject == "the table") {
    throw invalid_parameter(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
        "PROVISIONED");
  }
  throw invalid_parameter("ProvisionedThroughput must be specified for " + subject);
}

void check_definitions(const std::vector<AttributeDefinition>& definitions, const Table& table) {
  const std::set<std::string> defined = names_of(definitions);
  if (defined.size() != definitions.size()) {
    throw invalid_parameter("Cannot have two attributes with the same name");
  }
  std::set<std::string> used;
  add_names(table.key, used);
  for (const Index& index : table.indexes) add_names(index.key, used);
  if (used == defined) return;
  if (table.indexes.empty()) {
    throw invalid_parameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  throw invalid_parameter("Some AttributeDefinitions are not used. AttributeDefinitions: " +
                          print_list(defined) + ", keys used: " + print_list(used));
}

Index read_global_index(const GlobalIndexSpec& spec,
                        const std::vector<AttributeDefinition>& defined, int number) {
  Index index;
  index.number = number;
  index.name = spec.index_name;
  index.key = read_key_schema(spec.key_schema, defined);
  read_projection(spec.projection, index);
  return index;
}

Table read_table_spec(const CreateTableInput& input) {
  check_table_name(input.table_name);
  refuse_what_is_not_there(input);
  check_throughput(input.billing_mode.value_or("PROVISIONED"), input.provisioned_throughput,
                   "the table");
  const auto defined = input.attribute_definitions.value_or(std::vector<AttributeDefinition>());
  Table table;
  table.name = input.table_name;
  table.key = read_key_schema(input.key_schema, defined);
  read_local_indexes(input, defined, table);
  read_global_indexes(input, defined, table);
  check_definitions(defined, table);
  check_projected_count(table);
  return table;
}

}  // namespace snowglobe::dynamodb
