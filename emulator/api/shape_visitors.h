// What reads, prints and describes a value by its describe(): the machinery behind
// emulator/api/shape.h, and included only by it.
#pragma once

#include <atomic>

#include "emulator/api/shape_model.h"

namespace snowglobe {

namespace shape_detail {

template <class T>
struct OptionalOf {
  using Type = T;
  static constexpr bool is_optional = false;
};
template <class T>
struct OptionalOf<std::optional<T>> {
  using Type = T;
  static constexpr bool is_optional = true;
};
template <class T>
struct ListOf {
  static constexpr bool is_list = false;
};
template <class T>
struct ListOf<std::vector<T>> {
  static constexpr bool is_list = true;
  using Element = T;
};
template <class T>
struct MapOf {
  static constexpr bool is_map = false;
};
template <class T>
struct MapOf<std::map<std::string, T>> {
  static constexpr bool is_map = true;
  using Element = T;
};

template <class T>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, std::string>) {
    return Kind::kString;
  } else if constexpr (std::is_same_v<T, bool>) {
    return Kind::kBoolean;
  } else if constexpr (std::is_same_v<T, int>) {
    return Kind::kInteger;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return Kind::kLong;
  } else if constexpr (std::is_same_v<T, double>) {
    return Kind::kDouble;
  } else if constexpr (std::is_same_v<T, Blob>) {
    return Kind::kBlob;
  } else if constexpr (std::is_same_v<T, Moment>) {
    return Kind::kTimestamp;
  } else if constexpr (std::is_same_v<T, Json> || std::is_base_of_v<DocumentView, T>) {
    return Kind::kDocument;
  } else if constexpr (ListOf<T>::is_list) {
    return Kind::kList;
  } else if constexpr (MapOf<T>::is_map) {
    return Kind::kMap;
  } else {
    return Kind::kStructure;
  }
}

template <class T>
struct DescribedAs {
  using Type = T;
};
template <class T>
struct DescribedAs<ViewOf<T>> {
  using Type = T;
};

// Properties that say how a member travels: they mean nothing to a value that is read or written.
template <class Self>
class Untravelled {
 public:
  Self& xml(const char*, const char* = "", const char* = "") { return self(); }
  Self& xml_name(const char*) { return self(); }
  Self& xml_element(const char*) { return self(); }
  Self& xml_entry(const char*, const char*) { return self(); }
  Self& xml_attribute() { return self(); }
  Self& xml_namespace(const char*, const char* = "") { return self(); }
  Self& json_name(const char*) { return self(); }
  Self& timestamp(TimestampForm) { return self(); }
  Self& query(const char*) { return self(); }
  Self& query_map() { return self(); }
  Self& header(const char*) { return self(); }
  Self& prefix_headers(const char*) { return self(); }
  Self& payload() { return self(); }
  Self& status_code() { return self(); }

 private:
  Self& self() { return static_cast<Self&>(*this); }
};

// What field(...) answers while a Shape is built: notes every property.
class MemberBuilder {
 public:
  explicit MemberBuilder(ShapeMember& member) : member_(member) {}
  MemberBuilder& length(std::int64_t min, std::int64_t max) {
    member_.constraints.length_min = min;
    member_.constraints.length_max = max;
    return *this;
  }
  MemberBuilder& range(std::int64_t min, std::int64_t max) {
    member_.constraints.range_min = min;
    member_.constraints.range_max = max;
    return *this;
  }
  MemberBuilder& one_of(std::initializer_list<const char*> values) {
    member_.constraints.enum_values.assign(values.begin(), values.end());
    return *this;
  }
  MemberBuilder& pattern(const char* regex) {
    member_.constraints.pattern = regex;
    return *this;
  }
  // A flattened list or map: the name of its elements or entries, and of an entry's parts.
  MemberBuilder& xml(const char* name, const char* key = "Name", const char* value = "Value") {
    member_.is_flattened = true;
    return xml_name(name).xml_entry(key, value);
  }
  MemberBuilder& xml_name(const char* name) { return set(member_.xml_name, name); }
  MemberBuilder& xml_element(const char* name) { return set(member_.xml_element, name); }
  MemberBuilder& xml_entry(const char* key, const char* value) {
    return set(member_.xml_key, key).set(member_.xml_value, value);
  }
  MemberBuilder& xml_attribute() {
    member_.is_xml_attribute = true;
    return *this;
  }
  MemberBuilder& xml_namespace(const char* uri, const char* prefix = "") {
    return set(member_.xml_namespace, uri).set(member_.xml_prefix, prefix);
  }
  MemberBuilder& json_name(const char* name) { return set(member_.json_name, name); }
  MemberBuilder& timestamp(TimestampForm form) {
    member_.timestamp_form = form;
    return *this;
  }
  MemberBuilder& query(const char* name) { return place(Location::kQueryString, name); }
  MemberBuilder& query_map() { return place(Location::kQueryMap, ""); }
  MemberBuilder& header(const char* name) { return place(Location::kHeader, name); }
  MemberBuilder& prefix_headers(const char* prefix) {
    return place(Location::kPrefixHeaders, prefix);
  }
  MemberBuilder& payload() { return place(Location::kPayload, ""); }
  MemberBuilder& status_code() { return place(Location::kStatusCode, ""); }

