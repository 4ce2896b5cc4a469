// The shapes of the protocol toys: each a subject of Smithy's protocol tests.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/shape.h"

namespace snowglobe::wire {

using Texts = std::vector<std::string>;
using TextMap = std::map<std::string, std::string>;

struct Scalars {
  std::optional<std::string> foo, text;
  std::optional<bool> yes, no;
  std::optional<int> number;
  std::optional<std::int64_t> large;
  std::optional<double> fraction, other;
  std::optional<Blob> blob;
  void describe(auto& field) {
    field("foo", foo).header("X-Foo");
    field("text", text);
    field("yes", yes);
    field("no", no);
    field("number", number);
    field("large", large);
    field("fraction", fraction);
    field("other", other).json_name("DoubleDribble").xml_name("DoubleDribble");
    field("blob", blob);
  }
};

struct Moments {
  std::optional<Moment> normal, date_time, epoch_seconds, http_date;
  std::optional<std::vector<Moment>> epoch_list;
  void describe(auto& field) {
    field("normal", normal);
    field("dateTime", date_time).timestamp(TimestampForm::kDateTime);
    field("epochSeconds", epoch_seconds).timestamp(TimestampForm::kEpochSeconds);
    field("httpDate", http_date).timestamp(TimestampForm::kHttpDate);
    field("epochList", epoch_list).timestamp(TimestampForm::kEpochSeconds);
  }
};

struct Pair {
  std::optional<std::string> a, b;
  void describe(auto& field) {
    field("a", a).xml_name("value");
    field("b", b).xml_name("other");
  }
};

struct Lists {
  std::optional<Texts> texts, renamed, flat, flat_renamed;
  std::optional<std::vector<int>> numbers;
  std::optional<std::vector<bool>> truths;
  std::optional<std::vector<Moment>> moments;
  std::optional<std::vector<Texts>> nested;
  std::optional<std::vector<Pair>> pairs, flat_pairs;
  std::optional<std::vector<Blob>> blobs;
  void describe(auto& field) {
    field("texts", texts);
    field("numbers", numbers);
    field("moments", moments);
    field("nested", nested);
    field("renamedMembers", renamed).xml_name("renamed").xml_element("item");
    field("flat", flat).xml("flat");
    field("flatRenamed", flat_renamed).xml("customName").xml_element("item");
    field("pairs", pairs).xml_name("myPairs").xml_element("item");
    field("flatPairs", flat_pairs).xml("flatPairs");
    field("blobs", blobs);
  }
};

struct Greeting {
  std::optional<std::string> hi;
  void describe(auto& field) { field("hi", hi); }
};

struct Maps {
  std::optional<std::map<std::string, Greeting>> greetings, renamed;
  std::optional<TextMap> flat, flat_renamed;
  std::optional<std::map<std::string, Texts>> lists;
  std::optional<std::map<std::string, int>> numbers;
  std::optional<std::map<std::string, bool>> truths;
  void describe(auto& field) {
    field("greetings", greetings);
    field("renamed", renamed).xml_entry("Attribute", "Setting");
    field("flat", flat).xml("flat", "key", "value");
    field("flatRenamed", flat_renamed).xml("KVP", "K", "V");
    field("lists", lists);
    field("numbers", numbers);
    field("truths", truths);
  }
};

// Leads back to itself.
struct Tree {
  std::optional<std::string> foo;
  std::optional<std::vector<Tree>> list;
  std::optional<std::map<std::string, Tree>> map;
  void describe(auto& field) {
    field("foo", foo);
    field("list", list);
    field("map", map);
  }
};

struct Trees {
  std::optional<Tree> nested;
  std::optional<Json> document;
  void describe(auto& field) {
    field("nested", nested);
    field("document", document);
  }
};

// What a call's input is in canonical JSON.
struct Seen {
  Json input;
  void describe(auto& field) { field("Seen", input); }
};

struct Failure {
  std::optional<std::string> code;
  std::optional<int> status;
  void describe(auto& field) {
    field("code", code).query("code");
    field("status", status).query("status");
  }
};

struct Headers {
  std::optional<std::string> text;
  std::optional<int> number;
  std::optional<double> fraction;
  std::optional<bool> truth;
  std::optional<Texts> texts;
  std::optional<std::vector<int>> numbers;
  std::optional<std::vector<Moment>> moments, date_times;
  void describe(auto& field) {
    field("text", text).header("X-String");
    field("number", number).header("X-Integer");
    field("fraction", fraction).header("X-Double");
    field("truth", truth).header("X-Boolean");
    field("texts", texts).header("X-StringList");
    field("numbers", numbers).header("X-IntegerList");
    field("moments", moments).header("X-TimestampList");
    field("dateTimes", date_times).header("X-DateTimeList").timestamp(TimestampForm::kDateTime);
  }
};

struct HeaderMoments {
  std::optional<Moment> normal, date_time, epoch_seconds, http_date;
  void describe(auto& field) {
    field("normal", normal).header("X-defaultFormat");
    field("dateTime", date_time).header("X-dateTime").timestamp(TimestampForm::kDateTime);
    field("epochSeconds", epoch_seconds)
        .header("X-epochSeconds")
        .timestamp(TimestampForm::kEpochSeconds);
    field("httpDate", http_date).header("X-httpDate").timestamp(TimestampForm::kHttpDate);
  }
};

struct PrefixHeaders {
  std::optional<std::string> foo;
  std::optional<TextMap> map;
  void describe(auto& field) {
    field("foo", foo).header("X-Foo");
    field("fooMap", map).prefix_headers("X-Foo-");
  }
};

struct Queries {
  std::optional<std::string> text;
  std::optional<Texts> texts;
  std::optional<int> number;
  std::optional<std::vector<int>> numbers;
  std::optional<double> fraction;
  std::optional<bool> truth;
  std::optional<Moment> moment, epoch_seconds;
  std::optional<std::vector<Moment>> moments;
  void describe(auto& field) {
    field("text", text).query("String");
    field("texts", texts).query("StringList");
    field("number", number).query("Integer");
    field("numbers", numbers).query("IntegerList");
    field("fraction", fraction).query("Double");
    field("truth", truth).query("Boolean");
    field("moment", moment).query("Timestamp");
    field("epochSeconds", epoch_seconds).query("Epoch").timestamp(TimestampForm::kEpochSeconds);
    field("moments", moments).query("TimestampList");
  }
};

struct QueryMap {
  std::optional<std::string> foo;
  std::optional<TextMap> map;
  void describe(auto& field) {
    field("foo", foo).query("bar");
    field("baz", map).query_map();
  }
};

struct QueryLists {
  std::optional<std::string> foo;
  std::optional<std::map<std::string, Texts>> map;
  void describe(auto& field) {
    field("qux", foo).query("corge");
    field("foo", map).query_map();
  }
};

struct Labels8 {
  std::string text;
  int number = 0;
  std::int64_t large = 0;
  double fraction = 0;
  bool truth = false;
  Moment moment, epoch_seconds, http_date;
  void describe(auto& field) {
    field("text", text);
    field("number", number);
    field("large", large);
    field("fraction", fraction);
    field("truth", truth);
    field("moment", moment);
    field("epochSeconds", epoch_seconds).timestamp(TimestampForm::kEpochSeconds);
    field("httpDate", http_date).timestamp(TimestampForm::kHttpDate);
  }
};

struct GreedyLabels {
  std::string foo, baz;
  void describe(auto& field) {
    field("foo", foo);
    field("baz", baz);
  }
};

// A body of bytes, whose type the client and the service tell each other.
struct BlobPayload {
  std::optional<std::string> foo, content_type;
  std::optional<Blob> blob;
  std::optional<int> status;
  void describe(auto& field) {
    field("foo", foo).header("X-Foo");
    field("contentType", content_type).header("Content-Type");
    field("blob", blob).payload();
    field("status", status).status_code();
  }
};

struct TextPayload {
  std::optional<std::string> text;
  void describe(auto& field) { field("text", text).payload(); }
};

// S3's unwrapped output.
struct UnwrappedText {
  std::optional<std::string> place;
  void describe(auto& field) { field("place", place).payload().xml_name("LocationConstraint"); }
};

struct Nested {
  static constexpr const char* xml_root = "Hello";
  static constexpr const char* xml_namespace = "http://foo.com";
  std::optional<std::string> greeting, name;
  void describe(auto& field) {
    field("greeting", greeting).json_name("greets");
    field("name", name);
  }
};

struct StructurePayload {
  std::optional<Nested> nested;
  void describe(auto& field) { field("nested", nested).payload(); }
};

struct RenamedPayload {
  std::optional<Greeting> nested;
  void describe(auto& field) {
    field("nested", nested).payload().xml_name("Hola").xml_namespace("http://foo.com", "baz");
  }
};

struct DocumentPayload {
  std::optional<Json> document;
  void describe(auto& field) { field("document", document).payload(); }
};

struct Attributed {
  static constexpr const char* xml_root = "XmlAttributes";
  std::optional<std::string> foo, attribute, kind;
  std::optional<std::vector<std::string>> values;
  std::optional<std::string> baz;
  void describe(auto& field) {
    field("foo", foo).xml_namespace("http://baz.com", "baz");
    field("attr", attribute).xml_name("test").xml_attribute();
    field("kind", kind).xml_name("xsi:type").xml_attribute();
    field("values", values).xml_namespace("http://qux.com");
    field("baz", baz);
  }
};

// All that it has is in headers.
struct HeadersOnly {
  std::optional<std::string> a, b;
  std::optional<Texts> c;
  void describe(auto& field) {
    field("a", a).header("X-A");
    field("b", b).header("X-B");
    field("c", c).header("X-C");
  }
};

}  // namespace snowglobe::wire
