// What a shape is, as data: kinds, members, constraints, and what can be wrong with an input.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/error.h"
#include "emulator/base/json.h"
#include "emulator/base/time.h"

namespace snowglobe {

// Raw bytes: base64 in JSON and XML, the body itself where it is a REST payload.
struct Blob {
  std::string bytes;
};

// A document in an input that is only looked at: it stays in the call's input, which outlives the
// handler's run, and so costs no copy. nullptr when absent (inside std::optional it never is).
struct DocumentView {
  const Json* json = nullptr;
};

// An operation without members has this as its input or output.
struct Empty {
  void describe(auto&) {}
};

enum class Kind {
  kString,
  kInteger,
  kLong,
  kDouble,
  kBoolean,
  kBlob,
  kTimestamp,
  kList,
  kMap,
  kStructure,
  kDocument,
};

struct Shape;

// Where a member travels in the REST protocols. A member named like a {Label} of the operation's
// path is taken from there without being marked.
enum class Location { kBody, kQueryString, kHeader, kPayload, kStatusCode };

struct Constraints {
  std::optional<std::int64_t> length_min, length_max;  // characters, bytes of a blob, or elements
  std::optional<std::int64_t> range_min, range_max;
  std::vector<std::string> enum_values;
  std::string pattern;  // AWS's regular expression, anchored
};

struct ShapeMember {
  std::string name;
  const Shape* shape = nullptr;
  bool is_required = false;
  Constraints constraints;
  Location location = Location::kBody;
  std::string location_name;  // of the query parameter or header
  std::string xml_name;  // in Query and XML, where it is another one: also marks flattened lists
  std::string xml_key = "Name", xml_value = "Value";  // of the entries of a flattened map
};

// Lives as long as the program; made once for each type.
struct Shape {
  Kind kind = Kind::kStructure;
  std::vector<ShapeMember> members;  // of a structure
  const Shape* element = nullptr;    // of a list, and the values of a map
};

// One thing wrong with an input, found while it was read.
struct Violation {
  enum class Type { kMissing, kConstraint, kWrongType };
  Type type;
  std::string path;        // AWS's form: "attributeDefinitions.1.member.attributeName"
  std::string member;      // the member's name as in the model: "AttributeName"
  std::string value;       // as AWS prints it; empty when missing
  std::string constraint;  // "Member must have length less than or equal to 80"
  // For kWrongType: what came and what was wanted ("NUMBER_VALUE", "String").
  std::string found, wanted;
};

// The usual answer: "N validation errors detected: Value ... at '...' failed to satisfy constraint:
// ...", code ValidationException; or SerializationException for a value of the wrong type.
AwsError validation_error(const std::vector<Violation>& violations);

template <class T>
const Shape& shape_of();

}  // namespace snowglobe