 private:
  MemberBuilder& set(std::string_view& property, const char* text) {
    property = text;
    return *this;
  }
  MemberBuilder& place(Location location, const char* name) {
    member_.location = location;
    return set(member_.location_name, name);
  }
  ShapeMember& member_;
};

class ShapeBuilder {
 public:
  explicit ShapeBuilder(Shape& shape) : shape_(shape) {}
  template <class T>
  MemberBuilder operator()(const char* name, T&) {
    using Value = typename OptionalOf<T>::Type;
    ShapeMember member;
    member.name = name;
    member.shape = &shape_of<typename DescribedAs<Value>::Type>();
    member.is_required = !OptionalOf<T>::is_optional;
    shape_.members.push_back(std::move(member));
    return MemberBuilder(shape_.members.back());
  }

 private:
  Shape& shape_;
};

// Builds the shape of a T when it is first asked for. Types may lead back to themselves: while one
// is being built its shape is known, but may be used by nobody else; so all that are built together
// become known together.
class ShapeOnce {
 public:
  using Build = void (*)(Shape&);
  explicit constexpr ShapeOnce(Build build) : build_(build) {}
  // Any thread may.
  const Shape& get() const {
    if (!is_ready_.load(std::memory_order_acquire)) make();
    return shape_;
  }

 private:
  void make() const;

  const Build build_;
  mutable bool has_begun_ = false;
  mutable std::atomic<bool> is_ready_ = false;
  mutable Shape shape_;
};

template <class T>
void build_shape(Shape& made) {
  made.kind = kind_of<T>();
  if constexpr (ListOf<T>::is_list) {
    made.element = &shape_of<typename DescribedAs<typename ListOf<T>::Element>::Type>();
  } else if constexpr (MapOf<T>::is_map) {
    made.element = &shape_of<typename DescribedAs<typename MapOf<T>::Element>::Type>();
  } else if constexpr (kind_of<T>() == Kind::kStructure) {
    if constexpr (requires { T::xml_root; }) made.xml_root = T::xml_root;
    if constexpr (requires { T::xml_namespace; }) made.xml_namespace = T::xml_namespace;
    T sample{};
    ShapeBuilder builder(made);
    sample.describe(builder);
  }
}

// Where the reader stands: the path is only put together when something is wrong.
struct PathNode {
  const PathNode* parent = nullptr;
  std::string_view name;  // of a member or key; empty for a list element
  std::size_t index = 0;  // of a list element, from 1
  bool is_key = false;    // of a map
};

// What is read of one input at most. AWS takes no list or map of structures that is nearly as long,
// and three bytes of a body would else become hundreds in memory.
inline constexpr std::size_t structures_max = 10'000;

// What is wrong with one input: the first `violations_max` of it, for the same reason.
class Violations {
 public:
  static constexpr std::size_t violations_max = 1'000;

