// What is wrong with a statement, in AWS's wording.
#pragma once

#include <string>

#include "services/dynamodb/errors.h"

namespace snowglobe::dynamodb::partiql {

// A text that is no statement. `detail` may be empty: of an unknown character or an open quote AWS
// says no more.
inline AwsError not_well_formed(const std::string& detail) {
  return invalid("Statement wasn't well formed, can't be processed: " + detail);
}

inline AwsError unsupported_clause(const std::string& clause) {
  return invalid("Unsupported clause: " + clause);
}

inline AwsError unexpected_from_source() { return invalid("Unexpected from source"); }

// AWS names the index in a Query, and not here.
inline AwsError no_such_index() { return invalid("The table does not have the specified index"); }

inline AwsError empty_path_component() {
  return invalid("Path component cannot be an empty string");
}

inline AwsError no_aliases() { return invalid("Aliasing is not supported"); }

inline AwsError parameters_do_not_match() {
  return invalid("Number of parameters in request and statement don't match.");
}

// AWS says so of a read of an index whose key has several attributes.
inline AwsError key_of_several_attributes() {
  return invalid(
      "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or "
      "multi-attribute RANGE keys.");
}

inline AwsError key_is_not_fixed() {
  return invalid("Where clause does not contain a mandatory equality on all key attributes");
}

inline AwsError key_is_absent(const std::string& name) {
  return invalid("Key attribute should be present in the item: Key " + name);
}

inline AwsError key_of_wrong_type(const std::string& name) {
  return invalid("Key attribute's data type should match its data type in table's schema: Key " +
                 name);
}

inline AwsError invalid_token() { return invalid("Invalid NextToken"); }

inline AwsError token_does_not_match() { return invalid("NextToken does not match request"); }

}  // namespace snowglobe::dynamodb::partiql
