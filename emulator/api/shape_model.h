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

// Raw bytes: base64 in JSON and XML, bytes in CBOR, the body itself where it is a REST payload.
struct Blob {
  SharedBytes bytes;
};

// A document in an input that is only looked at: it stays in the call's input, which outlives the
// handler's run, and so costs no copy. nullptr when absent (inside std::optional it never is).
struct DocumentView {
  const Json* json = nullptr;
};

// A document that is described as a T, so that codecs know where its blobs and timestamps are, and
// that the handler reads by itself: nothing else of it is checked.
template <class T>
struct ViewOf : DocumentView {};

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
enum class Location {
  kBody,
  kQueryString,
  kQueryMap,  // a map: all parameters, those that other members take as well
  kHeader,
  kPrefixHeaders,  // a map: all headers whose names begin with location_name
  kPayload,  // the body: bytes or text as they are, a structure or document as its codec has it
  kStatusCode,
};

// How a timestamp is written as text, or as a number.
enum class TimestampForm { kEpochSeconds, kDateTime, kHttpDate };

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
  std::string_view location_name;  // of the query parameter or header
  // Where a protocol's own form is not meant (JSON: seconds, XML and queries: date-time, headers:
  // the date of HTTP).
  std::optional<TimestampForm> timestamp_form;
  std::string_view json_name;  // in REST-JSON, where it is another one

  // In Query and XML. Smithy's traits, https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings
  std::string_view xml_name;  // where it is another one
  bool is_flattened = false;  // a list's elements, or a map's entries, bear the member's name
  std::string_view xml_element = "member";                // what else a list's elements are called
  std::string_view xml_key = "key", xml_value = "value";  // and the parts of a map's entry
  bool is_xml_attribute = false;
  std::string_view xml_namespace, xml_prefix;
};

// Lives as long as the program; made once for each type. It may lead back to itself.
struct Shape {
  Kind kind = Kind::kStructure;
  std::vector<ShapeMember> members;  // of a structure
  const Shape* element = nullptr;    // of a list, and the values of a map
  bool has_blobs = false;            // it is one, or holds some at whatever depth
  // A structure's root element in XML and its namespace, where they are not the operation's:
  //   static constexpr const char* xml_root = "ListBucketResult";
  std::string_view xml_root, xml_namespace;
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