  void missing(const PathNode& at);
  void constraint(const PathNode& at, std::string value, std::string constraint);
  void wrong_type(const PathNode& at, const Json& found, Kind wanted);
  // More structures than structures_max; false when there are not.
  bool too_many(const PathNode& at, std::size_t count);
  bool are_full() const { return list_.size() >= violations_max; }
  const std::vector<Violation>& list() const { return list_; }
  std::vector<Violation> take() { return std::move(list_); }

 private:
  void add(const PathNode& at, Violation violation);
  std::vector<Violation> list_;
};

// One JSON value into one C++ value; false and a violation when the type is wrong.
bool read_value(const Json& json, std::string& value, const PathNode& at, Violations& violations);
bool read_value(const Json& json, bool& value, const PathNode& at, Violations& violations);
bool read_value(const Json& json, int& value, const PathNode& at, Violations& violations);
bool read_value(const Json& json, std::int64_t& value, const PathNode& at, Violations& violations);
bool read_value(const Json& json, double& value, const PathNode& at, Violations& violations);
bool read_value(const Json& json, Blob& value, const PathNode& at, Violations& violations);
bool read_value(const Json& json, Moment& value, const PathNode& at, Violations& violations);

inline bool read_value(const Json& json, Json& value, const PathNode&, Violations&) {
  value = json;
  return true;
}
inline bool read_value(const Json& json, DocumentView& value, const PathNode&, Violations&) {
  value.json = &json;
  return true;
}
template <class T>
bool read_value(const Json& json, ViewOf<T>& value, const PathNode&, Violations&) {
  value.json = &json;
  return true;
}

template <class T>
bool read_value(const Json& json, std::vector<T>& value, const PathNode& at,
                Violations& violations);
template <class T>
bool read_value(const Json& json, std::map<std::string, T>& value, const PathNode& at,
                Violations& violations);
template <class T>
requires(kind_of<T>() == Kind::kStructure) bool read_value(const Json& json, T& value,
                                                           const PathNode& at,
                                                           Violations& violations);

// What field(...) answers while an input is read: checks the value that was just read.
class Checker : public Untravelled<Checker> {
 public:
  Checker(Violations& violations, const PathNode* parent, const char* name)
      : violations_(violations), parent_(parent), name_(name) {}

  void present(const std::string& value) { text_ = &value; }
  void present(const Blob& value) { size_ = static_cast<std::int64_t>(value.bytes.size()); }
  void present(const std::vector<std::string>& value) {
    size_ = static_cast<std::int64_t>(value.size());
    texts_ = &value;
  }
  void present(int value) { number_ = value; }
  void present(std::int64_t value) { number_ = value; }
  template <class T>
  void present(const std::vector<T>& value) {
    size_ = static_cast<std::int64_t>(value.size());
    if (value.empty()) shown_ = "[]";
  }
  template <class T>
  void present(const std::map<std::string, T>& value) {
    size_ = static_cast<std::int64_t>(value.size());
    if (value.empty()) shown_ = "{}";
  }
  void present(const auto&) {}

  Checker& length(std::int64_t min, std::int64_t max);
  Checker& range(std::int64_t min, std::int64_t max);
  Checker& one_of(std::initializer_list<const char*> values);
  Checker& pattern(const char* regex);

 private:
  PathNode path() const { return {parent_, name_}; }

  Violations& violations_;
  const PathNode* parent_;
  const char* name_;
  const std::string* text_ = nullptr;
  const std::vector<std::string>* texts_ = nullptr;
  const char* shown_ = "";  // as messages show another list or a map: told only when it is empty
  std::optional<std::int64_t> number_, size_;
};

class Reader {
 public:
  Reader(const Json& json, const PathNode* parent, Violations& violations)
      : json_(json), parent_(parent), violations_(violations) {}

  template <class T>
  Checker operator()(const char* name, T& member) {
    Checker checker(violations_, parent_, name);
    const PathNode at{parent_, name};
    const Json* value = find_member(json_, name);
    if (value == nullptr || value->is_null()) {
      if constexpr (!OptionalOf<T>::is_optional) violations_.missing(at);
      return checker;
    }
    if constexpr (OptionalOf<T>::is_optional) {
      typename OptionalOf<T>::Type inner{};
      if (read_value(*value, inner, at, violations_)) {
        member = std::move(inner);
        checker.present(*member);
      }
    } else if (read_value(*value, member, at, violations_)) {
      checker.present(member);
    }
    return checker;
  }

