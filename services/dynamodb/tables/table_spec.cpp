#include "services/dynamodb/tables/table_spec.h"

#include <algorithm>
#include <set>

#include "emulator/base/text.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/tables/hash_order.h"
#include "services/dynamodb/tables/stream_specification.h"

namespace snowglobe::dynamodb {
namespace {

constexpr std::int64_t global_indexes_max = 20;
constexpr std::size_t local_indexes_max = 5;
constexpr std::size_t projected_attributes_max = 100;

std::string print_list(const std::vector<std::string>& names) {
  return "[" + join(names, ", ") + "]";
}

std::string print_definitions(const std::vector<std::string>& names) {
  return print_list(hash_order(names, names.size()));
}

std::vector<std::string> names_of(const std::vector<AttributeDefinition>& definitions) {
  std::vector<std::string> names;
  for (const auto& definition : definitions) names.push_back(definition.attribute_name);
  return names;
}

std::optional<Type> find_type(const std::string& name,
                              const std::vector<AttributeDefinition>& defined) {
  for (const AttributeDefinition& definition : defined) {
    if (definition.attribute_name == name) return parse_type_name(definition.attribute_type);
  }
  return std::nullopt;
}

// The model leaves AttributeDefinitions open; the service does not.
AwsError no_definitions() {
  return invalid(
      "1 validation error detected: Value null at 'attributeDefinitions' failed to satisfy "
      "constraint: Member must not be null");
}

AwsError undefined_keys(const std::vector<KeySchemaElement>& schema,
                        const std::vector<AttributeDefinition>& defined) {
  std::vector<std::string> keys;
  for (const KeySchemaElement& element : schema) keys.push_back(element.attribute_name);
  return invalid_parameter(
      "Some index key attributes are not defined in AttributeDefinitions. Keys: " +
      print_list(keys) + ", AttributeDefinitions: " + print_definitions(names_of(defined)));
}

// Of a table and of a local index: one partition attribute, perhaps one sort attribute.
void check_single_key(const std::vector<KeySchemaElement>& schema) {
  if (schema.size() > 1 && schema[1].key_type != "RANGE") {
    throw invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  if (schema.size() > 1 && schema[0].attribute_name == schema[1].attribute_name) {
    throw invalid(
        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
}

// Of a global index: some partition attributes, then perhaps some sort attributes.
void check_key_of_several(const std::vector<KeySchemaElement>& schema) {
  const auto is_hash = [](const KeySchemaElement& element) { return element.key_type == "HASH"; };
  if (!std::is_partitioned(schema.begin(), schema.end(), is_hash)) {
    throw invalid_parameter(
        "All HASH key attributes must precede RANGE key attributes in the KeySchema");
  }
  const auto hashes =
      static_cast<std::size_t>(std::count_if(schema.begin(), schema.end(), is_hash));
  if (hashes > key_attributes_max || schema.size() - hashes > key_attributes_max) {
    throw invalid_parameter("The KeySchema exceeds the maximum allowed number of " +
                            std::string(hashes > key_attributes_max ? "HASH" : "RANGE") +
                            " key attributes");
  }
  std::set<std::string_view> names;
  for (const KeySchemaElement& element : schema) names.insert(element.attribute_name);
  if (names.size() < schema.size()) {
    throw invalid("The KeySchema contains multiple key attributes with the same name");
  }
}

enum class KeyOf { kTable, kLocalIndex, kGlobalIndex };

KeySchema read_key_schema(const std::vector<KeySchemaElement>& schema,
                          const std::vector<AttributeDefinition>& defined, KeyOf owner) {
  if (owner == KeyOf::kTable && schema.size() > defined.size()) {
    throw invalid("Invalid KeySchema: Some index key attribute have no definition");
  }
  if (schema[0].key_type != "HASH") {
    throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (owner == KeyOf::kGlobalIndex) {
    check_key_of_several(schema);
  } else {
    check_single_key(schema);
  }
  KeySchema key;
  key.hash_count = 0;
  for (const KeySchemaElement& element : schema) {
    const bool is_hash = element.key_type == "HASH";
    const auto type = find_type(element.attribute_name, defined);
    if (!type) throw undefined_keys(schema, defined);
    key.attributes.push_back({element.attribute_name, *type});
    if (is_hash) ++key.hash_count;
  }
  return key;
}

void refuse_duplicates(const std::vector<std::string>& names) {
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (seen.insert(name).second) continue;
    throw invalid_parameter("Duplicate element in NonKeyAttributes: " + name);
  }
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
    refuse_duplicates(index.non_key_attributes);
    return;
  }
  if (spec.non_key_attributes) {
    throw invalid_parameter("ProjectionType is " + type + ", but NonKeyAttributes is specified");
  }
  index.projection = type == "ALL" ? Index::Projection::kAll : Index::Projection::kKeysOnly;
}

void finish_local_index(const LocalIndexSpec& spec, const Table& table, Index& index) {
  if (index.key.range().empty()) {
    throw invalid_parameter("Index KeySchema does not have a range key for index: " + index.name);
  }
  const std::string& hash = index.key.hash()[0].name;
  const std::string& table_hash = table.key.hash()[0].name;
  if (hash != table_hash) {
    throw invalid_parameter(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
        index.name + ". index hash key: " + hash + ", table hash key: " + table_hash);
  }
  read_projection(spec.projection, index);
}

void finish_global_index(const GlobalIndexSpec& spec, const std::string& billing_mode,
                         Index& index) {
  read_projection(spec.projection, index);
  check_created_throughput(billing_mode, spec.provisioned_throughput, spec.index_name);
  if (spec.on_demand_throughput) {
    check_ceilings(*spec.on_demand_throughput, billing_mode, spec.index_name, Ceilings::kCreate);
  }
}

// An index with its key alone.
template <class Spec>
void begin_index(const Spec& spec, const std::vector<AttributeDefinition>& defined, KeyOf owner,
                 Table& table) {
  Index index;
  index.number = table.next_index_number++;
  index.name = spec.index_name;
  index.is_global = owner == KeyOf::kGlobalIndex;
  index.key = read_key_schema(spec.key_schema, defined, owner);
  table.indexes.push_back(std::move(index));
}

void begin_indexes(const CreateTableInput& input, const std::vector<AttributeDefinition>& defined,
                   Table& table) {
  if (input.local_secondary_indexes) {
    const auto& specs = *input.local_secondary_indexes;
    if (specs.empty()) throw invalid_parameter("List of LocalSecondaryIndexes is empty");
    for (const auto& spec : specs) begin_index(spec, defined, KeyOf::kLocalIndex, table);
  }
  if (input.global_secondary_indexes) {
    const auto& specs = *input.global_secondary_indexes;
    if (specs.empty()) throw invalid_parameter("List of GlobalSecondaryIndexes is empty");
    for (const auto& spec : specs) begin_index(spec, defined, KeyOf::kGlobalIndex, table);
  }
}

// What AWS checks of indexes once it knows that all definitions are used.
void finish_indexes(const CreateTableInput& input, Table& table) {
  auto index = table.indexes.begin();
  if (input.local_secondary_indexes) {
    const auto& specs = *input.local_secondary_indexes;
    if (table.key.range().empty()) {
      throw invalid_parameter(
          "Table KeySchema does not have a range key, which is required when specifying a "
          "LocalSecondaryIndex");
    }
    if (specs.size() > local_indexes_max) {
      throw invalid_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of " +
                              std::to_string(local_indexes_max));
    }
    for (const LocalIndexSpec& spec : specs) finish_local_index(spec, table, *index++);
  }
  if (input.global_secondary_indexes) {
    const std::string mode = input.billing_mode.value_or("PROVISIONED");
    for (const GlobalIndexSpec& spec : *input.global_secondary_indexes) {
      finish_global_index(spec, mode, *index++);
    }
  }
  refuse_duplicate_indexes(table.indexes);
  check_index_counts(table, IndexOf::kNewTable);
}

// Throws when definitions and keys do not use each other in full.
void check_definitions(const std::vector<AttributeDefinition>& definitions, const Table& table) {
  const std::vector<std::string> defined = names_of(definitions);
  std::set<std::string> seen;
  for (const std::string& name : defined) {
    if (!seen.insert(name).second) throw invalid("Attribute Name is duplicated: " + name);
  }
  std::vector<std::string> used;
  for (const std::string& name : defined) {
    const auto has = [&](const Index& index) { return index.key.has(name); };
    if (table.key.has(name) || std::any_of(table.indexes.begin(), table.indexes.end(), has)) {
      used.push_back(name);
    }
  }
  if (used == defined) return;
  if (table.indexes.empty()) {
    throw invalid_parameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  throw invalid_parameter("Some AttributeDefinitions are not used. AttributeDefinitions: " +
                          print_definitions(defined) + ", keys used: " +
                          print_list(hash_order(std::move(used), default_capacity)));
}

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

void refuse_what_is_not_there(const CreateTableInput& input) {
  const auto refuse = [](bool is_given, const char* what) {
    if (is_given) throw not_implemented(what);
  };
  refuse(input.global_table_source_arn.has_value(), "GlobalTableSourceArn");
  refuse(input.global_table_settings_replication_mode.has_value(),
         "GlobalTableSettingsReplicationMode");
  refuse(input.vector_indexes.has_value(), "VectorIndexes");
}

}  // namespace

void check_table_name_member(const std::string& name) {
  std::vector<std::string> constraints;
  if (name.size() < 3) constraints.push_back("have length greater than or equal to 3");
  if (name.size() > 255) constraints.push_back("have length less than or equal to 255");
  if (name.empty() || !std::all_of(name.begin(), name.end(), &is_name_letter)) {
    constraints.push_back("satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  }
  if (constraints.empty()) return;
  std::string message = std::to_string(constraints.size()) + " validation error" +
                        (constraints.size() > 1 ? "s" : "") + " detected: ";
  for (const std::string& constraint : constraints) {
    if (&constraint != &constraints.front()) message += "; ";
    message += "Value '" + name + "' at 'tableName' failed to satisfy constraint: Member must " +
               constraint;
  }
  throw invalid(message);
}

void check_table_name(const std::string& name) {
  if (name.size() < 3 || name.size() > 255) {
    throw invalid("TableName must be at least 3 characters long and at most 255 characters long");
  }
  if (!std::all_of(name.begin(), name.end(), &is_name_letter)) {
    throw invalid("1 validation error detected: Value '" + name +
                  "' at 'tableName' failed to satisfy constraint: Member must satisfy regular "
                  "expression pattern: [a-zA-Z0-9_.-]+");
  }
}

void check_table_class(const Maybe<std::string>& table_class) {
  if (!table_class || table_class == "STANDARD" || table_class == "STANDARD_INFREQUENT_ACCESS") {
    return;
  }
  throw invalid(
      "Invalid table-class parameter provided. Please try again with a valid table-class value: "
      "[STANDARD, STANDARD_INFREQUENT_ACCESS].");
}

void check_encryption(const SseSpecification& spec) {
  if (spec.enabled == false) {
    if (spec.sse_type) throw invalid_parameter("SSEType can not be specified if Enabled is false");
    if (spec.kms_master_key_id) {
      throw invalid_parameter("KMSMasterKeyId can not be specified if Enabled is false");
    }
  }
  if (spec.sse_type.value_or("KMS") != "KMS") {
    throw invalid_parameter("SSEType " + *spec.sse_type + " is not supported");
  }
  if (spec.kms_master_key_id && !spec.sse_type) {
    throw invalid_parameter("SSEType KMS is required if KMSMasterKeyId is specified");
  }
}

void refuse_duplicate_indexes(const std::vector<Index>& indexes) {
  std::set<std::string_view> seen;
  for (const Index& index : indexes) {
    if (seen.insert(index.name).second) continue;
    throw invalid_parameter("Duplicate index name: " + index.name);
  }
}

void check_index_counts(const Table& table, IndexOf owner) {
  const auto is_global = [](const Index& index) { return index.is_global; };
  const auto count = std::count_if(table.indexes.begin(), table.indexes.end(), is_global);
  if (count > global_indexes_max && owner == IndexOf::kTable) {
    throw limit_exceeded(
        "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit "
        "of " +
        std::to_string(global_indexes_max));
  }
  if (count > global_indexes_max) {
    throw invalid_parameter("GlobalSecondaryIndex count exceeds the per-table limit of " +
                            std::to_string(global_indexes_max));
  }
  std::size_t projected = 0;
  for (const Index& index : table.indexes) projected += index.non_key_attributes.size();
  if (projected > projected_attributes_max) {
    throw invalid_parameter("Number of NonKeyAttributes exceeds per-table limit of " +
                            std::to_string(projected_attributes_max) +
                            ". Number of NonKeyAttributes: " + std::to_string(projected));
  }
}

Index read_global_index(const GlobalIndexSpec& spec,
                        const std::vector<AttributeDefinition>& defined, int number) {
  Index index;
  index.number = number;
  index.name = spec.index_name;
  index.key = read_key_schema(spec.key_schema, defined, KeyOf::kGlobalIndex);
  read_projection(spec.projection, index);
  return index;
}

Table read_table_spec(const CreateTableInput& input, const std::string& name) {
  check_table_name(name);
  refuse_what_is_not_there(input);
  if (!input.attribute_definitions) throw no_definitions();
  check_stream(input.stream_specification, StreamOf::kNewTable);
  const std::string mode = input.billing_mode.value_or("PROVISIONED");
  check_created_throughput(mode, input.provisioned_throughput, "");
  if (input.on_demand_throughput) {
    check_ceilings(*input.on_demand_throughput, mode, "", Ceilings::kCreate);
  }
  if (input.sse_specification) check_encryption(*input.sse_specification);
  check_table_class(input.table_class);
  const std::vector<AttributeDefinition>& defined = *input.attribute_definitions;
  Table table;
  table.name = name;
  table.key = read_key_schema(input.key_schema, defined, KeyOf::kTable);
  begin_indexes(input, defined, table);
  check_definitions(defined, table);
  finish_indexes(input, table);
  return table;
}

}  // namespace snowglobe::dynamodb