 private:
  const Json& json_;
  const PathNode* parent_;
  Violations& violations_;
};

template <class T>
bool read_value(const Json& json, std::vector<T>& value, const PathNode& at,
                Violations& violations) {
  if (!json.is_array()) {
    violations.wrong_type(at, json, Kind::kList);
    return false;
  }
  if (kind_of<T>() == Kind::kStructure && violations.too_many(at, json.size())) return false;
  value.resize(json.size());
  bool is_good = true;
  for (std::size_t i = 0; i < json.size() && !violations.are_full(); ++i) {
    const PathNode element{&at, {}, i + 1};
    is_good = read_value(json[i], value[i], element, violations) && is_good;
  }
  return is_good;
}

template <class T>
bool read_value(const Json& json, std::map<std::string, T>& value, const PathNode& at,
                Violations& violations) {
  if (!json.is_object()) {
    violations.wrong_type(at, json, Kind::kMap);
    return false;
  }
  if (kind_of<T>() == Kind::kStructure && violations.too_many(at, json.size())) return false;
  bool is_good = true;
  for (const auto& [key, element_json] : json.get_ref<const Json::object_t&>()) {
    if (violations.are_full()) return false;
    const PathNode element{&at, key, 0, true};
    is_good = read_value(element_json, value[key], element, violations) && is_good;
  }
  return is_good;
}

template <class T>
requires(kind_of<T>() == Kind::kStructure) bool read_value(const Json& json, T& value,
                                                           const PathNode& at,
                                                           Violations& violations) {
  if (!json.is_object()) {
    violations.wrong_type(at, json, Kind::kStructure);
    return false;
  }
  Reader reader(json, &at, violations);
  value.describe(reader);
  return true;
}

// What field(...) answers while a value is written.
class Ignore : public Untravelled<Ignore> {
 public:
  Ignore& length(std::int64_t, std::int64_t) { return *this; }
  Ignore& range(std::int64_t, std::int64_t) { return *this; }
  Ignore& one_of(std::initializer_list<const char*>) { return *this; }
  Ignore& pattern(const char*) { return *this; }
};

inline Json write_value(Blob& value) { return Json::binary(value.bytes); }
inline Json write_value(Moment& value) { return to_epoch_seconds(value); }
inline Json write_value(std::string& value) { return std::move(value); }
inline Json write_value(Json& value) { return std::move(value); }
inline Json write_value(bool& value) { return value; }
inline Json write_value(int& value) { return value; }
inline Json write_value(std::int64_t& value) { return value; }
inline Json write_value(double& value) { return value; }
template <class T>
Json write_value(std::vector<T>& value);
template <class T>
Json write_value(std::map<std::string, T>& value);
template <class T>
requires(kind_of<T>() == Kind::kStructure) Json write_value(T& value);

class Writer {
 public:
  explicit Writer(Json::object_t& members) : members_(members) {}
  template <class T>
  Ignore operator()(const char* name, T& member) {
    if constexpr (OptionalOf<T>::is_optional) {
      if (member.has_value()) members_.push_back({name, write_value(*member)});
    } else {
      members_.push_back({name, write_value(member)});
    }
    return {};
  }

 private:
  Json::object_t& members_;
};

template <class T>
Json write_value(std::vector<T>& value) {
  Json json = Json::array();
  auto& items = json.get_ref<Json::array_t&>();
  items.reserve(value.size());
  for (T& element : value) items.push_back(write_value(element));
  return json;
}
template <class T>
Json write_value(std::map<std::string, T>& value) {
  Json json = Json::object();
  for (auto& [key, element] : value) {
    json.get_ref<Json::object_t&>().push_back({key, write_value(element)});
  }
  return json;
}
template <class T>
requires(kind_of<T>() == Kind::kStructure) Json write_value(T& value) {
  Json json = Json::object();
  Writer writer(json.get_ref<Json::object_t&>());
  value.describe(writer);
  return json;
}

}  // namespace shape_detail

}  // namespace snowglobe
